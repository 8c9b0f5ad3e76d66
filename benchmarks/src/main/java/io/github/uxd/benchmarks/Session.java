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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Has a side do what the lines of standard input say. Each is answered by a line that
 * begins with {@code result} or {@code error}; before it, when senders may start, comes
 * {@code ready} with the address to send to.
 */
final class Session {

	private static final int PING_SIZE = 64;

	private final Side side;

	private final PrintStream out;

	Session(Side side, PrintStream out) {
		this.side = side;
		this.out = out;
	}

	void run() throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		say("up");
		@Nullable String line = in.readLine();
		while (line != null) {
			try {
				say("result " + obey(line.split(" ")));
			}
			catch (Exception ex) {
				ex.printStackTrace();
				say("error " + ex.toString().replace('\n', ' '));
			}
			line = in.readLine();
		}
		this.side.renew();
	}

	private String obey(String[] words) throws Exception {
		switch (words[0]) {
			case "throughput" -> {
				List<String> sources = Arrays.asList(words).subList(3, words.length);
				Tally tally = new Tally(Integer.parseInt(words[1]), Long.parseLong(words[2]), new Sources(sources));
				open(new Demand(tally.size(), false), () -> this.side.receive(tally));
				return tally.toJson();
			}
			case "answer" -> {
				int count = Integer.parseInt(words[1]);
				boolean spinning = words[2].equals("spinning");
				open(new Demand(PING_SIZE, spinning), () -> this.side.answer(count, spinning));
				return "{\"count\": " + count + "}";
			}
			case "send" -> {
				int size = Integer.parseInt(words[1]);
				try (Pair pair = this.side.openPair(size)) {
					return PairTimer.time(pair, size, Integer.parseInt(words[2]));
				}
			}
			case "check" -> {
				try (Side opened = this.side) {
					return "{\"address\": \"" + opened.open(new Demand(PING_SIZE, false)) + "\"}";
				}
			}
			case "renew" -> {
				this.side.renew();
				return "{}";
			}
			default -> throw new IllegalArgumentException("Not understood: " + words[0]);
		}
	}

	private void open(Demand demand, Action action) throws Exception {
		try (Side opened = this.side) {
			say("ready " + opened.open(demand));
			action.run();
		}
	}

	private void say(String line) {
		this.out.println(line);
		this.out.flush();
	}

	/**
	 * What to do while the side is open.
	 */
	@FunctionalInterface
	private interface Action {

		void run() throws Exception;

	}

}
