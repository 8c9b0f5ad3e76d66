package io.github.uxd.spring.observation;

import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.SendObserver;
import io.github.uxd.spring.observation.UxdSendContext.Operation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes what the templates of those peers send that are to be observed. An observation
 * ends when the kernel has the datagram, or the answer is there; it is not the current
 * one of any thread meanwhile, since nothing of the application runs inside it.
 */
public class ObservedSends implements SendObserver.Factory {

	private final Predicate<String> observed;

	private final Supplier<ObservationRegistry> registry;

	private final @Nullable UxdSendObservationConvention convention;

	/**
	 * Create a factory.
	 * @param observed tells whether to observe the template of a peer, given its id
	 * @param registry gives what observations are registered with; asked only if there is
	 * something to observe
	 * @param convention names them, or {@code null} for the default
	 */
	public ObservedSends(Predicate<String> observed, Supplier<ObservationRegistry> registry,
			@Nullable UxdSendObservationConvention convention) {
		this.observed = observed;
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public @Nullable SendObserver create(String peerId) {
		if (!this.observed.test(peerId)) {
			return null;
		}
		ObservationRegistry registry = this.registry.get();
		return registry.isNoop() ? null : new Observer(peerId, registry);
	}

	/**
	 * Observes the sends of one peer.
	 */
	private final class Observer implements SendObserver {

		private final String peerId;

		private final ObservationRegistry registry;

		Observer(String peerId, ObservationRegistry registry) {
			this.peerId = peerId;
			this.registry = registry;
		}

		@Override
		public Completion sendStarted(UxdAddress destination, int length) {
			return start(Operation.SEND, destination, length);
		}

		@Override
		public Completion requestStarted(UxdAddress destination, int length) {
			return start(Operation.SEND_AND_RECEIVE, destination, length);
		}

		private Completion start(Operation operation, UxdAddress destination, int length) {
			Observation observation = UxdObservation.SEND.start(ObservedSends.this.convention,
					DefaultUxdSendObservationConvention.INSTANCE,
					() -> new UxdSendContext(this.peerId, operation, destination, length), this.registry);
			return (failure) -> {
				if (failure != null) {
					observation.error(failure);
				}
				observation.stop();
			};
		}

	}

}
