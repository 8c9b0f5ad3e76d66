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

import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.ElementListener;
import io.github.uxd.internal.spring.listener.GuardedListener;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * Calls a method with a list of what its elements' type says, each made of one datagram.
 */
public final class BatchMethodListener implements ElementListener, GuardedListener {

	private final DatagramHandlerMethod method;

	private final MethodParameter element;

	private final DatagramMessages messages;

	/**
	 * Create a listener.
	 * @param method the method to call
	 * @param checks refuse what no element can be made of
	 * @param peerId the id of the peer, or an empty text for the primary one, whose id is
	 * its name
	 * @throws IllegalStateException if the method doesn't take a list of what a datagram
	 * can be and at most the peer beside it, or returns something
	 */
	BatchMethodListener(DatagramHandlerMethod method, ParameterChecks checks, String peerId) {
		this.method = method;
		this.messages = new DatagramMessages(peerId);
		List<MethodParameter> lists = List.of(method.getMethodParameters())
			.stream()
			.filter((parameter) -> parameter.getParameterType() != Peer.class)
			.toList();
		check(lists.size() == 1 && lists.get(0).getParameterType().isAssignableFrom(List.class)
				&& Collection.class.isAssignableFrom(lists.get(0).getParameterType()),
				"a batch is a List, and at most the Peer stands beside it; "
						+ "for the source and headers of each datagram take a List<Datagram> or a List<Message<T>>");
		ResolvableType element = ResolvableType.forMethodParameter(lists.get(0)).getGeneric();
		check(element.toClass() != Object.class,
				"nobody knows what is in its list; say it, as in List<String> or List<Datagram>");
		check(method.isVoid(), "nobody would get what it returns for a batch; make it return void");
		this.element = new TypeParameter(element.getType(), "element");
		checks.check(new MethodParameter[] { this.element });
	}

	private static void check(boolean valid, String message) {
		if (!valid) {
			throw new IllegalStateException(message);
		}
	}

	@Override
	public void guardBy(BooleanSupplier mayBeCalled) {
		this.messages.guardBy(mayBeCalled);
	}

	@Override
	public Object element(Datagram datagram, Peer peer) throws Exception {
		return this.method.element(this.element, this.messages.of(datagram, peer));
	}

	@Override
	public void onElements(List<Object> elements, Peer peer) throws Exception {
		if (this.messages.mayBeCalled()) {
			this.method.call((parameter) -> (parameter.getParameterType() == Peer.class) ? peer : elements);
		}
	}

	@Override
	public boolean isCausedBySender(Throwable failure, Datagram datagram) {
		return DatagramMessage.isCauseOf(failure, datagram);
	}

	@Override
	public String toString() {
		return this.method.getShortLogMessage();
	}

}
