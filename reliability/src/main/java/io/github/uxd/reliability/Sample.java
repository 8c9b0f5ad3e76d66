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
 * What a process has at one moment.
 *
 * @param second how long it has been under load by then
 * @param heap what is used of its heap after a collection, in bytes
 * @param resident what is in memory, but for mapped files (the journal is one), in bytes
 * @param threads its threads
 * @param descriptors its descriptors
 */
public record Sample(double second, long heap, long resident, long threads, long descriptors) {

	/**
	 * By how much the heap may be larger at the end, in bytes: what was loaded meanwhile.
	 */
	public static final long MORE_HEAP = 8_000_000;

	/**
	 * By how much more may be resident at the end, in bytes, where all of the heap is
	 * from the start on: compiled code, and what belongs to threads.
	 */
	public static final long MORE_RESIDENT = 48_000_000;

	/**
	 * By how many threads there may be more: those of the JVM come and go.
	 */
	public static final long MORE_THREADS = 2;

	/**
	 * By how many descriptors there may be more.
	 */
	public static final long MORE_DESCRIPTORS = 2;

	/**
	 * Take a sample.
	 * @param receiver the application
	 * @param number how many were taken before
	 * @param begin when the load began, in nanoseconds
	 * @return the sample
	 */
	public static Sample of(Receiver receiver, int number, long begin) {
		double second = (System.nanoTime() - begin) / 1e9;
		long heap = receiver.report("sample-" + number).sum("heap");
		return new Sample(second, heap, Machine.resident(receiver.pid()) * 1_024, Machine.threads(receiver.pid()),
				Machine.descriptors(receiver.pid()));
	}

}
