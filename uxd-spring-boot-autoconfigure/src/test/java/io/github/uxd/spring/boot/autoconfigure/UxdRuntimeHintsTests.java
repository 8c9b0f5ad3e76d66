package io.github.uxd.spring.boot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told.
 */
class UxdRuntimeHintsTests {

	private static final String NATIVE_PROVIDER = "io.github.uxd.internal.transport.NativeProvider";

	@Test
	void theTransportThatIsLoadedByNameCanBeMade() {
		List<RuntimeHintsRegistrar> ours = AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.asList()
			.stream()
			.filter(UxdRuntimeHints.class::isInstance)
			.toList();
		assertThat(ours).as("found by the build").hasSize(1);
		RuntimeHints hints = new RuntimeHints();
		ours.get(0).registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(TypeReference.of(NATIVE_PROVIDER))
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
	}

	@Test
	@EnabledForJreRange(minVersion = 22)
	void thatTransportHasThisName() throws Exception {
		assertThat(Class.forName(NATIVE_PROVIDER).getDeclaredConstructor()).isNotNull();
	}

}
