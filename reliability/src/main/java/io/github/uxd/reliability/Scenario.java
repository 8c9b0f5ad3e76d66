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

import java.util.List;

/**
 * Something that is done to an application while others send to it.
 */
public interface Scenario {

	/**
	 * Return its name: words with hyphens.
	 * @return the name
	 */
	String name();

	/**
	 * Return which part of the promise it tries.
	 * @return the clause
	 */
	Clause clause();

	/**
	 * Return what is done, and what has to be so after it.
	 * @return a sentence
	 */
	String idea();

	/**
	 * Return the programs that it needs.
	 * @return their names
	 */
	default List<String> programs() {
		return List.of("cc");
	}

	/**
	 * Return the first JDK that it can run on.
	 * @return the feature version
	 */
	default int firstJdk() {
		return 17;
	}

	/**
	 * Return whether what it tries is promised on the native transport only.
	 * @return {@code true} if so
	 */
	default boolean isForNativeOnly() {
		return false;
	}

	/**
	 * Return whether what it tries is promised there.
	 * @param jdk the feature version of the JDK
	 * @param transport the transport; {@code auto} is the native one from JDK 22 on
	 * @return {@code true} if so
	 */
	default boolean isFor(int jdk, String transport) {
		boolean isNative = transport.equals("native") || (transport.equals("auto") && jdk >= 22);
		return jdk >= firstJdk() && (isNative || !isForNativeOnly());
	}

	/**
	 * Play it.
	 * @param stage where
	 * @param result told what comes of it
	 */
	void play(Stage stage, Result result);

}
