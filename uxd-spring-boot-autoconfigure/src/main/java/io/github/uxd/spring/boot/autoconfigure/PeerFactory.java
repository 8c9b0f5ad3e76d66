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

import java.nio.file.Path;

import io.github.uxd.Peer;
import io.github.uxd.PeerBuilder;
import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.unit.DataSize;

/**
 * Makes peers of their properties.
 */
final class PeerFactory {

	private final ObjectProvider<PeerBuilderCustomizer> customizers;

	PeerFactory(ObjectProvider<PeerBuilderCustomizer> customizers) {
		this.customizers = customizers;
	}

	/**
	 * Make a peer, which is not open yet.
	 * @param configured its properties
	 * @param wireLog its log, or {@code null}
	 */
	Peer create(ConfiguredPeer configured, @Nullable WireLog wireLog) {
		PeerProperties properties = configured.properties();
		PeerBuilder builder = Peer.builder()
			.temp(properties.isTemp())
			.clean(properties.isClean())
			.reuse(properties.isReuse())
			.clear(properties.isClear())
			.permissions(properties.getPermissions())
			.umask(properties.getUmask())
			.filed(properties.isFiled())
			.extensioned(properties.isExtensioned())
			.transport(properties.getTransport())
			.source(properties.isSource())
			.stripTrailingNul(properties.isStripTrailingNul())
			.senderCredentials(properties.isSenderCredentials())
			// Whatever it is asked for: who doesn't read what it is answered takes room
			// there from all others.
			.sendBufferSize(Integer.MAX_VALUE)
			.wireLog(wireLog);
		configured.checkPlace();
		configured.setName(builder::name);
		builder.activation(properties.getActivation());
		configured.checks().setText("activation-name", configured.activationName(), builder::activationName);
		configured.checks().setText("base", properties.getBase(), builder::base);
		configured.checks().setText("extension", properties.getExtension(), builder::extension);
		// Not bound as paths: Spring looks for those on the class path first.
		configured.checks().setText("path", properties.getPath(), (path) -> builder.path(Path.of(path)));
		configured.checks()
			.setText("head-directory", properties.getHeadDirectory(), (head) -> builder.headDirectory(Path.of(head)));
		configured.checks()
			.setText("alternative-head-directory", properties.getAlternativeHeadDirectory(),
					(head) -> builder.alternativeHeadDirectory(Path.of(head)));
		configured.checks().set("buffer-count", properties.getBufferCount(), builder::bufferCount);
		configured.checks().set("buffer-size", properties.getBufferSize(), (size) -> builder.bufferSize(bytes(size)));
		configured.checks()
			.set("send-buffer-size", properties.getSendBufferSize(), (size) -> builder.sendBufferSize(bytes(size)));
		configured.checks()
			.set("allowed-users", properties.getAllowedUsers(),
					(users) -> builder.allowedUsers(users.stream().map(PeerFactory::userNumber).toList()));
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder, configured.id()));
		// Only together with the size of a datagram is the count known to be too much.
		return configured.checks().get("buffer-count", properties.getBufferCount(), builder::build);
	}

	private static Long userNumber(String user) {
		try {
			return Long.valueOf(user.trim());
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException(
					"\"" + user + "\" is not the number of a user, which \"id -u NAME\" prints", ex);
		}
	}

	private static int bytes(DataSize size) {
		long bytes = size.toBytes();
		if (bytes < 1 || bytes >= Integer.MAX_VALUE) {
			throw new IllegalArgumentException("A size of " + bytes + " bytes is not between 1 byte and 2 GiB");
		}
		return (int) bytes;
	}

}
