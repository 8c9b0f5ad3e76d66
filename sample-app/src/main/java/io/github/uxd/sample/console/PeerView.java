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
package io.github.uxd.sample.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

import io.github.uxd.spring.endpoint.PeersDescriptor.PeerDescriptor;
import io.github.uxd.spring.metrics.UxdMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * A peer as it is at one moment.
 *
 * @param state what the endpoint tells of it
 * @param mode the mode of its socket file, in octal, or {@code null} if there is none
 * @param listeners how long its listeners took
 */
record PeerView(PeerDescriptor state, @Nullable String mode, ListenerTime listeners) {

	private static final int PERMISSIONS = 07777;

	static PeerView of(PeerDescriptor state, MeterRegistry meters) {
		return new PeerView(state, mode(state.path()), ListenerTime.of(state.id(), meters));
	}

	private static @Nullable String mode(@Nullable String path) {
		if (path == null) {
			return null;
		}
		try {
			int mode = (int) Files.getAttribute(Path.of(path), "unix:mode", LinkOption.NOFOLLOW_LINKS);
			return "%04o".formatted(mode & PERMISSIONS);
		}
		catch (IOException | UnsupportedOperationException ex) {
			// There is no file: its state says so.
			return null;
		}
	}

	/**
	 * How long the listeners of a peer took.
	 *
	 * @param count for how many datagrams
	 * @param failures how many of those a listener failed on
	 * @param total for all of them together, in milliseconds
	 * @param max for the slowest of the last minutes, in milliseconds
	 */
	record ListenerTime(long count, long failures, double total, double max) {

		static ListenerTime of(String peerId, MeterRegistry meters) {
			Collection<Timer> timers = meters.find(UxdMeters.LISTENER.getName())
				.tag(UxdMeters.Tag.NAME.asString(), peerId)
				.timers();
			return new ListenerTime(timers.stream().mapToLong(Timer::count).sum(),
					timers.stream()
						.filter((timer) -> "failure".equals(timer.getId().getTag(UxdMeters.Tag.RESULT.asString())))
						.mapToLong(Timer::count)
						.sum(),
					timers.stream().mapToDouble((timer) -> timer.totalTime(TimeUnit.MILLISECONDS)).sum(),
					timers.stream().mapToDouble((timer) -> timer.max(TimeUnit.MILLISECONDS)).max().orElse(0));
		}

	}

}
