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
package io.github.uxd.sample.console;

import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.LoggingErrorHandler;

import org.springframework.stereotype.Component;

/**
 * Logs each failure as it would be without this, and has few of them shown.
 */
@Component
class FailureSampler implements UxdErrorHandler {

	private final UxdErrorHandler log = new LoggingErrorHandler();

	private final Samples samples;

	FailureSampler(Samples samples) {
		this.samples = samples;
	}

	@Override
	public void handleError(HandlingFailure failure) {
		this.samples.offer(failure);
		this.log.handleError(failure);
	}

}
