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
package io.github.uxd.benchmarks;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that is started once, not for each measurement: anew only for another
 * way to wait, or for sockets of another kind.
 */
abstract class ApplicationSide implements Side {

	private final Application application;

	private @Nullable ConfigurableApplicationContext context;

	private boolean spinning;

	ApplicationSide(Application application) {
		this.application = application;
	}

	/**
	 * Start the application.
	 */
	abstract ConfigurableApplicationContext run(Application application, Demand demand);

	@Override
	public String open(Demand demand) {
		if (this.context == null || this.spinning != demand.spinning()) {
			renew();
			this.context = run(this.application, demand);
			this.spinning = demand.spinning();
		}
		return this.application.path().toString();
	}

	/**
	 * Return the application that runs.
	 */
	ConfigurableApplicationContext context() {
		ConfigurableApplicationContext running = this.context;
		if (running == null) {
			throw new IllegalStateException("The application doesn't run");
		}
		return running;
	}

	@Override
	public void close() {
		// The application goes on.
	}

	@Override
	public void renew() {
		if (this.context != null) {
			this.context.close();
			this.context = null;
		}
	}

}
