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

"""The Python side: receives in the manner of hio's Peer, a non-blocking recvfrom.

usage: hio_side.py PATH      (then, on standard input, what side.c explains)
"""
import json
import os
import select
import socket
import sys
import time

MAXIMUM = 65535
WAIT = 10.0
BATCH = 10


class Peer:
    """As little as makes a peer: what hio does at each receive and send."""

    def __init__(self, path):
        self.path = path
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        if os.path.exists(path):
            os.unlink(path)
        self.socket.bind(path)

    def receive(self):
        try:
            return self.socket.recvfrom(MAXIMUM)
        except BlockingIOError:
            return b"", None

    def receive_waiting(self):
        data, source = self.receive()
        while not data:
            if not select.select([self.socket], [], [], WAIT)[0]:
                raise TimeoutError("Nothing came for %s s" % WAIT)
            data, source = self.receive()
        return data, source

    def close(self):
        self.socket.close()
        os.unlink(self.path)


def throughput(peer, size, count, sources):
    sources = frozenset(sources)
    errors = 0
    start = cpu_start = 0
    for received in range(count):
        data, source = peer.receive_waiting()
        if len(data) != size or source not in sources:
            errors += 1
        if received == 0:
            start = time.monotonic_ns()
            cpu_start = time.thread_time_ns()
    return {"count": count, "nanos": time.monotonic_ns() - start,
            "cpuNanos": time.thread_time_ns() - cpu_start, "errors": errors}


def answer(peer, count, spinning):
    for _ in range(count):
        data, source = b"", None
        while not data:
            data, source = peer.receive() if spinning else peer.receive_waiting()
        peer.socket.sendto(data, source)
    return {"count": count}


def time_pair(path, size, batches):
    receiver, sender = Peer(path), Peer(path + ".s")
    payload = bytes(size)
    sending = receiving = 0
    for _ in range(batches):
        start = time.monotonic_ns()
        for _ in range(BATCH):
            sender.socket.sendto(payload, path)
        filled = time.monotonic_ns()
        for _ in range(BATCH):
            data, _source = receiver.receive()
            if len(data) != size:
                raise OSError("A datagram was not received")
        receiving += time.monotonic_ns() - filled
        sending += filled - start
    sender.close()
    receiver.close()
    return {"count": batches * BATCH, "sendNanos": sending, "receiveNanos": receiving}


def main(path):
    print("up", flush=True)
    for line in sys.stdin:
        command, *arguments = line.split()
        result = {}
        if command in ("throughput", "answer"):
            peer = Peer(path)
            print("ready " + path, flush=True)
            if command == "throughput":
                result = throughput(peer, int(arguments[0]), int(arguments[1]), arguments[2:])
            else:
                result = answer(peer, int(arguments[0]), arguments[1] == "spinning")
            peer.close()
        elif command == "send":
            result = time_pair(path, int(arguments[0]), int(arguments[1]))
        print("result " + json.dumps(result), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
