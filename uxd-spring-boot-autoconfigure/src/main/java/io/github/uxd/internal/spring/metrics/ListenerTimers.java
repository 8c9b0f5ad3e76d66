package io.github.uxd.internal.spring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.uxd.internal.spring.listener.HandlingRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Has the timers of all peers, whether those or the registries are there first.
 * Thread-safe.
 */
public class ListenerTimers implements HandlingRecorder, MeterBinder {

	private final Predicate<String> timed;

	private final Map<String, ListenerTimer> timers = new ConcurrentHashMap<>();

	private final List<MeterRegistry> registries = new ArrayList<>();

	/**
	 * Create the timers, of which there are none yet.
	 * @param timed tells whether to time the listeners of a peer, given its id
	 */
	public ListenerTimers(Predicate<String> timed) {
		this.timed = timed;
	}

	@Override
	public synchronized boolean begin(String peerId) {
		if (!this.timed.test(peerId)) {
			return false;
		}
		ListenerTimer timer = new ListenerTimer(peerId);
		this.timers.put(peerId, timer);
		this.registries.forEach(timer::bindTo);
		return true;
	}

	@Override
	public void record(String peerId, long nanos, @Nullable Throwable failure) {
		ListenerTimer timer = this.timers.get(peerId);
		if (timer != null) {
			timer.record(nanos, failure);
		}
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.timers.values().forEach((timer) -> timer.bindTo(registry));
	}

}
