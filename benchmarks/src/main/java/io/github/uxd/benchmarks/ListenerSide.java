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

import java.nio.ByteBuffer;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.annotation.UxdListener;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * An application with a {@link UxdListener @UxdListener} method that takes the payload
 * and the source, and with metrics.
 */
final class ListenerSide extends ApplicationSide {

	private static final long DEADLINE_SECONDS = 60;

	private final Class<? extends Listener> listener;

	/**
	 * Create a side.
	 * @param application how to start the application
	 * @param level what the method takes: the name of the level
	 */
	ListenerSide(Application application, String level) {
		super(application);
		this.listener = switch (level) {
			case "listener-string" -> TextListener.class;
			case "listener-bytes" -> BytesListener.class;
			case "listener-buffer" -> BufferListener.class;
			case "listener-datagram" -> DatagramListener.class;
			case "listener-json" -> JsonListener.class;
			case "listener-batch" -> BatchListener.class;
			default -> throw new IllegalArgumentException("There is no level '" + level + "'");
		};
	}

	@Override
	ConfigurableApplicationContext run(Application application, Demand demand) {
		return application.run(List.of(Configuration.class, this.listener), demand);
	}

	@Override
	public void receive(Tally tally) throws Exception {
		ConfigurableApplicationContext running = context();
		Listener listener = running.getBean(Listener.class);
		Sources sources = tally.sources();
		long timed = Meters.timed(running);
		listener.task = (length, source) -> tally.add(length, sources.contains(source));
		tally.await(DEADLINE_SECONDS);
		listener.task = null;
		// The last one may not have been counted yet.
		boolean batches = listener instanceof BatchListener;
		if (Meters.timed(running) - timed < (batches ? 1 : tally.expected() - 1)) {
			throw new IllegalStateException("The metrics are not on");
		}
	}

	/**
	 * Takes note of a datagram.
	 */
	@FunctionalInterface
	interface Task {

		void take(int length, @Nullable UxdAddress source);

	}

	/**
	 * The application.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Meters.class)
	static class Configuration {

	}

	/**
	 * Hands each datagram to the task. What comes before there is one waits with it.
	 */
	abstract static class Listener {

		private volatile @Nullable Task task;

		void take(int length, @Nullable UxdAddress source) {
			Task current = this.task;
			while (current == null) {
				Thread.onSpinWait();
				current = this.task;
			}
			current.take(length, source);
		}

	}

	static class TextListener extends Listener {

		@UxdListener
		void onText(String text, UxdAddress source) {
			take(text.length(), source);
		}

	}

	static class BytesListener extends Listener {

		@UxdListener
		void onBytes(byte[] bytes, UxdAddress source) {
			take(bytes.length, source);
		}

	}

	static class BufferListener extends Listener {

		@UxdListener
		void onBuffer(ByteBuffer buffer, UxdAddress source) {
			take(buffer.remaining(), source);
		}

	}

	static class DatagramListener extends Listener {

		@UxdListener
		void onDatagram(Datagram datagram) {
			take(datagram.length(), datagram.source());
		}

	}

	/**
	 * A text doesn't tell its source, so that a batch of datagrams is what compares.
	 */
	static class BatchListener extends Listener {

		@UxdListener(batch = "true")
		void onTexts(List<Datagram> datagrams) {
			for (Datagram datagram : datagrams) {
				take(datagram.text().length(), datagram.source());
			}
		}

	}

	static class JsonListener extends Listener {

		private static final int WITHOUT_TEXT = "{\"text\":\"\"}".length();

		@UxdListener
		void onJson(Json json, UxdAddress source) {
			take(WITHOUT_TEXT + json.text().length(), source);
		}

		record Json(String text) {

		}

	}

}
