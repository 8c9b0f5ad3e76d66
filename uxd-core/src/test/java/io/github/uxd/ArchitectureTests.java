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
package io.github.uxd;

import java.util.function.Function;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rooms of the core form a tree: the peer stands on the others, and none of these
 * knows another, but that which escapes text, and that the wire log leaves its files to
 * the room that alone touches any. What tells systemd stands beside the peer.
 */
@AnalyzeClasses(packages = "io.github.uxd", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final DescribedPredicate<JavaClass> THE_JDK_AND_SLF4J = resideInAnyPackage("java..",
			"org.jspecify..", "org.slf4j..");

	private static final DescribedPredicate<JavaClass> WHAT_ALL_MAY_KNOW = THE_JDK_AND_SLF4J
		.or(resideInAnyPackage("io.github.uxd.text", "io.github.uxd.internal.io"));

	@ArchTest
	static final ArchRule closingKnowsTheJdkAlone = classes().that()
		.resideInAPackage("io.github.uxd.internal.io")
		.should()
		.onlyDependOnClassesThat(THE_JDK_AND_SLF4J.or(resideInAPackage("io.github.uxd.internal.io")));

	@ArchTest
	static final ArchRule escapingKnowsTheJdkAlone = classes().that()
		.resideInAnyPackage("io.github.uxd.text", "io.github.uxd.internal.text")
		.should()
		.onlyDependOnClassesThat(WHAT_ALL_MAY_KNOW.or(resideInAPackage("io.github.uxd.internal.text")));

	@ArchTest
	static final ArchRule filesKnowTheJdkAlone = classes().that()
		.resideInAPackage("io.github.uxd.internal.file")
		.should()
		.onlyDependOnClassesThat(WHAT_ALL_MAY_KNOW.or(resideInAnyPackage("io.github.uxd.internal.file")));

	@ArchTest
	static final ArchRule transportsKnowTheJdkJunixsocketAndJnaAlone = classes().that()
		.resideInAPackage("io.github.uxd.internal.transport")
		.should()
		.onlyDependOnClassesThat(WHAT_ALL_MAY_KNOW
			.or(resideInAnyPackage("io.github.uxd.internal.transport", "org.newsclub.net.unix..", "com.sun.jna..")));

	@ArchTest
	static final ArchRule whatSystemdSaysKnowsTransportsAlone = classes().that()
		.resideInAPackage("io.github.uxd.internal.systemd")
		.should()
		.onlyDependOnClassesThat(WHAT_ALL_MAY_KNOW
			.or(resideInAnyPackage("io.github.uxd.internal.systemd", "io.github.uxd.internal.transport")));

	@ArchTest
	static final ArchRule theWireLogKnowsFilesAlone = classes().that()
		.resideInAPackage("io.github.uxd.wire")
		.should()
		.onlyDependOnClassesThat(
				WHAT_ALL_MAY_KNOW.or(resideInAnyPackage("io.github.uxd.wire", "io.github.uxd.internal.file")));

	@ArchTest
	static final ArchRule thePeerKnowsNoLibrary = classes().that()
		.resideInAPackage("io.github.uxd")
		.should()
		.onlyDependOnClassesThat(WHAT_ALL_MAY_KNOW.or(resideInAnyPackage("io.github.uxd", "io.github.uxd.internal.file",
				"io.github.uxd.internal.systemd", "io.github.uxd.internal.transport", "io.github.uxd.wire")));

	@ArchTest
	static final ArchRule noCycles = slices().matching("io.github.uxd.(**)").should().beFreeOfCycles();

	@ArchTest
	static void publicSignaturesOfThePeerNameNoInnerRoom(JavaClasses classes) {
		classes().that()
			.arePublic()
			.and()
			.resideInAnyPackage("io.github.uxd", "io.github.uxd.text", "io.github.uxd.wire")
			.should(nameNothingInternalInTheirSignatures())
			.check(classes);
	}

	private static ArchCondition<JavaClass> nameNothingInternalInTheirSignatures() {
		return new ArchCondition<>("name nothing internal in their signatures") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(),
						type.getInterfaces().stream());
				check(type, supertypes, events);
				type.getFields()
					.stream()
					.filter(ArchitectureTests::isVisible)
					.forEach((field) -> check(field, Stream.of(field.getType()), events));
				type.getCodeUnits()
					.stream()
					.filter(ArchitectureTests::isVisible)
					.forEach((unit) -> check(unit,
							Stream
								.of(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream(),
										unit.getThrowsClause().getTypes().stream())
								.flatMap(Function.identity()),
							events));
			}

			private void check(HasDescription member, Stream<? extends JavaType> types, ConditionEvents events) {
				types.flatMap((type) -> type.getAllInvolvedRawTypes().stream())
					.filter(resideInAPackage("io.github.uxd.internal.."))
					.forEach((type) -> events.add(SimpleConditionEvent.violated(member,
							member.getDescription() + " names " + type.getName())));
			}

		};
	}

	private static boolean isVisible(HasModifiers member) {
		return member.getModifiers().contains(JavaModifier.PUBLIC)
				|| member.getModifiers().contains(JavaModifier.PROTECTED);
	}

	@ArchTest
	static final ArchRule packagesSayWhatMayBeNull = classes()
		.should(ArchCondition.from(describe("be in a package that is @NullMarked",
				(JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));

}
