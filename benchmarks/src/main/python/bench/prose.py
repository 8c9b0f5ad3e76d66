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

"""The sentences of the report."""
from .measuring import LARGEST_STEAL, TRIES
from .namespace import is_entered

INTRODUCTION = """How fast peers receive and send, beside the alternatives, all measured in one run of `benchmarks/run`."""

QUICK = """**This is a quick run, a smoke test: JVMs were cold, and nothing was measured often or long enough
to rely on the numbers.**"""

READING = """Every number is the median of the rounds, with the smallest and the largest of them. In each round
all sides take their turn, and C takes its twice, first and last. A ratio is that of a side to C *in the same round*;
what is given is the median of the rounds' ratios. Unless a table says otherwise a larger ratio is better, and 1 is
as fast as C. "To base" is the ratio of one of ours to what does the same with nothing of ours: `c-threads` for the native
transport, plain junixsocket (`receive`, or `read` for sides without source) for the other.

- Sides in bold are ours, at several levels: `peer-view` looks at each datagram where it was received, `peer` makes
  a copy, `handler` is a Spring Boot application with a `DatagramHandler` bean (no events, no metrics), `event` one with
  an `@EventListener` (with Micrometer's metrics), `listener-…` ones with an `@UxdListener` method that takes a `String`, a
  `byte[]`, a `ByteBuffer` or a record of JSON, each beside the source, a `Datagram`, or a `List<Datagram>` of which it
  makes texts (with metrics too). After the comma stands the transport.
- `c` is a program of `recvfrom`, and `poll` when nothing is there. `c-threads` is the same program with a second thread
  that does nothing: then the kernel counts who uses a descriptor, and the C library prepares for the thread to be
  cancelled, at each call. A JVM always has threads. `python` does the same, in the manner of hio.
- `junixsocket-receive` and `junixsocket-read` are plain junixsocket, `read` without the source; the others are what
  their names say, set up as their documentation has it.
- Every side looks at the length of every datagram, and at its source if it gets to know it.
- "CPU" is the CPU time of the receiving thread for one datagram (of the process for `integration-udp`). "Busy" is
  how much of the time that thread was running. Where it is well below 100 the receiver waited for the sender,
  and its capacity is larger than the rate: a very fast receiver finds its queue empty again and again, sleeps, and has to
  be woken up by the sender, which costs both; one that is a little slower never sleeps. "Single calls" below has no
  such effects."""

USUAL = """This sender names the path in each `sendto`, and sleeps when the queue is full, as most programs do. It is
slower than the fast receivers, which sleep and are woken up in turn: what is measured here is how well the two get along, and
the less a receiver sleeps the better it looks."""

STREAM = """The stream socket wins at small messages, since one call carries many of them. What it gives up: it
knows no boundaries (here a length precedes each message), no source, needs a connection and an `accept` for each sender,
has no order across senders, and one slow or broken sender is a connection to look after."""

ALLOCATION = """Bytes that the receiving thread allocates for a datagram of 64 bytes (all threads for
`integration-udp`). A copy needs an array of 80 bytes for the payload; what is allocated beyond that is in the last column."""

CALLS = """One thread sends ten datagrams to another socket of its own, then receives them; either half is timed by
itself, so that neither wake-ups nor another thread come in. `peer-view` sends a direct buffer and receives views, `peer`
sends an array and receives copies. Ratios are C's time to that of the side: larger is better."""

PINGPONG = """A C program sends 64 bytes, waits for the answer, and so on. Blocking: both sides sleep in the kernel while
they wait; spinning: both ask again and again. C blocks in `recvfrom` itself, one call where all others need a receive, a wait and another
receive. The client has a processor for itself, so that every blocking round trip wakes up
two, which is most of its time on a virtual machine. Ratios are the side's time to C's: **here lower is better**."""

START_UP = """Time from the start of the process to Spring Boot's `ApplicationReadyEvent`, of an empty web
application. Differences are between applications started in the same round."""

JMH = """Single calls in JMH, ten for one invocation, datagrams of 64 bytes, with `-prof gc`. The queue is filled (for
`receive`) or drained (for `send`) between the measured invocations; bytes per call include what that allocates."""


def queue(plan, length):
    if is_entered():
        where = "`net.unix.max_dgram_qlen` is %d, in a network namespace of its own." % length
    else:
        where = ("`net.unix.max_dgram_qlen` is %d, as this machine has it: there was no permission for a network "
                 "namespace." % length)
    return where + " " + ("The sender, in C, has a processor for itself, is connected, and sends in batches "
                          "(`sendmmsg`) without ever blocking; the receivers have the other processors. Buffer sizes are the defaults. "
                          "%d rounds of about %g s for each side and size." % (plan.rounds, plan.seconds))


def bursts(plan):
    return ("A program in Python sends %s datagrams of 36 bytes one after the other, as clients of StatsD do: without "
            "waiting, and what finds no room in the receiver's queue is lost. Before each burst %s datagrams have been "
            "received; \"cold\" is the first burst to a receiver that has just started. Nobody is tied to a processor."
            % (format(plan.burst, ","), format(plan.burst_warm_up, ",")))


def idle(plan):
    return ("CPU time of the whole process of an empty web application over %g s, after %g s of settling."
            % (plan.idle_seconds, plan.settling_seconds))


def steal(measuring):
    return ("A measurement during which the host took away more than %g %% of the CPU time (steal) is repeated up to "
            "%d times, then dropped: of %d measurements %d were repeated and %d dropped. In those that count steal was "
            "%.1f %% at most. Meanwhile other programs kept the processors busy for %.1f %% of the time (median; %.1f %% at "
            "most): more than a few say that the machine was not quiet, and the numbers not to be relied on."
            % (100 * LARGEST_STEAL, TRIES - 1, measuring.taken, measuring.repeated, len(measuring.dropped),
               100 * max(measuring.steal, default=0), *measuring.others_percent()))
