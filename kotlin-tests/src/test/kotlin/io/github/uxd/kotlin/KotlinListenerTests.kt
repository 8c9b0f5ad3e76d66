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

import com.fasterxml.jackson.annotation.JsonTypeInfo
import io.github.uxd.Peer
import io.github.uxd.UxdAddress
import io.github.uxd.spring.HandlingFailure
import io.github.uxd.spring.UxdErrorHandler
import io.github.uxd.spring.annotation.UxdHandler
import io.github.uxd.spring.annotation.UxdListener
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration
import io.github.uxd.spring.boot.autoconfigure.messaging.UxdMessagingAutoConfiguration
import kotlinx.coroutines.delay
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration
import org.springframework.boot.test.context.assertj.AssertableApplicationContext
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.messaging.handler.annotation.Payload
import org.newsclub.net.unix.AFUNIXDatagramChannel
import org.newsclub.net.unix.AFUNIXSocketAddress
import java.nio.ByteBuffer
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList

/**
 * Listeners in Kotlin, over real sockets.
 */
@Timeout(60)
class KotlinListenerTests {

    private val heard = CopyOnWriteArrayList<String>()

    private val failures = CopyOnWriteArrayList<HandlingFailure>()

    @TempDir
    lateinit var directory: Path

    private lateinit var bound: Peer

    @BeforeEach
    fun openSender() {
        bound = Peer.builder().path(directory.resolve("s")).build()
        bound.open()
    }

    @AfterEach
    fun closeSender() = bound.close()

    @Test
    fun `a suspending function answers when it is done`() = run(Orders(Stock())) {
        send("""{"item":"apple","count":3}""")
        assertThat(receive()).isEqualTo("""{"item":"apple","by":"${bound.path()}"}""")
    }

    @Test
    fun `the default of a data class is taken for what JSON lacks`() = run(Orders(Stock())) {
        send("""{"item":"apple"}""")
        assertThat(receive()).contains("apple")
    }

    @Test
    fun `what a data class must have is the sender's fault`() = run(Orders(Stock())) {
        send("""{"count":3}""")
        await().until { failures.size == 1 }
        assertThat(failures.first().isCausedBySender).isTrue()
        assertThat(failures.first().cause).hasMessageContaining("item")
    }

    @Test
    fun `what a suspending function throws is what its error handler is given`() = run(Orders(Stock())) {
        send("""{"item":"nothing"}""")
        await().until { failures.size == 1 }
        assertThat(failures.first().cause).hasMessage("There is none of it")
        assertThat(failures.first().datagram.text()).contains("nothing")
    }

    @Test
    fun `what a flow emits is sent one after the other`() = run(Orders(Stock())) {
        send("a b c", directory.resolve("lists"))
        assertThat(List(3) { receive() }).containsExactly("A", "B", "C")
    }

    @Test
    fun `a suspending function that returns nothing is called, and answers nothing`() {
        class Slow {

            @UxdListener
            suspend fun on(text: String) {
                delay(10)
                heard += text
            }

            @UxdListener(peer = "lists")
            suspend fun ask(text: String): String {
                delay(10)
                return text
            }

        }
        run(Slow()) {
            send("a")
            await().until { heard == listOf("a") }
            send("b", directory.resolve("lists"))
            assertThat(receive()).isEqualTo("b")
        }
    }

    @Test
    fun `what may be null is null where it is missing, and what has a default is that`() {
        class Lenient {

            @UxdListener
            fun on(@Payload(required = false) text: String = "nothing", source: UxdAddress?) {
                heard += "$text of ${source ?: "somebody"}"
            }

            @UxdListener
            fun onSource(source: UxdAddress = UxdAddress.of(Path.of("/nobody"))) {
                heard += "by $source"
            }

        }
        run(Lenient()) {
            sendUnbound("a")
            await().untilAsserted { assertThat(heard).containsExactly("a of somebody", "by /nobody") }
            heard.clear()
            send("")
            await().untilAsserted {
                assertThat(heard).containsExactly("nothing of ${bound.path()}", "by ${bound.path()}")
            }
        }
    }

    @Test
    fun `a datagram without bytes is null, or the default, where it would be converted`() {
        class Lenient {

            @UxdListener
            fun on(order: Order?) {
                heard += "$order"
            }

            @UxdListener
            fun onDefault(order: Order = Order("nothing")) {
                heard += order.item
            }

        }
        run(Lenient()) {
            send("")
            await().untilAsserted { assertThat(heard).containsExactly("null", "nothing") }
            heard.clear()
            send("null")
            await().untilAsserted { assertThat(heard).containsExactly("null", "nothing") }
            assertThat(failures).isEmpty()
        }
    }

    @Test
    fun `what may not be null is an error where it is missing`() {
        class Strict {

            @UxdListener
            fun on(text: String, source: UxdAddress) {
                heard += "$text of $source"
            }

        }
        run(Strict()) {
            sendUnbound("a")
            await().until { failures.size == 1 }
            assertThat(failures.first().cause).hasMessageContaining("the sender's socket isn't bound")
            send("b")
            await().until { heard == listOf("b of ${bound.path()}") }
        }
    }

    @Test
    fun `what a function throws is what its error handler is given`() {
        class Failing {

            @UxdListener
            fun on(text: String = "x", source: UxdAddress? = null) {
                throw IllegalStateException("not today: $text, $source")
            }

        }
        run(Failing()) {
            sendUnbound("a")
            await().until { failures.size == 1 }
            assertThat(failures.first().cause).isExactlyInstanceOf(IllegalStateException::class.java)
                .hasMessage("not today: a, null")
        }
    }

    @Test
    fun `each method of a class takes one kind of a sealed interface`() {
        @UxdListener
        class Commands {

            @UxdHandler
            suspend fun onStart(start: Start): String {
                delay(10)
                return "started ${start.engine}"
            }

            @UxdHandler
            fun onStop(stop: Stop) {
                heard += "stop ${stop.engine}"
            }

            @UxdHandler(isDefault = true)
            fun onOther(text: String) = "what is $text?"

        }
        run(Commands()) {
            send("""{"@type":"Stop","engine":"pump"}""")
            send("""{"@type":"Start"}""")
            assertThat(receive()).isEqualTo("started all")
            assertThat(heard).containsExactly("stop pump")
            send("that")
            assertThat(receive()).isEqualTo("what is that?")
        }
    }

    @Test
    fun `a batch is a list`() {
        class Lines {

            @UxdListener(batch = "true")
            fun on(lines: List<String>) {
                heard += lines
            }

        }
        run(Lines()) {
            send("a")
            send("b")
            await().until { heard == listOf("a", "b") }
        }
    }

    @Test
    fun `a suspending function takes no batches`() {
        class Lines {

            @UxdListener(batch = "true")
            suspend fun on(lines: List<String>) {
                delay(10)
                heard += lines
            }

        }
        application(Lines()).run {
            assertThat(it).failure.hasMessageContaining("a suspending function can't be told what of a batch")
        }
    }

    private fun application(listener: Any) = ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                JacksonAutoConfiguration::class.java,
                UxdAutoConfiguration::class.java,
                UxdMessagingAutoConfiguration::class.java
            )
        )
        .withPropertyValues("uxd.path=${directory.resolve("p")}", "uxd.peers.lists.path=${directory.resolve("lists")}")
        .withBean(UxdErrorHandler::class.java, { UxdErrorHandler { failures += it } })
        .withBean("listener", listener.javaClass, { listener })

    private fun run(listener: Any, test: (AssertableApplicationContext) -> Unit) {
        application(listener).run { test(it) }
    }

    private fun send(text: String, destination: Path = directory.resolve("p")) {
        assertThat(bound.send(text.toByteArray(), UxdAddress.of(destination))).isTrue()
    }

    private fun sendUnbound(text: String) {
        AFUNIXDatagramChannel.open().use {
            it.send(ByteBuffer.wrap(text.toByteArray()), AFUNIXSocketAddress.of(directory.resolve("p")))
        }
    }

    private fun receive(): String {
        while (true) {
            val datagram = bound.receive()
            if (datagram != null) {
                return datagram.text()
            }
            assertThat(bound.awaitReadable(Duration.ofSeconds(10))).isTrue()
        }
    }

}

@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
sealed interface Command

data class Start(val engine: String = "all") : Command

data class Stop(val engine: String) : Command
