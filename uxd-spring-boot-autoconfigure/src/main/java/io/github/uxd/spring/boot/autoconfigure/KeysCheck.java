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
import java.util.List;
import java.util.Objects;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.boot.autoconfigure.KnownKeys.Key;
import io.github.uxd.spring.boot.autoconfigure.UnknownKeysException.UnknownKey;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
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

	private static final ConfigurationPropertyName UXD = ConfigurationPropertyName.of("uxd");

	private static final ConfigurationPropertyName PEERS = UXD.append("peers");

	private final List<UnknownKey> mistakes = new ArrayList<>();

	private final List<UnknownKey> around = new ArrayList<>();

	private KeysCheck() {
	}

	/**
	 * Refuse unknown keys, or tell of them.
	 * @throws UnknownKeysException if there are unknown keys, and they are to be refused
	 */
	static void check(Environment environment) {
		KeysCheck check = new KeysCheck();
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
		boolean isOfPeer = name.getNumberOfElements() > 2 && name.getElement(1, Form.UNIFORM).equals("peers");
		// What YAML makes of a list, where an id belongs.
		boolean isListed = isOfPeer && name.isNumericIndex(2) && !isVariable;
		int from = isOfPeer ? 3 : 1;
		KnownKeys known = isOfPeer ? KnownKeys.OF_PEER : KnownKeys.OF_APPLICATION;
		if (isListed || !known.knows(name, from, isVariable)) {
			Key nearest = known.nearest(name, from);
			(isAround(source) ? this.around : this.mistakes).add(new UnknownKey(name.toString(), origin(name, source),
					(nearest != null) ? (isListed ? PEERS + ".<id>" : name.chop(from)) + "." + nearest.name() : null));
		}
	}

	private static String origin(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationProperty property = Objects.requireNonNull(source.getConfigurationProperty(name));
		return String.valueOf(property.getOrigin());
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
