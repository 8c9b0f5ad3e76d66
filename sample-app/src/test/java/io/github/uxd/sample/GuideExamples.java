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
package io.github.uxd.sample;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the guide, to be run.
 */
final class GuideExamples {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern EXAMPLE = Pattern.compile("^```(\\w+)\\n(.*?)^```\\n(?:\\n```\\n(.*?)^```\\n)?",
			Pattern.MULTILINE | Pattern.DOTALL);

	private GuideExamples() {
	}

	/**
	 * Return the README and all pages of the guide.
	 */
	static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
			return Stream
				.concat(Stream.of(ROOT.resolve("README.md")),
						files.filter((path) -> path.toString().endsWith(".md")).sorted())
				.toList();
		}
	}

	static Path page(String name) {
		return ROOT.resolve("docs").resolve(name);
	}

	/**
	 * Return the examples of a page that are in a language.
	 */
	static List<Example> of(Path page, String language) throws IOException {
		return EXAMPLE.matcher(Files.readString(page))
			.results()
			.filter((match) -> match.group(1).equals(language))
			.map((match) -> Example.of(page, match))
			.toList();
	}

	/**
	 * Compile the first example in Java of a page.
	 * @param packageName the package to put it into
	 * @param more what is to follow it, without imports
	 * @param folder where its classes are to go
	 * @param classPath what it needs besides the class path of the tests
	 */
	static void compile(Path page, String packageName, String more, Path folder, List<Path> classPath)
			throws IOException {
		String source = "package " + packageName + ";\n" + of(page, "java").get(0).text() + more;
		String all = Stream
			.concat(Stream.of(System.getProperty("java.class.path")), classPath.stream().map(Path::toString))
			.reduce((first, second) -> first + ":" + second)
			.orElseThrow();
		StringWriter messages = new StringWriter();
		JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Example.java"),
				JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return source;
			}

		};
		assertThat(ToolProvider.getSystemJavaCompiler()
			.getTask(messages, null, null,
					List.of("-proc:none", "-parameters", "-d", folder.toString(), "-classpath", all), null,
					List.of(file))
			.call()).as(messages::toString).isTrue();
	}

	/**
	 * An example.
	 *
	 * @param page the page that has it
	 * @param text what it says
	 * @param output what it prints, if the page says so right after it, or else nothing
	 */
	record Example(Path page, String text, String output) {

		static Example of(Path page, MatchResult match) {
			return new Example(page, match.group(2), (match.group(3) != null) ? match.group(3) : "");
		}

	}

}
