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

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code uxd.enabled} is off. Unlike Spring Boot's condition on a property
 * this understands all that can be bound as a boolean ({@code yes}, {@code on},
 * {@code 1}), as the switches of each peer do, and refuses what can't be.
 */
final class OnUxdEnabledCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean on = isOn(context.getEnvironment());
		return new ConditionOutcome(on,
				ConditionMessage.forCondition("uxd.enabled").because(on ? "it is on" : "it is off"));
	}

	static boolean isOn(Environment environment) {
		return PeerIds.isOn(environment, "uxd", "enabled", true);
	}

}
