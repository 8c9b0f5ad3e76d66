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
package io.github.uxd.reliability.application;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a listener does with a datagram once that is in the journal.
 */
enum Behaviour {

	/**
	 * Nothing more.
	 */
	FAST {
		@Override
		void act(long number) {
		}
	},

	/**
	 * It takes some milliseconds now and then.
	 */
	SLOW {
		@Override
		void act(long number) throws InterruptedException {
			if (number % 64 == 0) {
				TimeUnit.MILLISECONDS.sleep(5);
			}
		}
	},

	/**
	 * After some hundred it never returns, unless it is interrupted.
	 */
	BLOCKED {
		@Override
		void act(long number) throws InterruptedException {
			if (number >= 300) {
				new CountDownLatch(1).await();
			}
		}
	},

	/**
	 * It throws whatever there is, in turns.
	 */
	THROWING {
		@Override
		void act(long number) throws Throwable {
			Thrown[] all = Thrown.values();
			if (number % 3 == 0) {
				all[(int) (number / 3 % all.length)].come();
			}
		}
	};

	/**
	 * Act.
	 * @param number how many datagrams the application has handled before
	 */
	abstract void act(long number) throws Throwable;

}
