"""Surrogates: leave-one-out errors against refits without each cell, functions that they must find, predictions."""

import os
import re

import numpy
from sklearn.gaussian_process import GaussianProcessRegressor

from known_sweeps import (ISHIGAMI, Factor, analysis_command, expect_near, expect_raises, ishigami, latin_hypercube,
                          plain, refused, unit_factors, values, write)

from darah import read, surrogate


def fitted(path, *arguments):
    return surrogate.fit(read.open_sweep(path), *(arguments or ("deaths", "policy")))


def sample(cells, columns, seed=1):
    generator = numpy.random.default_rng(seed)
    x = generator.random((cells, columns))
    return x, numpy.sin(4 * x[:, 0]) + x[:, 1] ** 2 + 0.1 * generator.normal(size=cells)


def test_polynomial_leave_one_out_is_that_of_refits():
    x, y = sample(40, 2)
    for degree in (1, 2, 4):
        whole = surrogate.Polynomial(x, y, degree)
        for i in range(len(y)):
            rest = numpy.arange(len(y)) != i
            mean, deviation = surrogate.Polynomial(x[rest], y[rest], degree).predict(x[[i]])
            expect_near(whole.loo[i], (y[i] - mean)[0], 1e-9, degree, i)
            assert 0.5 < whole.loo_sd[i] / deviation[0] < 2, (degree, i, whole.loo_sd[i], deviation)


def test_process_leave_one_out_is_that_of_refits():
    """With the same length scales, by scikit-learn itself."""
    x, y = sample(40, 2)
    whole = surrogate.GaussianProcess(x, y)
    z = (y - y.mean()) / y.std()
    for i in range(len(y)):
        rest = numpy.arange(len(y)) != i
        refit = GaussianProcessRegressor(whole.kernel, optimizer=None).fit(x[rest], z[rest])
        mean, deviation = refit.predict(x[[i]], return_std=True)
        expect_near(whole.loo[i], y.std() * (z[i] - mean)[0], 1e-6, i)
        expect_near(whole.loo_sd[i], y.std() * deviation[0], 1e-6, i)
    refit = GaussianProcessRegressor(whole.kernel, optimizer=None).fit(x, z)
    new = sample(10, 2, seed=2)[0]
    mean, deviation = whole.predict(new)
    known_mean, known_deviation = refit.predict(new, return_std=True)
    expect_near(mean, y.mean() + y.std() * known_mean, 1e-6)
    expect_near(deviation, y.std() * known_deviation, 1e-6)


def test_polynomials_are_found_exactly(folder):
    """A cubic: of degree 3 on there is no error, below there is; names and log ranges count as such."""
    factors = [Factor("a", -1, 3), Factor("wait", 1, 100, "log", "h"),
               Factor("rule", 0, 2, "list", "", ("x", "y", "z"))]
    jump = numpy.array([0, 5, 1])
    path = write(os.path.join(folder, "c.h5"), latin_hypercube(3, 90), factors,
                 lambda x: x[:, 0] ** 3 + 2 * x[:, 0] * numpy.log10(x[:, 1]) + jump[x[:, 2].astype(int)])
    found = fitted(path)
    error = {s.name: found.rmse(s) for s in found.all}
    assert error["polynomial of degree 3"] < 1e-5 and error["polynomial of degree 2"] > 0.1, error
    assert found.best.name == "polynomial of degree 3", found
    mean, deviation = found.predict(a=2, wait=10, rule="y")
    expect_near([mean, deviation], [8 + 4 + 5, 0], 1e-5)
    expect_near(found.predict(rule="x")[0], 1 + 2, 1e-5)  # in the middle: a = 1, wait = 10 h


def test_both_find_ishigami(folder):
    """New cells are predicted as well as leave-one-out says, and within the standard deviations that are given."""
    path = write(os.path.join(folder, "i.h5"), latin_hypercube(3, 250), ISHIGAMI, ishigami, noise=0.3)
    found = fitted(path)
    assert "what goes with the factors is predicted as if it were real" in " ".join(str(found).split()), found
    new = latin_hypercube(3, 500, seed=9)
    x = values(new, ISHIGAMI)
    truth = ishigami(x) + numpy.random.default_rng(1).normal(0, 0.3 / numpy.sqrt(2), 500)
    assert len(found.both) == 2, found.both
    for each in found.both:
        mean, deviation = each.predict(found.encode(x))
        rmse = numpy.sqrt(((mean - truth) ** 2).mean())
        assert found.q2(each) > 0.85, (each.name, found.q2(each))
        assert 0.7 < rmse / found.rmse(each) < 1.4, (each.name, "off by", rmse, "said", found.rmse(each))
        inside = (abs(mean - truth) <= 2 * deviation).mean()
        assert inside > 0.88, (each.name, inside, "lie within two standard deviations")


def test_chance_is_not_predicted(folder):
    path = write(os.path.join(folder, "n.h5"), latin_hypercube(3, 80), unit_factors(3), lambda x: 0 * x[:, 0],
                 noise=1, streams="own")
    found = fitted(path)
    assert "Monte Carlo error leaves about" in str(found), found
    assert abs(found.q2(found.best)) < 0.15, found
    assert any("less than half of the variance" in w for w in found.warnings), found.warnings
    constant = write(os.path.join(folder, "0.h5"), latin_hypercube(3, 80), unit_factors(3), lambda x: 0 * x[:, 0])
    expect_raises(read.FileError, lambda: fitted(constant), "the same in all cells")
    few = write(os.path.join(folder, "f.h5"), latin_hypercube(3, 7), unit_factors(3), lambda x: x[:, 0])
    expect_raises(read.FileError, lambda: fitted(few), "7 distinct cells are too few: a plane takes 8")


def test_cells_at_one_place_are_one(folder):
    """Else a cell left out would be predicted by its twin."""
    design = latin_hypercube(2, 40)
    twins = plain("list", numpy.repeat(design.share, 2, 0))
    found = fitted(write(os.path.join(folder, "t.h5"), twins, unit_factors(2), lambda x: x[:, 0], noise=1))
    assert found.cells == 40 and found.merged == 40
    expect_near(found.predict(x1=0.8)[0], 0.8, 0.5)
    assert "40 cells fitted (40 more at the same places as others, merged)" in str(found), found


def test_command_prints_and_predicts(folder):
    path, csv = os.path.join(folder, "s.h5"), os.path.join(folder, "t.csv")
    factors = [Factor("turn_up", 0.2, 0.6), Factor("wait", 1, 9, "linear", "h")]
    write(path, latin_hypercube(2, 60), factors, lambda x: 10 * x[:, 0] + x[:, 1])
    words = ["surrogate", path, "--of", "deaths", "--arm", "policy"]
    result = analysis_command(*words, "--at", "turn_up=0.4, wait=2 h", "--csv", csv)
    assert result.returncode == 0 and result.stderr == ""
    assert result.stdout.startswith(str(fitted(path))), result.stdout
    assert re.search(r"\nAt turn_up=0.4, wait=2 h:\npolynomial of degree \d: 6.00, standard deviation 0.00 deaths / "
                     r"year\nGaussian process: 6.00,", result.stdout), result.stdout
    with open(csv, encoding="utf-8") as file:
        assert file.readline() == "surrogate,terms,loo_rmse,q2,within_2_sd\n"
    for at, text in [("turn_p=1", 'did you mean "turn_up"?'), ("wait", "write FACTOR=VALUE"),
                     ("wait=2 d", "no number of h"), ("wait=20", "leaves 1 to 9 h")]:
        code, stderr = refused(*words, "--at", at)
        assert code == 2 and text in stderr, (at, stderr)
