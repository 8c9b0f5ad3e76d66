package io.github.uxd.spring.core;

import java.util.List;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells several observers of each datagram. Each keeps track of its own failures.
 */
final class SendObservers implements SendObserver {

	private final List<SendObservation> observations;

	SendObservers(List<SendObserver> observers) {
		this.observations = observers.stream().map(SendObservation::new).toList();
	}

	@Override
	public Completion sendStarted(UxdAddress destination, int length) {
		return started(SendObserver::sendStarted, destination, length);
	}

	@Override
	public Completion requestStarted(UxdAddress destination, int length) {
		return started(SendObserver::requestStarted, destination, length);
	}

	private Completion started(SendObservation.Beginning beginning, UxdAddress destination, int length) {
		List<Completion> completions = this.observations.stream()
			.map((observation) -> observation.started(beginning, destination, length))
			.toList();
		return (failure) -> completed(completions, failure);
	}

	private static void completed(List<Completion> completions, @Nullable Throwable failure) {
		// The last that began is the first that ends: it may have opened a scope within.
		for (int i = completions.size() - 1; i >= 0; i--) {
			completions.get(i).completed(failure);
		}
	}

}
