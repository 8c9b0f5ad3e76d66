package io.github.uxd.benchmarks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * An empty web application, which says when it is ready. Whether it has the starter is a
 * matter of the class path.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WebMain {

	/**
	 * Run the application.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(WebMain.class, args);
	}

	@EventListener(ApplicationReadyEvent.class)
	void ready() {
		System.out.println("ready");
		System.out.flush();
	}

}
