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
import java.util.Map;

import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Sample;
import io.github.uxd.reliability.Scenario;

/**
 * A scenario that was played, as it is kept.
 *
 * @param name its name
 * @param clause the part of the promise that it tries
 * @param idea what is done
 * @param figures what came of it, by name
 * @param samples what the application had, from moment to moment
 * @param broken what was not as promised
 * @param commit of which commit it was
 * @param seed what its chances came from
 */
record Played(String name, Clause clause, String idea, Map<String, Object> figures, List<Sample> samples,
		List<String> broken, String commit, long seed) {

	static Played of(Scenario scenario, Result result, String commit, long seed) {
		return new Played(scenario.name(), scenario.clause(), scenario.idea(), result.figures(), result.samples(),
				result.broken(), commit, seed);
	}

	/**
	 * Return a figure as text, or a dash if there is none of that name.
	 */
	String figure(String name) {
		Object value = this.figures.get(name);
		return (value instanceof Number number) ? String.format(Locale.ROOT, "%,d", number.longValue())
				: (value != null) ? value.toString() : "–";
	}

}
