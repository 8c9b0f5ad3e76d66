package io.github.uxd.spring.observation;

import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.uxd.spring.DatagramListener;
import io.github.uxd.internal.spring.listener.ListenerDecorator;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes the listeners of those peers that are to be observed. Other listeners are left
 * as they are, so that it costs them nothing.
 */
public class ObservedListeners implements ListenerDecorator {

	private final Predicate<String> observed;

	private final Supplier<ObservationRegistry> registry;

	private final @Nullable UxdListenerObservationConvention convention;

	/**
	 * Create a decorator.
	 * @param observed tells whether to observe the listeners of a peer, given its id
	 * @param registry gives what observations are registered with; asked only if there is
	 * something to observe
	 * @param convention names them, or {@code null} for the default
	 */
	public ObservedListeners(Predicate<String> observed, Supplier<ObservationRegistry> registry,
			@Nullable UxdListenerObservationConvention convention) {
		this.observed = observed;
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public DatagramListener decorate(String listenerId, String peerId, DatagramListener listener) {
		if (!this.observed.test(peerId)) {
			return listener;
		}
		ObservationRegistry registry = this.registry.get();
		if (registry.isNoop()) {
			return listener;
		}
		return (datagram, peer) -> UxdObservation.PROCESS
			.observation(this.convention, DefaultUxdListenerObservationConvention.INSTANCE,
					() -> new UxdListenerContext(peerId, listenerId, datagram), registry)
			.observeChecked(() -> listener.onDatagram(datagram, peer));
	}

}
