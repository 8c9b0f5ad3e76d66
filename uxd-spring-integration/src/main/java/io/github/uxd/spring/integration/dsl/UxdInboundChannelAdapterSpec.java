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
package io.github.uxd.spring.integration.dsl;

import java.time.Duration;

import io.github.uxd.spring.integration.inbound.UxdInboundChannelAdapter;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import io.github.uxd.spring.listener.UxdListenerRegistry;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.integration.dsl.MessageProducerSpec;

/**
 * The options of a {@link UxdInboundChannelAdapter}.
 */
public class UxdInboundChannelAdapterSpec
		extends MessageProducerSpec<UxdInboundChannelAdapterSpec, UxdInboundChannelAdapter> {

	/**
	 * Create the options.
	 * @param peerId the id of the peer; empty for the primary one
	 */
	protected UxdInboundChannelAdapterSpec(String peerId) {
		super(new UxdInboundChannelAdapter(peerId));
	}

	/**
	 * Create the options.
	 * @param registry the registry that knows the peer
	 * @param peerId the id of the peer; empty for the primary one
	 */
	protected UxdInboundChannelAdapterSpec(UxdListenerRegistry registry, String peerId) {
		super(new UxdInboundChannelAdapter(registry, peerId));
	}

	/**
	 * Set what the payloads are.
	 * @param payloadType {@code byte[].class}, which is the default,
	 * {@code Datagram.class}, or what the bytes are to be converted to
	 * @return this
	 * @see UxdInboundChannelAdapter#setPayloadType(Class)
	 */
	public UxdInboundChannelAdapterSpec payloadType(Class<?> payloadType) {
		getObject().setPayloadType(payloadType);
		return _this();
	}

	/**
	 * Set what the payloads are.
	 * @param payloadType a generic type that the bytes are to be converted to
	 * @return this
	 * @see UxdInboundChannelAdapter#setPayloadType(ParameterizedTypeReference)
	 */
	public UxdInboundChannelAdapterSpec payloadType(ParameterizedTypeReference<?> payloadType) {
		getObject().setPayloadType(payloadType);
		return _this();
	}

	/**
	 * Set the mapper to use in place of the bean.
	 * @param mapper the mapper
	 * @return this
	 * @see UxdInboundChannelAdapter#setMapper(DatagramMessageMapper)
	 */
	public UxdInboundChannelAdapterSpec mapper(DatagramMessageMapper mapper) {
		getObject().setMapper(mapper);
		return _this();
	}

	/**
	 * Set the place among the listeners of the peer.
	 * @param order as in {@link org.springframework.core.Ordered}; 0 by default
	 * @return this
	 * @see UxdInboundChannelAdapter#setOrder(int)
	 */
	public UxdInboundChannelAdapterSpec order(int order) {
		getObject().setOrder(order);
		return _this();
	}

	/**
	 * Set when to give the flow a datagram again that it has failed on.
	 * @param retryPolicy the policy
	 * @return this
	 * @see UxdInboundChannelAdapter#setRetryPolicy(RetryPolicy)
	 */
	public UxdInboundChannelAdapterSpec retryPolicy(RetryPolicy retryPolicy) {
		getObject().setRetryPolicy(retryPolicy);
		return _this();
	}

	/**
	 * Set how long a stop waits for flows that have a datagram.
	 * @param stopTimeout the time; 5 s by default, zero for not to wait
	 * @return this
	 * @see UxdInboundChannelAdapter#setStopTimeout(Duration)
	 */
	public UxdInboundChannelAdapterSpec stopTimeout(Duration stopTimeout) {
		getObject().setStopTimeout(stopTimeout);
		return _this();
	}

}
