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

"""How much of a burst is lost at its sender, since the receiver's queue is full."""
import subprocess
import sys
from dataclasses import dataclass

from . import application, processes
from .application import Application
from .processes import SideFailed
from .sides import SOURCES

SECONDS = 60


@dataclass(frozen=True)
class Receiver:
    """One who receives: Python, or an application with properties."""

    name: str
    transport: str = None
    properties: tuple = ()


PYTHON = Receiver("python")
APPLICATIONS = (
    Receiver("@UxdListener", "native"),
    Receiver("@UxdListener, poller.spin=0", "native", ("--uxd.poller.spin=0",)),
    Receiver("@UxdListener", "junixsocket"),
)


def run(plan, java, transports, measuring, results, say):
    chosen = [PYTHON, *(receiver for receiver in APPLICATIONS
                        if receiver.transport in transports and plan.takes("burst/" + receiver.transport))]
    running = []
    try:
        for number, receiver in enumerate(chosen):
            path = plan.directory / ("burst%d" % number)
            running.append((receiver, path, Application(plan, command(java, receiver, path))))
        for _, _, process in running:
            process.await_ready()
        cold = {receiver: lost(plan, path) for receiver, path, _ in running}
        samples = {receiver: [] for receiver in chosen}
        for number in range(plan.rounds):
            say("bursts, round %d of %d" % (number + 1, plan.rounds))
            for receiver, path, _ in running:
                send(path, plan.burst_warm_up)
                percent = measuring.measure("a burst to %s" % receiver.name, lambda p=path: lost(plan, p))
                if percent is not None:
                    samples[receiver].append(percent)
        for receiver in chosen:
            if samples[receiver]:
                application.record(results, receiver, "burst-lost", "% lost", samples[receiver], [cold[receiver]])
    except SideFailed as failure:
        measuring.fail("bursts: %s" % failure)
    finally:
        for _, _, process in running:
            process.stop()


def command(java, receiver, path):
    if receiver is PYTHON:
        return [sys.executable, str(SOURCES / "burst_receiver.py"), str(path)]
    return java.command("io.github.uxd.benchmarks.BurstMain", "--uxd.path=%s" % path,
                        "--uxd.transport=%s" % receiver.transport, "--spring.main.banner-mode=off",
                        "--spring.main.web-application-type=none", *receiver.properties,
                        class_path="all")


def lost(plan, path):
    """Return how many percent of a burst were lost."""
    return 100 * send(path, plan.burst, "burst") / plan.burst


def send(path, count, *options):
    sender = processes.start([sys.executable, str(SOURCES / "burst_sender.py"), str(path), str(count), *options],
                             stdout=subprocess.PIPE, text=True)
    try:
        output, _ = sender.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as expired:
        raise SideFailed("a burst took more than %d s" % SECONDS) from expired
    finally:
        processes.kill(sender)
    if sender.returncode != 0:
        raise SideFailed("a burst could not be sent")
    return int(output)
