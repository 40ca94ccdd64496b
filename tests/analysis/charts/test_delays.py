"""The three delays."""

import numpy

from arrays import EN, NEAR, Plain, by, cell_is, csv_of, student, values_of
from known_sweeps import expect_near


def test_delays_are_cumulative_shares(chart, small_run):
    p, found = Plain(small_run), chart("delays")
    counts = p.kept("delay_histogram", "delay", "arm", "replication", "duration_bin")
    minutes = p.arrays["duration_bin"][1:] / 60
    assert [heading for heading, _ in found.panels] == [EN.label("code", d) for d in p.labels("delay")], found.panels
    for i, delay in enumerate(p.labels("delay")):
        lines, values = csv_of(found, 3), by(values_of(found, i), "arm", "minutes")
        assert len(values) == 3 * len(minutes)
        for a, arm in enumerate(p.labels("arm")):
            women = counts[i, a].sum(1)
            for m in range(len(minutes)):
                known = numpy.clip(student([100 * counts[i, a, r, :m + 1].sum() / women[r] for r in range(3)]), 0, 100)
                v = values[arm, minutes[m]]
                expect_near([v["share"], v["low"], v["high"]], known, 6e-4, delay, arm, minutes[m])
                expect_near(lines[delay, arm, minutes[m]], known, NEAR, delay, arm)
            row = next(r for r in found.rows if r[:2] == [EN.label("code", delay), arm])
            for cell, at in zip(row[2:], (30, 60, 120, 240)):
                cell_is(cell, lines[delay, arm, at], 1, EN)
            shares = [values[arm, m]["share"] for m in minutes]
            assert shares == sorted(shares) and shares[-1] <= 100
