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
package io.github.uxd.reliability.run;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.github.uxd.reliability.Sample;

/**
 * Draws what the application has under load: a panel for each kind, a line for each run.
 */
final class Plot {

	private static final int WIDTH = 1_000;

	private static final int PANEL = 190;

	private static final int LEFT = 90;

	private static final int TOP = 40;

	private static final int HEIGHT = 110;

	private static final List<String> COLOURS = List.of("#1b4f72", "#d35400", "#2e86c1", "#7d6608");

	private static final List<Panel> PANELS = List.of(
			new Panel("heap after a collection, MB", (sample) -> sample.heap() / 1e6),
			new Panel("resident memory, MB", (sample) -> sample.resident() / 1e6),
			new Panel("threads", Sample::threads), new Panel("descriptors", Sample::descriptors));

	private final List<RunResults> runs;

	Plot(List<RunResults> runs) {
		this.runs = runs.stream().filter((run) -> samples(run).size() > 1).toList();
	}

	private static List<Sample> samples(RunResults run) {
		return run.played()
			.stream()
			.filter((played) -> played.name().equals("load"))
			.flatMap((played) -> played.samples().stream())
			.toList();
	}

	String svg() {
		StringBuilder svg = new StringBuilder();
		svg.append(
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n"
					.formatted(WIDTH, PANELS.size() * PANEL));
		svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
		for (int i = 0; i < PANELS.size(); i++) {
			panel(svg, PANELS.get(i), i * PANEL + TOP);
		}
		return svg.append("</svg>\n").toString();
	}

	private void panel(StringBuilder svg, Panel panel, int top) {
		double most = 1.1 * max(panel.value());
		double seconds = Math.max(1, max(Sample::second));
		int width = WIDTH - LEFT - 20;
		svg.append(text(LEFT, top - 10, "start", panel.title()));
		for (int i = 0; i <= 2; i++) {
			double y = top + HEIGHT - i * HEIGHT / 2.0;
			svg.append(String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#cccccc\"/>\n", LEFT, y,
					LEFT + width));
			svg.append(text(LEFT - 8, y + 4, "end", String.format(Locale.ROOT, "%.0f", most * i / 2)));
			svg.append(text(LEFT + width * i / 2.0, top + HEIGHT + 18, "middle",
					String.format(Locale.ROOT, "%.0f s", seconds * i / 2)));
		}
		for (int i = 0; i < this.runs.size(); i++) {
			String colour = COLOURS.get(i % COLOURS.size());
			String points = samples(this.runs.get(i)).stream()
				.map((sample) -> String.format(Locale.ROOT, "%.1f,%.1f", LEFT + sample.second() / seconds * width,
						top + HEIGHT - panel.value().applyAsDouble(sample) / most * HEIGHT))
				.collect(Collectors.joining(" "));
			svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"%s\"/>\n".formatted(colour,
					points));
			svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"%s\">%s</text>\n"
				.formatted(WIDTH - 20 - 180 * i, top - 10, colour, this.runs.get(i).title()));
		}
	}

	private double max(ToDoubleFunction<Sample> value) {
		return this.runs.stream().flatMap((run) -> samples(run).stream()).mapToDouble(value).max().orElse(1);
	}

	private static String text(double x, double y, String anchor, String text) {
		return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor,
				text);
	}

	private record Panel(String title, ToDoubleFunction<Sample> value) {

	}

}
