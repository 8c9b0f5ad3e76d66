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
