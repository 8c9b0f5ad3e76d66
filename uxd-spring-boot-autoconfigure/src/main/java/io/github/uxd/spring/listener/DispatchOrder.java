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
package io.github.uxd.spring.listener;

/**
 * Which datagrams stay in their order where listeners run on other threads than the one
 * that receives. All others run side by side.
 */
public enum DispatchOrder {

	/**
	 * Those of the same address. Senders that are not bound have none, and count as one.
	 */
	SOURCE,

	/**
	 * Those of the same process, bound or not. Its peer must ask for credentials.
	 */
	SENDER,

	/**
	 * None.
	 */
	NONE

}
