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
package io.github.uxd.sample;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a user may name of a module, as text: each public type outside the internal
 * packages, with its public and protected members.
 */
final class PublicApi {

	private static final String INTERNAL = "io.github.uxd.internal.";

	private final List<String> lines = new ArrayList<>();

	private PublicApi() {
	}

	/**
	 * List the module that a class belongs to.
	 * @param member a class of the module
	 * @return the lines, those of members indented
	 */
	static List<String> of(Class<?> member) throws Exception {
		URI location = member.getProtectionDomain().getCodeSource().getLocation().toURI();
		PublicApi api = new PublicApi();
		if (Files.isDirectory(Path.of(location))) {
			api.list(Path.of(location));
		}
		else {
			try (FileSystem jar = FileSystems.newFileSystem(Path.of(location), Map.of())) {
				api.list(jar.getPath("/"));
			}
		}
		return api.lines;
	}

	private void list(Path classes) throws IOException, ClassNotFoundException {
		List<String> names;
		try (Stream<Path> files = Files.walk(classes)) {
			names = files.map((file) -> classes.relativize(file).toString())
				.filter((name) -> name.startsWith("io/") && name.endsWith(".class"))
				.map((name) -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
				.filter(Predicate.not((name) -> name.startsWith(INTERNAL)))
				.sorted()
				.toList();
		}
		for (String name : names) {
			Class<?> type = Class.forName(name, false, PublicApi.class.getClassLoader());
			if (isPublic(type)) {
				list(type);
			}
		}
	}

	private static boolean isPublic(@Nullable Class<?> type) {
		return type == null || (isVisible(type.getModifiers()) && isPublic(type.getDeclaringClass()));
	}

	private static boolean isVisible(int modifiers) {
		return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
	}

	private void list(Class<?> type) {
		this.lines.add(deprecated(type) + type.toGenericString() + supertypes(type));
		members(type).distinct().sorted().map("\t"::concat).forEach(this.lines::add);
		this.lines.add("");
	}

	private static String supertypes(Class<?> type) {
		List<String> names = new ArrayList<>();
		if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
			names.add(type.getGenericSuperclass().getTypeName());
		}
		Arrays.stream(type.getGenericInterfaces()).map(Type::getTypeName).sorted().forEach(names::add);
		return names.isEmpty() ? "" : " : " + String.join(", ", names);
	}

	/**
	 * Return the members of a type, and those that it has from supertypes that nobody can
	 * name.
	 */
	private static Stream<String> members(Class<?> type) {
		Stream<String> own = Stream
			.of(declared(type, type.getDeclaredFields(), PublicApi::field),
					declared(type, type.getDeclaredConstructors(), PublicApi::executable),
					declared(type, type.getDeclaredMethods(), PublicApi::method))
			.flatMap((members) -> members);
		Class<?> parent = type.getSuperclass();
		if (parent == null || isPublic(parent)) {
			return own;
		}
		return Stream.concat(own, members(parent).filter((member) -> !member.contains(" " + parent.getName() + "(")));
	}

	private static <M extends Member> Stream<String> declared(Class<?> type, M[] members, Function<M, String> text) {
		return Arrays.stream(members)
			.filter((member) -> !member.isSynthetic())
			.filter((member) -> Modifier.isPublic(member.getModifiers())
					|| (Modifier.isProtected(member.getModifiers()) && !Modifier.isFinal(type.getModifiers())))
			.map(text);
	}

	private static String field(Field field) {
		return deprecated(field) + modifiers(field, Modifier.fieldModifiers()) + type(field.getAnnotatedType()) + " "
				+ field.getName();
	}

	private static String method(Method method) {
		Object value = method.getDefaultValue();
		return executable(method) + ((value != null) ? " default " + text(value) : "");
	}

	private static String executable(Executable executable) {
		String name = executable.getName();
		String result = "";
		if (executable instanceof Method method) {
			result = type(method.getAnnotatedReturnType()) + " ";
		}
		int modifiers = Modifier.methodModifiers() & ~Modifier.SYNCHRONIZED & ~Modifier.NATIVE;
		String parameters = Arrays.stream(executable.getAnnotatedParameterTypes())
			.map(PublicApi::type)
			.collect(Collectors.joining(", ", "(", ")"));
		String thrown = Arrays.stream(executable.getGenericExceptionTypes())
			.map(Type::getTypeName)
			.sorted()
			.collect(Collectors.joining(", "));
		return deprecated(executable) + modifiers(executable, modifiers) + variables(executable) + result + name
				+ parameters + (thrown.isEmpty() ? "" : " throws " + thrown);
	}

	private static String modifiers(Member member, int which) {
		String text = Modifier.toString(member.getModifiers() & which);
		if (member instanceof Method method && method.isDefault()) {
			text += " default";
		}
		return text.isEmpty() ? "" : text + " ";
	}

	private static String variables(Executable executable) {
		TypeVariable<?>[] variables = executable.getTypeParameters();
		return (variables.length == 0) ? ""
				: Arrays.stream(variables).map(PublicApi::variable).collect(Collectors.joining(", ", "<", "> "));
	}

	private static String variable(TypeVariable<?> variable) {
		String bounds = Arrays.stream(variable.getBounds())
			.map(Type::getTypeName)
			.filter(Predicate.not("java.lang.Object"::equals))
			.collect(Collectors.joining(" & "));
		return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
	}

	/**
	 * Return the name of a type, and whether it may be null.
	 */
	private static String type(AnnotatedType type) {
		return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "") + type.getType().getTypeName();
	}

	private static String deprecated(AnnotatedElement element) {
		return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
	}

	private static String text(Object value) {
		if (value.getClass().isArray()) {
			List<String> elements = new ArrayList<>();
			for (int i = 0; i < Array.getLength(value); i++) {
				elements.add(text(Array.get(value, i)));
			}
			return elements.toString();
		}
		return (value instanceof String) ? '"' + value.toString() + '"' : value.toString();
	}

}
