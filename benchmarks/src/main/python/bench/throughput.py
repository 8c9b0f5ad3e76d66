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

"""How many datagrams a second each side receives, what that costs it, and what it loses."""
import socket

from . import host, processes
from .plan import MANY_SENDERS
from .processes import SideFailed

SENDER_SECONDS = 60
PAYLOAD_OVERHEAD = 16
COPYING = ("peer", "peer-nosource", "event", "listener-string", "listener-bytes", "listener-datagram", "listener-json",
           "listener-batch")


class Throughput:
    """Measures all sides at one length of the queue."""

    def __init__(self, plan, sides, measuring, results, queue_length):
        self.plan = plan
        self.sides = sides
        self.measuring = measuring
        self.results = results
        self.queue_length = queue_length
        self.rates = {}

    def run(self, say):
        self.sides.start(self.sides.usable())
        all_sides = self.sides.usable()
        for number in range(-self.plan.warm_ups, self.plan.rounds):
            say("throughput, queue of %d, %s" % (self.queue_length, title(number, self.plan.rounds)))
            for size in self.plan.sizes_at(self.queue_length):
                self._round(number, size, 1, "throughput", all_sides)
            some_sides = [side for side in all_sides if side.many]
            self._round(number, 64, MANY_SENDERS, "many-senders", some_sides)
            self._round(number, 64, 1, "usual-sender", some_sides)

    def _round(self, number, size, senders, metric, sides):
        c, others = sides[0], sides[1:]
        # C comes first and last, so that what drifts meanwhile is evened out.
        for side in [c, *others, c]:
            what = "%s of %s, %d bytes, queue of %d, round %d" % (metric, side.name, size, self.queue_length, number)
            result = self.measuring.measure(what, lambda s=side: self._measure(s, size, senders, metric), self.sides, side)
            if result is not None:
                self._take(number, side, size, senders, metric, result)

    def _take(self, number, side, size, senders, metric, result):
        if result["errors"]:
            self.measuring.fail("%s: %d datagrams with a wrong length or source" % (side.name, result["errors"]))
            return
        intervals = result["count"] - 1
        rate = intervals / result["nanos"] * 1e9
        self.rates[(side.name, size, metric)] = result["sent"] / result["nanos"] * 1e9
        if number < 0:
            return
        allocated = result.get("allocatedBytes")
        self.results.add(side, metric, "datagrams/s", number, rate, size, self.queue_length,
                         cpuMicros=result["cpuNanos"] / intervals / 1e3,
                         busyPercent=100 * result["cpuNanos"] / result["nanos"],
                         loss=1 - result["count"] / result["sent"],
                         allocatedBytes=allocated / intervals if allocated is not None else None)

    def _measure(self, side, size, senders, metric):
        rate = self.rates.get((side.name, size, metric))
        total = rate * self.plan.seconds if rate is not None else self.plan.first_count
        count = max(100, int(total / senders))
        process = self.sides.process(side)
        sources, command = self._sources(side, senders, "usual" if metric == "usual-sender" else "connected")
        process.tell("throughput %d %d %s" % (size, count * senders, " ".join(sources)))
        address = process.await_ready()
        sender = processes.start([str(self.plan.target / "c" / "sender"), *command(address, size, count)])
        host.pin(sender.pid, host.sender_processors())
        try:
            result = process.await_result(SENDER_SECONDS)
            if sender.wait(SENDER_SECONDS) != 0:
                raise SideFailed("the sender to %s failed" % side.name)
        finally:
            processes.kill(sender)
        result["sent"] = count * senders
        return result

    def _sources(self, side, senders, mode):
        """Return where datagrams come from, and how to call who sends them."""
        if side.kind == "stream":
            return ["-"], lambda address, size, count: ["stream", address, str(size), str(count)]
        if side.kind == "udp":
            port = str(free_port())
            return [port], lambda address, size, count: ["udp", address, str(size), str(count), port]
        paths = [str(self.plan.directory / ("source%d" % i)) for i in range(senders)]
        return paths, lambda address, size, count: ["datagram", mode, address, str(size), str(count), *paths]


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def title(number, rounds):
    return "warm-up" if number < 0 else "round %d of %d" % (number + 1, rounds)


def add_allocation(results):
    """Tell what each side allocates for a datagram of 64 bytes, beyond the array that holds a copy."""
    for record in results.records():
        if record["metric"] != "throughput" or record["size"] != 64 or record.get("allocatedBytes") is None:
            continue
        copies = record["level"] in COPYING
        payload = 64 + PAYLOAD_OVERHEAD if copies else 0
        results.add_record(side=record["side"], transport=record["transport"], level=record["level"],
                           name=record["name"], size=64, metric="allocation", qlen=record["qlen"], unit="B/datagram",
                           median=record["allocatedBytes"], min=record["allocatedBytes"],
                           max=record["allocatedBytes"], ratioToC=None,
                           beyondPayload=record["allocatedBytes"] - payload)
