"""Charts of sweeps of known functions, against plain means and closed forms."""

import os

import numpy
from scipy import stats

from arrays import EN, NEAR, by, cell_is, csv_of, student, told_in, values_of
from darah import charts
from darah.sweep_study import SweepStudy
from known_sweeps import (ISHIGAMI, Factor, expect_near, ishigami, ishigami_indices, latin_hypercube, morris, plain,
                          saltelli, unit_factors, write)


def sweep_chart(folder, name, *arguments, **options):
    path = write(os.path.join(folder, f"{len(os.listdir(folder))}.h5"), *arguments, **options)
    study = SweepStudy(path)
    return {c.name: c for c in charts.of_sweep(study, EN)}[name], study


def test_a_tornado_compares_thirds(folder):
    design = latin_hypercube(3, 90)
    found, study = sweep_chart(folder, "tornado", design, unit_factors(3), lambda x: 4 * x[:, 0] - 9 * x[:, 1])
    y = study.response.values
    values, lines = by(values_of(found), "factor", "kind"), csv_of(found, 2)
    assert [v["factor"] for v in values_of(found)[::2]] == ["x2", "x1", "x3"], values
    for i, name in enumerate(("x1", "x2", "x3")):
        for end, inside in (("lowest", design.share[:, i] < 1 / 3), ("highest", design.share[:, i] >= 2 / 3)):
            v = values[name, EN(end)]
            expect_near([v["from"], v["to"]], [y.mean(), y[inside].mean()], NEAR, name, end)
            expect_near(lines[name, end], student(y[inside]), NEAR, name, end)
            row = next(r for r in found.rows if r[0] == name)
            cell_is(row[2 if end == "lowest" else 3], student(y[inside]), study.decimals(), EN)
    expect_near(values["x2", EN("lowest")]["to"] - values["x2", EN("highest")]["to"], 6, 0.3)  # 9 x two thirds
    length = numpy.array([5, 1, 3])
    listed, _ = sweep_chart(folder, "tornado", plain("list", numpy.linspace(0.05, 0.95, 12)[:, None]),
                            [Factor("days", 0, 2, "list", "", ("5 d", "1 d", "3 d"))], lambda x: length[x[:, 0].astype(int)])
    assert [v["to"] for v in values_of(listed)] == [1, 5], values_of(listed)
    assert "[1 d]" in listed.rows[0][2] and "[5 d]" in listed.rows[0][3], listed.rows


def test_responses_are_means_of_tenths(folder):
    design = latin_hypercube(2, 200)
    factors = [Factor("wait", 1, 100, "log", "h"), Factor("x2")]
    found, study = sweep_chart(folder, "response", design, factors, lambda x: numpy.log10(x[:, 0]) ** 2)
    y, lines = study.response.values, csv_of(found, 2)
    assert found.panels[0][1]["layer"][0]["encoding"]["x"]["scale"]["type"] == "log", found.panels[0]
    for i, factor in enumerate(factors):
        values = values_of(found, i)
        assert len(values) == 10, values
        for tenth, v in enumerate(values):
            inside = (design.share[:, i] >= tenth / 10) & (design.share[:, i] < (tenth + 1) / 10)
            known = student(y[inside])
            expect_near(v["at"], factor.value(design.share[inside, i]).mean(), NEAR)
            expect_near([v["mean"], v["low"], v["high"]], known, 6e-4, factor.name, tenth)
            expect_near(lines[factor.name, v["at"]], [*known, inside.sum()], NEAR, factor.name, tenth)
    names = Factor("rule", 0, 1, "list", "", ("old", "new"))
    named, _ = sweep_chart(folder, "response", latin_hypercube(1, 20), [names], lambda x: x[:, 0])
    assert [v["at"] for v in values_of(named)] == ["old", "new"], values_of(named)
    expect_near([v["mean"] for v in values_of(named)], [0, 1], 1e-6)


def test_sobol_bars_match_closed_forms(folder):
    found, study = sweep_chart(folder, "sobol_bars", saltelli(3, 2048), ISHIGAMI, ishigami, replications=1)
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


def test_the_morris_plane_matches_closed_forms(folder):
    slopes = numpy.array([4.0, -3.0, 1.0])
    found, study = sweep_chart(folder, "morris_plane", morris(3, 300), unit_factors(3),
                               lambda x: x @ slopes + 2 * x[:, 0] * x[:, 1])
    values, lines = by(values_of(found), "factor"), csv_of(found, 1)
    for name, mu, sigma in zip(("x1", "x2", "x3"), (5, -2, 1), (2 * numpy.sqrt(5 / 36),) * 2 + (0,)):
        v = values[name,]
        expect_near([v["mu_star"], v["sigma"]], [abs(mu), sigma], 0.1, name)
        expect_near(lines[name,][3], mu, 0.1, name)
        expect_near(lines[name,][:3], [v["mu_star"], v["low"], v["high"]], 6e-4, name)
    diagonal = values_of(found, layer=0)
    assert diagonal[0] == {"mu_star": 0, "sigma": 0} and diagonal[1]["mu_star"] == diagonal[1]["sigma"], diagonal
    assert found.rows[0][0] == "x1" and study.analysis.table.index[0] == "x1", found.rows


def test_correlations_are_those_of_ranks(folder):
    found, study = sweep_chart(folder, "prcc", latin_hypercube(3, 300), unit_factors(3),
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
