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

"""A peer by the rules of hio's, in nothing but the standard library.

usage: hio_peer.py serve  OPTIONS...   binds, prints its path, answers each datagram until "quit"
       hio_peer.py ask    OPTIONS... DESTINATION TEXT   binds, sends, prints the answer and its source
       hio_peer.py paths  reads lines "HEX(tail) HEX(base) HEX(name)", prints HEX(path) for each
OPTIONS: name base head home clean umask
"""
import os
import socket
import sys


def path_below(common, base, name, fext="uxd"):
    root, ext = os.path.splitext(name)
    if not ext:
        name = "%s.%s" % (name, fext)
    return os.path.abspath(os.path.join(common, base, name))


def make_path(name, base, head, home, clean):
    tail = "clean/uxd" if clean else "uxd"
    path = path_below(os.path.join(head, "hio", tail), base, name)
    alternative = path_below(os.path.join(home, ".hio", tail), base, name)
    if os.path.exists(path):
        return path if os.access(path, os.R_OK | os.W_OK) else make_parent(alternative)
    try:
        return make_parent(path)
    except OSError:
        return make_parent(alternative)


def make_parent(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def open_peer(name, base, head, home, clean, umask):
    path = make_path(name, base, head, home, clean == "true")
    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    s.settimeout(30)
    old = os.umask(int(umask, 8))
    try:
        s.bind(path)
    finally:
        os.umask(old)
    return s, path


def serve(options):
    s, path = open_peer(*options)
    print(path, flush=True)
    data = b""
    while data != b"quit":
        data, source = s.recvfrom(65535)
        s.sendto(b"Python heard " + data, source)
    s.close()
    os.unlink(path)


def ask(options, destination, text):
    s, path = open_peer(*options)
    s.sendto(text.encode(), destination)
    data, source = s.recvfrom(65535)
    print(data.decode())
    print(source)
    s.close()
    os.unlink(path)


def paths():
    for line in sys.stdin:
        common, base, name = (bytes.fromhex(part).decode() for part in line.rstrip("\n").split(","))
        print(path_below(common, base, name).encode().hex(), flush=True)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    command, arguments = sys.argv[1], sys.argv[2:]
    if command == "paths":
        paths()
    elif command == "serve":
        serve(arguments[:6])
    else:
        ask(arguments[:6], *arguments[6:])
