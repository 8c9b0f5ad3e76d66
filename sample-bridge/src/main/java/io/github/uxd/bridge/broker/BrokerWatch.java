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
package io.github.uxd.bridge.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.uxd.bridge.BridgeProperties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Asks the broker now and then whether it is there, and logs when that changes: once, as
 * against Kafka's clients, which log each try. Any thread may ask what came of it.
 */
@Component
public class BrokerWatch implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(BrokerWatch.class);

	private static final DescribeClusterOptions OPTIONS = new DescribeClusterOptions().timeoutMs(1_500);

	private final KafkaAdmin settings;

	private final long intervalMillis;

	private volatile @Nullable Absence absence;

	/**
	 * Ends the watch that is under way.
	 */
	private @Nullable Runnable watch;

	BrokerWatch(KafkaAdmin settings, BridgeProperties properties) {
		this.settings = settings;
		this.intervalMillis = properties.broker().checkInterval().toMillis();
	}

	/**
	 * Return since when the broker doesn't answer.
	 * @return since when and why, or {@code null} if it does, or was never asked
	 */
	public @Nullable Absence absence() {
		return this.absence;
	}

	@Override
	public synchronized void start() {
		if (this.watch != null) {
			return;
		}
		Admin admin = Admin.create(new HashMap<>(this.settings.getConfigurationProperties()));
		ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread watch = new Thread(task, "broker-watch");
			watch.setDaemon(true);
			return watch;
		});
		thread.scheduleWithFixedDelay(() -> look(admin), 0, this.intervalMillis, TimeUnit.MILLISECONDS);
		this.watch = () -> {
			thread.shutdownNow();
			admin.close(Duration.ZERO);
		};
	}

	private void look(Admin admin) {
		try {
			admin.describeCluster(OPTIONS).nodes().get();
			found();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | RuntimeException ex) {
			missed(reason(ex));
		}
	}

	/**
	 * A time-out says that there is nobody, also if there is one who doesn't accept the
	 * password: that is its cause.
	 */
	private static Throwable reason(Exception failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof AuthenticationException) {
				return cause;
			}
		}
		return (failure.getCause() != null) ? failure.getCause() : failure;
	}

	private void found() {
		Absence before = this.absence;
		if (before != null) {
			this.absence = null;
			logger.info("The broker is back. It was {} since {}", before.refused() ? "refusing" : "away",
					before.since());
		}
	}

	private void missed(Throwable reason) {
		Absence before = this.absence;
		String message = String.valueOf(reason.getMessage());
		boolean refused = reason instanceof AuthenticationException;
		// It is known why, and that is not to be hidden by a time-out of the same cause.
		if (before == null || (refused && !before.refused())) {
			this.absence = new Absence((before != null) ? before.since() : Instant.now(), message, refused);
			logger.warn(refused ? "The broker refuses this application: {}" : "The broker is away: {}", message);
		}
	}

	@Override
	public synchronized void stop() {
		if (this.watch != null) {
			this.watch.run();
			this.watch = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.watch != null;
	}

	/**
	 * A time in which the broker doesn't answer.
	 *
	 * @param since when that was found out
	 * @param reason what the client said then
	 * @param refused whether it is there, but refuses this application
	 */
	public record Absence(Instant since, String reason, boolean refused) {

	}

}
