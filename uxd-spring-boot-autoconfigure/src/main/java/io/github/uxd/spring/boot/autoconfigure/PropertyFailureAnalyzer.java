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
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.uxd.DirectoryPermissions;
import io.github.uxd.Umask;
import io.github.uxd.spring.boot.autoconfigure.KnownKeys.Key;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * Says of any value of ours that is refused, by whomever, which key it is of and where it
 * stands, what is wrong with it, what it could be, and what it would be by default.
 * Before those of Spring Boot, which tell to review it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PropertyFailureAnalyzer implements FailureAnalyzer {

	private static final ConfigurationPropertyName APPLICATION_NAME = ConfigurationPropertyName
		.of("spring.application.name");

	private final Environment environment;

	PropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidConfigurationPropertyValueException invalid) {
				return analyze(ConfigurationPropertyName.adapt(invalid.getName(), '.'), invalid.getName(),
						invalid.getValue(), invalid.getReason(), invalid);
			}
			if (cause instanceof BindException bind) {
				ConfigurationProperty property = bind.getProperty();
				ConfigurationPropertyName name = (property != null) ? property.getName() : bind.getName();
				return analyze(name, name.toString(), null,
						NestedExceptionUtils.getMostSpecificCause(bind).getMessage(), bind);
			}
		}
		return null;
	}

	private @Nullable FailureAnalysis analyze(ConfigurationPropertyName name, String spelt, @Nullable Object value,
			@Nullable String reason, Throwable cause) {
		boolean isApplicationName = name.equals(APPLICATION_NAME);
		if (!KeysCheck.UXD.isAncestorOf(name) && !isApplicationName) {
			return null;
		}
		Key key = (isApplicationName || isOfAGroup(cause)) ? null : KeysCheck.find(name);
		ConfigurationProperty property = find(name);
		// As it was written, not as it was understood.
		Object written = (property != null) ? property.getValue() : value;
		String description = "'" + spelt + "' can't be " + ((written != null) ? "\"" + written + "\"" : "like that")
				+ ((property != null) ? " (" + property.getOrigin() + ")" : "") + ": " + reason(key, cause, reason);
		String action = (key != null) ? "Set '" + spelt + "' to " + form(key.type()) + leaveOut(key) : isApplicationName
				? "Set 'uxd.name', which is the name of the application by default." : "Correct it as the reason says.";
		return new FailureAnalysis(description, action, cause);
	}

	private @Nullable ConfigurationProperty find(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	private static boolean isOfAGroup(Throwable cause) {
		return cause instanceof BindException
				&& NestedExceptionUtils.getMostSpecificCause(cause) instanceof ConverterNotFoundException;
	}

	/**
	 * What the JDK says of a word that is no constant names our classes.
	 */
	private static String reason(@Nullable Key key, Throwable cause, @Nullable String reason) {
		if (cause instanceof BindException && key != null && key.type().isEnum()) {
			return "It is none of its values.";
		}
		if (isOfAGroup(cause)) {
			return "It is a group of keys, and only those below it have values.";
		}
		return (reason == null || reason.endsWith(".")) ? String.valueOf(reason) : reason + ".";
	}

	private static String form(Class<?> type) {
		if (type == Duration.class) {
			return "a time with its unit, \"5s\" or \"100ms\" say";
		}
		if (type == DataSize.class) {
			return "a size, \"64KB\" say";
		}
		if (type == Umask.class || type == DirectoryPermissions.class) {
			return "octal digits in quotes, \"0077\" say";
		}
		if (type == boolean.class || type == Boolean.class) {
			return "true or false";
		}
		if (type.isEnum()) {
			return Stream.of(type.getEnumConstants()).map(PropertyText::of).collect(Collectors.joining(" or "));
		}
		if (Collection.class.isAssignableFrom(type)) {
			return "other values";
		}
		return (type == String.class) ? "another value" : "another number";
	}

	private static String leaveOut(Key key) {
		Object value = key.byDefault();
		return (value == null || value.equals("")) ? ", or leave it out."
				: ", or leave it out: it is " + PropertyText.of(value) + " by default.";
	}

}
