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
package io.github.uxd.spring.boot.autoconfigure.systemd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.internal.spring.systemd.FakeSystemd;
import io.github.uxd.internal.spring.systemd.FakeSystemd.Message;
import io.github.uxd.internal.systemd.NotifySocket;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.systemd.SystemdNotifier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.AbstractRefreshableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UxdSystemdAutoConfiguration}: applications as systemd hears them.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class UxdSystemdAutoConfigurationTests {

	private static final String THREAD = "uxd-systemd";

	/**
	 * The watchdog's interval, in milliseconds, where it is to bite.
	 */
	private static final long INTERVAL = 600;

	/**
	 * The same where it is not to, on a machine that has other things to do.
	 */
	private static final long LONG_INTERVAL = 6000;

	@TempDir
	Path directory;

	private final Map<String, String> variables = new HashMap<>();

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	private FakeSystemd systemd;

	@BeforeEach
	void listen() throws Exception {
		this.systemd = new FakeSystemd(this.directory.resolve("notify"));
		this.variables.put("NOTIFY_SOCKET", this.systemd.address());
	}

	@AfterEach
	void end() {
		this.contexts.forEach((context) -> {
			if (context.isActive()) {
				context.getBeanProvider(Application.class).ifAvailable((application) -> application.goOn.release(100));
			}
			context.close();
		});
		this.systemd.close();
		TestSockets.awaitNoPollerThreads();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10));
	}

	private ConfigurableApplicationContext run(String... properties) {
		return run(new SpringApplicationBuilder(Application.class), properties);
	}

	private ConfigurableApplicationContext run(SpringApplicationBuilder builder, String... properties) {
		ConfigurableApplicationContext context = builder.environment(environment())
			.properties("uxd.name=main", "uxd.head-directory=" + this.directory)
			.properties(properties)
			.run();
		this.contexts.add(context);
		return context;
	}

	private ConfigurableEnvironment environment() {
		return new ServiceEnvironment(this.variables);
	}

	@Test
	void readyIsSaidWhenThePeersReceiveAndStoppingBeforeTheyDrain() {
		ConfigurableApplicationContext context = run("uxd.peers.audit.enabled=true");
		assertThat(context.getBean(SystemdNotifier.class).isActive()).isTrue();
		Message ready = this.systemd.await("READY=1");
		assertThat(ready.text()).isEqualTo("READY=1\nSTATUS=receiving: main, audit");
		assertThat(ready.pid()).isEqualTo(ProcessHandle.current().pid());
		context.close();
		this.systemd.await("STOPPING=1");
		List<String> said = this.systemd.said();
		assertThat(said.subList(said.indexOf(ready.text()), said.size())).startsWith(ready.text(), "STOPPING=1");
		assertThat(said).noneMatch((text) -> text.startsWith("RELOADING") || text.startsWith("EXTEND"));
		assertThat(threads()).isEmpty();
	}

	@Test
	void anAbstractSocketIsToldToo() throws Exception {
		try (FakeSystemd other = new FakeSystemd("@uxd-test/" + UUID.randomUUID())) {
			this.variables.put("NOTIFY_SOCKET", other.address());
			run();
			other.await("READY=1");
		}
	}

	@Test
	void withoutTheVariablesThereIsNoThreadAndNoLine(CapturedOutput output) {
		this.variables.clear();
		ConfigurableApplicationContext context = run();
		SystemdNotifier notifier = context.getBean(SystemdNotifier.class);
		assertThat(notifier.isActive()).isFalse();
		notifier.setStatus("nobody hears");
		context.getBean(PeerPoller.class).pause();
		assertThat(threads()).isEmpty();
		context.close();
		assertThat(output.getAll()).doesNotContainIgnoringCase("systemd");
		assertThat(this.systemd.said()).isEmpty();
	}

	@Test
	void aWatchdogAloneIsNothingToTell(CapturedOutput output) {
		this.variables.clear();
		this.variables.put("WATCHDOG_USEC", "1000");
		run();
		assertThat(threads()).isEmpty();
		assertThat(output.getAll()).doesNotContainIgnoringCase("systemd");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nothingIsSaidWhereItIsSwitchedOff(boolean enabled) {
		ConfigurableApplicationContext context = run("uxd.systemd.notify=false", "uxd.enabled=" + enabled);
		assertThat(context.getBean(SystemdNotifier.class).isActive()).isFalse();
		assertThat(threads()).isEmpty();
		context.close();
		assertThat(this.systemd.said()).isEmpty();
	}

	@Test
	void anApplicationMayHaveItsOwnNotifierOrNoPeers() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withInitializer((context) -> context.setEnvironment(environment()))
			.withBean(SystemdNotifier.class, () -> ServiceNotifierOfOnesOwn.INSTANCE)
			.withInitializer((context) -> ((ServiceEnvironment) context.getEnvironment()).set("uxd.primary", "false"))
			.run((context) -> assertThat(context).hasSingleBean(SystemdNotifier.class));
		assertThat(threads()).isEmpty();
		run("uxd.primary=false");
		assertThat(this.systemd.await("READY=1").text()).isEqualTo("READY=1");
	}

	@Test
	void anApplicationThatInitializesItsBeansLateIsReadyToo() {
		run("spring.main.lazy-initialization=true");
		this.systemd.await("READY=1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "vsock:2:1234", "notify" })
	void anAddressOfAnotherKindIsNamedOnce(String address, CapturedOutput output) {
		this.variables.put("NOTIFY_SOCKET", address);
		ConfigurableApplicationContext context = run();
		assertThat(context.getBean(SystemdNotifier.class).isActive()).isFalse();
		assertThat(threads()).isEmpty();
		assertThat(output.getAll().split("systemd can't be told", -1)).hasSize(2);
		assertThat(output).contains("\"" + address + "\"");
	}

	@Test
	void aSocketThatIsMissingNeverMatters(CapturedOutput output) throws Exception {
		this.variables.put("NOTIFY_SOCKET", this.directory.resolve("missing").toString());
		ConfigurableApplicationContext context = run();
		TestSockets.send(context.getBean(Peer.class).path(), "hello");
		await().until(() -> context.getBean(Peer.class).statistics().received() == 1);
		context.close();
		assertThat(output.getAll().split("systemd can't be told", -1)).hasSize(2);
	}

	@Test
	void whatIsSoIsSaidAsSoonAsThereIsRoomHoweverLongThatTakes(CapturedOutput output) throws Exception {
		String address = this.directory.resolve("busy").toString();
		this.variables.put("NOTIFY_SOCKET", address);
		try (FakeSystemd busy = new FakeSystemd(address, false); NotifySocket other = new NotifySocket(address)) {
			await().until(() -> !other.send("STATUS=other"));
			ConfigurableApplicationContext context = run();
			context.getBean(SystemdNotifier.class).setStatus("lost?");
			await().until(() -> output.getOut().contains("systemd can't be told"));
			busy.read();
			busy.await("READY=1");
			await()
				.until(() -> busy.said().stream().anyMatch((text) -> text.endsWith("STATUS=lost?; receiving: main")));
		}
	}

	/**
	 * Wait for a status, which may come with something else.
	 */
	private void awaitStatus(String status) {
		await().until(() -> this.systemd.said().stream().anyMatch((text) -> text.contains("STATUS=" + status)));
	}

	@Test
	void aSecondApplicationInTheProcessIsNoRestart() {
		ConfigurableApplicationContext first = run();
		this.systemd.await("READY=1");
		ConfigurableApplicationContext second = run("uxd.name=second");
		second.getBean(SystemdNotifier.class).setStatus("second");
		awaitStatus("second");
		second.close();
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> run(new SpringApplicationBuilder(Application.class, Failing.class), "uxd.name=third"));
		first.getBean(SystemdNotifier.class).setStatus("first");
		awaitStatus("first");
		assertThat(this.systemd.said())
			.noneMatch((text) -> text.startsWith("RELOADING") || text.startsWith("STOPPING"));
		first.close();
		this.systemd.await("STOPPING=1");
	}

	@Test
	void theLastOfSeveralApplicationsIsTheOneThatStops() {
		ConfigurableApplicationContext first = run();
		this.systemd.await("READY=1");
		ConfigurableApplicationContext second = run("uxd.name=second");
		first.close();
		second.getBean(SystemdNotifier.class).setStatus("still there");
		awaitStatus("still there");
		assertThat(this.systemd.said()).noneMatch((text) -> text.startsWith("STOPPING"));
		second.close();
		this.systemd.await("STOPPING=1");
		assertThat(this.systemd.said()).noneMatch((text) -> text.startsWith("RELOADING"));
	}

	@Test
	void anApplicationWithoutPeersIsAService() {
		this.variables.put("WATCHDOG_USEC", Long.toString(INTERVAL * 1000));
		ConfigurableApplicationContext context = run("uxd.enabled=false", "uxd.mode=wrong");
		assertThat(this.systemd.await("READY=1").text()).isEqualTo("READY=1");
		awaitTold(2);
		context.getBean(SystemdNotifier.class).setStatus("on its own");
		awaitStatus("on its own");
		context.close();
		this.systemd.await("STOPPING=1");
	}

	@Test
	void theStatusFollowsThePeersAndTheThreadSleepsOtherwise() throws Exception {
		ConfigurableApplicationContext context = run();
		PeerPoller poller = context.getBean(PeerPoller.class);
		this.systemd.await("READY=1");
		poller.pause();
		this.systemd.await("STATUS=paused: main");
		poller.resume();
		await().until(() -> this.systemd.count("STATUS=receiving: main") == 1);
		poller.stop();
		this.systemd.await("STATUS=stopped: main");
		poller.start();
		await().until(() -> this.systemd.count("STATUS=receiving: main") == 2);
		failAndRecover(context.getBean(Peer.class), poller);
		await().until(() -> this.systemd.count("STATUS=receiving: main") == 3);
		// The last look follows a second later.
		await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(20)).until(new Unchanged(this::wakeUps));
		assertThat(this.systemd.said()).noneMatch((text) -> text.startsWith("WATCHDOG"));
	}

	private void failAndRecover(Peer peer, PeerPoller poller) throws Exception {
		poller.pause();
		await().until(() -> this.systemd.count("STATUS=paused: main") == 2);
		Files.delete(peer.path());
		Files.createDirectory(peer.path());
		peer.close();
		poller.resume();
		this.systemd.await("STATUS=failed: main");
		Files.delete(peer.path());
	}

	private long wakeUps() throws Exception {
		try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
			for (Path task : tasks.toList()) {
				if (Files.readString(task.resolve("comm")).trim().equals(THREAD)) {
					return Files.readAllLines(task.resolve("status"))
						.stream()
						.filter((line) -> line.startsWith("voluntary_ctxt_switches"))
						.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
						.sum();
				}
			}
		}
		throw new AssertionError("no thread");
	}

	@Test
	void beansSayWhatTheyLikeInOneLine() {
		SystemdNotifier notifier = run().getBean(SystemdNotifier.class);
		this.systemd.await("READY=1");
		notifier.setStatus("importing, 40 %");
		this.systemd.await("STATUS=importing, 40 %; receiving: main");
		notifier.setStatus("\nSTOPPING=1\nMAINPID=1");
		this.systemd.await("STATUS=\\u000aSTOPPING=1\\u000aMAINPID=1; receiving: main");
		notifier.setStatus(null);
		this.systemd.await("STATUS=receiving: main");
		int before = this.systemd.messages().size();
		for (int i = 0; i <= 100_000; i++) {
			notifier.setStatus("step " + i);
		}
		this.systemd.await("STATUS=step 100000; receiving: main");
		assertThat(this.systemd.messages().size() - before).isLessThan(100);
	}

	@Test
	void whatHappensToAChildContextIsItsOwn() {
		ConfigurableApplicationContext context = run();
		this.systemd.await("READY=1");
		try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(context);
			child.refresh();
			child.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0], child, Duration.ZERO));
		}
		context.getBean(SystemdNotifier.class).setStatus("still there");
		this.systemd.await("STATUS=still there");
		assertThat(this.systemd.said()).noneMatch((text) -> text.startsWith("STOPPING"));
		assertThat(this.systemd.said().stream().filter((text) -> text.startsWith("READY"))).hasSize(1);
	}

	@Test
	void aParentWithThePeersIsTheOneThatCounts() {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class).environment(environment())
			.properties("uxd.name=main", "uxd.head-directory=" + this.directory);
		ConfigurableApplicationContext child = builder.child(Application.class).run();
		ConfigurableApplicationContext parent = (ConfigurableApplicationContext) child.getParent();
		this.contexts.addAll(List.of(child, parent));
		assertThat(child.getBeanProvider(SystemdNotifier.class).stream()).hasSize(1);
		assertThat(threads()).hasSize(1);
		this.systemd.await("READY=1");
		child.close();
		parent.getBean(SystemdNotifier.class).setStatus("still there");
		this.systemd.await("STATUS=still there");
		assertThat(this.systemd.said()).noneMatch((text) -> text.startsWith("STOPPING"));
		parent.close();
		this.systemd.await("STOPPING=1");
	}

	@Test
	void aContextThatIsRefreshedAgainReloadsTheService() {
		this.variables.put("WATCHDOG_USEC", Long.toString(Duration.ofMinutes(10).toNanos() / 1000));
		RefreshableContext context = new RefreshableContext();
		this.contexts.add(context);
		context.setEnvironment(new ServiceEnvironment(this.variables).set("uxd.name", "main")
			.set("uxd.head-directory", this.directory.toString()));
		context.refresh();
		assertThat(this.systemd.said()).noneMatch((text) -> text.startsWith("READY"));
		context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO));
		this.systemd.await("READY=1");
		long before = System.nanoTime() / 1000;
		context.stop();
		context.refresh();
		Message reloading = this.systemd.await("RELOADING=1");
		assertThat(reloading.text()).matches("RELOADING=1\nMONOTONIC_USEC=\\d+\nWATCHDOG=1");
		long micros = Long.parseLong(reloading.text().split("[=\n]")[3]);
		assertThat(micros).isBetween(before, reloading.micros());
		assertThat(reloading.micros() - micros).isLessThan(5_000_000);
		await().until(() -> this.systemd.said().stream().filter((text) -> text.startsWith("READY")).count() == 2);
		List<String> said = this.systemd.said();
		assertThat(said).noneMatch((text) -> text.startsWith("STOPPING"));
		assertThat(said.lastIndexOf("READY=1\nSTATUS=receiving: main")).isGreaterThan(said.indexOf(reloading.text()));
		context.close();
		this.systemd.await("STOPPING=1");
	}

	@Test
	void theWatchdogIsToldWhileAnApplicationIsIdleOrPaused() {
		ConfigurableApplicationContext context = watched(INTERVAL);
		awaitTold(2);
		context.getBean(PeerPoller.class).pause();
		await().until(context.getBean(PeerPoller.class)::isPaused);
		awaitTold(2);
		context.getBean(PeerPoller.class).stop();
		awaitTold(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "10" })
	void anIntervalThatNobodyCanKeepBurnsNoCore(String micros) {
		this.variables.put("WATCHDOG_USEC", micros);
		run("uxd.poller.check-interval=0");
		awaitTold(50);
		List<Message> told = told();
		long micros50 = told.get(told.size() - 1).micros() - told.get(0).micros();
		assertThat(micros50 / (told.size() - 1)).isGreaterThan(9_000);
	}

	@Test
	void anIntervalWithoutAnEndIsNone(CapturedOutput output) {
		this.variables.put("WATCHDOG_USEC", "999999999999999999");
		run();
		this.systemd.await("WATCHDOG=1");
		this.contexts.get(0).close();
		this.systemd.await("STOPPING=1");
		assertThat(output).doesNotContain("systemd can't be told");
	}

	@Test
	void whoSetsTheStatusWithoutAPauseDoesNotStarveTheWatchdog() throws Exception {
		SystemdNotifier notifier = watched(INTERVAL).getBean(SystemdNotifier.class);
		AtomicBoolean enough = new AtomicBoolean();
		List<CompletableFuture<Void>> setters = Stream.of("one", "two").map((name) -> CompletableFuture.runAsync(() -> {
			while (!enough.get()) {
				notifier.setStatus(name);
			}
		}, (task) -> new Thread(task, "setter").start())).toList();
		try {
			awaitTold(4);
		}
		finally {
			enough.set(true);
			setters.forEach(CompletableFuture::join);
		}
		notifier.setStatus("the last word");
		this.systemd.await("STATUS=the last word; receiving: main");
	}

	@Test
	void aListenerThatBlocksThePollerForTooLongStopsTheWatchdogUntilItReturns(CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = watched(INTERVAL);
		Application application = context.getBean(Application.class);
		awaitTold(3);
		TestSockets.send(context.getBean(Peer.class).path(), "block");
		await().until(application.goOn::hasQueuedThreads);
		// As long as systemd takes to kill it, and longer.
		await().during(Duration.ofMillis(2 * INTERVAL)).until(new Unchanged(() -> (long) told().size()));
		assertThat(output).contains("isn't told that the application is well")
			.contains("for peer 'main' hasn't turned");
		application.goOn.release();
		awaitTold(3);
		assertThat(gaps()).anyMatch((gap) -> gap > 2 * INTERVAL);
		assertThat(output).contains("is told again");
	}

	@Test
	void aListenerThatReturnsInTimeCostsNothing(CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = watched(LONG_INTERVAL);
		Application application = context.getBean(Application.class);
		awaitTold(1);
		TestSockets.send(context.getBean(Peer.class).path(), "block");
		await().until(application.goOn::hasQueuedThreads);
		// Over the next word, which may have been asked for already, or the one after it.
		await().until(() -> output.getOut().contains("isn't told that the application is well"));
		application.goOn.release();
		awaitTold(1);
		assertThat(gaps()).allMatch((gap) -> gap < LONG_INTERVAL);
	}

	@Test
	void anApplicationThatSaysThatItIsBrokenIsLeftToTheWatchdog(CapturedOutput output) {
		ConfigurableApplicationContext context = watched(INTERVAL);
		awaitTold(3);
		AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
		await().until(() -> output.getOut().contains("its liveness state is broken"));
		await().during(Duration.ofMillis(2 * INTERVAL)).until(new Unchanged(() -> (long) told().size()));
		AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
		awaitTold(3);
	}

	@Test
	void theWatchdogOfAnotherProcessIsNotOurs() {
		this.variables.put("WATCHDOG_PID", "1");
		watched(INTERVAL);
		this.systemd.await("READY=1");
		await().during(Duration.ofMillis(INTERVAL)).until(() -> told().isEmpty());
	}

	@Test
	void anIntervalThatIsNoNumberIsNamedAndCostsNothingElse(CapturedOutput output) {
		this.variables.put("WATCHDOG_USEC", "soon");
		run();
		this.systemd.await("READY=1");
		assertThat(output).contains("WATCHDOG_USEC is \"soon\"");
	}

	@Test
	void twoHundredPeersAreCountedAndAllOfThemAsked() {
		List<String> properties = new ArrayList<>();
		for (int i = 1; i < 200; i++) {
			properties.add("uxd.peers.peer-" + i + ".enabled=true");
		}
		this.variables.put("WATCHDOG_USEC", "1000000");
		ConfigurableApplicationContext context = run(properties.toArray(String[]::new));
		assertThat(this.systemd.await("READY=1").text()).isEqualTo("READY=1\nSTATUS=receiving: 200 peers");
		context.getBean(UxdPeers.class).get("peer-7").poller().pause();
		this.systemd.await("STATUS=receiving: 199 peers; paused: 1 peer");
		awaitTold(2);
	}

	private ConfigurableApplicationContext watched(long interval) {
		this.variables.put("WATCHDOG_USEC", Long.toString(interval * 1000));
		return run("uxd.poller.check-interval=0");
	}

	private List<Message> told() {
		return this.systemd.messages().stream().filter((message) -> message.text().equals("WATCHDOG=1")).toList();
	}

	private void awaitTold(int more) {
		int before = told().size();
		await().until(() -> told().size() >= before + more);
	}

	/**
	 * Return the milliseconds between each two words.
	 */
	private List<Long> gaps() {
		List<Message> told = told();
		List<Long> gaps = new ArrayList<>();
		for (int i = 1; i < told.size(); i++) {
			gaps.add((told.get(i).micros() - told.get(i - 1).micros()) / 1000);
		}
		return gaps;
	}

	private static List<Thread> threads() {
		return TestSockets.threads().stream().filter((thread) -> thread.getName().equals(THREAD)).toList();
	}

	/**
	 * Whether a number is what it was when it was first asked for, or has changed last.
	 */
	private static final class Unchanged implements Callable<Boolean> {

		private final Callable<Long> number;

		private long last = -1;

		Unchanged(Callable<Long> number) {
			this.number = number;
		}

		@Override
		public Boolean call() throws Exception {
			long before = this.last;
			this.last = this.number.call();
			return this.last == before;
		}

	}

	/**
	 * An environment with other variables than those of this process.
	 */
	private static final class ServiceEnvironment extends StandardEnvironment {

		private final Map<String, Object> variables = new HashMap<>();

		private final Map<String, Object> properties = new HashMap<>();

		ServiceEnvironment(Map<String, String> variables) {
			this.variables.putAll(variables);
			getPropertySources().addFirst(new MapPropertySource("test", this.properties));
		}

		ServiceEnvironment set(String property, String value) {
			this.properties.put(property, value);
			return this;
		}

		@Override
		public Map<String, Object> getSystemEnvironment() {
			// The superclass asks before there are any.
			return (this.variables != null) ? this.variables : Map.of();
		}

	}

	/**
	 * A context that can be refreshed again and again.
	 */
	private static final class RefreshableContext extends AbstractRefreshableApplicationContext {

		@Override
		protected void loadBeanDefinitions(DefaultListableBeanFactory beanFactory) {
			new AnnotatedBeanDefinitionReader(beanFactory, getEnvironment()).register(Application.class);
		}

	}

	enum ServiceNotifierOfOnesOwn implements SystemdNotifier {

		INSTANCE;

		@Override
		public boolean isActive() {
			return true;
		}

		@Override
		public void setStatus(String status) {
			throw new UnsupportedOperationException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		String failing(SystemdNotifier notifier) {
			throw new IllegalStateException("as asked");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		final Semaphore goOn = new Semaphore(0);

		@Bean
		DatagramHandler blockingHandler() {
			return (datagram, peer) -> {
				if (datagram.text().equals("block")) {
					this.goOn.acquire();
				}
			};
		}

	}

}
