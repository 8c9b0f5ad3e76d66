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

"""How long one send and one receive take, in one thread, with nobody to wait for."""
from .plan import SIZES

BATCH = 10


def run(plan, sides, measuring, results, say):
    chosen = sides.usable(lambda side: side.calls)
    sides.start(chosen)
    chosen = sides.usable(lambda side: side.calls)
    say("calls, warm-up")
    for side in chosen:
        _measure(sides, measuring, side, 64, plan.call_warm_up // BATCH)
    for number in range(plan.rounds):
        say("calls, round %d of %d" % (number + 1, plan.rounds))
        for size in SIZES:
            for side in [*chosen, chosen[0]]:
                result = _measure(sides, measuring, side, size, plan.calls // BATCH)
                if result is not None:
                    for metric in ("send", "receive"):
                        results.add(side, metric, "ns/call", number, result[metric + "Nanos"] / result["count"], size)


def _measure(sides, measuring, side, size, batches):
    return measuring.measure("calls of %s, %d bytes" % (side.name, size),
                             lambda: sides.process(side).ask("send %d %d" % (size, batches)), sides, side)
