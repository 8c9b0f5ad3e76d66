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
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users may name changes only together with the listing of it, which is reviewed.
 */
class PublicApiTests {

	@ParameterizedTest
	@CsvSource({ "uxd-core, io.github.uxd.Peer",
			"uxd-spring-boot-autoconfigure, io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration",
			"uxd-spring-boot-test, io.github.uxd.spring.boot.test.UxdTestClient",
			"uxd-spring-integration, io.github.uxd.spring.integration.dsl.Uxd" })
	void isAsListed(String module, Class<?> member) throws Exception {
		Path listing = Path.of(System.getProperty("basedir", "."), "..", "api", module + ".api").normalize();
		String api = String.join("\n", PublicApi.of(member));
		if (Boolean.getBoolean("test.uxd.update-api")) {
			Files.createDirectories(listing.getParent());
			Files.writeString(listing, api);
		}
		assertThat(listing).as("""
				The public API differs from its listing. If that is meant, then update the listing by

				mvn -pl sample-app -am test -Dtest=PublicApiTests -Dsurefire.failIfNoSpecifiedTests=false \
				-Dtest.uxd.update-api=true

				and commit it""").hasContent(api);
	}

}
