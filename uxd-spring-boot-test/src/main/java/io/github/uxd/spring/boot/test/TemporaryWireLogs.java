package io.github.uxd.spring.boot.test;

import io.github.uxd.spring.boot.autoconfigure.PeerProperties;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has the wire logs of all peers written to temporary directories. A log has no builder
 * to customize, so this changes the properties once they are bound.
 */
final class TemporaryWireLogs implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof UxdProperties properties) {
			makeTemporary(properties);
			properties.getPeers().values().forEach(TemporaryWireLogs::makeTemporary);
		}
		return bean;
	}

	private static void makeTemporary(PeerProperties properties) {
		properties.getWireLog().setTemp(true);
	}

}
