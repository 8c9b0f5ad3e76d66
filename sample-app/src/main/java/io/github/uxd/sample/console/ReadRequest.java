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

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose content has been read already.
 */
class ReadRequest extends HttpServletRequestWrapper {

	private final byte[] content;

	ReadRequest(HttpServletRequest request, byte[] content) {
		super(request);
		this.content = content;
	}

	@Override
	public ServletInputStream getInputStream() {
		return new Content(new ByteArrayInputStream(this.content));
	}

	@Override
	public BufferedReader getReader() {
		String encoding = getCharacterEncoding();
		return new BufferedReader(new InputStreamReader(getInputStream(),
				(encoding != null) ? Charset.forName(encoding) : StandardCharsets.ISO_8859_1));
	}

	private static final class Content extends ServletInputStream {

		private final ByteArrayInputStream content;

		Content(ByteArrayInputStream content) {
			this.content = content;
		}

		@Override
		public int read() {
			return this.content.read();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			return this.content.read(bytes, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.content.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException("It can be read without waiting");
		}

	}

}
