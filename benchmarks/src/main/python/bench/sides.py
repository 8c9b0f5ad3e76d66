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

"""The sides, and the processes that they run in."""
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from . import host
from .processes import Process, SideFailed

SOURCES = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Side:
    """One way to receive, answer and send."""

    name: str
    program: str
    transport: str = None
    level: str = "raw"
    kind: str = "datagram"
    base: str = None
    has_source: bool = True
    many: bool = False
    calls: bool = False
    modes: tuple = ()

    @property
    def title(self):
        """What the side is called in results, where the level and the transport are beside it."""
        return "uxd" if self.is_ours else self.name

    @property
    def is_ours(self):
        return self.level != "raw"


def ours(level, transport, **options):
    return Side("%s/%s" % (level, transport), level, transport, level, base=base_of(level, transport), **options)


def base_of(level, transport):
    """Return the side that does the same with nothing of ours."""
    if transport == "native":
        return "c-threads"
    return "junixsocket-read" if level.endswith("-nosource") else "junixsocket-receive"


def all_sides():
    blocking, both = ("blocking",), ("blocking", "spinning")
    sides = [
        Side("c", "c", many=True, calls=True, modes=both),
        Side("c-threads", "c", many=True, calls=True, modes=both),
        Side("python", "python", calls=True, modes=blocking),
        Side("junixsocket-receive", "junixsocket-receive", "junixsocket", many=True, calls=True, modes=both),
        Side("junixsocket-read", "junixsocket-read", "junixsocket", has_source=False, calls=True),
        Side("jnr-unixsocket", "jnr-unixsocket", calls=True, modes=blocking),
        Side("netty", "netty", many=True, modes=blocking),
        Side("jdk-stream", "jdk-stream", kind="stream", has_source=False),
        Side("integration-udp", "integration-udp", kind="udp"),
    ]
    for transport in ("native", "junixsocket"):
        sides += [
            ours("peer-view", transport, many=True, calls=True, modes=both),
            ours("peer", transport, calls=True),
            ours("handler", transport, modes=both),
            ours("event", transport, many=True, modes=both),
        ]
    sides += [ours("listener-" + what, "native") for what in ("string", "bytes", "buffer", "datagram", "json", "batch")]
    sides += [ours(level + "-nosource", "junixsocket", has_source=False, calls=True)
              for level in ("peer-view", "peer")]
    return sides


class Java:
    """How to start a JVM on the class path of the benchmarks."""

    def __init__(self, home, target, options=()):
        self.options = options
        self.home = home
        self.target = target
        self.version = self._version()

    def _version(self):
        for line in (self.home / "release").read_text().splitlines():
            if line.startswith("JAVA_VERSION="):
                return int(line.split('"')[1].split(".")[0])
        raise SystemExit("Not a JDK: %s" % self.home)

    def class_path(self, name="all"):
        return "%s:%s" % (self.target / "classes", (self.target / "classpath" / name).read_text())

    def command(self, main, *arguments, class_path="all"):
        # JDK 24 and newer warn of native access unless it is said to be wanted.
        native = ["--enable-native-access=ALL-UNNAMED"] if self.version >= 22 else []
        return [str(self.home / "bin" / "java"), *native, *self.options, "-cp", self.class_path(class_path), main, *arguments]


class Sides:
    """The sides of a run; each is started when it is used first, and anew after it has failed."""

    def __init__(self, plan, java):
        self.plan = plan
        self.java = java
        self.all = [side for side in all_sides() if plan.takes(side.name)]
        self.processes = {}
        self.unusable = {}
        self.working = {}

    def usable(self, condition=lambda side: True):
        return [side for side in self.all if condition(side) and side.name not in self.unusable]

    def transports(self):
        """Return the transports of ours that work on this JDK."""
        found = {side.transport: self._works(side.transport) for side in all_sides() if side.is_ours}
        return [transport for transport, works in found.items() if works]

    def path(self, side):
        return str(self.plan.directory / side.name.replace("/", "-"))

    def _command(self, side):
        if side.program == "c":
            return [str(self.plan.target / "c" / "side"), self.path(side), *side.name.split("-")[1:]]
        if side.program == "python":
            return [sys.executable, str(SOURCES / "hio_side.py"), self.path(side)]
        return self.java.command("io.github.uxd.benchmarks.SideMain", side.program, side.transport or "none",
                                 self.path(side))

    def _launch(self, side):
        log = self.plan.target / "logs" / (side.name.replace("/", "-") + ".log")
        # A JVM looks at its start how many processors it has, and chooses its collector by
        # that. A quick run has no time to start them all on one.
        processors = os.sched_getaffinity(0) if self.plan.quick else host.receiver_processors()
        with host.only_on(processors):
            return Process(side.name, self._command(side), log)

    def _works(self, transport):
        if transport not in self.working:
            probe = next(side for side in all_sides() if side.is_ours and side.transport == transport)
            if probe.name not in self.processes and probe.name not in self.unusable:
                self.start([probe])
            self.working[transport] = probe.name in self.processes
            self.forget(probe)
        return self.working[transport]

    def start(self, sides):
        """Start several, side by side, and find out who can't do it at all."""
        fresh = [side for side in sides if side.name not in self.processes]
        for side in fresh:
            self.processes[side.name] = self._launch(side)
        self._each(fresh, Process.await_up)
        # Ours are tried out, all at the same time: an application takes a while to start.
        self._each([side for side in fresh if side.is_ours], lambda process: process.tell("check"))
        self._each([side for side in fresh if side.is_ours], Process.await_result)
        for side in fresh:
            if side.name in self.processes:
                self.working[side.transport] = True
                host.pin(self.processes[side.name].pid, host.receiver_processors())

    def _each(self, sides, action):
        for side in sides:
            try:
                if side.name in self.processes:
                    action(self.processes[side.name])
            except SideFailed as failure:
                del self.processes[side.name]
                self.unusable[side.name] = str(failure)

    def process(self, side):
        if side.name not in self.processes:
            self.start([side])
            if side.name not in self.processes:
                raise SideFailed(self.unusable[side.name])
        return self.processes[side.name]

    def forget(self, side):
        process = self.processes.pop(side.name, None)
        if process is not None:
            process.kill()

    def renew(self):
        """Have all make new sockets from now on: the length of a queue is that of when it was made."""
        for process in list(self.processes.values()):
            process.ask("renew")

    def close(self):
        for process in self.processes.values():
            process.close()
        self.processes.clear()
