"""Numbers as charts and their tables take them."""

import numpy

from arrays import student as by_scipy
from darah.charts.intervals import ends, few, numbers, rounded, student
from known_sweeps import expect_near

KNOWN = {"mean": 1.23456, "half_width": 0.5, "low": 0.73456, "high": 1.73456}
UNKNOWN = {"mean": 1.23456, "half_width": None, "low": None, "high": None}


def test_a_table_has_nothing_where_there_is_no_number():
    assert ends(KNOWN) == [1.23456, 0.73456, 1.73456] and ends(UNKNOWN) == [1.23456, None, None]
    assert numbers(1, numpy.nan, -numpy.inf, numpy.float32(0.5)) == [1.0, None, None, 0.5]


def test_a_picture_has_few_digits_and_the_mean_where_an_end_is_unknown():
    assert rounded(KNOWN) == {"mean": 1.235, "low": 0.735, "high": 1.735}
    assert rounded(UNKNOWN, "m") == {"m": 1.235, "low": 1.235, "high": 1.235}
    assert few(numpy.nan, 2) == 2.0 and few(-0.00049) == 0 and few(1234.5678) == 1234.568


def test_an_interval_over_cells_is_students():
    values = numpy.array([3.0, 5.0, 4.0, 9.0])
    found = student(values)
    expect_near([found["mean"], found["low"], found["high"]], by_scipy(values), 1e-12)
    expect_near(found["half_width"], found["high"] - found["mean"], 1e-12)
    assert student(values, 0.5)["half_width"] < found["half_width"]
    assert student(values[:1]) == {"mean": 3.0, "half_width": None, "low": None, "high": None}
