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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Peer;
import io.github.uxd.TransportType;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How to start a Spring Boot application that has the starter and nothing else.
 *
 * @param transport the name of the transport
 * @param path the path of its socket
 */
record Application(String transport, Path path) {

	/**
	 * Longer than any answer of a spinning client takes.
	 */
	private static final String SPIN = "1ms";

	ConfigurableApplicationContext run(Class<?> configuration, Demand demand, String... moreProperties) {
		return run(List.of(configuration), demand, moreProperties);
	}

	ConfigurableApplicationContext run(List<Class<?>> configurations, Demand demand, String... moreProperties) {
		SpringApplication application = new SpringApplication(configurations.toArray(Class<?>[]::new));
		application.setWebApplicationType(WebApplicationType.NONE);
		List<String> args = new ArrayList<>();
		args.add("--uxd.path=" + this.path);
		args.add("--uxd.transport=" + this.transport);
		args.add("--spring.main.banner-mode=off");
		args.add("--logging.level.root=warn");
		if (demand.spinning()) {
			args.add("--uxd.poller.spin=" + SPIN);
		}
		args.addAll(List.of(moreProperties));
		ConfigurableApplicationContext context = application.run(args.toArray(String[]::new));
		TransportType used = context.getBean(Peer.class).transport();
		if (used != Peers.type(this.transport)) {
			context.close();
			throw new IllegalStateException("The application uses the transport " + used);
		}
		return context;
	}

}
