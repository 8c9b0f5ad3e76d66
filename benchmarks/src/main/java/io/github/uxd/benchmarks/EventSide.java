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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.spring.DatagramReceivedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/**
 * An application with an {@link EventListener}, and with metrics.
 */
final class EventSide extends ApplicationSide {

	private static final long DEADLINE_SECONDS = 60;

	EventSide(Application application) {
		super(application);
	}

	@Override
	ConfigurableApplicationContext run(Application application, Demand demand) {
		return application.run(Configuration.class, demand);
	}

	private void listenBy(@Nullable Consumer<DatagramReceivedEvent> task) {
		context().getBean(Listener.class).task = task;
	}

	@Override
	public void receive(Tally tally) throws Exception {
		Sources sources = tally.sources();
		long timed = Meters.timed(context());
		listenBy((event) -> {
			Datagram datagram = event.getDatagram();
			tally.add(datagram.length(), sources.contains(datagram.source()));
		});
		tally.await(DEADLINE_SECONDS);
		listenBy(null);
		// The last one may not have been counted yet.
		if (Meters.timed(context()) - timed < tally.expected() - 1) {
			throw new IllegalStateException("The metrics are not on");
		}
	}

	@Override
	public void answer(int count, boolean spinning) throws Exception {
		CountDownLatch left = new CountDownLatch(count);
		listenBy((event) -> {
			UxdAddress source = event.getDatagram().source();
			try {
				if (source != null && event.getPeer().send(event.getDatagram().payload(), source)) {
					left.countDown();
				}
			}
			catch (UxdException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		if (!left.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
			throw new IOException(left.getCount() + " of " + count + " datagrams were not answered");
		}
		listenBy(null);
	}

	/**
	 * The application.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Meters.class)
	static class Configuration {

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	/**
	 * Hands each event to the task. What comes before there is one waits with it.
	 */
	static class Listener {

		private volatile @Nullable Consumer<DatagramReceivedEvent> task;

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			Consumer<DatagramReceivedEvent> current = this.task;
			while (current == null) {
				Thread.onSpinWait();
				current = this.task;
			}
			current.accept(event);
		}

	}

}
