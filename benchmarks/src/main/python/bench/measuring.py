"""Takes measurements, and knows which ones the host has spoilt."""
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
        self.largest_steal = 0.0

    def measure(self, what, action, sides=None, side=None):
        """Return what the action returns, or None if there is nothing to go by."""
        for _ in range(TRIES):
            total, stolen = host.processor_times()
            try:
                value = action()
            except SideFailed as failure:
                self.fail("%s: %s" % (what, failure))
                if sides is not None:
                    sides.forget(side)
                return None
            total_after, stolen_after = host.processor_times()
            ticks = stolen_after - stolen
            steal = ticks / max(1, total_after - total)
            self.taken += 1
            # One tick is no sign of anything: it is all that a short measurement can show.
            if steal <= LARGEST_STEAL or ticks <= 1:
                self.largest_steal = max(self.largest_steal, steal if ticks > 1 else 0)
                return value
            self.repeated += 1
        self.dropped.append(what)
        return None

    def fail(self, message):
        self.failures.append(message)
        say("FAILED " + message)


started = time.monotonic()


def say(message):
    print("[%5.1f s] %s" % (time.monotonic() - started, message), file=sys.stderr, flush=True)
