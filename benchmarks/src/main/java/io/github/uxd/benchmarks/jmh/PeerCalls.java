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
package io.github.uxd.benchmarks.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.benchmarks.Peers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Single calls of a peer, ten in a row: that many fit into the shortest queue of a
 * kernel. The other half, draining or filling the queue, is done between the measured
 * invocations; its time doesn't count, but what it allocates does.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerCalls {

	private static final int BATCH = 10;

	/**
	 * Receive copies.
	 * @param queue what is received
	 * @param blackhole takes the datagrams
	 * @throws IOException if receiving fails
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void receive(Filled queue, Blackhole blackhole) throws IOException {
		for (int i = 0; i < BATCH; i++) {
			blackhole.consume(queue.receiver().receive());
		}
	}

	/**
	 * Receive views.
	 * @param queue what is received
	 * @param blackhole takes the datagrams
	 * @throws IOException if receiving fails
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void receiveView(Filled queue, Blackhole blackhole) throws IOException {
		for (int i = 0; i < BATCH; i++) {
			blackhole.consume(queue.receiver().receiveView());
		}
	}

	/**
	 * Send a direct buffer.
	 * @param queue where to
	 * @param blackhole takes the results
	 * @throws IOException if sending fails
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void send(Drained queue, Blackhole blackhole) throws IOException {
		for (int i = 0; i < BATCH; i++) {
			blackhole.consume(queue.send());
		}
	}

	/**
	 * Send an array.
	 * @param queue where to
	 * @param blackhole takes the results
	 * @throws IOException if sending fails
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void sendArray(Drained queue, Blackhole blackhole) throws IOException {
		for (int i = 0; i < BATCH; i++) {
			blackhole.consume(queue.sendArray());
		}
	}

	/**
	 * Two peers, of which one sends to the other.
	 */
	@State(Scope.Thread)
	public abstract static class Queue {

		/**
		 * The transport.
		 */
		@Param({ "native", "junixsocket" })
		public String transport = "";

		/**
		 * The size of each datagram, in bytes.
		 */
		@Param("64")
		public int size;

		private Path directory = Path.of("");

		private Peer receiver = Peer.builder().build();

		private Peer sender = this.receiver;

		private UxdAddress destination = UxdAddress.of("none");

		private ByteBuffer payload = ByteBuffer.allocate(0);

		private byte[] array = new byte[0];

		/**
		 * Open the peers.
		 * @throws IOException if that fails
		 */
		@Setup
		public void open() throws IOException {
			Peers peers = new Peers(this.transport, true);
			this.directory = Files.createTempDirectory("jmh");
			this.receiver = peers.open(this.directory.resolve("receiver"));
			this.sender = peers.open(this.directory.resolve("sender"));
			this.destination = UxdAddress.of(this.directory.resolve("receiver"));
			this.payload = ByteBuffer.allocateDirect(this.size);
			this.array = new byte[this.size];
		}

		/**
		 * Close the peers.
		 * @throws IOException if the directory can't be removed
		 */
		@TearDown
		public void close() throws IOException {
			this.sender.close();
			this.receiver.close();
			Files.delete(this.directory);
		}

		Peer receiver() {
			return this.receiver;
		}

		boolean send() throws IOException {
			return this.sender.send(this.payload.clear(), this.destination);
		}

		boolean sendArray() throws IOException {
			return this.sender.send(this.array, this.destination);
		}

	}

	/**
	 * A queue that is full before each invocation.
	 */
	public static class Filled extends Queue {

		/**
		 * Fill the queue.
		 * @throws IOException if that fails
		 */
		@Setup(Level.Invocation)
		public void fill() throws IOException {
			for (int i = 0; i < BATCH; i++) {
				if (!send()) {
					throw new IOException("There is no room in the queue");
				}
			}
		}

	}

	/**
	 * A queue that is empty before each invocation.
	 */
	public static class Drained extends Queue {

		/**
		 * Drain the queue.
		 * @throws IOException if that fails
		 */
		@Setup(Level.Invocation)
		public void drain() throws IOException {
			while (receiver().receiveView() != null) {
				// Nothing is done with it.
				continue;
			}
		}

	}

}
