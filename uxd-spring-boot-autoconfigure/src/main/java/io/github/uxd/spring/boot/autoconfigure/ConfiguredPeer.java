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

import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.uxd.Peer;
import io.github.uxd.internal.io.UnmappablePath;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The properties of one peer, and where they are: a value that is refused is reported
 * with the whole name of its property.
 *
 * @param id the id of the peer
 * @param prefix what the names of its properties begin with, without the last dot
 * @param properties the properties
 * @param nameProperty the property that its name comes from
 * @param name its name, whether it is a good one or not
 * @param only whether it is the only peer that the properties ask for
 */
record ConfiguredPeer(String id, String prefix, PeerProperties properties, String nameProperty, String name,
		boolean only) {

	private static final Duration LONGEST_TIME = Duration.ofDays(36_500);

	private static final String APPLICATION_NAME = "spring.application.name";

	/**
	 * Return the primary peer, whose id is its name.
	 */
	static ConfiguredPeer primary(UxdProperties properties, Environment environment) {
		String applicationName = environment.getProperty(APPLICATION_NAME);
		boolean only = enabled(properties) == 0;
		if (StringUtils.hasText(properties.getName()) || !StringUtils.hasText(applicationName)) {
			String name = StringUtils.hasText(properties.getName()) ? properties.getName() : "main";
			return new ConfiguredPeer(name, "uxd", properties, "uxd.name", name, only);
		}
		return new ConfiguredPeer(applicationName, "uxd", properties, APPLICATION_NAME, applicationName, only);
	}

	/**
	 * Return how many further peers there are.
	 */
	private static int enabled(UxdProperties properties) {
		int enabled = 0;
		for (PeerProperties peer : properties.getPeers().values()) {
			enabled += peer.isEnabled() ? 1 : 0;
		}
		return enabled;
	}

	/**
	 * Return one of the further peers, whose name is its id if nothing else is said.
	 */
	static ConfiguredPeer further(String id, UxdProperties properties) {
		String prefix = "uxd.peers." + id;
		// Never those of the primary one: it would open at its place.
		PeerProperties peer = properties.getPeers().getOrDefault(id, new PeerProperties());
		boolean named = StringUtils.hasText(peer.getName());
		return new ConfiguredPeer(id, prefix, peer, named ? prefix + ".name" : prefix,
				named ? String.valueOf(peer.getName()) : id, !properties.isPrimary() && enabled(properties) == 1);
	}

	/**
	 * Hand a text to a setter, unless it is empty.
	 */
	void setText(String key, @Nullable String value, Consumer<String> setter) {
		if (StringUtils.hasText(value)) {
			set(key, value, setter);
		}
	}

	/**
	 * Hand a value to a setter that may refuse it, unless it is {@code null}.
	 */
	<T> void set(String key, @Nullable T value, Consumer<T> setter) {
		if (value != null) {
			setProperty(this.prefix + "." + key, value, setter);
		}
	}

	/**
	 * Refuse the id of one of the further peers if the primary one has it.
	 * @param primary the primary peer, or {@code null} if there is none
	 */
	void checkId(@Nullable Peer primary) {
		if (primary != null && primary.name().equals(this.id)) {
			throw new InvalidConfigurationPropertyValueException(this.prefix, this.id,
					"The primary peer has this name already. Give one of them another, or set 'uxd.primary' to false "
							+ "to have no primary peer.");
		}
	}

	/**
	 * Return the name that systemd passes its socket by.
	 * @return the name, or {@code null} for the only peer, which takes an only socket
	 * whatever that is called
	 */
	@Nullable String activationName() {
		if (StringUtils.hasText(this.properties.getActivationName())) {
			return this.properties.getActivationName();
		}
		return this.only ? null : this.id;
	}

	void setName(Consumer<String> setter) {
		setProperty(this.nameProperty, this.name, setter);
	}

	/**
	 * Make something of a value that may be refused.
	 */
	<T> T get(String key, @Nullable Object value, Supplier<T> maker) {
		return getProperty(this.prefix + "." + key, value, maker);
	}

	private static <T> T getProperty(String property, @Nullable Object value, Supplier<T> maker) {
		try {
			return maker.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, value, reason(ex));
		}
	}

	private static String reason(IllegalArgumentException ex) {
		if (ex instanceof InvalidPathException path) {
			return UnmappablePath.reason(path) + ".";
		}
		return (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
	}

	private static <T> void setProperty(String property, T value, Consumer<T> setter) {
		getProperty(property, value, () -> {
			setter.accept(value);
			return value;
		});
	}

	/**
	 * Refuse a path beside the switch for a temporary one.
	 */
	void checkPlace() {
		if (this.properties.isTemp()) {
			MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((entries) -> {
				entries.put(this.prefix + ".path",
						StringUtils.hasText(this.properties.getPath()) ? this.properties.getPath() : null);
				entries.put(this.prefix + ".temp", true);
			});
		}
	}

	/**
	 * Refuse a time that is negative, or has no number of nanoseconds.
	 */
	void checkTime(String key, Duration time) {
		check(!time.isNegative(), key, time, "It is negative.");
		check(time.compareTo(LONGEST_TIME) <= 0, key, time, "It is longer than 100 years.");
	}

	/**
	 * Refuse a number that is less than 1.
	 */
	void checkPositive(String key, int number) {
		check(number > 0, key, number, "It is less than 1.");
	}

	/**
	 * Refuse times between tries that are none, or shrink.
	 */
	void checkGrowth(String key, BackOffProperties times, BackOffProperties defaults) {
		Setting<Duration> initial = new Setting<>(key + ".initial-interval", times.getInitialInterval(),
				defaults.getInitialInterval());
		Setting<Duration> max = new Setting<>(key + ".max-interval", times.getMaxInterval(), defaults.getMaxInterval());
		checkTime(initial.key(), initial.value());
		checkTime(max.key(), max.value());
		checkOrder(initial, max, true, "");
		check(times.getMultiplier() >= 1, key + ".multiplier", times.getMultiplier(), "It is less than 1.");
	}

	/**
	 * Refuse two values of which the one ought to be less than the other: the one that
	 * was set, since nobody finds a default in what was configured.
	 * @param lesser what ought to be less
	 * @param greater what ought to be greater
	 * @param sameAllowed whether they may be the same
	 * @param consequence what follows the reason, or an empty text
	 */
	<T extends Comparable<T>> void checkOrder(Setting<T> lesser, Setting<T> greater, boolean sameAllowed,
			String consequence) {
		int order = lesser.value().compareTo(greater.value());
		boolean valid = sameAllowed ? order <= 0 : order < 0;
		if (greater.isDefault()) {
			check(valid, lesser.key(), lesser.value(), "It is not less than " + describe(greater) + consequence + ".");
		}
		else {
			check(valid, greater.key(), greater.value(),
					"It is not greater than " + describe(lesser) + consequence + ".");
		}
	}

	private String describe(Setting<?> setting) {
		return "'" + this.prefix + "." + setting.key() + "', which is " + PropertyText.of(setting.value())
				+ (setting.isDefault() ? " by default" : "");
	}

	/**
	 * Refuse a value.
	 */
	void check(boolean valid, String key, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(this.prefix + "." + key, value, reason);
		}
	}

	/**
	 * A value beside another.
	 *
	 * @param key what the name of its property ends with
	 * @param value the value
	 * @param byDefault what it would be if nobody had set it
	 */
	record Setting<T>(String key, T value, T byDefault) {

		boolean isDefault() {
			return this.value.equals(this.byDefault);
		}

	}

}
