/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.uxd.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide says is printed, is: each piece of a message between what differs from
 * case to case (names, paths, numbers) is text of the code.
 */
class GuideMessagesTests {

	/**
	 * How the blocks begin that hold no messages of ours: what other programs print,
	 * payloads, and drawings.
	 */
	private static final Pattern OF_OTHERS = Pattern
		.compile("(accepted|senders → |\\{\"|\\d+\\n|socat\\[|f: /|uxd_\\w+\\{|WARNING: )");

	/**
	 * What is in messages of ours and comes from elsewhere.
	 */
	private static final List<String> TEXT_OF_OTHERS = List.of("No such item", "Could not read JSON",
			"python3 -c import socket, sys; socket.socket(");

	/**
	 * What stands before a message in the log.
	 */
	private static final Pattern LOG = Pattern.compile("^(ERROR|WARN|INFO) (\\[[^\\]]*\\] )*[\\w.]+ +: ");

	/**
	 * What differs from case to case: what is quoted, in brackets or left out, paths,
	 * numbers, kinds of files and names of classes.
	 */
	private static final Pattern VALUE = Pattern.compile("(?<!\\w)'[^']*'|\\[[^\\]]*\\]|…|(?<!\\w)/\\S*|\\d[\\d:.]*"
			+ "|a regular file|[\\w$#]+(\\.[\\w$]+)+(\\([^)]*\\))?|\\w+#\\w+");

	private static final Pattern WORD = Pattern.compile("[^\\s\"(),;:.]+");

	private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

	/**
	 * Of how many texts a piece may be made up. One that says something else, if only in
	 * a word, is of three: what comes before, that word, and what comes after.
	 */
	private static final int MOST_TEXTS = 2;

	private static String texts;

	@BeforeAll
	static void readTheTextsOfTheCode() throws IOException {
		StringBuilder read = new StringBuilder();
		for (String module : List.of("uxd-core", "uxd-spring-boot-autoconfigure", "sample-app", "sample-bridge")) {
			try (Stream<Path> files = Files.walk(GuidePage.inRepository(module + "/src/main"))) {
				for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
					// Where a text goes on in the next line it is one text.
					String source = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
					read.append(LITERAL.matcher(source)
						.results()
						.map((text) -> text.group(1))
						.collect(Collectors.joining("\n"))).append("\n");
				}
			}
		}
		texts = (" " + read).replace("\n", " | ")
			.replaceAll("(?<!\\w)'|'(?!\\w)|[\"(),;:.\\\\]", " ")
			.replaceAll("\\s+", " ");
	}

	static Stream<String> messages() throws IOException {
		return GuidePage.all()
			.flatMap((page) -> page.examples("").stream())
			.filter((block) -> !OF_OTHERS.matcher(block).lookingAt())
			.flatMap(String::lines)
			.filter((line) -> !line.isBlank());
	}

	@ParameterizedTest
	@MethodSource("messages")
	void whatIsPrintedIsTextOfTheCode(String message) {
		String text = LOG.matcher(message).replaceFirst("");
		assertThat(VALUE.splitAsStream(text).flatMap((piece) -> Stream.of(piece.split(": "))))
			.filteredOn((piece) -> !TEXT_OF_OTHERS.contains(piece.trim()))
			.allSatisfy((piece) -> assertThat(textsOf(piece)).as("texts that make up \"%s\"", piece)
				.hasSizeLessThanOrEqualTo(MOST_TEXTS));
	}

	/**
	 * Take a piece of a message apart into the longest texts that there are in the code.
	 */
	private static List<String> textsOf(String piece) {
		List<String> found = new ArrayList<>();
		String[] words = WORD.matcher(piece).results().map(MatchResult::group).toArray(String[]::new);
		for (int from = 0; from < words.length;) {
			int to = words.length;
			while (to > from + 1 && !texts.contains(joined(words, from, to))) {
				to--;
			}
			found.add(joined(words, from, to));
			from = to;
		}
		return found;
	}

	private static String joined(String[] words, int from, int to) {
		return " " + String.join(" ", Arrays.asList(words).subList(from, to)) + " ";
	}

}
