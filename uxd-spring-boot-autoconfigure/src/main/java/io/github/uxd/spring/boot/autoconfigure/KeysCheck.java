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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.boot.autoconfigure.KnownKeys.Key;
import io.github.uxd.spring.boot.autoconfigure.UnknownKeysException.UnknownKey;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Looks at each key below {@code uxd}, whoever reads it and whether its value is good or
 * bad: one that nobody reads is a mistake, which may leave a socket open to everybody.
 * <p>
 * What others put around the process only warns, as it is no mistake of the
 * application's: environment variables (Kubernetes makes {@code UXD_SERVICE_HOST} and
 * more of a service that is called so) and the properties of the JVM.
 */
final class KeysCheck {

	private static final EscapingLog logger = new EscapingLog(LogNames.CONFIGURATION);

	static final ConfigurationPropertyName UXD = ConfigurationPropertyName.of("uxd");

	/**
	 * A number without a unit, which isn't zero.
	 */
	private static final Pattern LESS_THAN_A_SECOND = Pattern.compile("0*[1-9]\\d{0,2}");

	private final List<UnknownKey> mistakes = new ArrayList<>();

	private final List<UnknownKey> around = new ArrayList<>();

	private final Environment environment;

	/**
	 * The times that were looked at: of several values the first one counts.
	 */
	private final Set<ConfigurationPropertyName> times = new HashSet<>();

	private KeysCheck(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Refuse unknown keys, or tell of them.
	 * @throws UnknownKeysException if there are unknown keys, and they are to be refused
	 */
	static void check(Environment environment) {
		KeysCheck check = new KeysCheck(environment);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().filter(UXD::isAncestorOf).forEach((name) -> check.look(name, source));
			}
		}
		check.report(Binder.get(environment)
			.bind("uxd.on-unknown-key", UnknownKeyAction.class)
			.orElse(UnknownKeyAction.FAIL));
	}

	private void look(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		boolean isVariable = isOfVariables(source);
		KnownKeys known = KnownKeys.around(name);
		boolean isListed = known.isListed(name) && !isVariable;
		Key found = known.find(name, isVariable);
		if (found != null && found.type() == Duration.class && !found.hasUnit()
				&& this.times.add(known.place(name).append(found.name()))) {
			lookAtTime(found, name, source);
		}
		if (isListed || !known.knows(name, isVariable)) {
			(isAround(source) ? this.around : this.mistakes)
				.add(new UnknownKey(name.toString(), origin(name, source), nearest(known, name, isListed)));
		}
	}

	private static @Nullable String nearest(KnownKeys known, ConfigurationPropertyName name, boolean isListed) {
		Key end = (known == KnownKeys.OF_LISTENER) ? known.end(name) : null;
		if (end != null) {
			return name.chop(2) + "[<id>]." + end.name();
		}
		Key nearest = known.nearest(name);
		if (nearest == null) {
			return null;
		}
		return (isListed ? name.chop(2) + ".<id>" : known.place(name)) + "." + nearest.name();
	}

	/**
	 * Tell of a number of milliseconds that somebody may have meant to be seconds.
	 */
	private void lookAtTime(Key key, ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		Object written = (property != null) ? property.getValue() : null;
		String value = this.environment.resolvePlaceholders(String.valueOf(written)).trim();
		if (LESS_THAN_A_SECOND.matcher(value).matches()) {
			logger.warn("'" + name + "' is " + value + " (" + origin(name, source) + "), which is " + value
					+ " milliseconds, since it has no unit: write '" + value + "s' for seconds, or '" + value
					+ "ms' if that is meant");
		}
	}

	private static String origin(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		return String.valueOf((property != null) ? property.getOrigin() : source.getUnderlyingSource());
	}

	/**
	 * Find the key that a name below {@code uxd} means.
	 */
	static @Nullable Key find(ConfigurationPropertyName name) {
		return KnownKeys.around(name).find(name, true);
	}

	/**
	 * Return whether the properties of a source are environment variables.
	 */
	static boolean isOfVariables(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

	private static boolean isAround(ConfigurationPropertySource source) {
		return isOfVariables(source) || (source.getUnderlyingSource() instanceof PropertySource<?> underlying
				&& underlying.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME));
	}

	private void report(UnknownKeyAction action) {
		if (action == UnknownKeyAction.FAIL && !this.mistakes.isEmpty()) {
			throw new UnknownKeysException(this.mistakes);
		}
		this.mistakes.addAll(this.around);
		if (!this.mistakes.isEmpty()) {
			logger.warn(UnknownKeysException.describe(this.mistakes));
		}
	}

}
