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
		if (log.getMaxFiles() < 1) {
			throw new InvalidConfigurationPropertyValueException("uxd.wire-log.max-files", log.getMaxFiles(),
					"It is less than 1.");
		}
		if (log.getMaxSize().isNegative()) {
			throw new InvalidConfigurationPropertyValueException("uxd.wire-log.max-size", log.getMaxSize(),
					"It is negative.");
		}
		WireLogBuilder builder = WireLog.builder()
			.received(log.isReceived())
			.sent(log.isSent())
			.together(log.isTogether())
			.filed(log.isFiled())
			.temp(log.isTemp())
			.name(PeerFactory.name(this.properties, this.environment).replace('/', '_'))
			.maximumSize(log.getMaxSize().toBytes())
			.maximumFiles(log.getMaxFiles());
		String head = StringUtils.hasText(log.getHeadDirectory()) ? log.getHeadDirectory()
				: this.properties.getHeadDirectory();
		if (StringUtils.hasText(head)) {
			builder.headDirectory(Path.of(head));
		}
		if (StringUtils.hasText(this.properties.getAlternativeHeadDirectory())) {
			builder.alternativeHeadDirectory(Path.of(this.properties.getAlternativeHeadDirectory()));
		}
		try {
			return builder.open();
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException("uxd.wire-log.head-directory", head,
					"The wire log can't be opened there or at the alternative: " + ex);
		}
	}

}
