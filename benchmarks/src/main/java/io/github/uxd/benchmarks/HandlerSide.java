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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * An application with a {@link DatagramHandler}, and without events and metrics.
 */
final class HandlerSide extends ApplicationSide {

	private static final long DEADLINE_SECONDS = 60;

	private static final String NO_METRICS = "--spring.autoconfigure.exclude="
			+ "io.github.uxd.spring.boot.autoconfigure.metrics.UxdMetricsAutoConfiguration";

	private static final String NO_EVENTS = "--uxd.poller.publish-events=false";

	HandlerSide(Application application) {
		super(application);
	}

	@Override
	ConfigurableApplicationContext run(Application application, Demand demand) {
		return application.run(Configuration.class, demand, NO_METRICS, NO_EVENTS);
	}

	private void handleBy(@Nullable DatagramHandler task) {
		context().getBean(Receiver.class).task = task;
	}

	@Override
	public void receive(Tally tally) throws Exception {
		Sources sources = tally.sources();
		handleBy((datagram, peer) -> tally.add(datagram.length(), sources.contains(datagram.source())));
		tally.await(DEADLINE_SECONDS);
		handleBy(null);
	}

	@Override
	public void answer(int count, boolean spinning) throws Exception {
		CountDownLatch left = new CountDownLatch(count);
		handleBy((datagram, peer) -> {
			UxdAddress source = datagram.source();
			if (source != null && peer.send(datagram.payload(), source)) {
				left.countDown();
			}
		});
		if (!left.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
			throw new IOException(left.getCount() + " of " + count + " datagrams were not answered");
		}
		handleBy(null);
	}

	/**
	 * The application.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Receiver.class)
	static class Configuration {

	}

	/**
	 * Hands each datagram to the task. What comes before there is one waits with it.
	 */
	static class Receiver implements DatagramHandler {

		private volatile @Nullable DatagramHandler task;

		@Override
		public void handle(DatagramView datagram, Peer peer) throws Exception {
			DatagramHandler current = this.task;
			while (current == null) {
				Thread.onSpinWait();
				current = this.task;
			}
			current.handle(datagram, peer);
		}

	}

}
