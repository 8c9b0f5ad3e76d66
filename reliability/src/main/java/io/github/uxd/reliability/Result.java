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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a scenario: figures, and what was promised and isn't so.
 */
public final class Result {

	private final Map<String, Object> figures = new LinkedHashMap<>();

	private final List<Sample> samples = new ArrayList<>();

	private final List<String> broken = new ArrayList<>();

	/**
	 * Tell a figure.
	 * @param name its name
	 * @param value what it is
	 */
	public void tell(String name, Object value) {
		this.figures.put(name, value);
	}

	/**
	 * Tell a figure that has a bound.
	 * @param name its name
	 * @param value what it is
	 * @param most what it may be at most
	 */
	public void atMost(String name, long value, long most) {
		tell(name, value);
		if (value > most) {
			this.broken.add(name + " is " + value + ", more than " + most);
		}
	}

	/**
	 * Tell a figure that has a bound.
	 * @param name its name
	 * @param value what it is
	 * @param least what it may be at least
	 */
	public void atLeast(String name, long value, long least) {
		tell(name, value);
		if (value < least) {
			this.broken.add(name + " is " + value + ", less than " + least);
		}
	}

	/**
	 * Tell what there was of something at the start and at the end, which is no more.
	 * @param name what it is
	 * @param start how much there was at the start
	 * @param end how much there was at the end
	 * @param more by how much that may be more, for it is never quite the same
	 */
	public void unchanged(String name, long start, long end, long more) {
		tell(name + " at the start", start);
		atMost(name + " at the end", end, start + more);
	}

	/**
	 * Tell what the judge has found. What was handled was handled once, whole and in
	 * order, and no more is missing than may be.
	 * @param verdict the verdict
	 * @param mostLost how many datagrams may be missing at most
	 */
	public void verdict(Verdict verdict, long mostLost) {
		atLeast("sent", verdict.sent(), 1);
		atMost("lost", verdict.lost(), mostLost);
		atMost("twice", verdict.twice(), 0);
		atMost("reordered", verdict.reordered(), 0);
		atMost("corrupt", verdict.corrupt() + verdict.unknown(), 0);
	}

	/**
	 * Tell what an application has of memory, threads and descriptors, by its own count,
	 * and that it has hardly more at the end.
	 * @param start what it has counted at the start
	 * @param end what it has counted at the end
	 */
	public void unchanged(Counted start, Counted end) {
		unchanged("heap", start.sum("heap"), end.sum("heap"), Sample.MORE_HEAP);
		unchanged("threads of Java", start.sum("threads"), end.sum("threads"), Sample.MORE_THREADS);
		unchanged("descriptors", start.sum("descriptors"), end.sum("descriptors"), Sample.MORE_DESCRIPTORS);
	}

	/**
	 * Tell how long stops took.
	 * @param stops the times
	 */
	public void stops(List<Duration> stops) {
		List<Long> sorted = stops.stream().map(Duration::toMillis).sorted().toList();
		tell("stop, median ms", sorted.get(sorted.size() / 2));
		tell("stop, longest ms", sorted.get(sorted.size() - 1));
	}

	/**
	 * Tell that something is not as promised.
	 * @param what what it is
	 */
	public void broken(String what) {
		this.broken.add(what);
	}

	/**
	 * Tell what the application has at one moment.
	 * @param sample a sample
	 */
	public void sample(Sample sample) {
		this.samples.add(sample);
	}

	/**
	 * Tell that what the application has is hardly more at the last sample than at the
	 * first. Its threads are all that the kernel knows, those of the JVM too.
	 */
	public void samplesAreUnchanged() {
		Sample start = this.samples.get(0);
		Sample end = this.samples.get(this.samples.size() - 1);
		unchanged("heap", start.heap(), end.heap(), Sample.MORE_HEAP);
		unchanged("threads of the process", start.threads(), end.threads(), Sample.MORE_THREADS);
		unchanged("descriptors", start.descriptors(), end.descriptors(), Sample.MORE_DESCRIPTORS);
		unchanged("resident", start.resident(), end.resident(), Sample.MORE_RESIDENT);
	}

	/**
	 * Return what the application had, from moment to moment.
	 * @return the samples
	 */
	public List<Sample> samples() {
		return this.samples;
	}

	/**
	 * Return all figures.
	 * @return the figures by their names
	 */
	public Map<String, Object> figures() {
		return this.figures;
	}

	/**
	 * Return what was promised and isn't so.
	 * @return sentences; none if all is well
	 */
	public List<String> broken() {
		return this.broken;
	}

}
