"""Numbers as charts and their tables take them: of intervals that the program gives, and of sweeps, which it does not read."""

import math

import numpy
from scipy import stats


def ends(interval):
    """Mean, low and high of an interval of `darah compare`, for CSV: nothing where there is no number."""
    return [interval[key] for key in ("mean", "low", "high")]


def rounded(interval, mean="mean"):
    """The same with few digits, for the page, by name; in place of an end that is not there stands the mean."""
    low, high = (interval["mean"] if interval[end] is None else interval[end] for end in ("low", "high"))
    return {mean: few(interval["mean"]), "low": few(low), "high": few(high)}


def few(value, instead=None):
    """A number with few digits; `instead` where it is none."""
    return round(float(value if math.isfinite(value) else instead), 3)


def numbers(*values):
    """For CSV: nothing where there is no number."""
    return [float(value) if numpy.isfinite(value) else None for value in values]


def student(values, level=0.95):
    """The interval of the mean over cells of a sweep, as `darah compare` gives those of runs (Student)."""
    n, mean = len(values), float(values.mean())
    if n < 2:
        return {"mean": mean, "half_width": None, "low": None, "high": None}
    half = float(stats.t.ppf((1 + level) / 2, n - 1) * values.std(ddof=1) / math.sqrt(n))
    return {"mean": mean, "half_width": half, "low": mean - half, "high": mean + half}
