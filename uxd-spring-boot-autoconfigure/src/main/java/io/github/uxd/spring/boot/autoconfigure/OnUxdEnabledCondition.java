package io.github.uxd.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code uxd.enabled} is off. Unlike Spring Boot's condition on a property
 * this understands all that can be bound as a boolean ({@code yes}, {@code on},
 * {@code 1}), as the switches of each peer do, and refuses what can't be.
 */
final class OnUxdEnabledCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean on = Binder.get(context.getEnvironment()).bind("uxd.enabled", Boolean.class).orElse(true);
		return new ConditionOutcome(on,
				ConditionMessage.forCondition("uxd.enabled").because(on ? "it is on" : "it is off"));
	}

}
