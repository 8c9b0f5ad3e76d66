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
package io.github.uxd.sample.console;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Lets a request end its connection at once. To complete it, which is what a servlet can
 * do, is to wait until the other side has taken what was sent before: one that takes
 * nothing would hold a thread for a minute, and the stop of the application.
 */
@Component
class ConnectionAbort extends ValveBase implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

	private static final String ATTRIBUTE = ConnectionAbort.class.getName();

	ConnectionAbort() {
		super(true);
	}

	/**
	 * Return what ends the connection of a request. It may be called from any thread for
	 * as long as the request isn't complete.
	 * @param request the request
	 */
	static Runnable of(HttpServletRequest request) {
		Runnable abort = (Runnable) request.getAttribute(ATTRIBUTE);
		return (abort != null) ? abort : () -> request.getAsyncContext().complete();
	}

	@Override
	public void customize(ConfigurableTomcatWebServerFactory factory) {
		factory.addEngineValves(this);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		Runnable abort = () -> response.getCoyoteResponse()
			.action(ActionCode.CLOSE_NOW, new IOException("The connection was aborted"));
		request.setAttribute(ATTRIBUTE, abort);
		getNext().invoke(request, response);
	}

}
