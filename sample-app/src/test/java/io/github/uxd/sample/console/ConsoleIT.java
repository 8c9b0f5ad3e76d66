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
package io.github.uxd.sample.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpServer;
import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.TransportType;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.listener.UxdPeers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The console in a real browser. It keeps pictures in {@code target/console}; with
 * {@code -Dtest.uxd.console-picture=true} it makes the one of the guide, too.
 */
@Tag("once")
@Timeout(120)
class ConsoleIT {

	private static final String ROW = "#rows tr.row";

	private static final String OPEN_ROW = "#rows tr.row td:first-child button";

	private static final int LARGEST_PAGE = 100_000;

	private static final int LARGEST_PICTURE = 150_000;

	private static final Path BASE = Path.of(System.getProperty("basedir", "."));

	private static final AtomicInteger count = new AtomicInteger();

	private static final Semaphore released = new Semaphore(0);

	@TempDir(factory = Shop.class)
	static Path directory;

	private static Browser browser;

	private static ConfigurableApplicationContext application;

	private static int port;

	private long openedAt;

	@BeforeAll
	static void start() throws IOException {
		Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
		if (!Boolean.getBoolean("test.uxd.require-programs")) {
			Browser.missing().ifPresent((program) -> Assumptions.abort("The program " + program + " is not installed"));
		}
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		startApplication();
		browser = Browser.start(directory.resolve("profile"));
	}

	private static void startApplication() {
		application = new SpringApplicationBuilder(Application.class).run("--server.port=" + port,
				"--uxd.path=" + directory.resolve("sample.uxd"), "--uxd.umask=0077", "--uxd.buffer-count=4",
				"--uxd.peers.alerts.path=" + directory.resolve("alerts.uxd"), "--uxd.peers.alerts.umask=0077",
				"--spring.application.name=sample");
	}

	@AfterAll
	static void end() {
		if (browser != null) {
			browser.close();
		}
		if (application != null) {
			application.close();
		}
		Awaitility.reset();
	}

	@BeforeEach
	void openPage() {
		browser.resize(1280, 800);
		browser.prefer("light");
		this.openedAt = System.nanoTime();
		browser.open(url());
		await().until(() -> browser.text("#connection").equals("Live"));
		await().until(() -> !browser.text("#peers").isEmpty());
		browser.messages();
		browser.requests();
	}

	@AfterEach
	void leavePage() {
		browser.open("about:blank");
	}

	private static String url() {
		return "http://localhost:" + port + "/";
	}

	private static Path path(String peer) {
		return application.getBean(UxdPeers.class).get(peer).peer().path();
	}

	@Test
	void theFirstVisitIsFastSmallAndTellsWhatToDo() throws Exception {
		double best = Double.MAX_VALUE;
		for (int visit = 0; visit < 3; visit++) {
			browser.open(url());
			await().until(() -> browser.text("#empty-code").contains("socat"));
			Number paint = browser
				.run("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 1e9");
			best = Math.min(best, paint.doubleValue());
		}
		assertThat(best).as("first paint, in ms").isLessThan(300);
		List<String> requests = browser.requests();
		assertThat(requests).isNotEmpty()
			.allMatch((request) -> request.startsWith(url()) || request.startsWith("data:"));
		long size = 0;
		for (String request : new HashSet<>(requests)) {
			if (!request.startsWith("data:") && !request.endsWith("/console/events")) {
				size += URI.create(request).toURL().openStream().readAllBytes().length;
			}
		}
		assertThat(size).as("bytes of the page").isBetween(20_000L, (long) LARGEST_PAGE);
		assertThat(browser.messages()).isEmpty();
		assertThat(browser.violations()).isEmpty();
		browser.saveScreenshot(BASE.resolve("target/console/empty.png"));

		assertThat(shell(browser.text("#empty-code"))).isEmpty();
		awaitRow("hello");
	}

	@Test
	void anAnswerReachesWhoHasAsked() throws Exception {
		Process client = new ProcessBuilder("python3", "-c", """
				import socket, sys
				client = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
				client.bind(sys.argv[2])
				client.settimeout(30)
				client.sendto(b"is anybody there?", sys.argv[1])
				while True:
				    answer = client.recv(1000)
				    if not answer.startswith(b"You said"):
				        print(answer.decode())
				        break
				""", path("sample").toString(), directory.resolve("client").toString()).redirectErrorStream(true)
			.start();
		awaitRow("is anybody there?");
		browser.click(OPEN_ROW);
		button("Answer").run();
		browser.type("#send-payload", "yes, a person");
		browser.click("#send button.main");
		await().until(() -> browser.text("#send-result").equals("Sent"));
		assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
			.isEqualTo("yes, a person");
		assertThat(client.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whatIsSentFromThePageArrivesAndIsAnswered() {
		browser.type("#send-payload", "48 65 6c 6c 6f");
		browser.click("#send input[value=HEX]");
		browser.click("#send button.main");
		await().untilAsserted(() -> assertThat(browser.text("#send-result")).isEqualTo("Answered with 15 bytes"));
		assertThat(browser.text("#send-answer")).isEqualTo("You said: Hello");
		awaitRow("Hello");
		browser.type("#send-payload", "4");
		browser.click("#send button.main");
		await().until(() -> browser.text("#send-result").startsWith("That isn't hex"));
		browser.type("#send-to", "/nowhere/at.all");
		browser.type("#send-payload", "44");
		browser.click("#send button.main");
		await().until(() -> browser.text("#send-result").contains("/nowhere/at.all"));
	}

	@Test
	void whatOthersChooseIsTextAndNothingElse() throws Exception {
		String[] payloads = { "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>",
				"\u001b[31mred\u001b[0m \u202egnp.exe\u202c zero\u200bwidth",
				"it's 100 % \\ \"quoted\" `id` $(id)\n-n\0end", "-n", "\n".repeat(400) };
		try (Peer sender = Peer
			.openTemp((builder) -> builder.path(directory.resolve("a<b>'\"\n\u202e\u001b[2J.sock")))) {
			for (String payload : payloads) {
				send(sender, "sample", payload);
			}
			await().until(() -> rows() == payloads.length);
			sender.send(new byte[] { (byte) 0xff, (byte) 0xfe, 0, 1 }, UxdAddress.of(path("sample")));
			awaitRow("hex" + "ff fe 00 01");
		}
		assertThat(run("python3", "-c", """
				import socket, sys
				socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x" * 200000, sys.argv[1])
				""", path("sample").toString())).isEmpty();
		await().until(() -> rows() == 7);
		assertThat(browser.<Long>run("return document.querySelectorAll('main img, main script, main iframe').length"))
			.isZero();
		assertThat(browser.driver().getTitle()).isEqualTo("sample – uxd console");
		assertThat(browser.text("#rows")).contains("<img src=x", "\\u001b[31mred", "\\u202egnp", "zero\\u200bwidth")
			.doesNotContain("\u001b", "\u202e", "\u200b", "\n", "\0");
		assertThat(browser.text(ROW + " td.number")).isEqualTo("200,000");
		browser.saveScreenshot(BASE.resolve("target/console/odd.png"));
		browser.click(OPEN_ROW);
		assertThat(browser.text("tr.detail")).contains("the first 4,096 are shown", "can't be copied as a shell line");
		assertThat(browser.<Long>run("return document.querySelector('tr.detail pre').textContent.length"))
			.isEqualTo(4096);
		browser.click(OPEN_ROW);
		assertThat(browser.violations()).isEmpty();
		assertThat(browser.messages()).isEmpty();
	}

	@Test
	void aShellLineSendsTheSameAgain() throws Exception {
		byte[] every = new byte[4096];
		for (int i = 0; i < every.length; i++) {
			every[i] = (byte) i;
		}
		List<byte[]> payloads = List.of(bytes("hello"), bytes("-n"), bytes("it's 100 % \\ \"q\" `id` $(id)\n\tend\0"),
				every, new byte[0]);
		try (Peer odd = Peer.openTemp(
				(builder) -> builder.path(directory.resolve("it's, odd: \"$HOME\" \\ [1]{2}(3)!!").resolve("peer")))) {
			for (String program : List.of("sh", "bash")) {
				for (byte[] payload : payloads) {
					String line = browser.run("return shellLine(new Uint8Array(arguments[0]), arguments[1])",
							unsigned(payload), odd.path().toString());
					assertThat(run(program, "-c", line)).as(line).isEmpty();
					// On junixsocket an empty one can't be told from none.
					if (payload.length > 0 || odd.transport() == TransportType.NATIVE) {
						assertThat(receive(odd)).as(line).isEqualTo(payload);
					}
				}
			}
		}
	}

	private static byte[] receive(Peer peer) throws UxdException {
		Datagram datagram = null;
		while (datagram == null && peer.awaitReadable(Duration.ofSeconds(10))) {
			datagram = peer.receive();
		}
		assertThat(datagram).isNotNull();
		return datagram.toByteArray();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static List<Integer> unsigned(byte[] bytes) {
		return IntStream.range(0, bytes.length).mapToObj((i) -> Byte.toUnsignedInt(bytes[i])).toList();
	}

	@Test
	void whatWentWrongIsShownAndFound() throws Exception {
		send("alerts", "fine", "bad one", "fine too");
		await().until(() -> rows() == 3);
		await().until(() -> browser.text("#rows tr.failed td:nth-child(6)").equals("alerts.onAlert failed"));
		assertThat(browser.text("#rows tr.failed td.payload")).isEqualTo("bad one");
		browser.click("#only-troubles");
		assertThat(rows()).isEqualTo(1);
		browser.click("#rows tr.failed button");
		assertThat(browser.text("tr.detail")).contains("No such alert: bad one");
		browser.click("#only-troubles");
		browser.type("#search", "fine too");
		assertThat(browser.text("#rows tr.row td.payload")).isEqualTo("fine too");
		await().until(() -> browser.text("#failed").matches("[1-9].*"));
	}

	@Test
	void calmInAFlood() throws Exception {
		Thread flood = new Thread(() -> {
			try (Peer sender = Peer.openTemp()) {
				UxdAddress to = UxdAddress.of(path("alerts"));
				byte[] payload = bytes("x".repeat(64));
				while (!Thread.currentThread().isInterrupted()) {
					sender.send(payload, to);
				}
			}
			catch (UxdException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		flood.start();
		try {
			await().until(() -> browser.text("#shown").contains("at most 40 a second"));
			send("sample", "one of another peer");
			await().until(() -> browser.text("#rows").contains("one of another peer"));
			assertThat(rows()).isLessThanOrEqualTo(300);
			long here = browser.<Long>run("return arrivedHere");
			double seconds = (System.nanoTime() - this.openedAt) / 1e9;
			assertThat(here).isLessThan((long) (200 + 20 * (seconds + 1)));
		}
		finally {
			flood.interrupt();
			flood.join();
		}
	}

	@Test
	void pausesAndResumes() throws Exception {
		String sample = "[aria-label='Peer sample'] ";
		browser.click(sample + ".head button");
		await().until(() -> browser.text(sample + ".state").equals("Paused"));
		assertThat(browser.text(sample + ".since")).contains("somebody asked for it");
		send("sample", "waits");
		browser.click(sample + ".head button");
		awaitRow("waits");
		browser.click(sample + "li button");
		await().until(() -> browser.text(sample + ".since").contains("all its listeners are stopped"));
		assertThat(browser.text(sample + ".head button")).as("nobody has asked for the pause").isEqualTo("Pause");
		browser.click(sample + ".head button");
		await().until(() -> browser.text(sample + ".since").contains("somebody asked for it"));
		browser.click("[aria-label='Resume peer sample']");
		await().until(() -> !browser.text(sample + ".since").contains("somebody asked for it"));
		browser.click("[aria-label='Start listener echo.answer']");
		await().until(() -> browser.text(sample + ".state").equals("Receiving"));
	}

	@Test
	void tellsOfARestartAndGoesOn() throws Exception {
		browser.run("missed = 3");
		await().until(() -> browser.text("#shown").contains("too slow for 3"));
		application.close();
		await().until(() -> browser.text("#connection").contains("trying again"));
		assertThat(browser.text("#as-of")).matches("as of \\d\\d:\\d\\d:\\d\\d");
		assertThat(colour(".peer .state")).isEqualTo(colour(".about"));
		browser.saveScreenshot(BASE.resolve("target/console/lost.png"));
		assertThat(browser.violations()).isEmpty();
		startApplication();
		await().until(() -> browser.text("#connection").startsWith("Live again: the application was started anew"));
		send("sample", "after it");
		awaitRow("after it");
		await().until(() -> browser.text("#shown").matches("the one that arrived since \\d\\d:\\d\\d:\\d\\d"));
		assertThat(browser.text("#as-of")).isEmpty();
		assertThat(colour(".peer .state")).isNotEqualTo(colour(".about"));
	}

	private static String colour(String selector) {
		return browser.run("return getComputedStyle(document.querySelector(arguments[0])).color", selector);
	}

	@Test
	void anOpenDatagramLeavesTheColumnsAsTheyAre() throws Exception {
		send("sample", "of two peers");
		awaitRow("of two peers");
		browser.click(OPEN_ROW);
		assertRowsFillTheTable();
		try (ConfigurableApplicationContext alone = new SpringApplicationBuilder(OnePeer.class).run("--server.port=0",
				"--uxd.path=" + directory.resolve("alone.uxd"), "--uxd.umask=0077")) {
			browser.open("http://localhost:" + alone.getEnvironment().getProperty("local.server.port") + "/");
			await().until(() -> browser.text("#connection").equals("Live"));
			try (Peer sender = Peer.openTemp()) {
				sender.send(bytes("of one peer"), UxdAddress.of(directory.resolve("alone.uxd")));
			}
			awaitRow("of one peer");
			browser.click(OPEN_ROW);
			assertRowsFillTheTable();
			browser.saveScreenshot(BASE.resolve("target/console/open.png"));
			browser.open("about:blank");
		}
	}

	private static void assertRowsFillTheTable() {
		assertThat(browser.text("tr.detail")).isNotEmpty();
		assertThat(browser
			.<Object>run("return document.querySelector('#rows tr.row').lastChild.getBoundingClientRect().right"))
			.isEqualTo(browser.run("return document.querySelector('#datagrams').getBoundingClientRect().right"));
	}

	@Test
	void saysWhatItWasRefused() {
		assertThat(browser.<String>run("return post('nowhere', {}).then(({ message }) => message)"))
			.isEqualTo("The application answered with 404");
		assertThat(browser.<String>run("return post('peers', {}).then(({ message }) => message)"))
			.isEqualTo("That isn't what the page would have sent");
		assertThat(outcome(
				"new Response('{\"status\":403,\"error\":\"Forbidden\"}', { status: 403, headers: { 'Content-Type': 'application/json' } })"))
			.startsWith("The application answered with 403: log in again");
		assertThat(outcome("new Response('<html>', { status: 500, headers: { 'Content-Type': 'text/html' } })"))
			.isEqualTo("The application answered with 500");
		assertThat(outcome("new Response('<html>', { status: 401 })")).isEqualTo("Not allowed: log in again");
		assertThat(
				outcome("new Response('A sentence.\\n', { status: 403, headers: { 'Content-Type': 'text/plain' } })"))
			.isEqualTo("A sentence.");
	}

	private static String outcome(String response) {
		return browser.run(
				"window.fetch = async () => " + response + "; return post('peers', {}).then(({ message }) => message)");
	}

	@Test
	void aPageThatIsRefusedSaysWhyAndNothingElse() throws Exception {
		browser.open("about:blank");
		List<InputStream> others = new ArrayList<>();
		try {
			await().ignoreExceptions()
				.until(() -> others.add(URI.create(url() + "console/events").toURL().openStream())
						&& others.size() == Pages.MAXIMUM);
			browser.open(url());
			await().until(() -> browser.text("#connection").contains(Pages.MAXIMUM + " pages are open already"));
			assertThat(browser.<Boolean>run("return document.querySelector('#empty').hidden")).isTrue();
			assertThat(browser.text("#failed") + browser.text("#dropped") + browser.text("#sent")).isEqualTo("–––");
			browser.saveScreenshot(BASE.resolve("target/console/refused.png"));
			assertThat(browser.violations()).isEmpty();
		}
		finally {
			for (InputStream other : others) {
				other.close();
			}
		}
		await().until(() -> browser.text("#connection").equals("Live"));
		await().until(() -> browser.text("#empty-code").contains("socat"));
		browser.run("source.close(); window.fetch = async () => new Response('', { status: 401 }); askWhy()");
		await().until(() -> browser.text("#connection").startsWith("Not allowed: log in again"));
		assertThat(browser.driver().findElement(By.linkText("log in again")).getDomProperty("href")).isEqualTo(url());
	}

	@Test
	void aPeerThatIsNotWellIsNamedAtTheTop() throws Exception {
		String alerts = "[aria-label='Peer alerts'] ";
		assertThat(browser.<Boolean>run("return document.querySelector('#attention').hidden")).isTrue();
		send("alerts", "hang");
		try {
			await().until(() -> browser.text("#attention").contains("alerts"));
			assertThat(browser.text(alerts + ".state")).isEqualTo("Busy");
			assertThat(
					browser.<String>run("return document.querySelector(arguments[0]).dataset.state", alerts + ".state"))
				.isEqualTo("warn");
			assertThat(browser.text("#peers article h3")).as("the first").isEqualTo("alerts");
			assertThat(browser.<String>run(
					"return document.querySelector(document.querySelector('#attention a').getAttribute('href')).getAttribute('aria-label')"))
				.isEqualTo("Peer alerts");
			browser.saveScreenshot(BASE.resolve("target/console/busy.png"));
			assertThat(browser.violations()).isEmpty();
		}
		finally {
			released.release();
		}
		await().until(() -> browser.<Boolean>run("return document.querySelector('#attention').hidden"));
		assertThat(browser.text("#peers article h3")).isEqualTo("sample");
		Files.delete(path("alerts"));
		await().until(() -> browser.text(alerts).contains("healed: "));
	}

	@Test
	void whatFailedLongAgoIsNotRed() throws Exception {
		send("alerts", "bad");
		await().until(ConsoleIT::isRed);
		// As if the time that the chart shows had gone by.
		await().until(() -> browser.<Boolean>run("return points.at(-1).failed > points.find((point) => point).failed"));
		browser.run("points = points.slice(-1)");
		await().until(() -> !isRed());
		browser.open(url());
		await().until(() -> browser.text("#failed").matches("[1-9].*"));
		assertThat(isRed()).isFalse();
	}

	private static boolean isRed() {
		return browser.run("return document.querySelector('#failed').classList.contains('bad')");
	}

	@Test
	void jsonIsIndentedAndNothingElse() throws Exception {
		send("sample", """
				{"big":12345678901234567890, "dup":1,"dup":2,"f":1.10,"none":{ },"s":"a, \\"b\\": {c}","l":[1,
				true]}""");
		await().until(() -> rows() == 1);
		browser.click(OPEN_ROW);
		assertThat(browser.text("tr.detail pre")).isEqualTo("""
				{
				  "big": 12345678901234567890,
				  "dup": 1,
				  "dup": 2,
				  "f": 1.10,
				  "none": {},
				  "s": "a, \\"b\\": {c}",
				  "l": [
				    1,
				    true
				  ]
				}""");
	}

	@Test
	void whatIsFrozenStays() throws Exception {
		send("sample", "before");
		awaitRow("before");
		browser.click("#freeze");
		send("sample", "after", "after");
		await().until(() -> browser.text("#frozen-text").equals("Frozen: 2 newer wait"));
		browser.type("#search", "e");
		browser.click("#only-troubles");
		browser.click("#only-troubles");
		assertThat(rows()).isEqualTo(1);
		browser.type("#search", "after");
		assertThat(rows()).isZero();
		browser.type("#search", "e");
		browser.click("#follow");
		assertThat(rows()).isEqualTo(3);
		browser.click(OPEN_ROW);
		browser.type("#search", "before");
		assertThat(browser.text("tr.detail")).as("filtered away").isEmpty();
		send("sample", "before, too");
		awaitRow("before, too");
	}

	@Test
	void aSelectionElsewhereHoldsNothingBack() throws Exception {
		send("sample", "one");
		awaitRow("one");
		select("footer p");
		browser.run("document.querySelector('#rows button').focus()");
		press(Keys.ENTER);
		assertThat(browser.text("tr.detail pre")).isEqualTo("one");
		button("Answer").run();
		press(Keys.ESCAPE);
		assertThat(browser.text("tr.detail")).isEmpty();
		browser.click(OPEN_ROW);
		select("tr.detail pre");
		send("sample", "two");
		await().until(() -> browser.text("#frozen-text").contains("1 newer"));
		browser.click("#follow");
		assertThat(browser.text("tr.detail")).isEmpty();
		awaitRow("two");
	}

	private static void select(String selector) {
		browser.run("getSelection().selectAllChildren(document.querySelector(arguments[0]))", selector);
	}

	@Test
	void aLoneDatagramIsSeenInTheCharts() throws Exception {
		await().until(() -> browser.text("#rate").equals("0"));
		send("sample", "alone");
		await().until(() -> browser.<Boolean>run("return document.querySelector('#latency-chart circle') !== null"));
		await().until(() -> browser.<Boolean>run("return points.at(-1).count === points.at(-3)?.count"));
		assertThat(browser.text("#latency")).matches("[1-9].*");
	}

	@Test
	void whoMayOnlyReadSeesNothingThatChanges() throws Exception {
		send("sample", "one");
		awaitRow("one");
		browser.click(OPEN_ROW);
		assertThat(browser.driver().findElement(By.id("read-only")).isDisplayed()).isFalse();
		browser.run("begin({ ...welcome, readOnly: true })");
		await().until(() -> browser.driver().findElement(By.id("read-only")).isDisplayed());
		assertThat(browser.driver().findElement(By.id("send")).isDisplayed()).isFalse();
		assertThat(browser.driver()
			.findElements(By.cssSelector("button"))
			.stream()
			.filter(WebElement::isDisplayed)
			.map(WebElement::getText))
			.containsExactlyInAnyOrder("Freeze", "Clear", browser.text(OPEN_ROW), "Text", "Hex", "Copy");
		browser.saveScreenshot(BASE.resolve("target/console/read-only.png"));
		assertThat(browser.violations()).isEmpty();
	}

	@Test
	void pagesFromElsewhereChangeNothing() throws Exception {
		String script = """
				<script>
				const all = [['console/peers', {peer: 'sample', action: 'PAUSE'}], ['actuator/uxd/sample', {action: 'pause'}]]
					.flatMap(([path, body]) => ['no-cors', 'cors'].map((mode) => fetch('%s' + path, {method: 'POST', mode,
						headers: {'Content-Type': mode === 'cors' ? 'application/json' : 'text/plain'}, body: JSON.stringify(body)})
							.then((response) => response.type, () => 'refused')));
				Promise.all(all).then((results) => { document.title = 'tried ' + results.join(' '); });
				</script>"""
			.formatted(url());
		HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		elsewhere.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/html");
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write(bytes(script));
			exchange.close();
		});
		elsewhere.start();
		try {
			for (String host : List.of("localhost", "127.0.0.1")) {
				browser.open("http://" + host + ":" + elsewhere.getAddress().getPort() + "/");
				await().until(() -> browser.driver().getTitle().equals("tried refused refused refused refused"));
				assertThat(application.getBean(UxdPeers.class).get("sample").poller().isPauseRequested()).isFalse();
			}
		}
		finally {
			elsewhere.stop(0);
		}
	}

	@Test
	void allIsReachedByKeyboard() throws Exception {
		send("sample", "one", "two", "three");
		await().until(() -> rows() == 3);
		press(Keys.TAB, Keys.ENTER);
		Set<String> reached = new HashSet<>();
		for (int i = 0; i < 30; i++) {
			press(Keys.TAB);
			reached.add(focused());
			assertThat(browser.<String>run("return getComputedStyle(document.activeElement).outlineStyle"))
				.as(focused())
				.isNotEqualTo("none");
			if (focused().equals("send-payload")) {
				break;
			}
		}
		assertThat(reached).contains("search", "of-peer", "only-troubles", "freeze", "clear", "Pause", "Stop",
				"send-peer", "send-ask", "send-to", "send-payload");
		browser.run("document.querySelector('#rows button[tabindex=\"0\"]').focus()");
		press(Keys.ARROW_DOWN, Keys.ENTER);
		assertThat(browser.text("tr.detail pre")).isEqualTo("two");
		press(Keys.ESCAPE);
		assertThat(browser.text("tr.detail")).isEmpty();
		assertThat(browser.text("tr.row:has(:focus) td.payload")).isEqualTo("two");
	}

	private static void press(CharSequence... keys) {
		for (CharSequence key : keys) {
			new Actions(browser.driver()).sendKeys(key).perform();
		}
	}

	private static String focused() {
		return browser.run("return document.activeElement.id || document.activeElement.textContent.slice(0, 40)");
	}

	@Test
	void fitsAPhoneAndBothColourSchemes() throws Exception {
		send("alerts", "bad: disk 3 is full");
		ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
		try (Peer till = Peer.openTemp((builder) -> builder.path(directory.resolve("till-3.sock")))) {
			clock.scheduleAtFixedRate(() -> sendSomething(till), 0, 120, TimeUnit.MILLISECONDS);
			await().until(() -> rows() > 40);
			await().until(() -> browser.<Long>run("return points.filter((point) => point).length") > 8);
			look();
		}
		finally {
			clock.shutdownNow();
			clock.awaitTermination(10, TimeUnit.SECONDS);
		}
	}

	private static void sendSomething(Peer till) {
		try {
			int number = count.incrementAndGet();
			UxdAddress sample = UxdAddress.of(path("sample"));
			till.send(bytes((number % 9 == 4) ? "\u001b[31mred\u001b[0m \u202egnp.exe"
					: "{\"item\": \"apple\", \"count\": " + number % 100 + "}"), sample);
			if (number % 4 == 0) {
				till.send(bytes(((number % 12 == 0) ? "bad " : "") + "door " + number % 10 + " is open"),
						UxdAddress.of(path("alerts")));
			}
			while (till.receive() != null) {
				// The answers are not looked at.
			}
		}
		catch (UxdException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void look() throws IOException {
		for (String scheme : List.of("light", "dark")) {
			browser.prefer(scheme);
			browser.resize(1280, 800);
			assertThat(browser.violations()).as(scheme).isEmpty();
			browser.saveScreenshot(BASE.resolve("target/console/" + scheme + ".png"));
			browser.resize(360, 740);
			assertThat(browser.<Long>run("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
			browser.saveScreenshot(BASE.resolve("target/console/narrow-" + scheme + ".png"));
		}
		assertThat(browser.violations()).as("narrow").isEmpty();
		if (Boolean.getBoolean("test.uxd.console-picture")) {
			Path picture = BASE.resolve("../docs/console.png");
			Picture.reduce(BASE.resolve("target/console/light.png"), picture);
			assertThat(Files.size(picture)).isLessThan(LARGEST_PICTURE);
		}
	}

	private static long rows() {
		return browser.<Long>run("return document.querySelectorAll(arguments[0]).length", ROW);
	}

	private static void send(String peer, String... payloads) throws UxdException {
		try (Peer sender = Peer.openTemp()) {
			for (String payload : payloads) {
				send(sender, peer, payload);
			}
		}
	}

	private static void send(Peer sender, String peer, String payload) throws UxdException {
		UxdAddress to = UxdAddress.of(path(peer));
		await().until(() -> sender.send(bytes(payload), to));
	}

	private void awaitRow(String payload) {
		await().untilAsserted(() -> assertThat(browser.text(ROW + " td.payload")).isEqualTo(payload));
	}

	private static Runnable button(String label) {
		return () -> browser.run(
				"""
						Array.from(document.querySelectorAll('button')).find((button) => button.textContent === arguments[0]).click()
						""",
				label);
	}

	private static String shell(String line) throws Exception {
		return run("sh", "-c", line);
	}

	private static String run(String... command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		return output;
	}

	/**
	 * Short paths are good to look at.
	 */
	static class Shop implements TempDirFactory {

		@Override
		public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
			return Files.createTempDirectory("shop");
		}

	}

	/**
	 * The sample as it is.
	 */
	@EnableAutoConfiguration
	@Import({ ConnectionAbort.class, ConsoleController.class, DatagramSampler.class, DatagramSender.class,
			FailureSampler.class, Pages.class, Samples.class, WhoMayLookFilter.class })
	static class OnePeer {

		@UxdListener(id = "echo.answer")
		String answer(String text) {
			return "You said: " + text;
		}

	}

	/**
	 * The sample with a second peer, whose listener doesn't like everything.
	 */
	static class Application extends OnePeer {

		@UxdListener(id = "alerts.onAlert", peer = "alerts")
		void onAlert(String text) throws InterruptedException {
			if (text.equals("hang")) {
				released.acquire();
			}
			if (text.contains("bad")) {
				throw new IllegalArgumentException("No such alert: " + text);
			}
		}

	}

}
