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

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

/**
 * A screenshot with its most frequent colours alone, which takes a third of the bytes.
 */
final class Picture {

	private static final int COLOURS = 64;

	private Picture() {
	}

	static void reduce(Path from, Path to) throws IOException {
		BufferedImage image = ImageIO.read(from.toFile());
		int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
		Map<Integer, Long> counts = IntStream.of(pixels)
			.boxed()
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		List<Integer> colours = counts.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
			.limit(COLOURS)
			.map(Map.Entry::getKey)
			.toList();
		Map<Integer, Integer> nearest = counts.keySet()
			.stream()
			.collect(Collectors.toMap(Function.identity(), (colour) -> nearest(colours, colour)));
		int[] palette = colours.stream().mapToInt(Integer::intValue).toArray();
		BufferedImage reduced = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED,
				new IndexColorModel(8, palette.length, palette, 0, false, -1, 0));
		for (int i = 0; i < pixels.length; i++) {
			reduced.getRaster().setSample(i % image.getWidth(), i / image.getWidth(), 0, nearest.get(pixels[i]));
		}
		ImageIO.write(reduced, "png", to.toFile());
	}

	private static int nearest(List<Integer> colours, int colour) {
		return IntStream.range(0, colours.size())
			.boxed()
			.min(Comparator.comparingInt((index) -> distance(colours.get(index), colour)))
			.orElseThrow();
	}

	private static int distance(int first, int second) {
		Color one = new Color(first);
		Color other = new Color(second);
		int red = one.getRed() - other.getRed();
		int green = one.getGreen() - other.getGreen();
		int blue = one.getBlue() - other.getBlue();
		return red * red + green * green + blue * blue;
	}

}
