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
package io.github.uxd.spring;

import java.lang.annotation.Annotation;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * What is wired knows nothing of the wiring, nor of what is optional.
 */
@AnalyzeClasses(packages = { "io.github.uxd.spring", "io.github.uxd.internal.spring" },
		importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule theProgrammingModelKnowsNeitherBootNorMeters = noClasses().that()
		.resideInAnyPackage("io.github.uxd.spring", "io.github.uxd.spring.core", "io.github.uxd.spring.listener",
				"io.github.uxd.spring.event", "io.github.uxd.internal.spring.listener")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot..", "io.micrometer.core..", "io.github.uxd.spring.boot..",
				"io.github.uxd.spring.metrics..", "io.github.uxd.internal.spring.metrics..",
				"io.github.uxd.internal.spring.health..", "io.github.uxd.internal.spring.systemd..",
				"io.github.uxd.internal.systemd..", "io.github.uxd.spring.endpoint..");

	@ArchTest
	static final ArchRule onlyHealthAndTheEndpointAndSystemdAndTheWiringKnowBoot = noClasses().that()
		.resideOutsideOfPackages("io.github.uxd.internal.spring.health", "io.github.uxd.spring.endpoint",
				"io.github.uxd.internal.spring.systemd", "io.github.uxd.spring.boot..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule nothingKnowsTheWiring = noClasses().that()
		.resideOutsideOfPackage("io.github.uxd.spring.boot..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.github.uxd.spring.boot..");

	@ArchTest
	static final ArchRule onlyMetersAndTheirWiringKnowMeters = noClasses().that()
		.resideOutsideOfPackages("io.github.uxd.spring.metrics", "io.github.uxd.internal.spring.metrics",
				"io.github.uxd.spring.boot.autoconfigure.metrics")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer.core..");

	@ArchTest
	static final ArchRule onlyTemplatesAndListenersAndTheirWiringAreObserved = noClasses().that()
		.resideOutsideOfPackages("io.github.uxd.spring.core", "io.github.uxd.internal.spring.listener",
				"io.github.uxd.spring.observation", "io.github.uxd.internal.spring.observation",
				"io.github.uxd.spring.boot.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer.observation..");

	@ArchTest
	static final ArchRule sendingKnowsNoBootAndNoneOfTheOtherRooms = classes().that()
		.resideInAPackage("io.github.uxd.spring.core")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.github.uxd.spring.core", "io.github.uxd.internal.spring.log", "io.github.uxd",
				"io.github.uxd.text", "io.github.uxd.spring.observation", "io.github.uxd.internal.spring.observation",
				"io.micrometer.observation..", "java..", "org.jspecify..", "org.springframework.core..",
				"org.springframework.beans..", "org.springframework.context..", "org.springframework.scheduling..");

	@ArchTest
	static final ArchRule onlyMessagesAndAnnotationsAndTheirWiringKnowSpringMessaging = noClasses().that()
		.resideOutsideOfPackages("io.github.uxd.spring.messaging", "io.github.uxd.internal.spring.messaging",
				"io.github.uxd.spring.annotation", "io.github.uxd.internal.spring.annotation",
				"io.github.uxd.spring.boot.autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.messaging..");

	@ArchTest
	static final ArchRule onlyWhoCallsItsFunctionsKnowsKotlin = noClasses().that()
		.haveNameNotMatching("io\\.github\\.uxd\\.internal\\.spring\\.messaging\\.KotlinFunction.*")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("kotlin..", "kotlinx..");

	@ArchTest
	static final ArchRule onlyTheEndpointAndItsWiringKnowTheActuator = noClasses().that()
		.resideOutsideOfPackages("io.github.uxd.spring.endpoint", "io.github.uxd.spring.boot.autoconfigure.endpoint")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot.actuate..");

	@ArchTest
	static final ArchRule nobodyReachesIntoTheRoomsOfTheCore = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.github.uxd.internal.file", "io.github.uxd.internal.transport",
				"org.newsclub.net.unix..");

	@ArchTest
	static final ArchRule whatIsForEveryoneStandsOnNoMachine = noClasses().that()
		.resideInAnyPackage("io.github.uxd.spring", "io.github.uxd.spring.event", "io.github.uxd.spring.listener",
				"io.github.uxd.spring.annotation", "io.github.uxd.spring.endpoint", "io.github.uxd.spring.systemd")
		.should()
		.dependOnClassesThat(resideInAPackage("io.github.uxd.internal..")
			.and(DescribedPredicate.not(resideInAPackage("io.github.uxd.internal.spring.log"))));

	@ArchTest
	static final ArchRule whatUsersNameNamesNothingInternal = classes().that()
		.arePublic()
		.and()
		.resideOutsideOfPackage("io.github.uxd.internal..")
		.should(new NameNothingInternal());

	/**
	 * As in Spring: an object is asked by getters, a record by its components. Exceptions
	 * tell what those of the core tell, by the same names.
	 */
	@ArchTest
	static final ArchRule whatIsAskedHasGetters = methods().that()
		.arePublic()
		.and()
		.areNotStatic()
		.and()
		.areDeclaredInClassesThat(resideInAPackage("io.github.uxd.spring..").and(modifier(PUBLIC))
			.and(DescribedPredicate.not(assignableTo(Record.class).or(assignableTo(Enum.class))
				.or(assignableTo(Throwable.class))
				.or(assignableTo(Annotation.class)))))
		.and(describe("take nothing and return a value",
				(JavaMethod method) -> method.getRawParameterTypes().isEmpty()
						&& !method.getRawReturnType().isEquivalentTo(void.class)))
		.and()
		.areNotAnnotatedWith(ReadOperation.class)
		.should()
		.haveNameMatching("get[A-Z].*|is[A-Z].*|to[A-Z].*|build");

	@ArchTest
	static final ArchRule whatIsLoggedIsEscaped = noClasses().that()
		.resideOutsideOfPackage("io.github.uxd.internal.spring.log")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.commons.logging..", "org.slf4j..", "java.util.logging..")
		.orShould(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
		.orShould()
		.callMethodWhere(target(name("printStackTrace")));

	@ArchTest
	static final ArchRule noCycles = slices().matching("io.github.uxd.(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule autoConfigurationsArePublicAndFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(FINAL);

	@ArchTest
	static final ArchRule beanMethodsArePackagePrivate = methods().that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule packagesSayWhatMayBeNull = classes()
		.should(ArchCondition.from(describe("be in a package that is @NullMarked",
				(JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));

	/**
	 * Looks at supertypes, and at the signatures of members that are public or protected.
	 */
	private static final class NameNothingInternal extends ArchCondition<JavaClass> {

		NameNothingInternal() {
			super("name nothing internal in a signature");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
			report(type.getName(), supertypes, events);
			type.getMembers()
				.stream()
				.filter((member) -> member.getModifiers().contains(PUBLIC) || member.getModifiers().contains(PROTECTED))
				.forEach((member) -> report(member.getFullName(), types(member), events));
		}

		private static Stream<JavaType> types(JavaMember member) {
			return (member instanceof JavaCodeUnit unit)
					? Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
					: Stream.of(((JavaField) member).getType());
		}

		private static void report(String where, Stream<JavaType> types, ConditionEvents events) {
			types.flatMap((type) -> type.getAllInvolvedRawTypes().stream())
				.map(JavaClass::getName)
				.filter((name) -> name.startsWith("io.github.uxd.internal."))
				.forEach((name) -> events.add(SimpleConditionEvent.violated(where, where + " names " + name)));
		}

	}

}
