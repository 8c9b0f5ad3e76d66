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

"""How long it takes until an answer is there."""
import json
import subprocess

from . import host, processes
from .plan import PING_SIZE
from .processes import SideFailed

SECONDS = 60


def run(plan, sides, measuring, results, say):
    chosen = sides.usable(lambda side: side.modes)
    sides.start(chosen)
    for number in range(plan.rounds):
        say("ping-pong, round %d of %d" % (number + 1, plan.rounds))
        for mode in ("blocking", "spinning"):
            those = sides.usable(lambda side: mode in side.modes)
            for side in [*those, those[0]]:
                result = measuring.measure("%s ping-pong of %s" % (mode, side.name),
                                           lambda: _measure(plan, sides, side, mode), sides, side)
                if result is not None:
                    for quantile in ("p50", "p99"):
                        results.add(side, "pingpong-%s-%s" % (mode, quantile), "µs", number,
                                    result[quantile] / 1e3, PING_SIZE)


def _measure(plan, sides, side, mode):
    process = sides.process(side)
    process.tell("answer %d %s" % (plan.ping_warm_up + plan.pings, mode))
    address = process.await_ready()
    ping = processes.start([str(plan.target / "c" / "ping"), mode, address, str(plan.directory / "ping"),
                            str(PING_SIZE), str(plan.ping_warm_up), str(plan.pings)],
                           stdout=subprocess.PIPE, text=True)
    host.pin(ping.pid, host.sender_processors())
    try:
        output, _ = ping.communicate(timeout=SECONDS)
        if ping.returncode != 0:
            sides.forget(side)
            raise SideFailed("no answers from %s" % side.name)
        process.await_result(SECONDS)
    except subprocess.TimeoutExpired as expired:
        raise SideFailed("no answers from %s within %d s" % (side.name, SECONDS)) from expired
    finally:
        processes.kill(ping)
    return json.loads(output)
