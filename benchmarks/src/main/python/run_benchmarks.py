#
# Copyright the original author or authors.
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#      https://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.
#

"""Runs the benchmarks. benchmarks/run builds what this needs, and calls it."""
import argparse
import json
import re
import signal
import sys
from pathlib import Path

from bench import application, bursts, calls, host, jmh, markdown, namespace, pingpong, plot, processes
from bench.measuring import Measuring, say
from bench.plan import MEASURES, QUEUE_LENGTHS, Plan, quick, standard
from bench.results import Results
from bench.sides import Java, Sides
from bench.throughput import Throughput, add_allocation


def arguments():
    parser = argparse.ArgumentParser(prog="benchmarks/run")
    thoroughness = parser.add_mutually_exclusive_group()
    thoroughness.add_argument("--quick", action="store_true",
                              help="everything once, in less than a minute: a smoke test")
    thoroughness.add_argument("--standard", action="store_true",
                              help="what a user asks for, with a queue of 10, in about six minutes")
    parser.add_argument("--only", metavar="REGEX", help="only sides whose name matches; C always takes part")
    parser.add_argument("--measure", metavar="LIST", help="only these, with commas: " + ", ".join(MEASURES))
    parser.add_argument("--rounds", type=int, metavar="N", help="how many rounds")
    parser.add_argument("--jmh", action="store_true", help="with JMH, although --only or --measure leave it out")
    parser.add_argument("--target", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--directory", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--java-home", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def make_plan(options):
    plan = Plan(options.target, options.directory, options.java_home)
    if options.quick:
        quick(plan)
    if options.standard:
        standard(plan)
    if options.rounds:
        plan.rounds = options.rounds
    if options.only:
        plan.only = re.compile(options.only)
        plan.measures = tuple(measure for measure in plan.measures if measure != "jmh")
    if options.measure:
        plan.measures = tuple(options.measure.split(","))
        unknown = set(plan.measures) - set(MEASURES)
        if unknown:
            raise SystemExit("Not a measure: %s" % ", ".join(sorted(unknown)))
    if options.jmh:
        plan.measures = (*plan.measures, "jmh")
    lengths = QUEUE_LENGTHS[:1] if options.standard else QUEUE_LENGTHS
    plan.queue_lengths = lengths if namespace.is_entered() else (host.queue_length(),)
    (plan.target / "logs").mkdir(parents=True, exist_ok=True)
    for log in (plan.target / "logs").iterdir():
        log.unlink()
    return plan


def measure(plan, java, sides, measuring, results):
    if "throughput" in plan.measures:
        for length in plan.queue_lengths:
            if namespace.is_entered():
                namespace.set_queue_length(length)
                sides.renew()
            Throughput(plan, sides, measuring, results, length).run(say)
        add_allocation(results)
    if namespace.is_entered():
        namespace.set_queue_length(QUEUE_LENGTHS[0])
        sides.renew()
    if "calls" in plan.measures:
        calls.run(plan, sides, measuring, results, say)
    if "pingpong" in plan.measures:
        pingpong.run(plan, sides, measuring, results, say)
    sides.close()
    transports = sides.transports()
    if "bursts" in plan.measures:
        bursts.run(plan, java, transports, measuring, results, say)
    if "idle" in plan.measures:
        application.idle(plan, java, transports, measuring, results, say)
    if "start-up" in plan.measures:
        application.start_up(plan, java, transports, measuring, results, say)
    if "jmh" in plan.measures:
        jmh.run(plan, java, transports, measuring, results, say)


def main():
    options = arguments()
    namespace.enter()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    plan = make_plan(options)
    if namespace.is_entered():
        namespace.bring_up_loopback()
    java = Java(options.java_home, options.target, plan.java_options)
    sides, measuring, results = Sides(plan, java), Measuring(), Results()
    try:
        measure(plan, java, sides, measuring, results)
    finally:
        processes.kill_all()
    records = results.records()
    (plan.target / "results.json").write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n")
    say(plot.draw(plan, records, plan.queue_lengths if "throughput" in plan.measures else ()))
    text = markdown.write(plan, java, sides, measuring, records)
    (plan.target / "performance.md").write_text(text)
    say("results.json and performance.md are in %s" % plan.target.name)
    return 1 if measuring.failures else 0


if __name__ == "__main__":
    sys.exit(main())
