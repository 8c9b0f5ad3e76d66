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
package io.github.uxd.internal.spring.messaging;

import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.SimplePayloadConverter;
import io.github.uxd.spring.core.UxdSendException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ReplySenderTests {

	private static final UxdAddress ASKER = UxdAddress.of("/run/asker.sock");

	@Test
	void whatTheTemplateAdvisesIsLoggedToItsEnd(CapturedOutput output) {
		String advice = "There is no room, " + "and so on ".repeat(30) + "(see 'template.queue-size')";
		ReplySender sender = new ReplySender("Orders#onOrder", new SimplePayloadConverter(), "",
				(peerId, bytes, source) -> CompletableFuture
					.failedFuture(new UxdSendException(source, UxdSendException.Reason.OTHER, advice, null)));
		sender.reply("answer", Datagram.of(new byte[26], ASKER));
		assertThat(output).contains("Orders#onOrder").contains(advice);
		assertThat(sender.getFailureCount()).isEqualTo(1);
	}

}
