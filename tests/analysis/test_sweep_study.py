"""What a page of a sweep starts from: which measure and which arm it explains, and what it says where it cannot."""

import os

from by_hand import EN, ID
from darah.errors import AskedError
from darah.sweep_study import SweepStudy
from known_sweeps import expect_near, expect_raises, latin_hypercube, saltelli, unit_factors, write


def made(folder, design=latin_hypercube(2, 40), function=lambda x: x[:, 0], **options):
    path = os.path.join(folder, f"{len(os.listdir(folder))}.h5")
    return write(path, design, unit_factors(design.share.shape[1]), function, **options)


def test_the_first_measure_and_the_arm_that_differs_most_are_explained(folder):
    of = SweepStudy(made(folder, arms=("base", "policy", "other"), noise=0.1))
    assert (of.baseline, of.of, of.arm) == ("base", "deaths", "policy") and of.analysis is not None and of.why == ""
    assert [f.name for f in of.factors] == ["x1", "x2"] and set(of.varied) == {"model.x1", "model.x2"}
    expect_near(of.response.values.mean(), 0.5, 0.1)
    alone = SweepStudy(made(folder, arms=("base",)))
    assert alone.arm is None and 99 < alone.response.values.mean() < 101


def test_what_is_asked_for_is_explained(folder):
    path = made(folder, design_set={"run.horizon": "31 d"}, noise=0.1)
    of = SweepStudy(path, "base", "deaths[cause=pph]", "policy")
    assert of.of == "deaths[cause=pph]" and of.set == {"run.horizon": "31 d"}
    assert of.short(EN) == "deaths[cause=pph]"
    assert of.what(EN) == "deaths[cause=pph] (deaths / year), policy − base"
    for options, text in [({"baseline": "policy"}, "a sweep's baseline is its first arm, base"), ({"arm": "nobody"}, "nobody"),
                          ({"of": "deths"}, "deths"), ({"arm": "base"}, "is the baseline")]:
        expect_raises(AskedError, lambda options=options: SweepStudy(path, **options), text)


def test_deaths_are_called_so(folder):
    of = SweepStudy(made(folder))
    of.of = "deaths_true"
    assert of.short(EN) == EN("deaths_change") and "policy" in of.what(EN) and "base" in of.what(EN)
    assert of.what(EN) != of.what(ID) and "policy" in of.what(ID)
    of.arm = None
    assert of.short(EN) == EN("deaths_a_year") and "base" in of.what(EN)


def test_where_no_analysis_can_be_made_it_says_why(folder):
    of = SweepStudy(made(folder, saltelli(2, 8), keep=[0, 1, 2]))
    assert of.analysis is None and "3 cells of 32" in of.why.said_in(EN) and of.why.said_in(ID) != of.why
    assert of.decimals() >= 1
