"""What a page of a run starts from: the order of its arms, its window, its names."""

import datetime

import numpy

from by_hand import EN, ID, ZERO, change, interval, opened, said

CHANGES = {"less": change(interval(-2.0, 1.0)), "more": change(interval(9.0, 1.0)), "same": change(ZERO)}


def test_the_main_arm_is_the_one_whose_deaths_change_most():
    of = opened(said(CHANGES))
    assert (of.baseline, of.others, of.main) == ("now", ["more", "less", "same"], "more")
    # Expected deaths, where the file has them, are less noisy.
    expected = opened(said({**CHANGES, "less": change(interval(-2.0, 1.0), expected=interval(-10.0, 1.0))}))
    assert expected.main == "less" and expected.replications == 16
    alone = opened(said({}))
    assert alone.main is None and alone.others == []
    assert opened(said(CHANGES, deaths=False)).others == ["less", "more", "same"], "without deaths in the file's order"


def test_the_window_is_begun_on_the_day_measured_or_the_first_month():
    assert opened(said({}), start="2018-05-10", measured_days=80).window == (
        datetime.date(2018, 5, 10), datetime.date(2018, 7, 28))
    nothing = opened(said({}))
    assert nothing.window == (None, None)
    nothing.data = nothing.data.assign_coords(month=numpy.array(["2018-01-01", "2018-02-01"], "datetime64[ns]"))
    assert nothing.window == (datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))


def test_names_and_titles():
    of = opened(said(CHANGES), {"less": "Less"}, {"less": "Kurang"}, {"cilegon": "Kota Cilegon"})
    assert of.name("cilegon") == "Kota Cilegon" and of.name("nowhere") == "nowhere" and of.districts == ["cilegon"]
    assert of.arm_title(EN, "less") == ("Less", True) and of.arm_title(ID, "less") == ("Kurang", True)
    assert of.arm_title(ID, "more") == ("more", False)


def test_what_a_file_has_and_keeps():
    of = opened(said(CHANGES), measures=("deaths_true", "births"))
    assert of.has("births", "deaths_true") and not of.has("births", "refusals")
    assert of.keeps("replication") and not of.keeps("district")
    births = of.select("births", "less")
    assert births.dims == ("replication",) and births.dtype == float and births.sum() == 16
