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

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.integration.dsl.Uxd;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jars as an application with a module path sees them.
 */
class PublishedModulesIT {

	private final ModuleFinder modules = ModuleFinder
		.of(Stream.of(Peer.class, UxdAutoConfiguration.class, UxdTestClient.class, Uxd.class)
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
			.containsExactlyInAnyOrder("io.github.uxd", "io.github.uxd.spring", "io.github.uxd.spring.boot.test",
					"io.github.uxd.spring.integration");
	}

	@Test
	void shareNoPackage() {
		assertThat(this.modules.findAll()
			.stream()
			.map(ModuleReference::descriptor)
			.flatMap((module) -> module.packages().stream())).doesNotHaveDuplicates();
	}

}
