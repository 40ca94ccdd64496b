"""Cells along the factors of a sweep: parts of ranges, listed values, steps of a grid."""

import os
from unittest import mock

import numpy
import pandas

from darah.charts.factors import groups, interval_of, ranked_by
from darah.sweep_study import SweepStudy
from known_sweeps import Factor, latin_hypercube, morris, plain, saltelli, unit_factors, write

NAN = numpy.nan


def study(folder, design, factors):
    return SweepStudy(write(os.path.join(folder, f"{len(os.listdir(folder))}.h5"), design, factors, lambda x: x[:, 0]))


def found(of, i, parts):
    return [(label, list(places)) for label, places in groups(of, i, parts)]


def test_cells_fall_into_equal_parts_of_a_range(folder):
    shares = numpy.array([0, 0.32, 0.34, 0.5, 0.67, 0.99, 1.0, 0.1])[:, None]
    of = study(folder, plain("latin-hypercube", shares), [Factor("wait", 1, 100, "log", "h")])
    assert found(of, 0, 3) == [("", [0, 1, 7]), ("", [2, 3]), ("", [4, 5, 6])], "on the factor's scale"
    assert found(of, 0, 100)[0] == ("", [0]), "more parts than cells: each is one"
    empty = study(folder, plain("latin-hypercube", numpy.array([0, 0.1, 0.2, 0.9])[:, None]), unit_factors(1))
    assert found(empty, 0, 3) == [("", [0, 1, 2]), ("", [3])], "a part without cells is none"


def test_listed_values_and_steps_of_a_grid_are_parts_of_their_own(folder):
    shares = numpy.array([0.1, 0.5, 0.9, 0.1])[:, None]
    days = study(folder, plain("list", shares), [Factor("days", 0, 2, "list", "", ("5 d", "1 d", "3 d"))])
    assert found(days, 0, 2) == [("1 d", [1]), ("3 d", [2]), ("5 d", [0, 3])], "in the order of their numbers"
    names = study(folder, plain("list", shares), [Factor("rule", 0, 2, "list", "", ("new", "old", "new"))])
    assert found(names, 0, 2) == [("new", [0, 2, 3]), ("old", [1])], "in the order of the list, each name once"
    grid = study(folder, plain("grid", numpy.array([0, 0.5, 1, 0])[:, None]), unit_factors(1))
    assert found(grid, 0, 3) == [("", [0, 3]), ("", [1]), ("", [2])]


def test_factors_are_ranked_by_what_the_design_gives(folder):
    for design, index in ((saltelli(2, 16), "total"), (morris(2, 10), "mu_star"), (latin_hypercube(2, 40), "prcc")):
        assert ranked_by(study(folder, design, unit_factors(2))) == index
    assert ranked_by(mock.Mock(analysis=None)) is None


def test_ends_that_are_unknown_are_none():
    row = pandas.Series({"total": 0.5, "total_low": 0.4, "total_high": 0.7, "prcc": NAN, "prcc_low": 0.1, "prcc_high": NAN})
    known = interval_of(row, "total")
    assert (known["mean"], known["low"], known["high"]) == (0.5, 0.4, 0.7) and abs(known["half_width"] - 0.15) < 1e-12
    assert interval_of(row, "prcc") == {"mean": None, "half_width": None, "low": None, "high": None}
