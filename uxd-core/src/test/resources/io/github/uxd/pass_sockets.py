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

"""Passes sockets to a program as systemd does, keeps them, and starts it again if it is killed.

pass_sockets.py KIND,NAME,PLACE... -- PROGRAM...

KIND is dgram, cred (a dgram with PassCredentials=yes), stamp (with Timestamping=us too), stream, inet, unbound or file. What has no name in all is passed without
LISTEN_FDNAMES. The word "stranger" instead has LISTEN_PID name another process.
"""
import os
import signal
import socket
import sys

FIRST = 3
RESTARTS = 5
SO_TIMESTAMP = 29


def make(kind, place):
    if kind == "file":
        return os.open(place, os.O_RDWR | os.O_CREAT)
    family = socket.AF_INET if kind == "inet" else socket.AF_UNIX
    made = socket.socket(family, socket.SOCK_STREAM if kind == "stream" else socket.SOCK_DGRAM)
    if kind == "stamp":
        made.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMP, 1)
    if kind in ("cred", "stamp"):
        made.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    if kind == "inet":
        made.bind(("127.0.0.1", 0))
    elif kind != "unbound":
        made.bind("\0" + place[1:] if place.startswith("@") else place)
    return made.detach()


def run(program, count, names, pid):
    child = os.fork()
    if child == 0:
        os.environ["LISTEN_PID"] = str(pid or os.getpid())
        os.environ["LISTEN_FDS"] = str(count)
        if any(names):
            os.environ["LISTEN_FDNAMES"] = ":".join(names)
        os.execvp(program[0], program)
    return os.waitpid(child, 0)[1]


def main(words):
    split = words.index("--")
    specs, program = words[:split], words[split + 1:]
    pid = 1 if "stranger" in specs else None
    specs = [spec.split(",") for spec in specs if spec != "stranger"]
    made = [os.dup2(os.dup(make(kind, place)), 100 + i) for i, (kind, _, place) in enumerate(specs)]
    for i, descriptor in enumerate(made):
        os.dup2(descriptor, FIRST + i, inheritable=True)
    for i in range(RESTARTS):
        status = run(program, len(specs), [name for _, name, _ in specs], pid)
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            return os.waitstatus_to_exitcode(status)
    return 1


sys.exit(main(sys.argv[1:]))
