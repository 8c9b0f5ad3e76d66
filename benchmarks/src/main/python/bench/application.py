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

"""What the starter adds to an empty web application: CPU time while idle, time at start."""
import queue
import subprocess
import threading
import time
from dataclasses import dataclass

from . import host, processes
from .processes import SideFailed
from .results import median

START_SECONDS = 120


@dataclass(frozen=True)
class Variant:
    """One application: a class path, and properties."""

    name: str
    class_path: str
    transport: str = None
    properties: tuple = ()


WITHOUT = Variant("without the starter", "web")
STARTERS = (
    Variant("starter", "web-with-starter", "native", ("--uxd.transport=native",)),
    Variant("starter", "web-with-starter", "junixsocket", ("--uxd.transport=junixsocket",)),
)
DISABLED = Variant("starter, uxd.enabled=false", "web-with-starter", None, ("--uxd.enabled=false",))


def web(plan, java, variant, number):
    """Start an empty web application."""
    path = plan.directory / ("web%d" % number)
    return Application(plan, java.command(
        "io.github.uxd.benchmarks.WebMain", "--server.port=0", "--uxd.path=%s" % path,
        "--spring.main.banner-mode=off", *variant.properties, class_path=variant.class_path))


class Application:
    """A running application, which says that it is ready."""

    def __init__(self, plan, command):
        self.lines = queue.Queue()
        log = plan.target / "logs" / "web.log"
        with open(log, "ab") as errors:
            self.begin = time.monotonic()
            self.popen = processes.start(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
                                         text=True)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.popen.stdout:
            if line.strip() == "ready":
                self.lines.put(time.monotonic() - self.begin)
        self.lines.put(None)

    def await_ready(self):
        """Return how many seconds it took from the start of the process."""
        try:
            seconds = self.lines.get(timeout=START_SECONDS)
        except queue.Empty:
            seconds = None
        if seconds is None:
            self.stop()
            raise SideFailed("an application did not start; web.log says why")
        return seconds

    def processor_seconds(self):
        ticks = host.ticks_of(self.popen.pid)
        if ticks is None:
            raise SideFailed("an application has ended; web.log says why")
        return ticks / host.TICKS_PER_SECOND

    def stop(self):
        if self.popen.poll() is None:
            self.popen.terminate()
            try:
                self.popen.wait(20)
            except subprocess.TimeoutExpired:
                pass  # Killed below.
        processes.kill(self.popen)


def variants(plan, transports):
    starters = [starter for starter in STARTERS
                if starter.transport in transports and plan.takes("starter/" + starter.transport)]
    return [WITHOUT, *starters]


def record(results, variant, metric, unit, values, differences):
    results.add_record(side=variant.name, transport=variant.transport, level="application", name=variant.name,
                       size=None, metric=metric, qlen=None, unit=unit, rounds=len(values), median=median(values),
                       min=min(values), max=max(values), ratioToC=None, difference=median(differences),
                       differenceMin=min(differences, default=None), differenceMax=max(differences, default=None))


def idle(plan, java, transports, measuring, results, say):
    say("idle applications")
    running = []
    try:
        for number, variant in enumerate(variants(plan, transports)):
            running.append((variant, web(plan, java, variant, number)))
        for _, application in running:
            application.await_ready()
        time.sleep(plan.settling_seconds)
        before = [application.processor_seconds() for _, application in running]
        start = time.monotonic()
        time.sleep(plan.idle_seconds)
        elapsed = time.monotonic() - start
        percent = [100 * (application.processor_seconds() - seconds) / elapsed
                   for (_, application), seconds in zip(running, before)]
        for (variant, _), value in zip(running, percent):
            record(results, variant, "idle-cpu", "% of a core", [value], [value - percent[0]])
    except SideFailed as failure:
        measuring.fail("idle: %s" % failure)
    finally:
        for _, application in running:
            application.stop()


def start_up(plan, java, transports, measuring, results, say):
    chosen = variants(plan, transports)
    if not plan.quick:
        chosen.append(DISABLED)
    times = {variant: [] for variant in chosen}
    say("start-up, warm-up")
    for number in range(-1, plan.start_ups):
        if number >= 0:
            say("start-up, round %d of %d" % (number + 1, plan.start_ups))
        elif plan.quick:
            continue
        turn = number % len(chosen)
        row = {}
        # Nobody is always the first or the last.
        for variant in chosen[turn:] + chosen[:turn]:
            row[variant] = measuring.measure("start-up of %s" % variant.name, lambda v=variant: _start_up(plan, java, v))
        if number >= 0:
            for variant in chosen:
                times[variant].append(row[variant])
    for variant in chosen:
        pairs = [(own, other) for own, other in zip(times[variant], times[WITHOUT])
                 if own is not None and other is not None]
        if pairs:
            record(results, variant, "start-up", "ms", [own for own, _ in pairs], [own - other for own, other in pairs])


def _start_up(plan, java, variant):
    application = web(plan, java, variant, 0)
    seconds = application.await_ready()
    application.stop()
    return 1e3 * seconds
