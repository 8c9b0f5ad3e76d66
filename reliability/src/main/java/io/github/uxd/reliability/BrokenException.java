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

/**
 * A scenario can't go on: a process has died that should not, or something doesn't come.
 */
@SuppressWarnings("serial")
public class BrokenException extends RuntimeException {

	/**
	 * Create an exception.
	 * @param message what is wrong
	 */
	public BrokenException(String message) {
		super(message);
	}

}
