"""What an analysis of a sweep starts from: its factors, and one number a cell with its Monte Carlo error."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal

import numpy

from .errors import AskedError, FileError
from .read import difference, look_up, parts
from .text import count, decimals, number, percent

SCALES = ("linear", "log", "integer", "list")
NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*)")


@dataclass(frozen=True)
class Factor:
    """What a sweep varies: a range, listed numbers of one unit, or listed names."""

    name: str
    key: str
    unit: str
    scale: str      # linear, log, integer, list
    low: float
    high: float
    levels: tuple   # texts of a list

    @property
    def numbers(self):
        """Of a list whose values are numbers of one unit: these; else None."""
        found = [NUMBER.fullmatch(str(level)) for level in self.levels]
        if not found or not all(found) or len({match[2] for match in found}) > 1:
            return None
        return numpy.array([float(match[1]) for match in found])

    @property
    def names(self):
        """Distinct values of a list that are no numbers, in their order; else empty."""
        return () if self.scale != "list" or self.numbers is not None else tuple(dict.fromkeys(map(str, self.levels)))

    @property
    def middle(self):
        """factor_value in the middle of the range, on its scale; of a list the median, or the middle one of names."""
        if self.scale == "list":
            order = numpy.argsort(self.ordered(numpy.arange(len(self.levels))), kind="stable")
            return float(order[(len(order) - 1) // 2])
        middle = (self.low * self.high) ** 0.5 if self.scale == "log" else (self.low + self.high) / 2
        return float(int(middle)) if self.scale == "integer" else middle

    @property
    def text(self):
        """As a table shows it."""
        if self.scale == "list":
            distinct = list(dict.fromkeys(map(str, self.levels)))
            return ", ".join(distinct) if len(distinct) <= 4 else f"{distinct[0]}, ... ({len(distinct)} values)"
        return f"{self.low:g} to {self.high:g}" + (f" {self.unit}" if self.unit else "")

    def said_in(self, words):
        """The same as a language has it."""
        if self.scale == "list":
            return self.text
        low, high = (words.number(end, max(0, -Decimal(f"{end:g}").as_tuple().exponent)) for end in (self.low, self.high))
        return f"{words('range_is', low=low, high=high)} {self.unit}".rstrip()

    def ordered(self, values):
        """factor_value as numbers whose order means something: listed numbers, or places among listed names."""
        if self.scale != "list":
            return values
        place = numpy.asarray(values).astype(int)
        if self.numbers is not None:
            return self.numbers[place]
        return numpy.array([self.names.index(str(self.levels[p])) for p in place], float)

    def columns(self, values):
        """factor_value as coordinates of a surrogate, (n, c) in [0, 1]; names get a column each but the first."""
        if self.names:
            return numpy.equal.outer(self.ordered(values), numpy.arange(1, len(self.names))).astype(float)
        x = numpy.asarray(self.ordered(values), float)
        low, high = (self.numbers.min(), self.numbers.max()) if self.scale == "list" else (self.low, self.high)
        if self.scale == "log":
            x, low, high = numpy.log(x), numpy.log(low), numpy.log(high)
        return ((x - low) / (high - low) if high > low else 0 * x)[:, None]

    def value(self, text):
        """factor_value of what a user writes: a number in the factor's unit, or a listed value."""
        if self.scale == "list":
            levels = [str(level) for level in self.levels]
            look_up(text, levels, f"value of {self.name}")
            return float(levels.index(text))
        match = NUMBER.fullmatch(text)
        if not match or match[2] not in ("", self.unit):
            raise AskedError(f"{self.name}={text} is no number" + (f" of {self.unit}" if self.unit else ""))
        if not self.low <= float(match[1]) <= self.high:
            raise AskedError(f"{self.name}={text} leaves {self.text}, over which the sweep went")
        return float(match[1])


@dataclass(frozen=True)
class Response:
    """A number of each cell, in `unit`, with what it rests on.

    values (cell) is a ratio of sums over replications, or its difference from the baseline. residuals (cell,
    replication) are each replication's part of its error: numerator - ratio x denominator, over the mean denominator.
    """

    name: str
    unit: str
    values: numpy.ndarray
    residuals: numpy.ndarray
    common: bool  # replication r of every cell meets the same women

    @property
    def replications(self):
        return self.residuals.shape[1]

    @property
    def noise(self):
        """Variance between cells that is Monte Carlo error, in unit^2: within-cell variance / replications.

        With common women what a replication adds to every cell alike makes no cell differ, and is left out. NaN
        with one replication.
        """
        cells, replications = self.residuals.shape
        if replications < 2 or cells < 2:
            return numpy.nan
        residuals = self.residuals - self.residuals.mean(0) if self.common else self.residuals
        freedom = (cells - 1 if self.common else cells) * (replications - 1)
        return (residuals**2).sum() / freedom / replications

    @property
    def variance(self):
        """Between cells, Monte Carlo error included."""
        return self.values.var(ddof=1) if len(self.values) > 1 else numpy.nan

    @property
    def noise_share(self):
        """Part of the variance between cells that is Monte Carlo error: 0 to 1, or NaN."""
        return min(self.noise / self.variance, 1.0) if self.variance > 0 else numpy.nan

    def noise_between(self, first, second):
        """Variance of values[second] - values[first] by Monte Carlo error; places of cells, broadcast."""
        if self.replications < 2:
            return numpy.full(numpy.broadcast_shapes(first.shape, second.shape), numpy.nan)
        a, b = self.residuals[first], self.residuals[second]
        squares = (b - a) ** 2 if self.common else a**2 + b**2
        return squares.sum(-1) / (self.replications - 1) / self.replications


def factors(data):
    """The factors of a sweep, in the order of their dimension. Raises FileError."""
    column = {name: data[f"factor_{name}"].values for name in ("key", "unit", "scale", "low", "high", "levels")}
    found = []
    for i, name in enumerate(data.factor.values):
        try:
            found.append(Factor(str(name), str(column["key"][i]), str(column["unit"][i]), str(column["scale"][i]),
                                float(column["low"][i]), float(column["high"][i]), _levels(column["levels"][i])))
            _check_factor(found[-1], data.factor_value.values[:, i])
        except ValueError as error:
            path = data.encoding.get("source", "the file")
            raise FileError(f"{path}: is damaged: of the factor {name} {error}") from error
    return found


def _levels(text):
    """The listed values of a factor. Raises ValueError."""
    try:
        levels = json.loads(text or "[]")
    except RecursionError as error:
        raise ValueError("factor_levels nests too deep") from error
    if not isinstance(levels, list) or not all(isinstance(level, (str, int, float)) for level in levels):
        raise ValueError("factor_levels is no list of values")
    return tuple(levels)


def _check_factor(factor, values):
    """Raises ValueError unless the values that cells have lie where the factor says."""
    if factor.scale not in SCALES:
        raise ValueError(f"factor_scale is {factor.scale!r}")
    if not (numpy.isfinite([factor.low, factor.high]).all() and factor.low <= factor.high):
        raise ValueError("factor_low and factor_high are no range")
    if factor.scale == "log" and factor.low <= 0:
        raise ValueError("factor_low has no logarithm")
    if factor.scale == "list" and not all(0 <= value < len(factor.levels) and value == int(value) for value in values):
        raise ValueError("factor_value is no place in the list")


def response(data, of, arm=None, per="year"):
    """The Response of a sweep: a rate (read.rate) of the baseline, or with an arm its difference from the baseline.

    Raises AskedError, FileError.
    """
    above, below, unit = parts(data, of, per)
    arms = [str(a) for a in above.arm.values]
    sums = below.sum("replication")
    if (sums == 0).any():
        raise AskedError(f"{of} cannot be taken per denominator: that is 0 in {int((sums == 0).sum())} places")
    ratio = above.sum("replication") / sums
    residuals = (above - ratio * below) / below.mean("replication")
    if arm is None:
        where, pick = f"of {arms[0]}", lambda values: values.isel(arm=0)
    else:
        where, pick = f"{arm} minus {arms[0]}", lambda values: difference(values, arm)
    return Response(f"{of}, {where}", unit, pick(ratio).values,
                    pick(residuals).transpose("cell", "replication").values, data.attrs["streams"] == "common")


def describe(data, y):
    """Lines on a sweep and its response: how much was computed, and how much of the variance is Monte Carlo error."""
    places = decimals([y.values.mean(), y.values.std()])
    deviation = number(numpy.sqrt(y.variance), places)
    lines = [f"{data.attrs.get('title') or data.attrs.get('design_name', 'sweep')}",
             f"{data.attrs['design_method']} design, {data.sizes['cell']} of {count(data.attrs['cells_requested'], 'cell')} x "
             f"{count(y.replications, 'replication')}, {y.name}, in {y.unit}",
             f"Mean over cells {number(y.values.mean(), places)}, from {number(y.values.min(), places)} to "
             f"{number(y.values.max(), places)}, standard deviation {deviation}."]
    if y.replications < 2:
        lines.append("With one replication a cell, Monte Carlo error is unknown: differences may be chance.")
    elif y.variance > 0:
        lines.append(f"Of the variance between cells {percent(y.noise_share)} is Monte Carlo error of the "
                     f"replications (standard error of a cell {number(numpy.sqrt(y.noise), places)}).")
    return lines
