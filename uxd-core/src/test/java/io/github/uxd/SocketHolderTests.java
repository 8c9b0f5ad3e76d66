package io.github.uxd;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.github.uxd.file.SocketHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SocketHolderTests {

	private static final String HOLD = """
			import ctypes, socket, sys
			# PR_SET_NAME
			ctypes.CDLL(None).prctl(15, "a\\n\\x1b[31m\\u202e".encode("utf-8"), 0, 0, 0)
			held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			held.bind(sys.argv[1])
			print("held", flush=True)
			sys.stdin.read()
			""";

	@Test
	@EnabledOnOs(OS.LINUX)
	void aProcessThatCallsItselfWhatATerminalWouldObeyIsEscaped(@TempDir Path directory) throws Exception {
		Path path = directory.resolve("held");
		Process process = Python.start(new ProcessBuilder("python3", "-c", HOLD, path.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT));
		try (BufferedReader answers = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			assertThat(answers.readLine()).isEqualTo("held");
			assertThat(SocketHolder.describe(path))
				.endsWith(", held by process " + process.pid() + " (a\\u000a\\u001b[31m\\u202e)");
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

}
