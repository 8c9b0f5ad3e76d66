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

"""Writes the results as Markdown, to be read by people."""
from . import host, prose
from .plan import SIZES

DASH = "–"


def write(plan, java, sides, measuring, records):
    parts = ["# Performance", prose.INTRODUCTION]
    if plan.quick:
        parts.append(prose.QUICK)
    parts += ["## Machine", bullets(host.describe(java.home, java.class_path())), "## How to read this", prose.READING]
    if (plan.target / "performance.svg").exists():
        parts.append("![Datagrams received per second, as ratios to C](performance.svg)")
    for length in plan.queue_lengths if "throughput" in plan.measures else ():
        parts += ["## Receiving, with a queue of %d datagrams" % length, prose.queue(plan, length)]
        for size in plan.sizes_at(length):
            parts += ["### %s bytes" % format(size, ","), throughput(records, "throughput", length, size)]
        parts += ["### Eight senders, 64 bytes", throughput(records, "many-senders", length, 64)]
        parts += ["### A usual sender, 64 bytes", prose.USUAL, throughput(records, "usual-sender", length, 64)]
    if "throughput" in plan.measures:
        parts += [prose.STREAM, "## Allocation", prose.ALLOCATION, allocation(records)]
    if "calls" in plan.measures:
        parts += ["## Single calls", prose.CALLS]
        for metric in ("receive", "send"):
            parts += ["### One %s" % metric, calls(records, metric)]
    if "pingpong" in plan.measures:
        parts += ["## Ping-pong", prose.PINGPONG]
        for mode in ("blocking", "spinning"):
            parts += ["### %s" % mode.capitalize(), pingpong(records, mode)]
    if "bursts" in plan.measures:
        parts += ["## Bursts", prose.bursts(plan), bursts(records)]
    if "idle" in plan.measures:
        parts += ["## Idle CPU", prose.idle(plan), applications(records, "idle-cpu", "% of a core", 2)]
    if "start-up" in plan.measures:
        parts += ["## Start-up", prose.START_UP, applications(records, "start-up", "ms", 0)]
    if "jmh" in plan.measures:
        parts += ["## JMH", prose.JMH, jmh(records)]
    parts += ["## What was left out", left_out(sides, measuring)]
    return "\n\n".join(part for part in parts if part) + "\n"


def throughput(records, metric, length, size):
    rows = [[name(record), yes(record["hasSource"]), spread(record, 0, 1000), ratio(record), base_ratio(record),
             number(record.get("cpuMicros"), 2), number(record.get("busyPercent"), 0),
             percent(record.get("loss"))]
            for record in of(records, metric, length, size)]
    return table(["side", "source", "thousands/s, median (min–max)", "ratio to C", "to base", "CPU µs", "busy %",
                  "lost %"], rows)


def allocation(records):
    rows = [[name(record), str(record["qlen"]), number(record["median"], 0), number(record["beyondPayload"], 0)]
            for record in of(records, "allocation")]
    return table(["side", "queue", "bytes/datagram", "beyond the payload's array"], rows)


def calls(records, metric):
    by_name = {}
    for record in of(records, metric):
        by_name.setdefault(name(record), {})[record["size"]] = record
    rows = []
    for title, sizes in by_name.items():
        row = [title]
        for size in SIZES:
            record = sizes.get(size)
            row += [spread(record, 0), ratio(record), base_ratio(record)] if record else [DASH] * 3
        rows.append(row)
    header = ["side"]
    for size in SIZES:
        header += ["ns, %s B" % format(size, ","), "to C", "to base"]
    return table(header, rows)


def pingpong(records, mode):
    late = {record["name"]: record for record in of(records, "pingpong-%s-p99" % mode)}
    rows = []
    for record in of(records, "pingpong-%s-p50" % mode):
        p99 = late[record["name"]]
        rows.append([name(record), spread(record, 1), ratio(record), base_ratio(record), spread(p99, 1), ratio(p99)])
    return table(["side", "p50 µs", "ratio to C", "to base", "p99 µs", "ratio to C"], rows)


def applications(records, metric, unit, digits):
    rows = []
    for record in of(records, metric):
        difference = DASH if record["name"].startswith("without") else "%+.*f (%+.*f to %+.*f)" % (
            digits, record["difference"], digits, record["differenceMin"], digits, record["differenceMax"])
        rows.append([name(record), spread(record, digits), difference, str(record["rounds"])])
    return table(["application", unit, "difference", "rounds"], rows)


def bursts(records):
    rows = [[name(record), spread(record, 0), number(record["difference"], 0), str(record["rounds"])]
            for record in of(records, "burst-lost")]
    return table(["receiver", "lost %", "cold", "rounds"], rows)


def jmh(records):
    rows = [["`%s`" % record["level"], record["transport"], spread(record, 0), record["unit"],
             number(record["allocatedBytes"], 1)] for record in of(records, "jmh")]
    return table(["call", "transport", "mean (min–max)", "unit", "bytes/call"], rows)


def left_out(sides, measuring):
    lines = [prose.steal(measuring)]
    lines += ["- dropped: %s" % what for what in measuring.dropped]
    lines += ["- failed: %s" % what for what in measuring.failures]
    lines += ["- not here: %s" % why for why in sides.unusable.values()]
    return "\n".join(lines)


def of(records, metric, length=None, size=None):
    return [record for record in records if record["metric"] == metric
            and length in (None, record["qlen"]) and size in (None, record["size"])]


def name(record):
    text = record["level"] if record["side"] == "uxd" else record["side"]
    shows_transport = record["side"] == "uxd" or record["level"] == "application"
    text = "%s, %s" % (text, record["transport"]) if shows_transport and record["transport"] else text
    return "**%s**" % text if record["side"] == "uxd" else text


def number(value, digits):
    return DASH if value is None else format(value, ",.%df" % digits)


def percent(value):
    return DASH if not value else "%.1f" % (100 * value)


def yes(value):
    return "yes" if value else "no"


def spread(record, digits, unit=1):
    middle, low, high = (number(record[key] / unit, digits) for key in ("median", "min", "max"))
    return middle if record["rounds"] == 1 else "%s (%s–%s)" % (middle, low, high)


def ratio(record):
    if record.get("ratioToC") is None:
        return DASH
    if record["rounds"] == 1 or record["name"] == "c":
        return "%.2f" % record["ratioToC"]
    return "%.2f (%.2f–%.2f)" % (record["ratioToC"], record["ratioToCMin"], record["ratioToCMax"])


def base_ratio(record):
    return number(record.get("ratioToBase"), 2)


def bullets(pairs):
    return "\n".join("- %s: %s" % pair for pair in pairs)


def table(header, rows):
    lines = ["| %s |" % " | ".join(header), "|%s|" % "|".join(["---"] + ["---:"] * (len(header) - 1))]
    lines += ["| %s |" % " | ".join(row) for row in rows]
    return "\n".join(lines) if rows else ""
