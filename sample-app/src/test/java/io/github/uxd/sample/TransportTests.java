package io.github.uxd.sample;

import java.util.Locale;

import io.github.uxd.Peer;
import io.github.uxd.TransportType;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which transport a peer uses is shown by health and by the endpoint.
 */
@SpringBootTest(classes = {},
		properties = { "uxd.peers.orders.base=shop", "management.endpoints.web.exposure.include=health,uxd",
				"management.endpoint.health.show-details=always" })
@AutoConfigureUxdTestClient
@AutoConfigureMockMvc
class TransportTests {

	@Autowired
	MockMvcTester web;

	@Test
	void allPeersUseTheOneThatWasAskedFor(@Autowired Peer primary) {
		TransportType transport = TransportUnderTest.get();
		if (transport == TransportType.AUTO) {
			transport = primary.transport();
		}
		assertThat(this.web.get().uri("/actuator/uxd")).bodyJson()
			.extractingPath("$.peers[*].transport")
			.asArray()
			.containsExactly(transport.name(), transport.name());
		assertThat(this.web.get().uri("/actuator/health")).bodyJson()
			.extractingPath("$.components.uxd.components.*.details.transport")
			.asArray()
			.containsOnly(transport.name().toLowerCase(Locale.ROOT));
	}

}
