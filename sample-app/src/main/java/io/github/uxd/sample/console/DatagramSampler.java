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
package io.github.uxd.sample.console;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramHandler;

import org.springframework.stereotype.Component;

/**
 * Sees each datagram where it was received, and has few of them copied.
 */
@Component
class DatagramSampler implements DatagramHandler {

	private final Samples samples;

	DatagramSampler(Samples samples) {
		this.samples = samples;
	}

	@Override
	public void handle(DatagramView datagram, Peer peer) {
		this.samples.offer(datagram, peer);
	}

}
