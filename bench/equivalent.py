#!/usr/bin/python3
"""Whether a change of the program changed what it finds: bench/equivalent.py BEFORE.h5 AFTER.h5 [MEASURE...]

Results of one scenario and seed by the program before and after, paired by the replications that both have. Of each measure
that differs, and of those named, the arm is shown whose 95% interval of the mean difference reaches furthest, beside the
margin: 1% of the mean before.
An interval within the margin is a test of equivalence at 2.5% (two one-sided t tests). Exit code 1 where one is not.
"""

import os
import sys

import numpy
from scipy import stats

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "analysis"))

from darah.read import measures, open_results  # noqa: E402

MARGIN, CONFIDENCE = 0.01, 0.95


def totals(data, name):
    """By arm and replication."""
    values = data[name]
    return values.sum([d for d in values.dims if d not in ("arm", "replication")]).values.astype(float)


def furthest(before, after):
    """Of the arm whose interval reaches furthest: mean before, mean difference, the interval's half, the margin."""
    difference = after - before
    mean, count = difference.mean(axis=1), difference.shape[1]
    half = stats.t.ppf((1 + CONFIDENCE) / 2, count - 1) * difference.std(axis=1, ddof=1) / numpy.sqrt(count)
    margin = MARGIN * abs(before.mean(axis=1))
    reach = numpy.divide(abs(mean) + half, margin, out=numpy.where(difference.any(axis=1), numpy.inf, 0), where=margin > 0)
    arm = int(reach.argmax())
    return arm, before.mean(axis=1)[arm], mean[arm], half[arm], margin[arm]


def main(before, after, named):
    """Of two datasets."""
    if list(before.arm.values) != list(after.arm.values):
        sys.exit("the arms differ")
    both = numpy.intersect1d(before.replication, after.replication)
    before, after = before.sel(replication=both), after.sel(replication=both)
    if len(both) < 2 or before.attrs["seed_text"] != after.attrs["seed_text"]:
        sys.exit("two replications at least, of one seed, are to be compared")
    shared = set(measures(before)) & set(measures(after))
    unknown = [name for name in named if name not in shared]
    if unknown:
        sys.exit(f"no measure of both: {', '.join(unknown)}")
    good, same = True, 0
    print("| measure | arm | before | after less before | 95% interval | margin | |\n|---|---|---:|---:|---|---:|---|")
    for name in sorted(shared, key=lambda name: (name not in named, name)):
        values = totals(before, name), totals(after, name)
        differ = not numpy.array_equal(before[name].values, after[name].values)
        same += not differ
        if not differ and name not in named:
            continue
        arm, level, mean, half, margin = furthest(*values)
        within = abs(mean) + half <= margin
        good &= bool(within)
        told = ("equivalent" if within else "NOT SHOWN") if differ else "the same"
        print(f"| `{name}` | `{before['arm'].values[arm]}` | {level:,.6g} | {mean:.4g} | "
              f"{mean - half:.4g} to {mean + half:.4g} | {margin:.4g} | {told} |")
    print(f"\n{same} of {len(shared)} measures are the same in each of {len(both)} replications, in every arm and place.")
    return int(not good)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*map(open_results, sys.argv[1:3]), sys.argv[3:]))
