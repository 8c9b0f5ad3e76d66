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
package io.github.uxd.reliability;

/**
 * How much of everything a scenario does.
 *
 * @param factor 0 for the short form, 1 for the long one, more or less for longer or
 * shorter ones
 */
public record Scale(double factor) {

	private static final int MOST = 100;

	/**
	 * That of the tests.
	 */
	public static final Scale SHORT = new Scale(0);

	/**
	 * Read a factor.
	 * @param factor a number that is not negative
	 * @return the scale
	 * @throws IllegalArgumentException if it is none
	 */
	public static Scale of(String factor) {
		try {
			double value = Double.parseDouble(factor);
			if (value >= 0 && value <= MOST) {
				return new Scale(value);
			}
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("A scale is a number, not '" + factor + "'", ex);
		}
		throw new IllegalArgumentException("A scale is a number from 0 to " + MOST + ", not " + factor);
	}

	/**
	 * Return how much of something.
	 * @param shortForm how much in the short form
	 * @param longForm how much in the long form
	 * @return a number
	 */
	public int of(int shortForm, int longForm) {
		return (int) Math.max(shortForm, Math.round(longForm * this.factor));
	}

}
