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

import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which keys nobody reads, where they are and what may be meant.
 */
final class UnknownKeysFailureAnalyzer extends AbstractFailureAnalyzer<UnknownKeysException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownKeysException cause) {
		return new FailureAnalysis(
				cause.keys().stream().map((key) -> key + ".").collect(Collectors.joining(System.lineSeparator())),
				"Correct what is misspelt, and take away what is obsolete or move it out of 'uxd' if it is for "
						+ "something else. To have unknown keys logged only, set 'uxd.on-unknown-key' to warn.",
				cause);
	}

}
