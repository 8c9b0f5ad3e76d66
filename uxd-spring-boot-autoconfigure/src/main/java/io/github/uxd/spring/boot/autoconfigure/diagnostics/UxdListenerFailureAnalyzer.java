package io.github.uxd.spring.boot.autoconfigure.diagnostics;

import io.github.uxd.spring.annotation.UxdListenerRegistrationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which listener method is wrong, without a stack trace through Spring.
 */
final class UxdListenerFailureAnalyzer extends AbstractFailureAnalyzer<UxdListenerRegistrationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UxdListenerRegistrationException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Correct the method or its annotation. The ids of peers are "
						+ "the keys below 'uxd.peers', and the name of the primary one.",
				cause);
	}

}
