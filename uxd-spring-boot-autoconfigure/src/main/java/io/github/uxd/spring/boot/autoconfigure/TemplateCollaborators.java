package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.observation.UxdSendObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What the templates of all peers work with.
 *
 * @param converter makes bytes of objects, and objects of bytes
 * @param observationRegistry what their observations are registered with
 * @param observationConvention names them
 * @param customizers change how they are set up
 */
record TemplateCollaborators(PayloadConverter converter, ObjectProvider<ObservationRegistry> observationRegistry,
		ObjectProvider<UxdSendObservationConvention> observationConvention,
		ObjectProvider<UxdTemplateCustomizer> customizers) {

	/**
	 * Observe a template. The registry is looked up only for that: what reports
	 * observations may itself send with a template.
	 */
	void observe(UxdTemplate template) {
		this.observationRegistry.ifAvailable(template::setObservationRegistry);
		this.observationConvention.ifAvailable(template::setObservationConvention);
	}

}
