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
/**
 * A narrow interface over one bound Unix-domain datagram socket, and what implements it.
 * The callers see no file descriptors, no selectors and none of the quirks of the library
 * below.
 */
@NullMarked
package io.github.uxd.internal.transport;

import org.jspecify.annotations.NullMarked;
