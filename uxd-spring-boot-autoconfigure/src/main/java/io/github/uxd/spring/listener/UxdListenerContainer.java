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
 * A listener of a peer, which can be stopped and started while the peer goes on. Any
 * thread may call the methods at any time.
 */
public interface UxdListenerContainer {

	/**
	 * Return the id of the listener.
	 * @return the id, which no other listener of the application has
	 */
	String getListenerId();

	/**
	 * Return the id of the peer whose datagrams the listener is given.
	 * @return the id of the peer
	 */
	String getPeerId();

	/**
	 * Return the listener and how it is called, as its customizers have left it.
	 * @return the endpoint
	 */
	UxdListenerEndpoint getEndpoint();

	/**
	 * Return how many datagrams the listener's filter has turned away.
	 * @return the number since the listener was registered
	 */
	long getFilteredCount();

	/**
	 * Return how many datagrams a recoverer has taken that the listener failed on.
	 * @return the number since the listener was registered
	 */
	long getRecoveredCount();

	/**
	 * Return whether the listener is given datagrams.
	 * @return {@code true} if so
	 */
	boolean isRunning();

	/**
	 * Have the listener given the datagrams that come from now on. Does nothing if it
	 * runs, or if its peer is switched off.
	 */
	void start();

	/**
	 * Have the listener given no more datagrams; those that were received before are the
	 * last, and some of them may wait for another thread yet if the peer dispatches. Does
	 * nothing if it doesn't run. When it was the last running one of its peer, the peer
	 * pauses until one is started: what is sent meanwhile waits in the kernel's queue,
	 * instead of being lost.
	 */
	void stop();

}
