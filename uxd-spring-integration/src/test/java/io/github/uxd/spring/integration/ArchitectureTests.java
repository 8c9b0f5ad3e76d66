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
package io.github.uxd.spring.integration;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Adapters stand on what applications name, and know nothing of Spring Boot.
 */
@AnalyzeClasses(packages = { "io.github.uxd.spring.integration", "io.github.uxd.internal.spring.integration" },
		importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule onlyTheWiringKnowsBoot = noClasses().that()
		.resideOutsideOfPackage("io.github.uxd.spring.integration.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot..", "io.github.uxd.spring.boot..");

	@ArchTest
	static final ArchRule nothingKnowsTheWiring = noClasses().that()
		.resideOutsideOfPackage("io.github.uxd.spring.integration.autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.github.uxd.spring.integration.autoconfigure");

	@ArchTest
	static final ArchRule ofTheOtherRoomsOnlyRepliesAreKnown = noClasses().should()
		.dependOnClassesThat(resideInAPackage("io.github.uxd.internal..")
			.and(DescribedPredicate.not(resideInAPackage("io.github.uxd.internal.spring.integration")))
			.and(describe("are not what replies are sent by",
					(JavaClass type) -> !type.getSimpleName().matches("Reply(Sender|Operations)"))));

	@ArchTest
	static final ArchRule receivingAndSendingAreApart = noClasses().that()
		.resideInAPackage("io.github.uxd.spring.integration.inbound")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.github.uxd.spring.integration.outbound");

	@ArchTest
	static final ArchRule noCycles = slices().matching("io.github.uxd.(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule nothingIsPrinted = noClasses().should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

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

}
