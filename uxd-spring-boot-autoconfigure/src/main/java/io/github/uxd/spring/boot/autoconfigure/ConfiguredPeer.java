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

import java.util.function.Consumer;

import io.github.uxd.Peer;
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
		ValueChecks.setProperty(this.nameProperty, this.name, setter);
	}

	/**
	 * Return what refuses values of the peer's properties.
	 */
	ValueChecks checks() {
		return new ValueChecks(this.prefix);
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

}
