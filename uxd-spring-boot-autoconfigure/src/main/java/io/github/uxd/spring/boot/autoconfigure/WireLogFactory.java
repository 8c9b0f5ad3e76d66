package io.github.uxd.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;

import io.github.uxd.wire.WireLog;
import io.github.uxd.wire.WireLogBuilder;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Opens a wire log by its properties.
 */
final class WireLogFactory {

	private final UxdProperties properties;

	private final Environment environment;

	WireLogFactory(UxdProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	WireLog open() {
		WireLogProperties log = this.properties.getWireLog();
		WireLogBuilder builder = WireLog.builder()
			.received(log.isReceived())
			.sent(log.isSent())
			.together(log.isTogether())
			.filed(log.isFiled())
			.temp(log.isTemp());
		PeerFactory.set("uxd.name", PeerFactory.name(this.properties, this.environment).replace('/', '_'),
				builder::name);
		PeerFactory.set("uxd.wire-log.max-size", log.getMaxSize(), (size) -> builder.maximumSize(size.toBytes()));
		PeerFactory.set("uxd.wire-log.max-files", log.getMaxFiles(), builder::maximumFiles);
		String head = StringUtils.hasText(log.getHeadDirectory()) ? log.getHeadDirectory()
				: this.properties.getHeadDirectory();
		PeerFactory.setText("uxd.wire-log.head-directory", head,
				(directory) -> builder.headDirectory(Path.of(directory)));
		PeerFactory.setText("uxd.alternative-head-directory", this.properties.getAlternativeHeadDirectory(),
				(directory) -> builder.alternativeHeadDirectory(Path.of(directory)));
		try {
			return builder.open();
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException("uxd.wire-log.head-directory", head,
					"The wire log can't be opened there or at the alternative: " + ex);
		}
	}

}
