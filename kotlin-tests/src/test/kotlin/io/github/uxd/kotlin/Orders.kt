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

import io.github.uxd.UxdAddress
import io.github.uxd.spring.annotation.UxdListener
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.map

data class Order(val item: String, val count: Int = 1)

data class Receipt(val item: String, val by: String)

class Orders(private val stock: Stock) {

    @UxdListener
    suspend fun onOrder(order: Order, source: UxdAddress?): Receipt {
        stock.take(order.item, order.count)
        return Receipt(order.item, source?.toString() ?: "somebody")
    }

    @UxdListener(peer = "lists")
    fun onList(text: String): Flow<String> = flowOf(*text.split(' ').toTypedArray()).map { it.uppercase() }

}

class Stock {

    suspend fun take(item: String, count: Int) {
        delay(10L * count)
        require(item != "nothing") { "There is none of it" }
    }

}
