package io.github.uxd.spring.endpoint;

import io.github.uxd.spring.listener.PeerPoller;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.uxd.DropReason;
import io.github.uxd.PeerStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Describes what a peer has counted since it was built.
 *
 * @param received the datagrams that were received and handed on
 * @param receivedBytes the bytes that they had
 * @param dropped the datagrams that were received but not handed on, by the reasons that
 * the meters have too
 * @param receiveErrors the receives that failed
 * @param pending the datagrams that wait for a thread of the listeners or are on one now
 * @param sent the datagrams that the kernel took for delivery
 * @param sentBytes the bytes that they had
 * @param sendBlocked the sends that the kernel had no room for
 * @param sendRefused the datagrams that were not sent since too much waits already
 * @param healed how often the socket file was made anew
 */
public record CountersDescriptor(long received, long receivedBytes, Map<String, Long> dropped, long receiveErrors,
		int pending, long sent, long sentBytes, long sendBlocked, long sendRefused, long healed) {

	static CountersDescriptor of(PeerStatistics statistics, @Nullable PeerPoller poller) {
		Map<String, Long> dropped = new LinkedHashMap<>();
		for (DropReason reason : DropReason.values()) {
			dropped.put(reason.name().toLowerCase(Locale.ROOT), statistics.dropped(reason));
		}
		dropped.put("queue_full", (poller != null) ? poller.dropped() : 0);
		return new CountersDescriptor(statistics.received(), statistics.receivedBytes(),
				Collections.unmodifiableMap(dropped), statistics.receiveErrors(),
				(poller != null) ? poller.pending() : 0, statistics.sent(), statistics.sentBytes(),
				statistics.sendBlocked(), statistics.sendRefused(), statistics.healed());
	}

}
