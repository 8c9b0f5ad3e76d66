"""Runs the benchmarks: starts the sides, measures them in turn, and writes what comes out."""
