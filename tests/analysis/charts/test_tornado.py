"""The response in the lowest and highest third of each factor, against plain means."""

import numpy

from arrays import EN, NEAR, by, cell_is, csv_of, student, values_of
from known_sweeps import Factor, expect_near, latin_hypercube, plain, unit_factors


def test_a_tornado_compares_thirds(sweep_chart):
    design = latin_hypercube(3, 90)
    found, study = sweep_chart("tornado", design, unit_factors(3), lambda x: 4 * x[:, 0] - 9 * x[:, 1])
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
    listed, _ = sweep_chart("tornado", plain("list", numpy.linspace(0.05, 0.95, 12)[:, None]),
                            [Factor("days", 0, 2, "list", "", ("5 d", "1 d", "3 d"))], lambda x: length[x[:, 0].astype(int)])
    assert [v["to"] for v in values_of(listed)] == [1, 5], values_of(listed)
    assert "[1 d]" in listed.rows[0][2] and "[5 d]" in listed.rows[0][3], listed.rows
