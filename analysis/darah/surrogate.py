"""Surrogates of a sweep: polynomials and a Gaussian process, judged by leaving each cell out.

Every surrogate has `loo`, what each cell is above its prediction from all the others, and predict(x), mean and
standard deviation of the value that a cell there would have, with its Monte Carlo error. x: (n, c) in [0, 1]; y: (n).
Sources:
  Allen 1974, Technometrics 16, 125-127              leave-one-out of a linear regression by its hat matrix
  Rasmussen and Williams 2006, ISBN 026218253X      leave-one-out of a Gaussian process, eqs. 5.10 to 5.12
"""

import itertools
import math
import warnings

import numpy
import pandas
from numpy.polynomial.legendre import legvander
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

from . import sweep, text
from .read import FileError, look_up

HIGHEST_DEGREE = 8
CELLS_A_TERM = 2     # a polynomial with fewer fits by chance
LENGTHS_FROM = 300   # cells that a Gaussian process's length scales are found from: the time grows with their cube
MOST_CELLS = 1500    # that it rests on


class Polynomial:
    """Legendre products up to a total degree, by least squares. O(n terms^2)."""

    def __init__(self, x, y, degree):
        self.name = f"polynomial of degree {degree}"
        self._degree, self._powers = degree, powers(x.shape[1], degree)
        left, singular, right = numpy.linalg.svd(self._terms(x), full_matrices=False)
        kept = singular > singular[0] * 1e-10  # names beside each other, or few levels, make terms equal
        left, self._back = left[:, kept], right[kept].T / singular[kept]
        self.terms = int(kept.sum())
        self._weights = self._back @ (left.T @ y)
        residuals = y - left @ (left.T @ y)
        leverage = (left**2).sum(1)
        with numpy.errstate(divide="ignore", invalid="ignore"):
            self.loo = numpy.where(leverage < 1 - 1e-9, residuals / (1 - leverage), numpy.inf)
        self._variance = (residuals**2).sum() / max(len(y) - self.terms, 1)
        self.loo_sd = numpy.sqrt(self._variance / numpy.maximum(1 - leverage, 1e-9))

    def predict(self, x):
        terms = self._terms(x)
        return terms @ self._weights, numpy.sqrt(self._variance * (1 + ((terms @ self._back) ** 2).sum(1)))

    def _terms(self, x):
        one = legvander(2 * x - 1, self._degree)  # (n, column, power)
        return numpy.column_stack([one[:, range(x.shape[1]), row].prod(1) for row in self._powers])


class GaussianProcess:
    """Matern 5/2 with a length scale for each column, and noise. O(n^3), n at most MOST_CELLS."""

    def __init__(self, x, y, noise_share=0.01):
        self.name = "Gaussian process" + (f" on {MOST_CELLS} cells" if len(x) > MOST_CELLS else "")
        some = _some(len(x), MOST_CELLS)
        self._x = x = x[some]
        y = y[some]
        self._mean, self._scale = y.mean(), y.std() or 1.0
        z = (y - self._mean) / self._scale
        some = _some(len(x), LENGTHS_FROM)
        kernel = (ConstantKernel(1.0, (1e-2, 1e3)) * Matern(numpy.full(x.shape[1], 1.0), (5e-2, 1e2), nu=2.5)
                  + WhiteKernel(min(max(noise_share, 1e-4), 0.9), (1e-8, 2.0)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a scale at its bound: a factor without effect
            found = GaussianProcessRegressor(kernel, n_restarts_optimizer=1, random_state=1).fit(x[some], z[some])
        self.kernel = found.kernel_
        self._inverse = numpy.linalg.inv(self.kernel(x) + 1e-10 * numpy.eye(len(x)))
        self._weights = self._inverse @ z
        self.loo = self._scale * self._weights / numpy.diag(self._inverse)
        self.loo_sd = self._scale / numpy.sqrt(numpy.diag(self._inverse))

    @property
    def lengths(self):
        """Length scale of each column, as part of its range: over a short one the response bends."""
        return numpy.atleast_1d(self.kernel.k1.k2.length_scale)

    def predict(self, x):
        smooth = self.kernel.k1
        across = smooth(x, self._x)
        variance = self.kernel.diag(x) - ((across @ self._inverse) * across).sum(1)
        mean, deviation = across @ self._weights, numpy.sqrt(numpy.maximum(variance, 0))
        return self._mean + self._scale * mean, self._scale * deviation


class Surrogates:
    """All surrogates of a sweep's response, the best first. Raises FileError where there are too few cells."""

    def __init__(self, data, y):
        self.data, self.response, self.factors = data, y, sweep.factors(data)
        x, values, self.merged = distinct(self.encode(data.factor_value.values), y.values)
        if numpy.ptp(values) == 0:
            raise FileError("the response is the same in all cells: there is nothing to fit")
        self.cells, self._variation = len(values), values.var()
        self.all = sorted([*polynomials(x, values), GaussianProcess(x, values, numpy.nan_to_num(y.noise_share))],
                          key=self.rmse)

    @property
    def best(self):
        return self.all[0]

    @property
    def both(self):
        """The best polynomial and the process, the better first."""
        return [s for s in self.all if isinstance(s, GaussianProcess)
                or s is next(p for p in self.all if isinstance(p, Polynomial))]

    def encode(self, values):
        """Coordinates (n, c) in [0, 1] of factor_value (n, factors)."""
        return numpy.column_stack([f.columns(values[:, i]) for i, f in enumerate(self.factors)])

    def rmse(self, surrogate):
        """Root mean square of the leave-one-out errors, in the response's unit."""
        return math.sqrt((surrogate.loo**2).mean())

    def q2(self, surrogate):
        """Part of the variance between cells that is predicted of cells left out."""
        return 1 - (surrogate.loo**2).mean() / self._variation

    def inside(self, surrogate):
        """Part of the cells within two standard deviations of their prediction by others; 95% if all is well."""
        return (abs(surrogate.loo) <= 2 * surrogate.loo_sd).mean()

    def predict(self, surrogate=None, **at):
        """Mean and standard deviation of a cell there; factors not named lie in the middle of their range.

        Values are numbers in the factor's unit, or texts: predict(turn_up=0.4, rule="a"). Raises AskedError.
        """
        for name in at:
            look_up(name, [f.name for f in self.factors], "factor")
        values = [f.value(str(at[f.name])) if f.name in at else f.middle for f in self.factors]
        mean, deviation = (surrogate or self.best).predict(self.encode(numpy.array([values])))
        return float(mean[0]), float(deviation[0])

    def predictions(self, at):
        """Lines of what the best polynomial and the process predict at places as of predict()."""
        unit = self.response.unit
        places = text.decimals([self.response.values.std()])
        found = [(s.name, *self.predict(s, **at)) for s in self.both]
        return [f"{name}: {text.number(mean, places)}, standard deviation {text.number(deviation, places)} {unit}"
                for name, mean, deviation in found]

    @property
    def table(self):
        return pandas.DataFrame({"terms": [getattr(s, "terms", numpy.nan) for s in self.all],
                                 "loo_rmse": [self.rmse(s) for s in self.all], "q2": [self.q2(s) for s in self.all],
                                 "within_2_sd": [self.inside(s) for s in self.all]},
                                index=pandas.Index([s.name for s in self.all], name="surrogate"))

    @property
    def warnings(self):
        found = []
        if self.q2(self.best) < 0.5:
            found.append("less than half of the variance is predicted: more cells, or more replications")
        if not 0.85 <= self.inside(self.best):
            found.append(f"only {text.percent(self.inside(self.best))} of cells lie within two standard deviations "
                         "of their prediction: the deviations are too small")
        return found

    def __str__(self):
        table = self.table
        places = text.decimals(table.loo_rmse.values)
        rows = [[name, text.number(row.terms, 0), text.number(row.loo_rmse, places), text.number(row.q2, 3),
                 text.percent(row.within_2_sd)] for name, row in table.iterrows()]
        lines = text.aligned(["surrogate", "terms", "LOO error", "Q2", "within 2 sd"], rows)
        return text.page(sweep.describe(self.data, self.response), lines, self._remarks(), self.warnings)

    def _remarks(self):
        merged = f" ({self.merged} more at the same places as others, merged)" if self.merged else ""
        yield f"{text.count(self.cells, 'cell')} fitted{merged}; the best is the {self.best.name}."
        yield ("LOO error: root mean square of what a cell is off its prediction from all others, in "
               f"{self.response.unit}; Q2: part of the variance so predicted.")
        noise = self.response.noise_share
        if noise >= 0 and not self.response.common:
            yield f"Monte Carlo error leaves about {text.percent(1 - noise)} to predict."
        elif noise >= 0:
            # The same women react to a factor in every cell: their own slope is smooth, and fitted along.
            yield (f"All cells meet the same women: of Monte Carlo error ({text.percent(noise)} of the variance) "
                   "what goes with the factors is predicted as if it were real; more replications lessen it.")
        yield ("Length scales of the Gaussian process, as parts of the ranges (short: the response bends): "
               + ", ".join(self._lengths()) + ".")

    def _lengths(self):
        process = next(s for s in self.all if isinstance(s, GaussianProcess))
        lengths = iter(process.lengths)
        for f in self.factors:
            own = min(next(lengths) for _ in range(max(len(f.names) - 1, 1)))
            yield f"{f.name} {own:.2g}" if own < 50 else f"{f.name} none"


def fit(data, of, arm=None, per="year"):
    """The Surrogates of a sweep; arguments as of sweep.response. Raises AskedError, FileError."""
    return Surrogates(data, sweep.response(data, of, arm, per))


def polynomials(x, y):
    """One of each degree that the number of cells carries. Raises FileError where it carries none."""
    found = []
    for degree in range(1, HIGHEST_DEGREE + 1):
        if CELLS_A_TERM * math.comb(x.shape[1] + degree, degree) > len(x):
            break
        found.append(Polynomial(x, y, degree))
    if not found:
        raise FileError(f"{len(x)} distinct cells are too few: a plane takes {CELLS_A_TERM * (x.shape[1] + 1)}")
    return found


def powers(columns, degree):
    """Powers of each column in each term, of total degree up to `degree`."""
    rows = []
    for total in range(degree + 1):
        for chosen in itertools.combinations_with_replacement(range(columns), total):
            rows.append(tuple(chosen.count(i) for i in range(columns)))
    return rows


def distinct(x, y):
    """Places, mean y there, and how many cells were merged: of two cells at one place none is left out truly."""
    places, at = numpy.unique(x.round(12), axis=0, return_inverse=True)
    return places, numpy.bincount(at, y) / numpy.bincount(at), len(x) - len(places)


def _some(n, most):
    """At most so many of n places, the same ones each time."""
    return numpy.sort(numpy.random.default_rng(1).permutation(n)[:most])
