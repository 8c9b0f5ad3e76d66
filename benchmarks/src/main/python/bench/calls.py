"""How long one send and one receive take, in one thread, with nobody to wait for."""
from .plan import SIZES

BATCH = 10


def run(plan, sides, measuring, results, say):
    chosen = sides.usable(lambda side: side.calls)
    sides.start(chosen)
    chosen = sides.usable(lambda side: side.calls)
    say("calls, warm-up")
    for side in chosen:
        _measure(sides, measuring, side, 64, plan.call_warm_up // BATCH)
    for number in range(plan.rounds):
        say("calls, round %d of %d" % (number + 1, plan.rounds))
        for size in SIZES:
            for side in [*chosen, chosen[0]]:
                result = _measure(sides, measuring, side, size, plan.calls // BATCH)
                if result is not None:
                    for metric in ("send", "receive"):
                        results.add(side, metric, "ns/call", number, result[metric + "Nanos"] / result["count"], size)


def _measure(sides, measuring, side, size, batches):
    return measuring.measure("calls of %s, %d bytes" % (side.name, size),
                             lambda: sides.process(side).ask("send %d %d" % (size, batches)), sides, side)
