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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Closes the {@link UxdTestClient} after each test method. The next one gets a new
 * socket, at which no answer to an earlier test can arrive.
 */
class UxdTestClientTestExecutionListener implements TestExecutionListener {

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			ObjectProvider<UxdTestClient> clients = testContext.getApplicationContext()
				.getBeanProvider(UxdTestClient.class);
			clients.forEach(UxdTestClient::close);
		}
	}

}
