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

package io.github.uxd.spring.listener;

import java.io.IOException;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.wire.WireLog;

/**
 * Keeps what a listener has failed on in a {@link WireLog}: in files that are the
 * process's alone, of a bounded size, as received entries with their source. Thread-safe.
 */
public class WireLogRecoverer implements DatagramRecoverer {

	private final WireLog log;

	/**
	 * Create a recoverer.
	 * @param log where to write, which the caller closes; one of its own, since others
	 * that write there would mix what failed with what didn't
	 */
	public WireLogRecoverer(WireLog log) {
		this.log = log;
	}

	/**
	 * Write the datagram.
	 * @throws IOException if it couldn't be written, which the log itself tells of
	 */
	@Override
	public synchronized void recover(HandlingFailure failure) throws IOException {
		UxdAddress source = failure.getDatagram().source();
		long failures = this.log.failures();
		this.log.writeRx(failure.getDatagram().payload(), (source != null) ? source.toBytes() : null);
		if (this.log.failures() > failures) {
			throw new IOException("The wire log has not taken it; it tells in its own log why");
		}
	}

}
