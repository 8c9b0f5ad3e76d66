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

"""Takes measurements, and knows which ones the host has spoilt."""
import statistics
import sys
import time

from . import host
from .processes import SideFailed

LARGEST_STEAL = 0.02
TRIES = 3


class Measuring:
    """Repeats what was measured while the host gave our processors to others."""

    def __init__(self):
        self.taken = 0
        self.repeated = 0
        self.dropped = []
        self.failures = []
        self.steal = []
        self.others = []

    def measure(self, what, action, sides=None, side=None):
        """Return what the action returns, or None if there is nothing to go by."""
        for _ in range(TRIES):
            watch = Watch(sides, side)
            try:
                value = action()
            except SideFailed as failure:
                self.fail("%s: %s" % (what, failure))
                if sides is not None:
                    sides.forget(side)
                return None
            watch.stop()
            self.taken += 1
            if watch.is_clean():
                self.steal.append(watch.steal)
                if watch.others is not None:
                    self.others.append(watch.others)
                return value
            self.repeated += 1
        self.dropped.append(what)
        return None

    def others_percent(self):
        """Return how busy other programs kept the machine: the median, and at most."""
        return (100 * statistics.median(self.others), 100 * max(self.others)) if self.others else (0, 0)

    def fail(self, message):
        self.failures.append(message)
        say("FAILED " + message)


class Watch:
    """Looks at the whole machine before and after a measurement."""

    def __init__(self, sides, side):
        process = sides.processes.get(side.name) if sides is not None else None
        self.pid = process.pid if process is not None else None
        self.before = self._look()

    def _look(self):
        return (*host.processor_times(), host.own_ticks(), host.ticks_of(self.pid) if self.pid else None)

    def stop(self):
        after = self._look()
        total, used, self.stolen = (new - old for new, old in zip(after[:3], self.before[:3]))
        self.steal = self.stolen / max(1, total)
        self.others = None
        if after[4] is not None and self.before[4] is not None:
            ours = after[3] - self.before[3] + after[4] - self.before[4]
            self.others = max(0.0, used - ours) / max(1, total)

    def is_clean(self):
        # One tick is no sign of anything: it is all that a short measurement can show.
        return self.steal <= LARGEST_STEAL or self.stolen <= 1


started = time.monotonic()


def say(message):
    print("[%5.1f s] %s" % (time.monotonic() - started, message), file=sys.stderr, flush=True)
