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
package io.github.uxd.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Netty's native epoll transport, with one event loop, and buffers that hold any
 * datagram.
 */
final class NettySide implements Side {

	private static final long DEADLINE_SECONDS = 60;

	private final Path path;

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

	private volatile BiConsumer<ChannelHandlerContext, DomainDatagramPacket> task = (context, packet) -> {
	};

	private @Nullable Channel channel;

	NettySide(Path path) {
		this.path = path;
	}

	@Override
	public String open(Demand demand) throws IOException, InterruptedException {
		Files.deleteIfExists(this.path);
		Bootstrap bootstrap = new Bootstrap().group(this.group)
			.channel(EpollDomainDatagramChannel.class)
			.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(65535).maxMessagesPerRead(64))
			// Reading starts when there is somebody to count.
			.option(ChannelOption.AUTO_READ, false)
			.handler(new Receiver());
		this.channel = bootstrap.bind(new DomainSocketAddress(this.path.toString())).sync().channel();
		return this.path.toString();
	}

	private void start(BiConsumer<ChannelHandlerContext, DomainDatagramPacket> task) {
		this.task = task;
		Channel open = this.channel;
		if (open == null) {
			throw new IllegalStateException("The channel is not open");
		}
		open.config().setAutoRead(true);
	}

	@Override
	public void receive(Tally tally) throws Exception {
		Sources sources = tally.sources();
		start((context, packet) -> tally.add(packet.content().readableBytes(),
				sources.contains(packet.sender().path())));
		tally.await(DEADLINE_SECONDS);
	}

	@Override
	public void answer(int count, boolean spinning) throws Exception {
		CountDownLatch left = new CountDownLatch(count);
		start((context, packet) -> {
			context.writeAndFlush(new DomainDatagramPacket(packet.content().retain(), packet.sender()));
			left.countDown();
		});
		if (!left.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
			throw new IOException(left.getCount() + " of " + count + " datagrams did not come");
		}
	}

	@Override
	public void close() throws IOException {
		if (this.channel != null) {
			this.channel.close().syncUninterruptibly();
		}
		Files.deleteIfExists(this.path);
	}

	/**
	 * Hands each datagram to the task.
	 */
	private final class Receiver extends SimpleChannelInboundHandler<DomainDatagramPacket> {

		@Override
		protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
			NettySide.this.task.accept(context, packet);
		}

	}

}
