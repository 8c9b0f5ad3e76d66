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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the guide, as it stands in the repository.
 *
 * @param path the path of its file
 * @param text what it says
 */
public record GuidePage(Path path, String text) {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern CODE = Pattern.compile("^```([^`\\n]*)\\n(.*?)^```$",
			Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

	/**
	 * Return all pages: those of the guide, and the README.
	 */
	public static Stream<GuidePage> all() throws IOException {
		try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
			return Stream
				.concat(Stream.of(ROOT.resolve("README.md")),
						pages.filter((path) -> path.toString().endsWith(".md")).sorted().toList().stream())
				.map(GuidePage::read);
		}
	}

	/**
	 * Return a page of the guide.
	 * @param name the name of its file
	 */
	public static GuidePage of(String name) {
		return read(ROOT.resolve("docs").resolve(name));
	}

	/**
	 * Return a page.
	 * @param path the path of its file
	 */
	public static GuidePage read(Path path) {
		try {
			return new GuidePage(path, Files.readString(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the rows of all tables whose first column has a heading, without what marks
	 * code.
	 * @param heading the heading of the first column
	 * @param columns how many columns the tables have
	 */
	public List<List<String>> rows(String heading, int columns) {
		List<List<String>> rows = new ArrayList<>();
		boolean inTable = false;
		for (String line : this.text.lines().toList()) {
			List<String> cells = cells(line);
			if (cells.size() != columns) {
				inTable = false;
			}
			else if (inTable && !cells.get(0).matches("-+")) {
				rows.add(cells);
			}
			inTable |= cells.size() == columns && cells.get(0).equals(heading);
		}
		return rows;
	}

	private static List<String> cells(String line) {
		if (!line.startsWith("| ") && !line.startsWith("|-")) {
			return List.of();
		}
		return Stream.of(line.substring(1).split("\\|")).map((cell) -> cell.replace("`", "").trim()).toList();
	}

	/**
	 * Return the examples in a language.
	 */
	List<String> examples(String language) {
		return CODE.matcher(this.text)
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.toList();
	}

	/**
	 * Return the languages of all examples; that of what is printed is empty.
	 */
	List<String> languages() {
		return CODE.matcher(this.text).results().map((block) -> block.group(1)).toList();
	}

	/**
	 * Return the path of something in the repository.
	 */
	public static Path inRepository(String path) {
		return ROOT.resolve(path);
	}

	/**
	 * Return where the links lead that don't leave the repository.
	 */
	List<String> links() {
		return LINK.matcher(prose())
			.results()
			.map((link) -> link.group(1))
			.filter((target) -> !target.contains("://"))
			.toList();
	}

	/**
	 * Return what a link may have after "#" to lead to a heading of this page.
	 */
	public List<String> anchors() {
		return HEADING.matcher(prose())
			.results()
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-'))
			.toList();
	}

	private String prose() {
		return CODE.matcher(this.text).replaceAll(Matcher.quoteReplacement(""));
	}

	@Override
	public String toString() {
		return ROOT.relativize(this.path).toString();
	}

}
