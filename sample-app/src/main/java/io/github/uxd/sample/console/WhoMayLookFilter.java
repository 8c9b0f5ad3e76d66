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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps pages of others out: what they make a browser ask for on behalf of its user is
 * refused, the actuator included, and so is what is asked of a name that leads here but
 * isn't ours (DNS rebinding), on the port of the actuator as well if it has one of its
 * own, which {@code ManagementContextConfiguration.imports} sees to. Programs that are no
 * browsers say nothing of the page that asks, and pass. Our own page may load and run
 * nothing but what comes from here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class WhoMayLookFilter extends OncePerRequestFilter {

	/**
	 * What is sent to the console at most, in bytes.
	 */
	static final int MAXIMUM_CONTENT = 1_000_000;

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
			+ "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	private static final Pattern LOOPBACK = Pattern
		.compile("localhost|[\\w.-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private final List<String> allowedHosts;

	/**
	 * Create a filter.
	 * @param allowedHosts names by which the application may be asked for, besides those
	 * of the loopback interface; in lower case
	 */
	WhoMayLookFilter(@Value("${console.allowed-hosts:}") List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader("Content-Security-Policy", POLICY);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		// A page of the version before would speak to the application of this one.
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
		String host = request.getServerName().toLowerCase(Locale.ROOT);
		if (!LOOPBACK.matcher(host).matches() && !this.allowedHosts.contains(host)) {
			refuse(response, HttpStatus.FORBIDDEN, "This application isn't asked for by that name. "
					+ "Ask for localhost, or list the name in the property console.allowed-hosts.");
		}
		else if (!isFromHere(request)) {
			refuse(response, HttpStatus.FORBIDDEN, "A page from elsewhere may not ask this of the application. "
					+ "Open the application's own page, or use a program that is no browser.");
		}
		else if (request.getContentLengthLong() > MAXIMUM_CONTENT) {
			refuseContent(response);
		}
		else if (request.getContentLengthLong() < 0) {
			// It doesn't say how much it is, if there is any.
			byte[] content = request.getInputStream().readNBytes(MAXIMUM_CONTENT + 1);
			if (content.length > MAXIMUM_CONTENT) {
				refuseContent(response);
			}
			else {
				chain.doFilter((content.length > 0) ? new ReadRequest(request, content) : request, response);
			}
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static void refuseContent(HttpServletResponse response) throws IOException {
		refuse(response, HttpStatus.CONTENT_TOO_LARGE,
				"That is more than the " + MAXIMUM_CONTENT + " bytes that may be sent here at once.");
	}

	/**
	 * Return whether it is the application's own page that asks, a person, or a program
	 * that is no browser.
	 */
	private static boolean isFromHere(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null) {
			return site.equals("same-origin") || site.equals("none") || isFollowingALink(request);
		}
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return origin == null || origin.equals(request.getScheme() + "://" + host(request));
	}

	private static boolean isFollowingALink(HttpServletRequest request) {
		return READING.contains(request.getMethod()) && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
				&& "document".equals(request.getHeader("Sec-Fetch-Dest"));
	}

	private static @Nullable String host(HttpServletRequest request) {
		return request.getHeader(HttpHeaders.HOST);
	}

	private static void refuse(HttpServletResponse response, HttpStatus status, String sentence) throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.TEXT_PLAIN_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.getWriter().println(sentence);
	}

}
