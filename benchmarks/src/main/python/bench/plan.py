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

"""What is measured, for how long, and where everything lives."""
import re
from dataclasses import dataclass, field
from pathlib import Path

SIZES = (64, 1024, 8192)
QUEUE_LENGTHS = (10, 512)
MANY_SENDERS = 8
PING_SIZE = 64
MEASURES = ("throughput", "calls", "pingpong", "bursts", "idle", "start-up", "jmh")


@dataclass
class Plan:
    """How thorough a run is; the defaults are those of a full one."""

    target: Path
    directory: Path = None
    java_home: Path = None
    quick: bool = False
    only: re.Pattern = None
    measures: tuple = MEASURES
    rounds: int = 10
    warm_ups: int = 3
    first_count: int = 10_000
    java_options: tuple = ()
    seconds: float = 0.5
    calls: int = 100_000
    call_warm_up: int = 600_000
    pings: int = 15_000
    ping_warm_up: int = 15_000
    burst: int = 100_000
    burst_warm_up: int = 10_000
    settling_seconds: float = 10
    idle_seconds: float = 30
    start_ups: int = 16
    jmh: tuple = ("-f", "2", "-wi", "4", "-i", "5", "-w", "1s", "-r", "1s")
    queue_lengths: tuple = ()
    sizes: dict = field(default_factory=dict)

    def sizes_at(self, queue_length):
        return self.sizes.get(queue_length, SIZES)

    def takes(self, name):
        """C is in every run: the ratios are to it."""
        return name == "c" or self.only is None or self.only.search(name) is not None


# What a user asks for: how fast is a listener, beside what else there is.
STANDARD = re.compile(r"^(c-threads|python|netty)$|^(peer-view|handler|event|listener-(string|bytes|buffer|batch))/native$"
                      r"|^(event|listener-string|burst)/")


def standard(plan):
    """About six minutes, for a check whether something has become slower."""
    plan.rounds = 4
    plan.only = STANDARD
    plan.measures = ("throughput", "bursts")
    return plan


def quick(plan):
    """A smoke test: everything once, and small. Its numbers say nothing."""
    plan.quick = True
    plan.rounds = 1
    plan.warm_ups = 0
    plan.first_count = 2_000
    # What is only looked at once need not be compiled well.
    plan.java_options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    plan.seconds = 0.03
    plan.calls = 3_000
    plan.call_warm_up = 5_000
    plan.pings = 200
    plan.ping_warm_up = 100
    plan.burst = 2_000
    plan.burst_warm_up = 1_000
    plan.settling_seconds = 1
    plan.idle_seconds = 3
    plan.start_ups = 2
    plan.jmh = ("-f", "1", "-wi", "1", "-i", "1", "-w", "100ms", "-r", "100ms")
    plan.sizes = {512: (64,)}
    return plan
