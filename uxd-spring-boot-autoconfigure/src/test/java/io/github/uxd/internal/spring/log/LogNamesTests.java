package io.github.uxd.internal.spring.log;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogNames}.
 */
class LogNamesTests {

	@Test
	void theGuideHasAllOfThem() throws IOException, IllegalAccessException {
		String guide = Files.readString(Path.of("..", "docs", "operating.md"));
		for (Field name : LogNames.class.getFields()) {
			assertThat(guide).contains("| `" + name.get(null) + "` |");
		}
	}

}
