"""How far agreements are carried out."""

import numpy

from arrays import EN, NEAR, Plain, by, cell_is, csv_of, student, values_of
from known_sweeps import expect_near


def test_fidelity_is_the_mean_where_an_agreement_is_in_force(chart, small_run):
    p, found = Plain(small_run), chart("fidelity")
    done = p.kept("fidelity", "arm", "month", "replication") / 1e6 / len(p.labels("mechanism"))
    force = p.kept("agreement_months", "arm", "month", "replication")
    lines, values = csv_of(found, 2), by(values_of(found), "arm", "month")
    months = ["2018-05-01", "2018-06-01", "2018-07-01"]
    assert set(lines) == {(arm, m) for arm in ("as-2018", "mou-ideal") for m in months}, lines
    for arm, m in lines:
        a, i = p.labels("arm").index(arm), months.index(m)
        known = numpy.clip(student(100 * done[a, i] / force[a, i]), 0, 100)
        expect_near(lines[arm, m], known, NEAR, arm, m)
        v = values[arm, m]
        expect_near([v["mean"], v["low"], v["high"]], known, 6e-4, arm, m)
        row = next(r for r in found.rows if r[:2] == [arm, {"5": "May", "6": "June", "7": "July"}[m[6]] + " 2018"])
        cell_is(row[2], known, 1, EN)
    assert all(abs(lines["mou-ideal", m][0] - 100) < 1e-9 for m in months), lines
