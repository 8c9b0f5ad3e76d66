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
package io.github.uxd.spring.integration.inbound;

import org.springframework.integration.context.IntegrationObjectSupport;
import org.springframework.util.ObjectUtils;

/**
 * What an endpoint is called.
 *
 * @param id what its listener is registered as
 * @param description what messages call it
 */
record Endpoint(String id, String description) {

	static Endpoint of(IntegrationObjectSupport endpoint, String peerId) {
		String type = endpoint.getClass().getSimpleName();
		String name = endpoint.getComponentName();
		String id = (name != null) ? name : type + "@" + ObjectUtils.getIdentityHexString(endpoint);
		return new Endpoint(id, type + " '" + id + "'" + (peerId.isEmpty() ? "" : " of peer '" + peerId + "'"));
	}

}
