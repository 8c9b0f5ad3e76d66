package io.github.uxd.spring.boot.autoconfigure;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.PeerBuilder;
import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Makes a peer of its properties.
 */
final class PeerFactory {

	private final ConfiguredPeer configured;

	PeerFactory(ConfiguredPeer configured) {
		this.configured = configured;
	}

	/**
	 * Make a peer, which is not open yet.
	 * @param wireLog its log, or {@code null}
	 * @param customizers change how it is built
	 */
	Peer create(@Nullable WireLog wireLog, Stream<PeerBuilderCustomizer> customizers) {
		PeerProperties properties = this.configured.properties();
		PeerBuilder builder = Peer.builder();
		this.configured.setName(builder::name);
		setText("base", properties.getBase(), builder::base);
		// Not bound as paths: Spring looks for those on the class path first.
		setText("path", properties.getPath(), (path) -> builder.path(Path.of(path)));
		setText("head-directory", properties.getHeadDirectory(), (head) -> builder.headDirectory(Path.of(head)));
		setText("alternative-head-directory", properties.getAlternativeHeadDirectory(),
				(head) -> builder.alternativeHeadDirectory(Path.of(head)));
		builder.temp(properties.isTemp())
			.clean(properties.isClean())
			.reuse(properties.isReuse())
			.clear(properties.isClear())
			.permissions(properties.getPermissions())
			.umask(properties.getUmask())
			.filed(properties.isFiled())
			.extensioned(properties.isExtensioned())
			.transport(properties.getTransport())
			.source(properties.isSource())
			.senderCredentials(properties.isSenderCredentials())
			.wireLog(wireLog);
		setText("extension", properties.getExtension(), builder::extension);
		this.configured.set("buffer-count", properties.getBufferCount(), builder::bufferCount);
		this.configured.set("buffer-size", properties.getBufferSize(), (size) -> builder.bufferSize(bytes(size)));
		// Whatever it is asked for: who doesn't read what it is answered takes room there
		// from all others.
		builder.sendBufferSize(Integer.MAX_VALUE);
		this.configured.set("send-buffer-size", properties.getSendBufferSize(),
				(size) -> builder.sendBufferSize(bytes(size)));
		this.configured.set("allowed-users", properties.getAllowedUsers(),
				(users) -> builder.allowedUsers(users.stream().map(PeerFactory::userNumber).toList()));
		customizers.forEach((customizer) -> customizer.customize(builder, this.configured.id()));
		return build(builder);
	}

	private Peer build(PeerBuilder builder) {
		try {
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			// Only together with the size of a datagram is the count known to be too
			// much.
			throw new InvalidConfigurationPropertyValueException(this.configured.prefix() + ".buffer-count",
					this.configured.properties().getBufferCount(), String.valueOf(ex.getMessage()));
		}
	}

	private void setText(String key, @Nullable String value, Consumer<String> setter) {
		this.configured.setText(key, value, setter);
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
