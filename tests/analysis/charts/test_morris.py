"""The plane of a Morris design, against closed forms."""

import numpy

from arrays import by, csv_of, values_of
from known_sweeps import expect_near, morris, unit_factors


def test_the_morris_plane_matches_closed_forms(sweep_chart):
    slopes = numpy.array([4.0, -3.0, 1.0])
    found, study = sweep_chart("morris_plane", morris(3, 300), unit_factors(3),
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
