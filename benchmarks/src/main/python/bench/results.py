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

"""Collects samples round by round, and sums them up as medians and as ratios within a round."""
import statistics
from collections import defaultdict

# For the time of a call the ratio is turned round, so that larger is better there too.
TURNED_ROUND = {"send", "receive"}


def median(values):
    return statistics.median(values) if values else None


class Results:
    """Samples of sides, by what was measured."""

    def __init__(self):
        self.samples = defaultdict(lambda: defaultdict(list))
        self.sides = {}
        self.others = []

    def add(self, side, metric, unit, number, value, size=None, queue_length=None, **extras):
        """Add a sample of a round; several of one round are averaged."""
        self.sides[side.name] = side
        self.samples[(metric, unit, size, queue_length)][side.name].append((number, value, extras))

    def add_record(self, **record):
        """Add what has no C beside it, as it is to be written."""
        self.others.append(record)

    def records(self):
        found = []
        for key, by_side in self.samples.items():
            for name in by_side:
                found.append(self._record(key, name, by_side))
        return found + self.others

    def _record(self, key, name, by_side):
        metric, unit, size, queue_length = key
        side = self.sides[name]
        own = by_round(by_side[name])
        values = list(own.values())
        record = {"side": side.title, "transport": side.transport, "level": side.level, "name": name, "size": size,
                  "metric": metric, "qlen": queue_length, "unit": unit, "rounds": len(values),
                  "median": median(values), "min": min(values), "max": max(values),
                  "hasSource": side.has_source}
        ratios = self._ratios(metric, own, by_side.get("c"))
        record["ratioToC"] = median(ratios)
        record["betterRatio"] = "lower" if metric.startswith("pingpong") else "higher"
        record["ratioToCMin"] = min(ratios, default=None)
        record["ratioToCMax"] = max(ratios, default=None)
        record["base"] = side.base
        record["ratioToBase"] = median(self._ratios(metric, own, by_side.get(side.base)))
        keys = {extra for _, _, extras in by_side[name] for extra in extras}
        for extra in sorted(keys):
            record[extra] = median([extras[extra] for _, _, extras in by_side[name] if extras.get(extra) is not None])
        return record

    @staticmethod
    def _ratios(metric, own, samples):
        others = by_round(samples or [])
        ratios = [own[number] / others[number] for number in own if number in others]
        return [1 / ratio for ratio in ratios] if metric in TURNED_ROUND else ratios


def by_round(samples):
    values = defaultdict(list)
    for number, value, _ in samples:
        values[number].append(value)
    return {number: statistics.fmean(those) for number, those in values.items()}
