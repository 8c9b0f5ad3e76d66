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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide shows works, and its links lead somewhere.
 */
class GuideTests {

	static Stream<GuidePage> pages() throws IOException {
		return GuidePage.all();
	}

	static Stream<String> yaml() throws IOException {
		return GuidePage.all()
			.flatMap((page) -> page.examples("yaml").stream())
			.filter((example) -> example.lines().anyMatch("uxd:"::equals));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkLeadsToAFileAndAHeading(GuidePage page) {
		assertThat(page.links()).allSatisfy((link) -> {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]);
			assertThat(Files.exists(target)).as("a file for %s", link).isTrue();
			if (parts.length > 1) {
				assertThat(GuidePage.read(target).anchors()).contains(parts[1]);
			}
		});
	}

	@ParameterizedTest
	@MethodSource("yaml")
	void everyExampleOfPropertiesBinds(String example) throws IOException {
		MutablePropertySources sources = new MutablePropertySources();
		new YamlPropertySourceLoader().load("example", new ByteArrayResource(example.getBytes(StandardCharsets.UTF_8)))
			.forEach(sources::addLast);
		ApplicationConversionService conversion = new ApplicationConversionService();
		conversion.addConverter(new OctalConverter());
		Binder binder = new Binder(ConfigurationPropertySources.from(sources), null, conversion);
		assertThat(binder
			.bind("uxd", Bindable.of(UxdProperties.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
			.isBound()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyExampleIsInALanguageThatIsTested(GuidePage page) {
		// Kotlin is, in a module of its own.
		assertThat(page.languages()).isSubsetOf("java", "kotlin", "yaml", "json", "xml", "ini", "sh", "text", "");
	}

	@Test
	void everyOtherExampleIsWellFormed() throws Exception {
		for (String example : examples("yaml")) {
			assertThat(new YamlPropertySourceLoader().load("example",
					new ByteArrayResource(example.getBytes(StandardCharsets.UTF_8))))
				.as(example)
				.isNotEmpty();
		}
		examples("json").forEach((example) -> assertThat(new JsonMapper().readTree(example).isObject()).isTrue());
		examples("ini").forEach((example) -> assertThat(example.lines())
			.allMatch((line) -> line.isEmpty() || line.matches("#.*|\\[\\w+]|\\w+=.*")));
		String version = version(Files.readString(GuidePage.inRepository("pom.xml")));
		for (String example : examples("xml")) {
			DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new ByteArrayInputStream(example.getBytes(StandardCharsets.UTF_8)));
			assertThat(!example.contains("<groupId>io.github.uxd<") || version(example).equals(version)).as(example)
				.isTrue();
		}
	}

	@Test
	void everyCommandIsOneThatAShellUnderstands() throws Exception {
		for (String example : examples("sh")) {
			Process shell = new ProcessBuilder("sh", "-n", "-c", example).redirectErrorStream(true).start();
			assertThat(shell.getInputStream()).asString(StandardCharsets.UTF_8).as(example).isEmpty();
			assertThat(shell.waitFor()).as(example).isZero();
		}
	}

	@Test
	void everyExampleInJavaCompiles(@TempDir Path classes) throws IOException {
		List<JavaFileObject> sources = new ArrayList<>();
		// Those with what isn't known here are compiled and run where it is.
		List<String> examples = examples("java").stream()
			.filter((example) -> !example.contains("import io.github.uxd.spring.integration."))
			.filter((example) -> !example.contains("import org.springframework.security."))
			.toList();
		Map<String, String> imports = imports(examples);
		for (String example : examples) {
			String packageName = "example" + sources.size();
			// Those of the README are without imports.
			sources.add(new Source(packageName, "Example",
					example.contains("import ") ? example : importsFor(example, imports) + example));
			if (example.contains("OrdersConfiguration.class")) {
				// The reader's own.
				sources.add(new Source(packageName, "OrdersConfiguration", "class OrdersConfiguration {\n}\n"));
			}
		}
		assertThat(sources).hasSizeGreaterThan(20);
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		// What is for tests stands in a later module.
		String laterModule = GuidePage.inRepository("uxd-spring-boot-test/src/main/java").toString();
		boolean compiled = compiler
			.getTask(messages, null, null,
					List.of("-proc:none", "-parameters", "-d", classes.toString(), "-sourcepath", laterModule), null,
					sources)
			.call();
		assertThat(compiled).as(messages::toString).isTrue();
	}

	private static List<String> examples(String language) throws IOException {
		return GuidePage.all().flatMap((page) -> page.examples(language).stream()).toList();
	}

	private static String version(String pom) {
		Matcher version = Pattern.compile("<version>([^<]*)</version>").matcher(pom);
		return version.find() ? version.group(1) : "none";
	}

	/**
	 * Return the imports of all examples by the names of the types.
	 */
	private static Map<String, String> imports(List<String> examples) {
		Pattern line = Pattern.compile("^import [\\w.]+\\.([A-Z]\\w*);$", Pattern.MULTILINE);
		return examples.stream()
			.flatMap((example) -> line.matcher(example).results())
			.collect(Collectors.toMap((match) -> match.group(1), MatchResult::group, (first, same) -> first));
	}

	private static String importsFor(String example, Map<String, String> imports) {
		return imports.entrySet()
			.stream()
			.filter((type) -> Pattern.compile("\\b" + type.getKey() + "\\b").matcher(example).find())
			.map(Map.Entry::getValue)
			.collect(Collectors.joining("\n", "", "\n"));
	}

	/**
	 * An example, or a part of one, in a package of its own.
	 */
	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String packageName, String name, String example) {
			super(URI.create("string:///" + packageName + "/" + name + ".java"), Kind.SOURCE);
			this.text = "package " + packageName + ";\n" + example;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}
