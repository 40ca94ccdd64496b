"""Indices of each factor, against closed forms."""

import numpy
from scipy import stats

from arrays import EN, NEAR, by, csv_of, told_in, values_of
from known_sweeps import ISHIGAMI, expect_near, ishigami, ishigami_indices, latin_hypercube, saltelli, unit_factors


def test_sobol_bars_match_closed_forms(sweep_chart):
    found, study = sweep_chart("sobol_bars", saltelli(3, 2048), ISHIGAMI, ishigami, replications=1)
    values, lines = by(values_of(found), "factor", "kind"), csv_of(found, 1)
    for kind, known in zip(("first", "total"), ishigami_indices()):
        for i, name in enumerate(("x1", "x2", "x3")):
            v, row = values[name, EN(kind)], study.analysis.table.loc[name]
            expect_near(v["mean"], known[i], 0.03, name, kind)
            expect_near([v["mean"], v["low"], v["high"]], row[[kind, f"{kind}_low", f"{kind}_high"]], 6e-4, name, kind)
            at = 0 if kind == "first" else 3
            expect_near(lines[name,][at:at + 3], row[[kind, f"{kind}_low", f"{kind}_high"]], 1e-12, name)
            cell = next(r for r in found.rows if r[0] == name)[2 if kind == "first" else 3]
            expect_near(told_in(cell, EN)[0], known[i], 0.03, name, kind)


def test_correlations_are_those_of_ranks(sweep_chart):
    found, study = sweep_chart("prcc", latin_hypercube(3, 300), unit_factors(3),
                               lambda x: numpy.exp(3 * x[:, 0]) - 2 * x[:, 1], noise=0.5)
    values = by(values_of(found), "factor", "kind")
    ranks = stats.rankdata(numpy.column_stack([study.data.factor_value.values, study.response.values]), axis=0)
    precision = numpy.linalg.inv(numpy.corrcoef(ranks.T))  # partial correlations from the inverse
    for i, name in enumerate(("x1", "x2", "x3")):
        known = -precision[i, 3] / numpy.sqrt(precision[i, i] * precision[3, 3])
        v = values[name, EN("prcc")]
        expect_near(v["mean"], known, 6e-4, name)
        expect_near(csv_of(found, 1)[name,][0], known, NEAR, name)
        assert v["low"] <= v["mean"] <= v["high"], v
