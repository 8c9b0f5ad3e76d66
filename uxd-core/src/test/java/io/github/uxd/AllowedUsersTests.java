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
package io.github.uxd;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Whom a number means, as the kernel tells it.
 */
@Timeout(60)
class AllowedUsersTests {

	private static final long NOBODY = 65534;

	@Test
	void nobodyIsEverybodyInAUserNamespaceAndNotToBeAllowed() throws Exception {
		assumeTrue(unshare("true").waitFor() == 0, "may make a user namespace");
		Process process = unshare(ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1",
				"-cp", System.getProperty("java.class.path"), AllowedUsersTests.class.getName());
		assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
			.contains("the number 65534 stands for every user that has none");
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
	}

	private static Process unshare(String... command) throws Exception {
		return Programs.start(new ProcessBuilder(
				Stream.concat(Stream.of("unshare", "--user", "--map-root-user"), Stream.of(command)).toList())
			.redirectError(ProcessBuilder.Redirect.INHERIT));
	}

	public static void main(String[] args) {
		System.out.println(AllowedUsers.problemWith(Set.of(NOBODY)));
	}

}
