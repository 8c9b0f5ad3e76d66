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
package io.github.uxd.spring.boot.autoconfigure.diagnostics;

import io.github.uxd.spring.annotation.UxdListenerRegistrationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which listener method is wrong, without a stack trace through Spring.
 */
final class UxdListenerFailureAnalyzer extends AbstractFailureAnalyzer<UxdListenerRegistrationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UxdListenerRegistrationException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Correct the method or its annotation. The ids of peers are "
						+ "the keys below 'uxd.peers', and the name of the primary one.",
				cause);
	}

}
