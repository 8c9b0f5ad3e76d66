package io.github.uxd.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition of {@link ConditionalOnUxdSwitch}.
 */
final class OnUxdSwitchCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnUxdSwitch> annotation = metadata.getAnnotations()
			.get(ConditionalOnUxdSwitch.class);
		Binder binder = Binder.get(context.getEnvironment());
		for (String name : annotation.getStringArray("value")) {
			boolean on = binder.bind(name, Boolean.class).orElse(annotation.getBoolean("byDefault"));
			if (!on) {
				return ConditionOutcome
					.noMatch(ConditionMessage.forCondition(ConditionalOnUxdSwitch.class).because(name + " is off"));
			}
		}
		return ConditionOutcome
			.match(ConditionMessage.forCondition(ConditionalOnUxdSwitch.class).because("the switches are on"));
	}

}
