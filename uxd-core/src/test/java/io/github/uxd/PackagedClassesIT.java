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
package io.github.uxd;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The classes as they ship, in a jar, and as the build's own modules see them, in a
 * folder.
 */
class PackagedClassesIT {

	private static final String NEWER = "META-INF/versions/22/";

	/**
	 * The class files of JDK 17.
	 */
	private static final int BASELINE = 61;

	@Test
	void theJarHasClassesOfNewerJdksWhereOlderOnesDontLook() throws IOException {
		try (JarFile jar = new JarFile(System.getProperty("uxd.jar"))) {
			assertThat(jar.isMultiRelease()).isTrue();
			List<String> newer = new ArrayList<>();
			for (JarEntry entry : Collections.list(jar.entries())) {
				if (entry.getName().endsWith(".class")) {
					if (entry.getName().startsWith(NEWER)) {
						newer.add(entry.getName().substring(NEWER.length()));
					}
					else {
						assertThat(version(jar, entry)).as(entry.getName()).isEqualTo(BASELINE);
					}
				}
			}
			assertThat(newer).allSatisfy((name) -> assertThat(jar.getEntry(name)).isNull());
			if (Runtime.version().feature() >= 22) {
				assertThat(newer).contains("io/github/uxd/internal/transport/ForeignKernel.class");
			}
		}
	}

	private static int version(JarFile jar, JarEntry entry) throws IOException {
		try (DataInputStream content = new DataInputStream(jar.getInputStream(entry))) {
			content.skipNBytes(6);
			return content.readUnsignedShort();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "uxd.jar", "uxd.classes" })
	@EnabledOnOs(OS.LINUX)
	void aPeerIsNativeWhereItCanBe(String classes) throws Exception {
		assertThat(transportOfAPeer(classes, "uxd-core")).isEqualTo("NATIVE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "uxd.jar", "uxd.classes" })
	@EnabledForJreRange(min = JRE.JAVA_22)
	@EnabledOnOs(OS.LINUX)
	void onANewerJdkThatTakesNothingElse(String classes) throws Exception {
		assertThat(transportOfAPeer(classes, "uxd-core", "jna")).isEqualTo("NATIVE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "uxd.jar", "uxd.classes" })
	@EnabledForJreRange(max = JRE.JAVA_21)
	void aPeerOfAnOlderJdkWithoutJnaIsOnJunixsocket(String classes) throws Exception {
		assertThat(transportOfAPeer(classes, "uxd-core", "jna")).isEqualTo("JUNIXSOCKET");
	}

	private static String transportOfAPeer(String classes, String... without) throws Exception {
		try (URLClassLoader loader = loader(Path.of(System.getProperty(classes)), without)) {
			Class<?> type = loader.loadClass(Peer.class.getName());
			Method transport = type.getMethod("transport");
			try (AutoCloseable peer = (AutoCloseable) type.getMethod("openTemp").invoke(null)) {
				return transport.invoke(peer).toString();
			}
		}
	}

	/**
	 * Return a loader of those classes and of what they need, but of no others, without
	 * some jars.
	 */
	private static URLClassLoader loader(Path classes, String... without) throws MalformedURLException {
		List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
		List<String> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar"))
			.filter((entry) -> Stream.of(without).noneMatch(Path.of(entry).getFileName().toString()::startsWith))
			.toList();
		for (String entry : others) {
			urls.add(Path.of(entry).toUri().toURL());
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

}
