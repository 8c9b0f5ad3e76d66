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

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The test talks to a program, and is skipped where that isn't installed; unless the
 * system property {@code test.uxd.require-programs} is set, when it runs all the same and
 * fails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresProgram.Condition.class)
@interface RequiresProgram {

	/**
	 * The name of the program.
	 */
	String value();

	class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			return AnnotationSupport.findAnnotation(context.getElement(), RequiresProgram.class)
				.map((annotation) -> evaluate(annotation.value()))
				.orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
		}

		private static ConditionEvaluationResult evaluate(String program) {
			boolean required = Boolean.getBoolean("test.uxd.require-programs");
			return (required || isInstalled(program)) ? ConditionEvaluationResult.enabled(program)
					: ConditionEvaluationResult.disabled("The program " + program + " is not installed");
		}

		private static boolean isInstalled(String program) {
			// Some of them live where only root's PATH leads.
			String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
			return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
				.splitAsStream(path)
				.anyMatch((directory) -> Files.isExecutable(Path.of(directory, program)));
		}

	}

}
