package io.github.uxd.sample;

import java.util.Locale;

import io.github.uxd.TransportType;
import io.github.uxd.spring.boot.autoconfigure.PeerBuilderCustomizer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Has all peers of the tests use the transport that the build asks for: it runs the tests
 * once for each.
 */
@AutoConfiguration
final class TransportUnderTest {

	/**
	 * The property that the build sets.
	 */
	static final String PROPERTY = "sample.transport";

	static TransportType get() {
		return TransportType.valueOf(System.getProperty(PROPERTY, "auto").toUpperCase(Locale.ROOT));
	}

	@Bean
	PeerBuilderCustomizer transportOfAllPeers() {
		return (builder, peerId) -> builder.transport(get());
	}

}
