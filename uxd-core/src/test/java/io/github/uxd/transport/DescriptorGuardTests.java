package io.github.uxd.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class DescriptorGuardTests {

	private final AtomicInteger released = new AtomicInteger();

	private final DescriptorGuard guard = new DescriptorGuard(this.released::incrementAndGet);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void end() {
		this.threads.shutdownNow();
	}

	@Test
	void closingWaitsForThoseWhoAreInside() throws Exception {
		assertThat(this.guard.enter()).isTrue();
		assertThat(this.guard.enter()).isTrue();
		CountDownLatch closing = new CountDownLatch(1);
		Future<?> closed = this.threads.submit(() -> this.guard.close(closing::countDown));
		closing.await();
		assertThat(this.guard.enter()).as("nobody gets in any more").isFalse();
		this.guard.exit();
		assertThat(this.guard.enter()).isFalse();
		assertThat(this.released).hasValue(0);
		assertThat(closed.isDone()).isFalse();
		this.guard.exit();
		closed.get(30, TimeUnit.SECONDS);
		assertThat(this.released).hasValue(1);
		assertThat(this.guard.enter()).isFalse();
	}

	@Test
	void whoeverClosesTheDescriptorsAreClosedOnce() throws Exception {
		List<Future<?>> closed = new ArrayList<>();
		this.guard.enter();
		for (int i = 0; i < 8; i++) {
			closed.add(this.threads.submit(() -> this.guard.close(() -> {
			})));
		}
		this.guard.exit();
		for (Future<?> future : closed) {
			future.get(30, TimeUnit.SECONDS);
		}
		this.guard.close(() -> {
		});
		assertThat(this.released).hasValue(1);
	}

	@Test
	void anInterruptIsKeptUntilTheDescriptorsAreClosed() throws Exception {
		this.guard.enter();
		CountDownLatch closing = new CountDownLatch(1);
		Future<Boolean> interrupted = this.threads.submit(() -> {
			Thread.currentThread().interrupt();
			this.guard.close(closing::countDown);
			return Thread.interrupted();
		});
		closing.await();
		this.guard.exit();
		assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void manyThreadsAtOnceNeverFindTheDescriptorsClosed() throws Exception {
		for (int i = 0; i < 200; i++) {
			AtomicInteger closed = new AtomicInteger();
			DescriptorGuard guard = new DescriptorGuard(closed::incrementAndGet);
			List<Future<Integer>> users = new ArrayList<>();
			for (int j = 0; j < 3; j++) {
				users.add(this.threads.submit(() -> {
					int late = 0;
					while (guard.enter()) {
						late += closed.get();
						guard.exit();
					}
					return late;
				}));
			}
			guard.close(() -> {
			});
			for (Future<Integer> user : users) {
				assertThat(user.get(30, TimeUnit.SECONDS)).isZero();
			}
			assertThat(closed).hasValue(1);
		}
	}

}
