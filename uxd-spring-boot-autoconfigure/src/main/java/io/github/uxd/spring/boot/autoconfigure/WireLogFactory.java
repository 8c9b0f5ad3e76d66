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
package io.github.uxd.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;

import io.github.uxd.wire.WireLog;
import io.github.uxd.wire.WireLogBuilder;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Opens a wire log by its properties.
 */
final class WireLogFactory {

	private final ConfiguredPeer configured;

	WireLogFactory(ConfiguredPeer configured) {
		this.configured = configured;
	}

	WireLog open() {
		PeerProperties properties = this.configured.properties();
		WireLogProperties log = properties.getWireLog();
		WireLogBuilder builder = WireLog.builder()
			.received(log.isReceived())
			.sent(log.isSent())
			.together(log.isTogether())
			.filed(log.isFiled())
			.temp(log.isTemp());
		this.configured.setName((name) -> builder.name(name.replace('/', '_')));
		this.configured.checks()
			.set("wire-log.max-size", log.getMaxSize(), (size) -> builder.maximumSize(size.toBytes()));
		this.configured.checks().set("wire-log.max-files", log.getMaxFiles(), builder::maximumFiles);
		boolean hasOwnHead = StringUtils.hasText(log.getHeadDirectory());
		String head = hasOwnHead ? log.getHeadDirectory() : properties.getHeadDirectory();
		this.configured.checks()
			.setText(hasOwnHead ? "wire-log.head-directory" : "head-directory", head,
					(directory) -> builder.headDirectory(Path.of(directory)));
		this.configured.checks()
			.setText("alternative-head-directory", properties.getAlternativeHeadDirectory(),
					(directory) -> builder.alternativeHeadDirectory(Path.of(directory)));
		try {
			return builder.open();
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException(this.configured.prefix() + ".wire-log.head-directory",
					head, "The wire log can't be opened there or at the alternative: " + ex);
		}
	}

}
