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

"""Draws the ratios to C, with gnuplot."""
import shutil
import subprocess

from .plan import SIZES

SCRIPT = """set terminal svg size {width},{height} dynamic background rgb 'white' font 'sans-serif,13'
set output '{output}'
set datafile missing '?'
set multiplot layout {rows},1
set style data histogram
set style histogram clustered gap 1
set style fill solid 0.9 noborder
set boxwidth 0.9
set grid ytics lc rgb '#cccccc'
set border 3 lc rgb '#666666'
set ytics nomirror
set yrange [0:*]
set ylabel 'datagrams per second, C = 1'
set xtics nomirror rotate by -35 left noenhanced
set key top right horizontal
set bmargin 8
set rmargin 16
"""
PLOT = """set title 'Receiving, with a queue of {length} datagrams (net.unix.max_dgram_qlen)' noenhanced
plot 1 with lines lc rgb '#888888' dashtype 2 notitle, {columns}
"""
COLOURS = ("#1b4f72", "#2e86c1", "#85c1e9")


def draw(plan, records, lengths):
    """Return a sentence about what became of the plot."""
    script = plan.target / "performance.gp"
    output = plan.target / "performance.svg"
    output.unlink(missing_ok=True)
    text = SCRIPT.format(width=1100, height=470 * len(lengths), rows=max(1, len(lengths)), output=output.name)
    for length in lengths:
        name = "performance-%s.dat" % length
        (plan.target / name).write_text(table(records, length))
        columns = ", ".join("'%s' using %d:xtic(1) title '%d bytes' lc rgb '%s'" % (name, 2 + i, size, COLOURS[i])
                            for i, size in enumerate(plan.sizes_at(length)))
        text += PLOT.format(length=length, columns=columns)
    script.write_text(text)
    if not lengths:
        return "there is nothing to plot"
    if shutil.which("gnuplot") is None:
        return "gnuplot is not installed, so there is no plot (Debian: apt-get install gnuplot-nox)"
    done = subprocess.run(["gnuplot", script.name], cwd=plan.target, check=False)
    return "performance.svg is drawn" if done.returncode == 0 else "gnuplot could not draw the plot"


def table(records, length):
    names, ratios = [], {}
    for record in records:
        if record["metric"] == "throughput" and record["qlen"] == length:
            if record["name"] not in names:
                names.append(record["name"])
            ratios[(record["name"], record["size"])] = record["ratioToC"]
    lines = []
    for name in names:
        values = (ratios.get((name, size)) for size in SIZES)
        lines.append('"%s" %s' % (name, " ".join("?" if value is None else "%.4f" % value for value in values)))
    return "\n".join(lines) + "\n"
