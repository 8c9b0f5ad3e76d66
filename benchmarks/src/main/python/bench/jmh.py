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

"""Runs the JMH benchmarks, and puts what they say beside the rest."""
import json
import subprocess

from . import processes

SECONDS = 1800


def run(plan, java, transports, measuring, results, say):
    say("JMH")
    output = plan.target / "jmh.json"
    output.unlink(missing_ok=True)
    command = java.command("org.openjdk.jmh.Main", "io.github.uxd.benchmarks.jmh.*", "-prof", "gc",
                           "-p", "transport=" + ",".join(transports), "-rf", "json", "-rff", str(output),
                           "-jvmArgsAppend", "-Djava.io.tmpdir=%s" % plan.directory, *plan.jmh)
    with open(plan.target / "logs" / "jmh.log", "ab") as log:
        popen = processes.start(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            popen.wait(SECONDS)
        except subprocess.TimeoutExpired:
            measuring.fail("JMH took longer than %d s" % SECONDS)
        finally:
            processes.kill(popen)
    if not output.exists():
        measuring.fail("JMH wrote nothing; jmh.log says why")
        return
    for entry in json.loads(output.read_text()):
        _add(results, entry)


def _add(results, entry):
    score = entry["primaryMetric"]
    values = [value for fork in score["rawData"] for value in fork]
    allocated = entry["secondaryMetrics"].get("gc.alloc.rate.norm", {}).get("score")
    method = entry["benchmark"].rpartition(".")[2]
    results.add_record(side="uxd", transport=entry["params"]["transport"], level=method, name=method,
                       size=int(entry["params"]["size"]), metric="jmh", qlen=None, unit=score["scoreUnit"],
                       rounds=len(values), median=score["score"], min=min(values), max=max(values), ratioToC=None,
                       allocatedBytes=allocated)
