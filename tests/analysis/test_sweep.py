"""Factors of a sweep on their scales, and the one number that a cell gives."""

import os

import h5py
import numpy

from darah import read, sweep
from known_sweeps import Factor, change, expect_near, expect_raises, latin_hypercube, saltelli, unit_factors, write


def small(folder, name="s.h5", **options):
    return write(os.path.join(folder, name), saltelli(2, 8), unit_factors(2), lambda x: x[:, 0], **options)


def test_ratios_are_of_sums(folder):
    """A cell's value is the ratio of sums, and its residuals are those of the ratio estimator."""
    path = small(folder)
    births = numpy.arange(1, 32 * 2 * 2 + 1).reshape(32, 2, 2) * 100

    def edit(file):
        file["births"][...] = births
    change(path, edit)
    with h5py.File(path, "r") as file:
        deaths = file["deaths"][()].sum(3) / 1e6
    y = sweep.response(read.open_sweep(path), "deaths", per="denominator")
    ratio = deaths[:, 0].sum(1) / births[:, 0].sum(1)
    assert y.unit == "deaths / births"
    expect_near(y.values, ratio, 1e-12)
    expect_near(y.residuals, (deaths[:, 0] - ratio[:, None] * births[:, 0]) / births[:, 0].mean(1)[:, None], 1e-12)


def test_factors_know_their_scales(folder):
    asked = [Factor("share", 0.2, 0.6), Factor("wait", 1, 100, "log", "h"),
             Factor("rule", 0, 1, "list", "", ("x", "y")), Factor("days", 0, 2, "list", "", ("5 d", "1 d", "3 d"))]
    path = write(os.path.join(folder, "f.h5"), latin_hypercube(4, 10), asked, lambda x: x[:, 0])
    share, wait, rule, days = sweep.factors(read.open_sweep(path))
    assert [f.text for f in (share, wait, rule, days)] == ["0.2 to 0.6", "1 to 100 h", "x, y", "5 d, 1 d, 3 d"]
    expect_near([f.middle for f in (share, wait, rule, days)], [0.4, 10, 0, 2], 1e-12)
    expect_near([wait.value("10 h"), rule.value("y"), days.value("3 d")], [10, 1, 2], 0)
    expect_near(wait.columns(numpy.array([1, 10, 100]))[:, 0], [0, 0.5, 1], 1e-12)
    expect_near(days.columns(numpy.array([0, 1, 2]))[:, 0], [1, 0, 0.5], 1e-12)
    for factor, text in [(wait, "10 d"), (wait, "200"), (rule, "z"), (share, "much")]:
        expect_raises(read.AskedError, lambda factor=factor, text=text: factor.value(text))


def test_factors_that_no_sweep_has_are_told_by_name(folder):
    def put(variable, value):
        def edit(file):
            file[variable][0] = value
        return edit
    for variable, value, text in [("factor_scale", "cubic", "factor_scale is 'cubic'"), ("factor_low", 2.0, "are no range"),
                                  ("factor_levels", '{"a": 1}', "no list of values"),
                                  ("factor_levels", "[[1]]", "no list of values"),
                                  ("factor_levels", "[" * 100_000, "nests too deep"), ("factor_levels", "[", "factor x1")]:
        path = small(folder, f"{len(os.listdir(folder))}.h5")
        change(path, put(variable, value))
        data = read.open_sweep(path)
        expect_raises(read.FileError, lambda data=data: sweep.factors(data), "is damaged: of the factor x1", text)


def test_noise_is_what_replications_differ_by(folder):
    """Half the squares of two replications; with common women what they share is none of it."""
    y = sweep.response(read.open_sweep(small(folder, noise=0.5, streams="own")), "deaths", "policy")
    spread = y.residuals.var(1, ddof=1)
    expect_near(y.noise, spread.mean() / 2, 1e-12)
    expect_near(y.noise_share, y.noise / y.values.var(ddof=1), 1e-12)
    common = sweep.response(read.open_sweep(small(folder, "c.h5", common_noise=3)), "deaths", "policy")
    assert common.common and common.noise < 1e-11, common.noise
    alone = sweep.response(read.open_sweep(small(folder, "1.h5", replications=1)), "deaths", "policy")
    assert numpy.isnan(alone.noise) and numpy.isnan(alone.noise_between(numpy.array([0]), numpy.array([1]))).all()


def test_a_description_says_how_much_was_computed(folder):
    data = read.open_sweep(small(folder, noise=0.5))
    first, second, third, fourth = sweep.describe(data, sweep.response(data, "deaths", "policy"))
    assert first == "A known function"
    assert second == "sobol design, 32 of 32 cells x 2 replications, deaths, policy minus base, in deaths / year"
    assert third.startswith("Mean over cells 0.") and "is Monte Carlo error" in fourth
    alone = read.open_sweep(small(folder, "1.h5", replications=1))
    assert "Monte Carlo error is unknown" in sweep.describe(alone, sweep.response(alone, "deaths"))[3]
