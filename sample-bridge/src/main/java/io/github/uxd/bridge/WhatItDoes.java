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
package io.github.uxd.bridge;

import io.github.uxd.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Says at start from where to where this application is a bridge.
 */
@Component
class WhatItDoes implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(WhatItDoes.class);

	private final Peer peer;

	private final BridgeProperties properties;

	WhatItDoes(Peer peer, BridgeProperties properties) {
		this.peer = peer;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments args) {
		if (this.properties.in().enabled()) {
			logger.info("What is sent to {} goes to the topic '{}'", this.peer.path(), this.properties.topic());
		}
		if (this.properties.out().address() != null) {
			logger.info("What is in the topic '{}' is sent to {}", this.properties.topic(),
					this.properties.out().address());
		}
	}

}
