package io.github.uxd.sample;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jars as an application with a module path sees them.
 */
class PublishedModulesIT {

	private final ModuleFinder modules = ModuleFinder
		.of(Stream.of(Peer.class, UxdAutoConfiguration.class, UxdTestClient.class)
			.map(PublishedModulesIT::jar)
			.toArray(Path[]::new));

	private static Path jar(Class<?> member) {
		try {
			return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void haveTheNamesOfTheirOutermostPackages() {
		assertThat(this.modules.findAll().stream().map(ModuleReference::descriptor).map(ModuleDescriptor::name))
			.containsExactlyInAnyOrder("io.github.uxd", "io.github.uxd.spring", "io.github.uxd.spring.boot.test");
	}

	@Test
	void shareNoPackage() {
		assertThat(this.modules.findAll()
			.stream()
			.map(ModuleReference::descriptor)
			.flatMap((module) -> module.packages().stream())).doesNotHaveDuplicates();
	}

}
