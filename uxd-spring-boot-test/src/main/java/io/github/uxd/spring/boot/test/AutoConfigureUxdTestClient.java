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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Annotation for a test class whose application has peers: it gives the test a
 * {@link UxdTestClient} to talk to them, and makes all peers of the properties temporary,
 * whatever paths and directories these name. So tests touch no directory that is shared,
 * and run beside each other and beside the application itself. Wire logs become temporary
 * too.
 * <p>
 * With {@code @SpringBootTest} the application is what it is otherwise. A test of a part
 * of it, with {@code @SpringJUnitConfig} say, gets the peers with their pollers,
 * templates and listeners.
 * <p>
 * A {@code Peer} bean of the application's own is left as it is.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureUxdTestClient {

}
