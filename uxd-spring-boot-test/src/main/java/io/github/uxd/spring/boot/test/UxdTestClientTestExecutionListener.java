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
