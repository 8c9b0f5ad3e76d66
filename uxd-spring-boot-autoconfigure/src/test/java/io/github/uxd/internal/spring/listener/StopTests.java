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
