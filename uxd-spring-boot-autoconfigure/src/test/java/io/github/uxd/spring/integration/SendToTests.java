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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a listener returns goes where its {@link SendTo @SendTo} says, and to nobody else.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SendToTests extends OnEachTransport {

	private static final Duration SOON = Duration.ofSeconds(10);

	private Peer asker;

	private Peer audit;

	@BeforeEach
	void openPeers() throws Exception {
		this.asker = Peer.openTemp((builder) -> builder.name("asker").transport(this.transport));
		this.audit = Peer.openTemp((builder) -> builder.name("audit").transport(this.transport));
	}

	@AfterEach
	void closePeers() {
		this.asker.close();
		this.audit.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { ByPlaceholder.class, ByExpression.class, ByPathOfABean.class, ByAddressOfABean.class,
			OnTheClass.class, ByAnAnnotationOfTheApplication.class, OfAnInterface.class, Later.class, OfAnOption.class,
			OfAMessage.class, ByTheResult.class, ByAKeyOfTheResult.class, ByAHeaderOfTheResult.class,
			ByABeanAtRuntime.class, ByPartsOfText.class, ByAPlaceholderThatIsAnExpression.class })
	void theAnswerGoesToTheDestinationAndNotToWhoAsked(Class<?> listener) {
		run(listener, (peer) -> {
			ask(peer);
			assertThat(receive(this.audit).text()).contains("hello");
			// There is one answer, and that has been sent.
			assertThat(this.asker.receive()).isNull();
		});
	}

	@Test
	@RequiresProgram("socat")
	void theDestinationMayBeAnAbstractName() throws Exception {
		String name = "uxd-test-" + UUID.randomUUID();
		Process socat = new ProcessBuilder("socat", "-u", "ABSTRACT-RECVFROM:" + name, "-")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			await().atMost(SOON).until(() -> Files.readString(Path.of("/proc/net/unix")).contains("@" + name));
			runner(ByPlaceholder.class).withPropertyValues("app.audit=@" + name).run((context) -> {
				ask(context.getBean(Peer.class));
				assertThat(socat.waitFor(10, TimeUnit.SECONDS)).isTrue();
			});
			assertThat(socat.getInputStream()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
		}
		finally {
			socat.destroy();
			assertThat(socat.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { WithoutAValue.class, TheMethodOverTheClass.class, ByTheRequest.class })
	void theDestinationMayBeWhoAsked(Class<?> listener) {
		run(listener, (peer) -> {
			ask(peer);
			assertThat(receive(this.asker).text()).isEqualTo("hello");
			assertThat(this.audit.receive()).isNull();
		});
	}

	@Test
	@RequiresProgram("socat")
	void whatAnUnboundSenderSendsIsAnsweredToTheDestinationToo() {
		run(ByPlaceholder.class, (peer) -> {
			Process socat = new ProcessBuilder("socat", "-u", "-", "UNIX-SENDTO:" + peer.path())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			socat.outputWriter(StandardCharsets.UTF_8).append("from nobody").close();
			assertThat(socat.waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(receive(this.audit).text()).isEqualTo("from nobody");
		});
	}

	@Test
	void theFactsOfTheRequestAreThere() {
		run(ByTheLength.class, (peer) -> {
			TestSockets.send(this.asker, new byte[1], UxdAddress.of(peer.path()));
			assertThat(receive(this.asker).length()).isOne();
			TestSockets.send(this.asker, new byte[1000], UxdAddress.of(peer.path()));
			assertThat(receive(this.audit).length()).isEqualTo(1000);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { ToNothing.class, ToSomethingThatFails.class, ToARelativePath.class, ToANumber.class })
	void whereThereIsNoDestinationNothingIsSentAndThatIsCountedAndLogged(Class<?> listener, CapturedOutput output) {
		run(listener, (peer) -> {
			for (int i = 0; i < 10; i++) {
				ask(peer);
			}
			await().atMost(SOON).until(() -> peer.statistics().received() == 10);
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(output).contains("The reply has no destination: listener ")
					.contains("(1 replies of this listener have failed so far; at most one a second is logged)"));
			assertThat(output.getOut().lines().filter((line) -> line.contains("The reply has no destination")))
				.hasSizeBetween(1, 3);
			assertThat(peer.statistics().sent()).isZero();
		});
	}

	private ApplicationContextRunner runner(Class<?> listener) {
		return new ApplicationContextRunner()
			.withConfiguration(UxdAutoConfigurations.with(JacksonAutoConfiguration.class))
			.withUserConfiguration(listener)
			.withPropertyValues("uxd.temp=true", transportProperty(), "app.expression=!{@audit.path()}")
			.withBean("audit", Audit.class, () -> new Audit(this.audit.path()))
			.withPropertyValues("app.audit=" + this.audit.path(), "app.directory=" + this.audit.path().getParent());
	}

	private void run(Class<?> listener, ThrowingConsumer test) {
		runner(listener).run((context) -> test.accept(context.getBean(Peer.class)));
	}

	private void ask(Peer peer) throws Exception {
		TestSockets.send(this.asker, "hello".getBytes(StandardCharsets.UTF_8), UxdAddress.of(peer.path()));
	}

	private static Datagram receive(Peer peer) throws Exception {
		assertThat(peer.awaitReadable(SOON)).isTrue();
		Datagram datagram = peer.receive();
		assertThat(datagram).isNotNull();
		return datagram;
	}

	@FunctionalInterface
	private interface ThrowingConsumer {

		void accept(Peer peer) throws Exception;

	}

	public record Audit(Path path) {

		public UxdAddress address() {
			return UxdAddress.of(this.path);
		}

	}

	public record Forwarded(String to, String text) {
	}

	static class ByPlaceholder {

		@UxdListener
		@SendTo("${app.audit}")
		String forward(String text) {
			return text;
		}

	}

	static class ByExpression {

		@UxdListener
		@SendTo("#{'${app.directory}' + '/audit.uxd'}")
		String forward(String text) {
			return text;
		}

	}

	static class ByPathOfABean {

		@UxdListener
		@SendTo("#{@audit.path()}")
		String forward(String text) {
			return text;
		}

	}

	static class ByAddressOfABean {

		@UxdListener
		@SendTo("#{@audit.address()}")
		String forward(String text) {
			return text;
		}

	}

	@SendTo("${app.audit}")
	static class OnTheClass {

		@UxdListener
		String forward(String text) {
			return text;
		}

		@UxdListener
		void ignore(String text) {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@UxdListener
	@SendTo("${app.audit}")
	@interface Audited {

	}

	static class ByAnAnnotationOfTheApplication {

		@Audited
		String forward(String text) {
			return text;
		}

	}

	interface Contract {

		@UxdListener
		@SendTo("${app.audit}")
		String forward(String text);

	}

	static class OfAnInterface implements Contract {

		@Override
		public String forward(String text) {
			return text;
		}

	}

	static class Later {

		@UxdListener
		@SendTo("!{result != null ? @audit.path : null}")
		CompletableFuture<String> forward(String text) {
			return CompletableFuture.supplyAsync(() -> text);
		}

	}

	static class OfAnOption {

		@UxdListener
		@SendTo("${app.audit}")
		Optional<String> forward(String text) {
			return Optional.of(text);
		}

	}

	static class OfAMessage {

		@UxdListener
		@SendTo("${app.audit}")
		Message<String> forward(String text) {
			return new GenericMessage<>(text);
		}

	}

	static class ByTheResult {

		private final Audit audit;

		ByTheResult(Audit audit) {
			this.audit = audit;
		}

		@UxdListener
		@SendTo("!{result.to}")
		Forwarded forward(String text) {
			return new Forwarded(this.audit.path().toString(), text);
		}

	}

	static class ByAKeyOfTheResult {

		private final Audit audit;

		ByAKeyOfTheResult(Audit audit) {
			this.audit = audit;
		}

		@UxdListener
		@SendTo("!{result.to}")
		Map<String, String> forward(String text) {
			return Map.of("to", this.audit.path().toString(), "text", text);
		}

	}

	static class ByAHeaderOfTheResult {

		private final Audit audit;

		ByAHeaderOfTheResult(Audit audit) {
			this.audit = audit;
		}

		@UxdListener
		@SendTo("!{result.headers['to']}")
		Message<String> forward(String text) {
			return new GenericMessage<>(text, Map.of("to", this.audit.path()));
		}

	}

	static class ByABeanAtRuntime {

		@UxdListener
		@SendTo("!{@audit.address()}")
		String forward(String text) {
			return text;
		}

	}

	static class ByPartsOfText {

		@UxdListener
		@SendTo("${app.directory}/!{result.substring(0, 5)}.uxd")
		String forward(String text) {
			return "audit of " + text;
		}

	}

	static class ByAPlaceholderThatIsAnExpression {

		@UxdListener
		@SendTo("${app.expression}")
		String forward(String text) {
			return text;
		}

	}

	static class WithoutAValue {

		@UxdListener
		@SendTo
		String answer(String text) {
			return text;
		}

	}

	@SendTo("${app.audit}")
	static class TheMethodOverTheClass {

		@UxdListener
		@SendTo
		String answer(String text) {
			return text;
		}

	}

	static class ByTheRequest {

		@UxdListener
		@SendTo("!{request.source}")
		String answer(String text) {
			return text;
		}

	}

	static class ByTheLength {

		@UxdListener
		@SendTo("!{request.length > 100 ? @audit.path : request.source}")
		byte[] answer(byte[] bytes) {
			return bytes;
		}

	}

	static class ToNothing {

		@UxdListener
		@SendTo("!{null}")
		String forward(String text) {
			return text;
		}

	}

	static class ToSomethingThatFails {

		@UxdListener
		@SendTo("!{result.nothing}")
		String forward(String text) {
			return text;
		}

	}

	static class ToARelativePath {

		@UxdListener
		@SendTo("!{result}")
		String forward(String text) {
			return text;
		}

	}

	static class ToANumber {

		@UxdListener
		@SendTo("!{result.length()}")
		String forward(String text) {
			return text;
		}

	}

}
