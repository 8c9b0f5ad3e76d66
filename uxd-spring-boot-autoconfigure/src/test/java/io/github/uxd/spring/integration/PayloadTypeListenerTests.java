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
package io.github.uxd.spring.integration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.annotation.UxdHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Classes that listen, whose methods take one type of datagrams each.
 */
@Timeout(60)
class PayloadTypeListenerTests {

	/**
	 * What handlers were given.
	 */
	private static final List<String> heard = new CopyOnWriteArrayList<>();

	private final List<HandlingFailure> failures = new CopyOnWriteArrayList<>();

	@TempDir
	private Path directory;

	private Peer sender;

	private ApplicationContextRunner application;

	@BeforeEach
	void prepareApplicationAndSender() throws Exception {
		heard.clear();
		this.sender = Peer.builder().path(this.directory.resolve("sender")).build();
		this.sender.open();
		this.application = new ApplicationContextRunner()
			.withConfiguration(UxdAutoConfigurations.with(JacksonAutoConfiguration.class))
			.withBean(LocalValidatorFactoryBean.class)
			.withPropertyValues("uxd.path=" + this.directory.resolve("p"))
			.withBean(UxdErrorHandler.class, () -> this.failures::add);
	}

	@AfterEach
	void closeSender() throws Exception {
		this.sender.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "caller", "pool" })
	void theMethodIsCalledThatTakesWhatTheDatagramIs(String mode) {
		run(new Commands(), mode, (context) -> {
			send("{'@type':'Start','what':'engine'}", "{'@type':'Stop','what':'pump'}", "{'@type':'Pause'}");
			await().untilAsserted(
					() -> assertThat(heard).containsExactly("start engine", "stop pump", "paused by " + senderPath()));
			assertThat(receive()).isEqualTo("started engine");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void theClassIsOneListenerUnderTheNameOfTheBean() {
		run(new Commands(), "caller", (context) -> {
			UxdListenerRegistry registry = context.getBean(UxdListenerRegistry.class);
			assertThat(registry.getContainers()).extracting(UxdListenerContainer::getListenerId)
				.containsExactly("commands");
			UxdListenerContainer container = Objects.requireNonNull(registry.getContainer("commands"));
			assertThat(container.getEndpoint().getListener()).isInstanceOf(DatagramListener.class);
		});
	}

	@Test
	void whatNoMethodTakesIsTheDefaults() {
		@UxdListener
		class WithDefault {

			@UxdHandler
			void start(Start start) {
				heard.add("start " + start.what());
			}

			@UxdHandler(isDefault = true)
			String other(DatagramView view) {
				heard.add("other " + view.text());
				return "what?";
			}

		}
		run(new WithDefault(), "caller", (context) -> {
			send("{'@type':'Stop','what':'pump'}", "no JSON", "", "{'@type':'Start','what':'engine'}", "null");
			await()
				.untilAsserted(() -> assertThat(heard).containsExactly("other {\"@type\":\"Stop\",\"what\":\"pump\"}",
						"other no JSON", "other ", "start engine", "other null"));
			assertThat(receive()).isEqualTo("what?");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void theMostSpecialMethodIsCalled() {
		@UxdListener
		class General {

			@UxdHandler
			void any(Command command) {
				heard.add("any " + command.getClass().getSimpleName());
			}

			@UxdHandler
			void start(Message<Start> start) {
				heard.add("start " + start.getPayload().what() + " " + start.getHeaders().containsKey("uxd_source"));
			}

		}
		run(new General(), "caller", (context) -> {
			send("{'@type':'Start','what':'engine'}", "{'@type':'Stop','what':'pump'}");
			await().untilAsserted(() -> assertThat(heard).containsExactly("start engine true", "any Stop"));
		});
	}

	@Test
	void aKindMayHaveKindsOfItsOwn() {
		@UxdListener
		class Nested {

			@UxdHandler
			void lamp(Lamp lamp) {
				heard.add("lamp");
			}

			@UxdHandler
			void engine(Engine engine) {
				heard.add("engine " + engine.getClass().getSimpleName());
			}

		}
		run(new Nested(), "caller", (context) -> {
			send("{'@type':'Lamp'}", "{'@type':'Diesel'}", "{'@type':'Steam'}");
			await().untilAsserted(() -> assertThat(heard).containsExactly("lamp", "engine Diesel", "engine Steam"));
		});
	}

	@Test
	void theDefaultMayTakeWhatIsMadeOfOtherTypes() {
		@UxdListener
		class WithDefault {

			@UxdHandler
			void diesel(Diesel diesel) {
				heard.add("diesel");
			}

			@UxdHandler(isDefault = true)
			void other(Map<String, Integer> values) {
				heard.add("other " + (values.get("a") + 1));
			}

		}
		run(new WithDefault(), "caller", (context) -> {
			send("{'@type':'Diesel'}", "{'a':1}");
			await().untilAsserted(() -> assertThat(heard).containsExactly("diesel", "other 2"));
		});
	}

	@Test
	void whatCanNotBeConvertedIsTheSendersFaultAndNotTriedAgain() {
		this.application = this.application.withPropertyValues("uxd.listener.retry.max-retries=3");
		run(new Commands(), "caller", (context) -> {
			send("{'@type':'Unknown'}", "{'@type':'Start','what':''}");
			await().until(() -> this.failures.size() == 2);
			assertThat(this.failures).allSatisfy((failure) -> {
				assertThat(failure.isCausedBySender()).isTrue();
				assertThat(failure.getAttempts()).isEqualTo(1);
				assertThat(failure.getListenerId()).isEqualTo("commands");
			});
			assertThat(this.failures.get(1).getCause()).as("@Valid is heeded").hasMessageContaining("what");
			assertThat(heard).isEmpty();
		});
	}

	@Test
	void aKindThatNobodyTakesIsTheSendersFaultToo() {
		@UxdListener
		class OfOneShape {

			@UxdHandler
			void circle(Circle circle) {
				heard.add("circle");
			}

			@UxdHandler
			void square(Square square) {
				heard.add("square");
			}

		}
		run(new OfOneShape(), "caller", (context) -> {
			send("{'@type':'Triangle'}", "{'@type':'Circle'}");
			await().untilAsserted(() -> assertThat(heard).containsExactly("circle"));
			assertThat(this.failures).hasSize(1);
			assertThat(this.failures.get(0).isCausedBySender()).isTrue();
			assertThat(this.failures.get(0).getCause()).hasMessageContainingAll("No @UxdHandler method takes a",
					"Triangle", "add one, or a default");
		});
	}

	@Test
	void aClassListensToSeveralPeers() {
		@UxdListener(id = "first")
		@UxdListener(peer = "other")
		class OfTwoPeers {

			@UxdHandler
			void start(Start start) {
				heard.add(start.what());
			}

		}
		Path other = this.directory.resolve("other");
		this.application = this.application.withPropertyValues("uxd.peers.other.path=" + other);
		run(new OfTwoPeers(), "caller", (context) -> {
			send("{'@type':'Start','what':'engine'}");
			TestSockets.send(this.sender, "{\"@type\":\"Start\",\"what\":\"pump\"}".getBytes(StandardCharsets.UTF_8),
					UxdAddress.of(other));
			await().untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("engine", "pump"));
			assertThat(context.getBean(UxdListenerRegistry.class).getContainers())
				.extracting(UxdListenerContainer::getListenerId)
				.containsExactly("first", "commands#2");
		});
	}

	private void run(Object listener, String mode, ContextConsumer<AssertableApplicationContext> test) {
		this.application.withPropertyValues("uxd.dispatch.mode=" + mode)
			.withBean("commands", asBean(listener), () -> listener)
			.run(test);
	}

	@SuppressWarnings("unchecked")
	private static Class<Object> asBean(Object listener) {
		return (Class<Object>) listener.getClass();
	}

	private Path senderPath() {
		return Objects.requireNonNull(this.sender.path());
	}

	private void send(String... texts) throws Exception {
		for (String text : texts) {
			TestSockets.send(this.sender, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
					UxdAddress.of(this.directory.resolve("p")));
		}
	}

	private String receive() throws Exception {
		while (true) {
			Datagram datagram = this.sender.receive();
			if (datagram != null) {
				return datagram.text();
			}
			assertThat(this.sender.awaitReadable(Duration.ofSeconds(10))).isTrue();
		}
	}

	@JsonTypeInfo(use = Id.SIMPLE_NAME)
	sealed interface Command permits Start, Stop, Pause {

	}

	record Start(@NotBlank String what) implements Command {

	}

	record Stop(String what) implements Command {

	}

	record Pause() implements Command {

	}

	@JsonTypeInfo(use = Id.SIMPLE_NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Square.class),
			@JsonSubTypes.Type(Triangle.class) })
	interface Shape {

	}

	record Circle() implements Shape {

	}

	record Square() implements Shape {

	}

	record Triangle() implements Shape {

	}

	@JsonTypeInfo(use = Id.SIMPLE_NAME)
	sealed interface Device permits Engine, Light {

	}

	sealed interface Engine extends Device permits Diesel, Steam {

	}

	sealed interface Light extends Device permits Lamp {

	}

	record Diesel() implements Engine {

	}

	record Steam() implements Engine {

	}

	record Lamp() implements Light {

	}

	@UxdListener
	static class Commands {

		@UxdHandler
		String start(@Valid Start start) {
			heard.add("start " + start.what());
			return "started " + start.what();
		}

		@UxdHandler
		void stop(Stop stop) {
			heard.add("stop " + stop.what());
		}

		@UxdHandler
		void pause(Pause pause, UxdAddress source) {
			heard.add("paused by " + source);
		}

	}

}
