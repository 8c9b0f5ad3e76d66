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

"""What the machine is, what it is doing, and which processors to use."""
import contextlib
import os
import platform
import re
import subprocess
import time
from pathlib import Path

# Other work on the machine spoils what is measured.
LOAD_AT_START = os.getloadavg()[0]
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
QUEUE_LENGTH = Path("/proc/sys/net/unix/max_dgram_qlen")


def queue_length():
    return int(QUEUE_LENGTH.read_text())


def processor_times():
    """Return all ticks since the start, those in programs, and those that the host took away (steal)."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    # The last two, guests, are part of the first two.
    return sum(ticks[:8]), sum(ticks[:3]), ticks[7]


def ticks_of(pid):
    """Return the ticks that a process has used, or None if there is no such process."""
    try:
        words = Path("/proc/%d/stat" % pid).read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(words[11]) + int(words[12])


def own_ticks():
    """Return the ticks of this process, and of those that it has started and that have ended."""
    return sum(os.times()[:4]) * TICKS_PER_SECOND


def sender_processors():
    processors = sorted(os.sched_getaffinity(0))
    return {processors[-1]}


def receiver_processors():
    processors = set(os.sched_getaffinity(0))
    return processors - sender_processors() or processors


def pin(pid, processors):
    """Keep all threads of a process on some processors, and those that they start."""
    for task in os.listdir("/proc/%d/task" % pid):
        try:
            os.sched_setaffinity(int(task), processors)
        except ProcessLookupError:
            continue


@contextlib.contextmanager
def only_on(processors):
    """Have processes that are started meanwhile find these processors, and no others."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def output_of(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.stdout
    except OSError:
        return ""


def first_line(text):
    return text.splitlines()[0].strip() if text.strip() else "unknown"


def libraries(class_path):
    """Return the versions of the libraries that are compared, from the names of their jars."""
    found = {}
    for title, jar in (("junixsocket", "junixsocket-common"), ("jnr-unixsocket", "jnr-unixsocket"),
                       ("Netty", "netty-transport-native-epoll"), ("Spring Boot", "spring-boot"),
                       ("Spring Integration", "spring-integration-ip"), ("Micrometer", "micrometer-core"),
                       ("JMH", "jmh-core")):
        match = re.search(r"/%s-(\d[\w.]*?)(-linux-\w+)?\.jar" % jar, class_path)
        if match:
            found[title] = match.group(1)
    return found


def describe(java_home, class_path):
    """Return what a reader has to know of the machine, as pairs of a title and a text."""
    model = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    java = output_of(str(java_home / "bin" / "java"), "-version").splitlines()
    return [
        ("Date", time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())),
        ("CPU", "%s, %d processors" % (model.group(1) if model else platform.machine(),
                                       len(os.sched_getaffinity(0)))),
        ("Load average when the run began", "%.2f" % LOAD_AT_START),
        ("Kernel", "%s %s" % (platform.system(), platform.release())),
        ("JDK", java[1] if len(java) > 1 else "unknown"),
        ("C", first_line(output_of("gcc", "--version"))),
        ("Python", platform.python_version()),
        ("Libraries", ", ".join("%s %s" % item for item in libraries(class_path).items())),
    ]
