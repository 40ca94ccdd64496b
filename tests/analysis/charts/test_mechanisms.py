"""What mechanisms avert: all 5040 orders of adding them, and each alone and last."""

import itertools
import math

import h5py
import numpy

from arrays import BOTH, EN, NEAR, Plain, by, cell_is, csv_of, student, values_of
from known_sweeps import expect_near


def averted_by_subset(p):
    """Expected deaths a year of the attributed arm's family, by the bits of what is left; (replication)."""
    deaths = p.yearly("deaths_expected") / 1e6
    root = p.labels("arm").index("mou")
    family = numpy.flatnonzero(p.arrays["arm_family"] == root)
    return {int(p.arrays["arm_subset"][a]): deaths[a] for a in family}


def shapley_by_orders(deaths, n):
    """The mean over all orders of adding mechanisms, as it is defined."""
    total = [0.0] * n
    for order in itertools.permutations(range(n)):
        has = 0
        for m in order:
            total[m] = total[m] + deaths[has] - deaths[has | 1 << m]
            has |= 1 << m
    return [t / math.factorial(n) for t in total]


def mechanism_names(path):
    with h5py.File(path, "r") as file:
        return file["arm_subset"].attrs["flag_meanings"].split()


def test_waterfall_adds_up(chart, mechanisms_run):
    """128 arms: Shapley values by enumeration of all 5040 orders; bars begin where the one before ends."""
    path = mechanisms_run("shapley")
    names = mechanism_names(path)
    deaths = averted_by_subset(Plain(path))
    assert len(deaths) == 128
    known = dict(zip(names, shapley_by_orders(deaths, 7)))
    total = deaths[0] - deaths[127]
    assert abs(total).max() > 0.1, ("the agreement changes nothing", total)
    for words_ in BOTH:
        found = chart("mechanisms", path, words_.code)
        *bars, last = values_of(found)
        assert len(bars) == 7 and "Shapley" in found.caption, bars
        height = 0.0
        steps = [bar["to"] - bar["from"] for bar in bars]
        assert steps == sorted(steps, reverse=True)
        for bar in bars:
            name = next(n for n in names if words_.label("code", n) == bar["what"])
            mean, low, high = student(known[name])
            expect_near(bar["from"], height, NEAR, name)
            expect_near([bar["to"], bar["low"], bar["high"]], [height + mean, height + low, height + high], NEAR, name)
            assert bar["kind"] == ("more" if mean < 0 else "fewer"), bar
            assert bar["text"] == words_.number(mean, 1, True), bar
            height += mean
            expect_near(csv_of(found, 1)[name,][6:9], [mean, low, high], NEAR, name)
            row = next(r for r in found.rows if r[0] == words_.label("code", name))
            cell_is(row[3], [mean, low, high], 1, words_)
        expect_near([height, last["to"]], [total.mean()] * 2, NEAR, "the bars do not add up to the total")
        assert last["from"] == 0 and last["what"] == words_("all_together") == found.rows[-1][0], last
        cell_is(found.rows[-1][3], student(total), 1, words_)


def test_a_family_shows_alone_and_last(chart, mechanisms_run):
    path = mechanisms_run("family")
    names = mechanism_names(path)
    deaths = averted_by_subset(Plain(path))
    assert len(deaths) == 16, sorted(deaths)
    found = chart("mechanisms", path)
    values, lines = by(values_of(found), "what", "kind"), csv_of(found, 1)
    assert "Shapley" not in found.caption and found.header == ["mechanism", "alone", "added last"], found
    for i, name in enumerate(names):
        for kind, known in ((EN("alone"), deaths[0] - deaths[1 << i]), (EN("last"), deaths[127 ^ 1 << i] - deaths[127])):
            v = values[EN.label("code", name), kind]
            expect_near([v["mean"], v["low"], v["high"]], student(known), NEAR, name, kind)
            at = 0 if kind == EN("alone") else 3
            expect_near(lines[name,][at:at + 3], student(known), NEAR, name, kind)
    # The same women in both runs: what is in both files is the same.
    expect_near(averted_by_subset(Plain(mechanisms_run("shapley")))[127], deaths[127], NEAR)
