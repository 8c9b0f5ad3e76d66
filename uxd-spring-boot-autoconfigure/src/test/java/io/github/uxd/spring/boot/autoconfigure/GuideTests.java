package io.github.uxd.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
			.filter((example) -> example.startsWith("uxd:"));
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

	@Test
	void everyExampleInJavaCompiles(@TempDir Path classes) throws IOException {
		List<JavaFileObject> sources = new ArrayList<>();
		// Those of the README are without imports, those for tests need a later module.
		GuidePage.all()
			.filter((page) -> page.path().getParent().endsWith("docs"))
			.flatMap((page) -> page.examples("java").stream())
			.filter((example) -> !example.contains("import io.github.uxd.spring.boot.test."))
			.forEach((example) -> sources.add(new Source("example" + sources.size(), example)));
		assertThat(sources).hasSizeGreaterThan(10);
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		boolean compiled = compiler
			.getTask(messages, null, null, List.of("-proc:none", "-parameters", "-d", classes.toString()), null,
					sources)
			.call();
		assertThat(compiled).as(messages::toString).isTrue();
	}

	/**
	 * An example in a package of its own.
	 */
	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String packageName, String example) {
			super(URI.create("string:///" + packageName + "/Example.java"), Kind.SOURCE);
			this.text = "package " + packageName + ";\n" + example;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}
