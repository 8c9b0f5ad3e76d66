package io.github.uxd.internal.spring.listener;

import java.time.Duration;

import io.github.uxd.spring.event.PeerStoppedEvent.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StopTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	@Test
	void itsOwnerHasItsTimeAndSomePatience() {
		Stop stop = new Stop(Reason.REQUESTED, LONG, 7);
		assertThat(stop.droppedBefore()).isEqualTo(7);
		assertThat(stop.nanosLeft()).isBetween(1L, LONG.toNanos());
		assertThat(stop.nanosUntilOverdue()).isGreaterThan(stop.nanosLeft());
		assertThat(stop.isOverdue()).isFalse();
		assertThat(new Stop(Reason.REQUESTED, LONG.negated(), 0).isOverdue()).isTrue();
	}

	@Test
	void whoTakesThePlaceHasAsMuchPatienceAndNobodyAfterIsOfUse() {
		Stop stop = new Stop(Reason.REQUESTED, LONG.negated(), 0);
		Lease first = new Lease();
		stop.takeOver(first, true);
		assertThat(stop.isOverdue()).as("there is patience again").isFalse();
		assertThat(stop.nanosUntilOverdue()).isLessThan(LONG.toNanos() / 2);
		assertThat(stop.leftBehind()).isSameAs(first);
		assertThat(stop.hangs()).isTrue();
		assertThat(stop.isHopeless()).isFalse();
		stop.takeOver(new Lease(), false);
		assertThat(stop.hangs()).isFalse();
		assertThat(stop.isHopeless()).isTrue();
	}

	@Test
	void itsEndIsToldOfOnceAndWaitsForAllWhoTurnSendersAway() {
		Stop stop = new Stop(Reason.REQUESTED, LONG, 0);
		assertThat(stop.tell()).isTrue();
		assertThat(stop.tell()).isFalse();
		stop.add(() -> {
		});
		stop.add(() -> {
		});
		stop.turnedAway();
		assertThat(stop.isTurningAway()).isTrue();
		stop.turnedAway();
		assertThat(stop.isTurningAway()).isFalse();
	}

}
