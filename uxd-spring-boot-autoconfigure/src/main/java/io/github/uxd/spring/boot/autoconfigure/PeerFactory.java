package io.github.uxd.spring.boot.autoconfigure;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.github.uxd.Peer;
import io.github.uxd.PeerBuilder;
import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Makes a peer of its properties. A value that the peer refuses is reported with the name
 * of its property.
 */
final class PeerFactory {

	private static final String APPLICATION_NAME = "spring.application.name";

	private final UxdProperties properties;

	private final Environment environment;

	private final @Nullable WireLog wireLog;

	PeerFactory(UxdProperties properties, Environment environment, @Nullable WireLog wireLog) {
		this.properties = properties;
		this.environment = environment;
		this.wireLog = wireLog;
	}

	Peer create() {
		PeerBuilder builder = Peer.builder();
		if (!StringUtils.hasText(this.properties.getName())) {
			setText(APPLICATION_NAME, this.environment.getProperty(APPLICATION_NAME), builder::name);
		}
		setText("uxd.name", this.properties.getName(), builder::name);
		setText("uxd.base", this.properties.getBase(), builder::base);
		// Not bound as paths: Spring looks for those on the class path first.
		setText("uxd.path", this.properties.getPath(), (path) -> builder.path(Path.of(path)));
		setText("uxd.head-directory", this.properties.getHeadDirectory(),
				(directory) -> builder.headDirectory(Path.of(directory)));
		setText("uxd.alternative-head-directory", this.properties.getAlternativeHeadDirectory(),
				(directory) -> builder.alternativeHeadDirectory(Path.of(directory)));
		set("uxd.temp", this.properties.isTemp(), builder::temp);
		set("uxd.clean", this.properties.isClean(), builder::clean);
		set("uxd.reuse", this.properties.isReuse(), builder::reuse);
		set("uxd.clear", this.properties.isClear(), builder::clear);
		set("uxd.permissions", this.properties.getPermissions(), builder::permissions);
		set("uxd.umask", this.properties.getUmask(), builder::umask);
		setText("uxd.extension", this.properties.getExtension(), builder::extension);
		set("uxd.filed", this.properties.isFiled(), builder::filed);
		set("uxd.extensioned", this.properties.isExtensioned(), builder::extensioned);
		set("uxd.buffer-count", this.properties.getBufferCount(), builder::bufferCount);
		set("uxd.buffer-size", this.properties.getBufferSize(), (size) -> builder.bufferSize(bytes(size)));
		set("uxd.transport", this.properties.getTransport(), builder::transport);
		set("uxd.source", this.properties.isSource(), builder::source);
		set("uxd.sender-credentials", this.properties.isSenderCredentials(), builder::senderCredentials);
		set("uxd.allowed-users", this.properties.getAllowedUsers(),
				(users) -> builder.allowedUsers(users.stream().map(PeerFactory::userNumber).toList()));
		return builder.wireLog(this.wireLog).build();
	}

	/**
	 * Return the name of the peer, whether it is a good one or not.
	 */
	static String name(UxdProperties properties, Environment environment) {
		if (StringUtils.hasText(properties.getName())) {
			return properties.getName();
		}
		String applicationName = environment.getProperty(APPLICATION_NAME);
		return StringUtils.hasText(applicationName) ? applicationName : "main";
	}

	static void setText(String property, @Nullable String value, Consumer<String> setter) {
		if (StringUtils.hasText(value)) {
			set(property, value, setter);
		}
	}

	static <T> void set(String property, @Nullable T value, Consumer<T> setter) {
		if (value == null) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException ex) {
			String reason = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
			throw new InvalidConfigurationPropertyValueException(property, value, reason);
		}
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
