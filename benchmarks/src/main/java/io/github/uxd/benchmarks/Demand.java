package io.github.uxd.benchmarks;

/**
 * What a side has to be ready for.
 *
 * @param largest how many bytes the largest datagram has
 * @param spinning whether to ask again and again when nothing is there, instead of
 * waiting in the kernel
 */
record Demand(int largest, boolean spinning) {

}
