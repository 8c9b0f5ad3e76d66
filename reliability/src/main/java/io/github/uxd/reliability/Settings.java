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
package io.github.uxd.reliability;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What scenarios run with.
 *
 * @param javaHome the JDK of the applications
 * @param classPath their class path
 * @param transport the transport of their peers, as {@code uxd.transport} has it
 * @param seed that of everything random
 * @param properties further properties of all applications
 */
public record Settings(Path javaHome, String classPath, String transport, long seed, Map<String, String> properties) {

	/**
	 * Those of this process.
	 * @param transport the transport of the peers
	 * @return settings with the JDK and the class path of this process
	 */
	public static Settings here(String transport) {
		return new Settings(Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"), transport,
				Long.getLong("reliability.seed", System.nanoTime()), Map.of());
	}

	/**
	 * Return these settings with one more property of all applications.
	 * @param key the key
	 * @param value the value
	 * @return settings
	 */
	public Settings with(String key, String value) {
		Map<String, String> all = new LinkedHashMap<>(this.properties);
		all.put(key, value);
		return new Settings(this.javaHome, this.classPath, this.transport, this.seed, all);
	}

}
