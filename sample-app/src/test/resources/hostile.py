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

"""Sends what nobody ought to send: hostile.py PEER COUNT SEED

Sizes from nothing to the most that a send buffer holds, from senders of every kind, with
open files and forged credentials. Prints as JSON how many datagrams were taken by the
kernel, how many of them were empty, and how many were longer than 65535 bytes.
"""
import array
import ctypes
import errno
import json
import os
import random
import shutil
import socket
import struct
import sys
import tempfile

LIBC = ctypes.CDLL(None, use_errno=True)
LIMIT = 65535
LARGEST = 212960
ESCAPES = "\n2026-01-01 ERROR FORGED \x1b[31m\x1b]0;title\x07\u202e\u200b\u2066\u2028\x00\x7f\x85\x9b\r\b\t\\u000a"
JSON_TEXT = json.dumps("apple" + ESCAPES)

peer, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(seed)
directory = os.fsencode(tempfile.mkdtemp(prefix="uxd_hostile_"))
os.chdir(directory)


def bound(name):
    """Bind by the system call: Python refuses a path of 108 bytes, the kernel doesn't."""
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sender.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
    if name is not None:
        address = struct.pack("H", socket.AF_UNIX) + name
        if LIBC.bind(sender.fileno(), address, len(address)) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return sender


def path(length, fill=b"y"):
    return directory + b"/" + fill * (length - len(directory) - 1)


def bind_all():
    unique = b"%d-" % os.getpid()
    return [bound(name) for name in [
        None,
        b"\0" + unique + b"plain",
        b"\0" + unique + ESCAPES.encode()[:80],
        b"\0" + unique + b"\0\0\xff\xfe\n\x1b[2J",
        b"\0" + unique.ljust(107, b"\n"),
        directory + b"/plain",
        directory + b"/\x1b[31m\n\xe2\x80\xae\\x0a",
        directory + b"/latin-\xe9\xff\xc3",
        path(107),
        path(108),
        b"relative\x1b[31m\n",
        b"@looks-abstract",
        b".//./also-relative",
    ]]


def payload():
    kind = rng.randrange(12)
    if kind == 0:
        return b""
    if kind == 1:
        return os.urandom(rng.randrange(300))
    if kind == 2:
        return ESCAPES.encode() * rng.randrange(1, 5)
    if kind == 3:
        return b'{"item":"apple","count":%d}' % rng.choice([1, 0, -1, 10 ** 30])
    if kind == 4:
        return ('{"item":%s,"count":1}' % JSON_TEXT).encode()
    if kind == 5:
        return ('{"item":"apple","count":%s}' % JSON_TEXT).encode()
    if kind == 6:
        return b"[" * rng.randrange(1, 5000)
    if kind == 7:
        return b'{"item":' + ESCAPES.encode() + b'"'
    if kind == 8:
        return b"\xed\xa0\x80\xff\xfe\xf4\x90\x80\x80" * rng.randrange(1, 20)
    if kind == 9:
        return b"{} %s %n ${jndi:ldap://x} #{1/0} ${java.version}\xe2\x80\xa8" * 3
    if kind == 10:
        return rng.choice([b"x", b"\x1b", b"\xe2\x80\xae"]) * rng.randrange(LIMIT // 3)
    return bytes(rng.choice([LIMIT - 1, LIMIT, LIMIT + 1, LARGEST - 1, LARGEST, rng.randrange(LARGEST)]))


def control():
    kind = rng.randrange(10)
    if kind == 0:
        files = [rng.choice([0, 1, 2]) for _ in range(rng.randrange(1, 200))]
        return [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))]
    if kind == 1:
        return [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS,
                 struct.pack("3i", rng.choice([1, os.getppid()]), rng.choice([0, 1, 65534]), rng.randrange(1 << 30)))]
    return []


sent = empty = oversize = 0
try:
    senders = bind_all()
    for _ in range(count):
        data, sender = payload(), rng.choice(senders)
        try:
            sender.sendmsg([data], control(), 0, peer)
        except OSError as ex:
            if ex.errno not in (errno.EPERM, errno.ESRCH, errno.EMSGSIZE, errno.ETOOMANYREFS):
                raise
            continue
        sent += 1
        empty += len(data) == 0
        oversize += len(data) > LIMIT
    print(json.dumps({"sent": sent, "empty": empty, "oversize": oversize}), flush=True)
    sys.stdin.read()
finally:
    shutil.rmtree(directory)
