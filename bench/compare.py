#!/usr/bin/env python3
"""Compares figures of one benchmark run with each other: ratios, their targets, pass or miss; then the world's events.

Usage: compare.py [--no-times] RUN.json..., where each was written by --benchmark_out. Exit code 1 when a target is
missed; with --no-times, for a busy machine, one that a time has to meet does not count.
"""

import json
import statistics
import sys

# measured, reference, the most the ratio of their times per item may be; None where none is set.
RATIOS = [
    ("mm1", "mm1_bare", 1.05),
    ("hold/100", "hold_std_priority_queue/100", 0.51),
    ("hold/10000", "hold_std_priority_queue/10000", 0.30),
    ("hold/300000", "hold_std_priority_queue/300000", 0.19),
    ("hold/1000000", "hold_std_priority_queue/1000000", 0.11),
    ("hold/8000000", "hold_std_priority_queue/8000000", 0.11),
    ("hold_bimodal/300000", "hold_std_priority_queue_bimodal/300000", None),
    ("hold_peaks/300000", "hold_std_priority_queue_peaks/300000", None),
    ("draw_exponential", "draw_exponential_mt19937_64", 1.4),
    *((f"call/{name}", f"call/{name}_libm", None)
      for name in ("exp", "expm1", "log", "log1p", "pow", "sin", "cos", "lgamma", "erfc")),
    ("stock_issue/oldest/100000", "stock_issue/oldest/100", 1.3),
    ("stock_issue/youngest/100000", "stock_issue/youngest/100", 1.3),
    ("stock_issue/threshold/100000", "stock_issue/threshold/100", 1.3),
]

# figure, how to get it from the counters of banten_replication, the most it may be (None: no target), whether it is one of time.
WORLD = [
    ("ns per birth", lambda c: c["ns_per_birth"], None, True),
    ("ns per severe emergency", lambda c: c["ns_per_severe_emergency"], None, True),
    ("million events a simulated year", lambda c: c["events_per_simulated_year"] / 1e6, 4.5, False),
    ("bytes per live entity", lambda c: c["bytes_per_live_entity"], 200, False),
    ("MB a world", lambda c: c["world_bytes"] / 1e6, 150, False),
]
# figure, how to get it from the counters of merge/CELLS, the most it may be for 100000, whether it is one of time.
MERGE = [
    ("s", lambda c: c["real_time"], 60, True),
    ("MB/s", lambda c: c["bytes_per_second"] / 1e6, None, True),
    ("MB/s of a copy", lambda c: c["copy_bytes_per_second"] / 1e6, None, True),
    ("times a copy's", lambda c: c["over_copy"], None, True),
    ("peak MB", lambda c: c["peak_bytes"] / 1e6, 1000, False),
]
LEAST_SPEED_UP = 1.8  # of two threads


def rows(paths):
    """Repetitions of each benchmark, by its name without what it was told about time and iterations."""
    found = {}
    for path in paths:
        with open(path) as file:
            for row in json.load(file)["benchmarks"]:
                if row["run_type"] == "iteration":
                    found.setdefault(row["run_name"].split("/iterations:")[0], []).append(row)
    return found


def median(found, name, figure):
    return statistics.median(figure(row) for row in found[name])


def verdict(value, target, least=False):
    good = value >= target if least else value <= target
    return f"{('>= ' if least else '<= ') + format(target, 'g'):>9}  {'pass' if good else 'MISS'}", good


def kernel(found, times):
    good = True
    print(f"{'figure':<30}{'ns':>9}{'reference ns':>14}{'ratio':>8}{'target':>9}")
    for measured, reference, target in RATIOS:
        if measured not in found or reference not in found:
            continue
        ns, reference_ns = (median(found, name, lambda row: 1e9 / row["items_per_second"])
                            for name in (measured, reference))
        row = f"{measured:<30}{ns:>9.1f}{reference_ns:>14.1f}{ns / reference_ns:>8.3f}"
        if target is not None:
            text, passed = verdict(ns / reference_ns, target)
            row += text
            good &= passed or not times
        print(row)
    return good


def world(found, times):
    good = True
    print(f"{'world':<36}{'value':>8}{'target':>9}")
    for name, figure, target, of_time in WORLD:
        value = median(found, "banten_replication", figure)
        text, passed = verdict(value, target) if target else ("", True)
        good &= passed or (of_time and not times)
        print(f"{name:<36}{value:>8.2f}{text}")
    if "banten_threads/1" in found and "banten_threads/2" in found:
        one, two = (median(found, f"banten_threads/{n}", lambda row: row["real_time"]) for n in (1, 2))
        text, passed = verdict(one / two, LEAST_SPEED_UP, least=True)
        good &= passed or not times
        print(f"{'two threads over one, times faster':<36}{one / two:>8.2f}{text}")
    if "banten_arms" in found:
        for arm in (key for key in found["banten_arms"][-1] if key.startswith("over_first/")):
            of_arm = median(found, "banten_arms", lambda row: row[arm])
            print(f"{'an arm over the first, ' + arm.removeprefix('over_first/'):<36}{of_arm:>8.2f}")
    for name in ("ns_per_event", "events", "peak_pending", "live_entities", "copy_ms"):
        print(f"{name:<36}{median(found, 'banten_replication', lambda row: row[name]):>8.0f}")

    prefix = "a_year/"
    last = found["banten_replication"][-1]
    print("\n| events of kind | a simulated year |\n|---|---:|")
    for kind in sorted((key for key in last if key.startswith(prefix)), key=lambda key: -last[key]):
        print(f"| `{kind[len(prefix):]}` | {last[kind]:,.0f} |")
    return good


def merging(found, times):
    good = True
    print(f"{'merge':<36}{'value':>8}{'target':>9}")
    for name in (n for n in found if n.startswith("merge/")):
        name_of = name.removesuffix("/manual_time")
        for label, figure, target, of_time in MERGE:
            value = median(found, name, figure)
            text, passed = verdict(value, target) if target and name_of == "merge/100000" else ("", True)
            good &= passed or (of_time and not times)
            print(f"{name_of + ', ' + label:<36}{value:>8.1f}{text}")
    return good


def main(arguments):
    times = "--no-times" not in arguments
    paths = [a for a in arguments if a != "--no-times"]
    if not paths:
        sys.exit(__doc__)
    found = rows(paths)
    good = True
    if any(measured in found for measured, _, _ in RATIOS):
        good &= kernel(found, times)
    if "banten_replication" in found:
        good &= world(found, times)
    if any(name.startswith("merge/") for name in found):
        good &= merging(found, times)
    sys.exit(not good)


main(sys.argv[1:])
