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
package io.github.uxd.kotlin

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readText
import kotlin.text.RegexOption.DOT_MATCHES_ALL

/**
 * The code of the guide is that which the other tests run.
 */
class KotlinGuideTests {

    @Test
    fun `the guide shows what runs`() {
        val shown = Path(System.getProperty("test.uxd.guide")).listDirectoryEntries("*.md")
            .flatMap { Regex("```kotlin\n(.*?)```", DOT_MATCHES_ALL).findAll(it.readText()) }
            .map { it.groupValues[1] }
        val run = Path("src/test/kotlin/io/github/uxd/kotlin/Orders.kt").readText()
        assertThat(shown).containsExactly(run.substringAfter("package io.github.uxd.kotlin\n\n"))
    }

}
