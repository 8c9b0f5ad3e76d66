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
package io.github.uxd.spring.integration.autoconfigure;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.uxd.Datagram;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.integration.IntegrationContexts;
import io.github.uxd.spring.integration.dsl.Uxd;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import io.github.uxd.spring.integration.support.SimpleDatagramMessageMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.Message;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class UxdIntegrationAutoConfigurationTests {

	private final ApplicationContextRunner runner = IntegrationContexts.runner();

	@Test
	void isFoundByApplications() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null).getCandidates())
			.contains(UxdIntegrationAutoConfiguration.class.getName());
	}

	@Test
	void adaptersShareAMapper() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(SimpleDatagramMessageMapper.class));
	}

	@Test
	void backsOffWithoutSpringIntegration() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(UxdAutoConfiguration.class, UxdIntegrationAutoConfiguration.class))
			.withPropertyValues("uxd.temp=true")
			.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(UxdIntegrationAutoConfiguration.class));
	}

	@Test
	void backsOffWithoutPeers() {
		this.runner.withPropertyValues("uxd.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DatagramMessageMapper.class));
	}

	@Test
	void aMapperOfTheApplicationReplacesIt() {
		BlockingQueue<Message<?>> received = new LinkedBlockingQueue<>();
		this.runner.withBean(DatagramMessageMapper.class, LabellingMapper::new)
			.withBean("flow", IntegrationFlow.class,
					() -> IntegrationFlow.from(Uxd.inboundAdapter().payloadType(String.class))
						.handle(received::add)
						.get())
			.run((context) -> {
				assertThat(context).hasSingleBean(DatagramMessageMapper.class);
				context.getBean(UxdTestClient.class).send("nothing");
				context.getBean(UxdTestClient.class).send("apple");
				assertThat(received.poll(10, TimeUnit.SECONDS)).satisfies((message) -> {
					assertThat(message.getPayload()).isEqualTo("apple");
					assertThat(message.getHeaders()).containsEntry("label", "fresh");
				});
			});
	}

	/**
	 * Adds a header, and drops what is nothing.
	 */
	static class LabellingMapper implements DatagramMessageMapper {

		private final DatagramMessageMapper mapper = new SimpleDatagramMessageMapper();

		@Override
		public Message<?> toMessage(Datagram datagram, Type payloadType, Map<String, Object> headers) {
			if (datagram.text().equals("nothing")) {
				return null;
			}
			Map<String, Object> more = new HashMap<>(headers);
			more.put("label", "fresh");
			return this.mapper.toMessage(datagram, payloadType, more);
		}

		@Override
		public byte[] fromMessage(Message<?> message) {
			return this.mapper.fromMessage(message);
		}

	}

}
