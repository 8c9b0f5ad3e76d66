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

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Finds out which further peers the properties name, before there are any beans.
 */
final class PeerIds {

	private static final String PREFIX = "uxd.peers";

	/**
	 * What can be part of the name of a bean, of a thread and, by default, of a file.
	 */
	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

	private PeerIds() {
	}

	/**
	 * Return the ids of the peers that are enabled, in the order of the properties.
	 * @throws InvalidConfigurationPropertyValueException if one of them is no id, or is
	 * that of a peer of which nothing is said but unknown keys
	 */
	static List<String> in(Environment environment) {
		Set<String> keys = keys(environment);
		keys.forEach((id) -> check(id, environment));
		return spelt(keys).stream().filter((id) -> isEnabled(id, environment)).toList();
	}

	/**
	 * Return the ids of the peers that are switched off.
	 */
	static List<String> switchedOff(Environment environment) {
		return spelt(keys(environment)).stream().filter((id) -> !isEnabled(id, environment)).toList();
	}

	private static boolean isEnabled(String id, Environment environment) {
		return isOn(environment, PREFIX + "." + id, "enabled", true);
	}

	private static Set<String> keys(Environment environment) {
		return Binder.get(environment)
			.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.keySet();
	}

	/**
	 * Return whether a switch of a peer is on.
	 */
	static boolean isOn(Environment environment, String prefix, String key, boolean byDefault) {
		return Binder.get(environment).bind(name(prefix + "." + key), Bindable.of(Boolean.class)).orElse(byDefault);
	}

	/**
	 * Return each id once: the keys of a peer may come from several places, which spell
	 * it differently. In an environment variable it has but letters and digits, in one
	 * case; so another spelling is what somebody has chosen.
	 */
	private static Collection<String> spelt(Collection<String> ids) {
		Map<String, String> byUniform = new LinkedHashMap<>();
		for (String id : ids) {
			String uniform = id.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
			byUniform.merge(uniform, id, (first, other) -> first.equals(uniform) ? other : first);
		}
		return byUniform.values();
	}

	private static void check(String id, Environment environment) {
		if (!ID.matcher(id).matches()) {
			throw new InvalidConfigurationPropertyValueException(PREFIX, id,
					"The id of a peer is made of letters, digits, '-' and '_', and begins with a letter or digit.");
		}
		ConfigurationPropertyName name = name(PREFIX + "." + id);
		List<ConfigurationPropertyName> known = new ArrayList<>();
		List<ConfigurationPropertyName> unknown = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter(name::isAncestorOf)
					.forEach((key) -> (KnownKeys.OF_PEER.knows(key, KeysCheck.isOfVariables(source)) ? known : unknown)
						.add(key));
			}
		}
		if (known.isEmpty() && !unknown.isEmpty()) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + "." + id, id,
					"No property of a peer is set below it, but unknown ones: "
							+ unknown.stream()
								.map((key) -> "'" + key + "'")
								.distinct()
								.collect(Collectors.joining(", "))
							+ ". (In an environment variable the id of a peer has neither dashes nor underscores.)");
		}
	}

	private static ConfigurationPropertyName name(String property) {
		// Not of(…), which refuses an id with a capital letter or an underscore.
		return ConfigurationPropertyName.adapt(property, '.');
	}

}
