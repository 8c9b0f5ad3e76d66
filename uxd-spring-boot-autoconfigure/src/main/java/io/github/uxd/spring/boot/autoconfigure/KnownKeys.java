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

import java.beans.PropertyDescriptor;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.ReflectionUtils;

/**
 * The keys that there are in one place, {@code uxd}, {@code uxd.peers.<id>} or
 * {@code uxd.listeners.<id>}, as the classes that they are bound to tell: what has a
 * setter is a key, and what has only a getter is a group of keys.
 */
final class KnownKeys {

	/**
	 * Those of the primary peer and of the application.
	 */
	static final KnownKeys OF_APPLICATION = new KnownKeys(1).with("", new UxdProperties())
		.with("systemd", new SystemdProperties());

	/**
	 * Those of a further peer.
	 */
	static final KnownKeys OF_PEER = new KnownKeys(3).with("", new PeerProperties());

	/**
	 * Those of one listener.
	 */
	static final KnownKeys OF_LISTENER = new KnownKeys(3).with("", new OneListenerProperties())
		.with("retry", new ListenerProperties.Retry());

	private final int first;

	private final Map<String, Key> keys = new LinkedHashMap<>();

	/**
	 * The same without the dots, which an environment variable has between words, too.
	 */
	private final Map<String, Key> withoutDots = new LinkedHashMap<>();

	private final Set<String> groups = new HashSet<>();

	/**
	 * Create the keys of a place.
	 * @param first with which element of a name the key begins there
	 */
	private KnownKeys(int first) {
		this.first = first;
	}

	/**
	 * Return the keys of the place that a name below {@code uxd} is in.
	 */
	static KnownKeys around(ConfigurationPropertyName name) {
		String group = (name.getNumberOfElements() > 2) ? name.getElement(1, Form.UNIFORM) : "";
		return switch (group) {
			case "peers" -> OF_PEER;
			// An id alone is no key, since nothing can be made of it.
			case "listeners" -> (name.getNumberOfElements() > OF_LISTENER.first) ? OF_LISTENER : OF_APPLICATION;
			default -> OF_APPLICATION;
		};
	}

	/**
	 * Return what stands before the key in a name, without the last dot.
	 */
	ConfigurationPropertyName place(ConfigurationPropertyName name) {
		return name.chop(this.first);
	}

	/**
	 * Return whether a name has a number where an id belongs: what YAML makes of a list.
	 */
	boolean isListed(ConfigurationPropertyName name) {
		return this.first > 1 && name.isNumericIndex(this.first - 1);
	}

	private KnownKeys with(String group, Object properties) {
		this.groups.add(uniform(group));
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(properties.getClass())) {
			String name = (group.isEmpty() ? "" : group + ".")
					+ DataObjectPropertyName.toDashedForm(property.getName());
			Class<?> valueType = property.getPropertyType();
			if (property.getWriteMethod() != null) {
				Key key = new Key(name, valueType, valueOf(property, properties),
						hasUnit(property, properties.getClass()));
				this.keys.put(uniform(name), key);
				this.withoutDots.put(uniform(name).replace(".", ""), key);
			}
			else if (Map.class.isAssignableFrom(valueType)) {
				this.groups.add(uniform(name));
			}
			else if (valueType != Class.class) {
				with(name, Objects.requireNonNull(valueOf(property, properties)));
			}
		}
		return this;
	}

	private static @Nullable Object valueOf(PropertyDescriptor property, Object properties) {
		return ReflectionUtils.invokeMethod(property.getReadMethod(), properties);
	}

	private static boolean hasUnit(PropertyDescriptor property, Class<?> type) {
		Field field = ReflectionUtils.findField(type, property.getName());
		return field != null && field.isAnnotationPresent(DurationUnit.class);
	}

	Collection<Key> all() {
		return Collections.unmodifiableCollection(this.keys.values());
	}

	/**
	 * Find the key that a name means, however that is spelt.
	 * @param name the name of a property
	 * @param isVariable whether it is that of an environment variable, which has the same
	 * character between words and between elements
	 */
	@Nullable Key find(ConfigurationPropertyName name, boolean isVariable) {
		String uniform = uniform(name, this.first, name.getNumberOfElements());
		Key key = isVariable ? this.withoutDots.get(uniform.replace(".", "")) : this.keys.get(uniform);
		if (key == null && name.isLastElementIndexed()) {
			Key list = find(name.getParent(), isVariable);
			return (list != null && Collection.class.isAssignableFrom(list.type())) ? list : null;
		}
		return key;
	}

	/**
	 * Return whether a name means a key, or a group of keys: one that has nothing below
	 * it in YAML is there with an empty value.
	 */
	boolean knows(ConfigurationPropertyName name, boolean isVariable) {
		return find(name, isVariable) != null
				|| this.groups.contains(uniform(name, this.first, name.getNumberOfElements()));
	}

	/**
	 * Return the key that somebody may have meant: one that is spelt much like it, or is
	 * called so in another group.
	 * @return the key, or {@code null} if none is near
	 */
	@Nullable Key nearest(ConfigurationPropertyName name) {
		int last = name.getNumberOfElements() - 1;
		String whole = uniform(name, this.first, last + 1);
		String end = uniform(name, Math.max(this.first, last), last + 1);
		int best = 2 + end.length() / 4;
		Key nearest = null;
		for (Map.Entry<String, Key> known : this.keys.entrySet()) {
			String knownEnd = known.getKey().substring(known.getKey().lastIndexOf('.') + 1);
			int distance = Math.min(distance(whole, known.getKey()), 1 + distance(end, knownEnd));
			if (distance < best) {
				best = distance;
				nearest = known.getValue();
			}
		}
		return nearest;
	}

	/**
	 * Count the letters to add, to leave out, to change or to swap with their neighbours
	 * until one text is the other.
	 */
	private static int distance(String from, String to) {
		int[][] distances = new int[from.length() + 1][to.length() + 1];
		for (int i = 0; i <= from.length(); i++) {
			for (int j = 0; j <= to.length(); j++) {
				if (i == 0 || j == 0) {
					distances[i][j] = i + j;
					continue;
				}
				boolean same = from.charAt(i - 1) == to.charAt(j - 1);
				int distance = Math.min(distances[i - 1][j - 1] + (same ? 0 : 1),
						1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
				boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
						&& from.charAt(i - 2) == to.charAt(j - 1);
				distances[i][j] = swapped ? Math.min(distance, 1 + distances[i - 2][j - 2]) : distance;
			}
		}
		return distances[from.length()][to.length()];
	}

	/**
	 * Return the key that a name ends with, if there is more between its place and that:
	 * an id with dots that doesn't stand in brackets.
	 * @return the key, or {@code null} if it ends with none
	 */
	@Nullable Key end(ConfigurationPropertyName name) {
		for (int from = this.first + 1; from < name.getNumberOfElements(); from++) {
			Key key = this.keys.get(uniform(name, from, name.getNumberOfElements()));
			if (key != null) {
				return key;
			}
		}
		return null;
	}

	private static String uniform(ConfigurationPropertyName name, int from, int to) {
		StringBuilder uniform = new StringBuilder();
		for (int i = from; i < to; i++) {
			uniform.append((i > from) ? "." : "").append(name.getElement(i, Form.UNIFORM));
		}
		return uniform.toString();
	}

	private static String uniform(String name) {
		return name.replace("-", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * A key.
	 *
	 * @param name its name, as the documentation has it, without what it is below
	 * @param type the type of its value
	 * @param byDefault its value if nothing is said, or {@code null}
	 * @param hasUnit whether it is a time that has a unit of its own, which a number
	 * without one is in
	 */
	record Key(String name, Class<?> type, @Nullable Object byDefault, boolean hasUnit) {

	}

}
