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
package io.github.uxd.sample;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;

import io.github.uxd.Peer;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may send is a matter of the socket file's mode, which the umask makes.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = { "uxd.umask=0077", "uxd.peers.open.umask=0000" })
@AutoConfigureUxdTestClient
class WhoMaySendTests {

	@Test
	void theUmaskTakesPermissionsFromTheSocketFile(@Autowired Peer primary, @Autowired @Qualifier("open") Peer open)
			throws Exception {
		assertThat(Files.getPosixFilePermissions(primary.path()))
			.isEqualTo(PosixFilePermissions.fromString("rwx------"));
		assertThat(Files.getPosixFilePermissions(open.path())).isEqualTo(PosixFilePermissions.fromString("rwxrwxrwx"));
	}

}
