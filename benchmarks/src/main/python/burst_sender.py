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

"""Sends a burst, as programs do that send what they count: without a look whether there is room.

usage: burst_sender.py PATH COUNT          (each waits for room)
       burst_sender.py PATH COUNT burst    (what finds no room is lost; prints how many)
"""
import socket
import sys

PAYLOAD = b"page.views:1|c|#env:prod,service:web"


def main(path, count, burst):
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sender.connect(path)
    sender.setblocking(not burst)
    lost = 0
    for _ in range(count):
        try:
            sender.send(PAYLOAD)
        except BlockingIOError:
            lost += 1
    print(lost)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["burst"])
