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
package io.github.uxd.sample;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.boot.autoconfigure.PeerBuilderCustomizer;
import io.github.uxd.spring.boot.autoconfigure.UxdTemplateCustomizer;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.core.UxdOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has no property of its own is set by customizers, for each peer and template.
 */
@SpringBootTest(classes = CustomizerTests.Changes.class, webEnvironment = WebEnvironment.NONE,
		properties = "uxd.peers.orders.base=shop")
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class CustomizerTests {

	@Autowired
	Peer primary;

	@Autowired
	@Qualifier("orders")
	Peer orders;

	@Autowired
	@Qualifier("orders")
	UxdOperations ordersTemplate;

	@Test
	void peersAreChangedBeforeTheyAreBuilt() {
		assertThat(this.orders.options().maximumDatagramSize()).isEqualTo(512);
		assertThat(this.primary.options().maximumDatagramSize()).isGreaterThan(512);
	}

	@Test
	void templatesAreChangedBeforeTheyAreUsed() {
		assertThat(this.ordersTemplate.getDefaultDestination()).isEqualTo(UxdAddress.ofAbstract("orders-archive"));
	}

	@Configuration
	static class Changes {

		@Bean
		PeerBuilderCustomizer smallOrders() {
			return (builder, peerId) -> {
				if (peerId.equals("orders")) {
					builder.maximumDatagramSize(512);
				}
			};
		}

		@Bean
		UxdTemplateCustomizer archive() {
			return (template, peerId) -> template.setDefaultDestination(UxdAddress.ofAbstract(peerId + "-archive"));
		}

	}

}
