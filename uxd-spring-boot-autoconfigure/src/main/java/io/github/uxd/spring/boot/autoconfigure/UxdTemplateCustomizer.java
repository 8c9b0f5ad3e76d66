package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.spring.core.UxdTemplate;

/**
 * Changes how the templates of the peers are set up. All beans of this type are called
 * for each template, in their {@linkplain org.springframework.core.annotation.Order
 * order}, after the properties.
 */
@FunctionalInterface
public interface UxdTemplateCustomizer {

	/**
	 * Change how a template is set up.
	 * @param template the template
	 * @param peerId the id of its peer: its key below {@code uxd.peers}, or the name of
	 * the primary peer
	 */
	void customize(UxdTemplate template, String peerId);

}
