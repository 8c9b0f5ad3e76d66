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
package io.github.uxd.spring.boot.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.spring.annotation.UxdListener;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of configurations that are wrong: which key it is, why, and what to do.
 */
@Timeout(60)
class WrongConfigurationsTests {

	@TempDir
	Path directory;

	static Stream<WrongConfiguration> configurations() {
		return Stream.of(wrong("uxd.umask=999").says("'uxd.umask'", "999", "octal digits in quotes, \"0077\""),
				wrong("uxd.umask=u=rwx").says("'uxd.umask'", "u=rwx", "octal digits in quotes, \"0077\""),
				wrong("uxd.permissions=0o8").says("'uxd.permissions'", "0o8", "octal digits in quotes"),
				wrong("uxd.path=run/shop.sock").says("'uxd.path'", "not absolute", "Set 'uxd.path' to another"),
				wrong("uxd.path={dir}/{120}").says("'uxd.path'", "the kernel takes at most 107", "shorter"),
				wrong("uxd.path={dir}/file").says("'uxd.path'", "a regular file", "Move it away"),
				wrong("uxd.path={dir}/file/below").says("'uxd.path'", "it is a regular file and not a directory",
						"exist or can be made"),
				wrong("uxd.path={dir}/taken").says("'uxd.path'", "in use", "ss -xap"),
				wrong("uxd.path={dir}/shop uxd.temp=true").says("uxd.temp", "mutually exclusive", "only one of"),
				wrong("uxd.name=../shop").says("'uxd.name'", "lead out", "Set 'uxd.name' to another"),
				wrong("uxd.name=/shop").says("'uxd.name'", "starts with a slash", "Set 'uxd.name'"),
				wrong("spring.application.name=/shop").says("'spring.application.name'", "starts with a slash",
						"'uxd.name'"),
				wrong("uxd.base=../x").says("'uxd.base'", "lead out", "Set 'uxd.base'"),
				wrong("uxd.extension=a/b").says("'uxd.extension'", "not a part of a file name", "Set 'uxd.extension'"),
				wrong("uxd.head-directory=run").says("'uxd.head-directory'", "not absolute",
						"Set 'uxd.head-directory'"),
				wrong("uxd.head-directory={dir}/file uxd.alternative-head-directory={dir}/file")
					.says("'uxd.head-directory'", "in the first place", "write permission"),
				wrong("uxd.buffer-size=0B").says("'uxd.buffer-size'", "not between 1 byte and 2 GiB", "64KB"),
				wrong("uxd.buffer-size=big").says("'uxd.buffer-size'", "big", "64KB"),
				wrong("uxd.buffer-count=100000").says("'uxd.buffer-count'", "100000", "another number"),
				wrong("uxd.buffer-count=two").says("'uxd.buffer-count'", "two", "another number"),
				wrong("uxd.send-buffer-size=3GB").says("'uxd.send-buffer-size'", "2 GiB", "64KB"),
				wrong("uxd.allowed-users=nobody")
					.says("'uxd.allowed-users'", "is not the number of a user", "id -u NAME"),
				wrong("uxd.allowed-users=-2").says("'uxd.allowed-users'", "-2", "other values"),
				wrong("uxd.transport=quic").says("'uxd.transport'", "none of its values",
						"auto or native or junixsocket"),
				wrong("uxd.transport=junixsocket uxd.sender-credentials=true").says("'uxd.transport'",
						"Only the native transport", "leave it out"),
				wrong("uxd.activation=systemd").says("'uxd.activation'", "systemd has passed no socket",
						"auto, or leave it out"),
				wrong("uxd.dispatch.order=sender").says("'uxd.dispatch.order'",
						"isn't known without sender-credentials", "none"),
				wrong("uxd.dispatch.threads=0").says("'uxd.dispatch.threads'", "less than 1", "it is 4 by default"),
				wrong("uxd.poller.drain-timeout=-5s").says("'uxd.poller.drain-timeout'", "negative",
						"it is 5s by default"),
				wrong("uxd.poller.drain-timeout=5 parsecs").says("'uxd.poller.drain-timeout'", "not a valid duration",
						"a time with its unit"),
				wrong("uxd.listeners[orders.on].retry.max-retries=-1")
					.says("'uxd.listeners[orders.on].retry.max-retries'", "negative", "another number"),
				wrong("uxd.listeners[orders.on].retry.max-retries=2 uxd.listeners[orders.on].retry.multiplier=0").says(
						"'uxd.listeners[orders.on].retry.multiplier' can't be \"0\"", "less than 1", "another number"),
				wrong("uxd.listener.retry.max-retries=2 uxd.listener.retry.initial-interval=0s uxd.listener.retry.max-interval=0s")
					.says("'uxd.listener.retry.max-interval'", "nothing is tried again", "a time with its unit"),
				wrong("uxd.listeners[orders.on].retry=two").says("'uxd.listeners[orders.on].retry'", "a group of keys",
						"Correct it"),
				wrong("uxd.listeners.plain.concurrency=0").says("'uxd.listeners.plain.concurrency'",
						"must be 1 or more", "another number"),
				wrong("uxd.listeners.plain.auto-startup=maybe").says("'uxd.listeners.plain.auto-startup'", "maybe",
						"true or false"),
				wrong("uxd.poller.phase=-2147482648").says("'uxd.poller.phase'", "the peer would close before",
						"2147483547 by default"),
				wrong("uxd.poller.back-off.initial-interval=1m").says("'uxd.poller.back-off.initial-interval'",
						"which is 10s by default", "100ms by default"),
				wrong("uxd.poller.back-off.multiplier=0.5").says("'uxd.poller.back-off.multiplier'", "less than 1",
						"2.0 by default"),
				wrong("uxd.poller=off").says("'uxd.poller'", "It is a group of keys", "those below it"),
				wrong("uxd.listener.retry.max-retries=-1").says("'uxd.listener.retry.max-retries'", "negative",
						"0 by default"),
				wrong("uxd.template.default-destination=shop").says("'uxd.template.default-destination'", "absolute",
						"Set 'uxd.template.default-destination'"),
				wrong("uxd.template.queue-size=10B").says("'uxd.template.queue-size'", "No datagram could wait", "8MB"),
				wrong("uxd.wire-log.enabled=true uxd.wire-log.max-files=0").says("'uxd.wire-log.max-files'",
						"less than", "10 by default"),
				wrong("uxd.enabled=perhaps").says("'uxd.enabled'", "perhaps", "true or false"),
				wrong("uxd.on-unknown-key=ignore").says("'uxd.on-unknown-key'", "none of its values", "fail or warn"),
				wrong("uxd.systemd.notify=perhaps").says("'uxd.systemd.notify'", "perhaps", "true or false"),
				wrong("uxd.umaks=0077").says("'uxd.umaks'", "There is no key", "'uxd.umask'"),
				wrong("uxd.peers.orders.drain-timeout=5s uxd.peers.orders.temp=true").says(
						"'uxd.peers.orders.drain-timeout'", "There is no key",
						"'uxd.peers.orders.poller.drain-timeout'"),
				wrong("uxd.peers[0].path={dir}/orders").says("'uxd.peers[0].path'", "There is no key",
						"'uxd.peers.<id>.path'"),
				wrong("uxd.peers[my orders].temp=true").says("'uxd.peers'", "my orders", "letters, digits"),
				wrong("uxd.peers.orders={dir}/orders").says("'uxd.peers.orders'", "alone says nothing", "below its id"),
				wrong("uxd.name=orders uxd.peers.orders.temp=true").says("'uxd.peers.orders'",
						"The primary peer has this name", "'uxd.primary' to false"),
				wrong("uxd.peers.orders.path={dir}/one uxd.peers.stock.path={dir}/one").says("'uxd.peers.stock.path'",
						"another peer of this one", "give this"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("configurations")
	void theKeyTheReasonAndTheRemedyAreTold(WrongConfiguration wrong) throws Exception {
		Files.createFile(this.directory.resolve("file"));
		try (Peer other = Peer.builder().path(this.directory.resolve("taken")).build()) {
			other.open();
			String keys = wrong.keys().replace("{dir}", this.directory.toString()).replace("{120}", "x".repeat(120));
			FailureAnalysis analysis = StartFailures
				.of(new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
					.withBean("orders", Orders.class)
					.withPropertyValues("uxd.head-directory=" + this.directory)
					.withPropertyValues(keys.split(" (?=uxd)")));
			assertThat(analysis.getDescription() + "\n" + analysis.getAction())
				.contains(wrong.told().toArray(String[]::new));
		}
	}

	private static WrongConfiguration wrong(String keys) {
		return new WrongConfiguration(keys, List.of());
	}

	/**
	 * A configuration.
	 *
	 * @param keys the keys and their values
	 * @param told what is said of it
	 */
	record WrongConfiguration(String keys, List<String> told) {

		WrongConfiguration says(String key, String reason, String remedy) {
			return new WrongConfiguration(this.keys, List.of(key, reason, remedy));
		}

		@Override
		public String toString() {
			return this.keys;
		}

	}

	static class Orders {

		@UxdListener
		@UxdListener(id = "plain")
		void on(String order) {
		}

	}

}
