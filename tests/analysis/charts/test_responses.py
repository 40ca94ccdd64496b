"""The response along each factor, against plain means."""

import numpy

from arrays import NEAR, csv_of, student, values_of
from known_sweeps import Factor, expect_near, latin_hypercube


def test_responses_are_means_of_tenths(sweep_chart):
    design = latin_hypercube(2, 200)
    factors = [Factor("wait", 1, 100, "log", "h"), Factor("x2")]
    found, study = sweep_chart("response", design, factors, lambda x: numpy.log10(x[:, 0]) ** 2)
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
    named, _ = sweep_chart("response", latin_hypercube(1, 20), [names], lambda x: x[:, 0])
    assert [v["at"] for v in values_of(named)] == ["old", "new"], values_of(named)
    expect_near([v["mean"] for v in values_of(named)], [0, 1], 1e-6)
