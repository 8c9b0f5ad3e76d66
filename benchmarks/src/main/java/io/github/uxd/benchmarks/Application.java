package io.github.uxd.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

	Application {
		if (!transport.equals("junixsocket")) {
			throw new IllegalArgumentException("There is no such transport yet");
		}
	}

	ConfigurableApplicationContext run(Class<?> configuration, Demand demand, String... moreProperties) {
		SpringApplication application = new SpringApplication(configuration);
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
		return application.run(args.toArray(String[]::new));
	}

}
