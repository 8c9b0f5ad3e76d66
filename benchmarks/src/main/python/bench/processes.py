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

"""Processes that are told what to do line by line, and never waited for without a deadline."""
import json
import queue
import subprocess
import threading

START_SECONDS = 60
running = set()


class SideFailed(Exception):
    """A side said so, ended, or took too long. It is not used again."""


class Process:
    """One side: a line in, and a line or two out."""

    def __init__(self, name, command, log):
        self.name = name
        self.lines = queue.Queue()
        with open(log, "ab") as errors:
            self.popen = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                                          text=True, bufsize=1)
        running.add(self.popen)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.popen.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    @property
    def pid(self):
        return self.popen.pid

    def await_line(self, word, seconds):
        """Return what follows the word at the beginning of the next line."""
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            self.fail("hangs: no '%s' within %d s" % (word, seconds))
        if line is None:
            self.fail("has ended before '%s'; its log says why" % word)
        if not line.startswith(word):
            self.fail("says: " + line)
        return line[len(word):].strip()

    def fail(self, why):
        self.kill()
        raise SideFailed("%s %s" % (self.name, why))

    def await_up(self):
        self.await_line("up", START_SECONDS)

    def tell(self, line):
        try:
            self.popen.stdin.write(line + "\n")
            self.popen.stdin.flush()
        except OSError:
            self.fail("has ended")

    def await_ready(self):
        return self.await_line("ready", START_SECONDS)

    def await_result(self, seconds=60):
        return json.loads(self.await_line("result", seconds))

    def ask(self, line, seconds=60):
        self.tell(line)
        return self.await_result(seconds)

    def close(self):
        """End the process in the way it expects: there is no more input."""
        try:
            self.popen.stdin.close()
            self.popen.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.popen.kill()
        self.kill()

    def kill(self):
        kill(self.popen)


def start(command, **options):
    """Start a process that is killed at the latest when the benchmarks end."""
    popen = subprocess.Popen(command, **options)
    running.add(popen)
    return popen


def kill(popen):
    if popen.poll() is None:
        popen.kill()
    popen.wait()
    running.discard(popen)


def kill_all():
    for popen in list(running):
        kill(popen)
