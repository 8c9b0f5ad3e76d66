package io.github.uxd.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Finds out which further peers the properties name, before there are any beans.
 */
final class ConfiguredPeerIds {

	private static final String PREFIX = "uxd.peers";

	/**
	 * What can be part of the name of a bean, of a thread and, by default, of a file.
	 */
	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

	private ConfiguredPeerIds() {
	}

	/**
	 * Return the ids of the peers that are enabled, in the order of the properties.
	 * @throws InvalidConfigurationPropertyValueException if one of them is no id
	 */
	static List<String> in(Environment environment) {
		return Binder.get(environment)
			.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.keySet()
			.stream()
			.map(ConfiguredPeerIds::checked)
			.filter((id) -> isOn(environment, id, "enabled", true))
			.toList();
	}

	private static String checked(String id) {
		if (!ID.matcher(id).matches()) {
			throw new InvalidConfigurationPropertyValueException(PREFIX, id,
					"The id of a peer is made of letters, digits, '-' and '_', and begins with a letter or digit.");
		}
		return id;
	}

	/**
	 * Return whether a switch of a peer is on.
	 */
	static boolean isOn(Environment environment, String id, String key, boolean byDefault) {
		// Not of(…), which refuses an id with a capital letter or an underscore.
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(PREFIX + "." + id + "." + key, '.');
		return Binder.get(environment).bind(name, Bindable.of(Boolean.class)).orElse(byDefault);
	}

}
