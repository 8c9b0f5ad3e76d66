package io.github.uxd.spring.endpoint;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.github.uxd.Peer;
import io.github.uxd.SocketFileState;
import io.github.uxd.TransportType;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.ManagedPeer.State;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.PollerState;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import org.jspecify.annotations.Nullable;

/**
 * Describes a peer as it is at one moment.
 *
 * @param id the id of the peer
 * @param name its name
 * @param path the path of its socket file, or {@code null} if it was never open
 * @param transport what it reaches the kernel through, or {@code null} if it was never
 * open
 * @param expected what it is meant to do
 * @param actual what it does
 * @param since since when it does that, or {@code null} if nothing receives for it
 * @param pauseReasons why it is to leave what is sent in the kernel's queue; empty if it
 * isn't
 * @param busy the call of a listener that lasts longest at the moment, or {@code null} if
 * there is none
 * @param socketFile what has become of its socket file
 * @param buffers the sizes of its buffers
 * @param counters what it has counted
 * @param lastFailure what went wrong last, or {@code null} if nothing went wrong or
 * nothing receives for it
 * @param listeners its listeners, in the order in which they were registered
 */
public record PeerDescriptor(String id, String name, @Nullable String path, @Nullable TransportType transport,
		State expected, State actual, @Nullable Instant since, Set<PauseReason> pauseReasons,
		@Nullable BusyDescriptor busy, SocketFileState socketFile, BuffersDescriptor buffers,
		CountersDescriptor counters, @Nullable FailureDescriptor lastFailure, List<ListenerDescriptor> listeners) {

	static PeerDescriptor of(ManagedPeer managed, List<ListenerDescriptor> listeners) {
		Peer peer = managed.peer();
		PeerPoller poller = managed.poller();
		PollerState state = (poller != null) ? poller.state() : null;
		Path path = peer.path();
		return new PeerDescriptor(managed.id(), peer.name(), (path != null) ? path.toString() : null, peer.transport(),
				managed.expectedState(), managed.actualState(), (state != null) ? state.since() : null,
				(state != null) ? state.pauseReasons() : Set.of(),
				(state != null) ? BusyDescriptor.of(state.busy()) : null, peer.socketFileState(),
				BuffersDescriptor.of(peer), CountersDescriptor.of(peer.statistics(), poller),
				(poller != null) ? FailureDescriptor.of(poller.lastFailure()) : null, listeners);
	}

}
