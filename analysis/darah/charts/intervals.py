"""Numbers as charts and their tables take them."""

import numpy

from ..study import student


def as_interval(mean, low, high):
    """As `darah compare` gives intervals."""
    known = bool(numpy.isfinite(low) and numpy.isfinite(high))
    return {"mean": float(mean), "half_width": float(high - mean) if known else None,
            "low": float(low) if known else None, "high": float(high) if known else None}


def numbers(*values):
    """For CSV: nothing where there is no number."""
    return [float(value) if numpy.isfinite(value) else None for value in values]


def shares(values):
    """student() of shares, in %; an end that would leave 0 to 100 stays there."""
    return numpy.clip(student(100 * values), 0, 100)


def rounded(value, instead=None):
    """Few digits, for the page; of an end that is not there the mean stands in its place."""
    if not numpy.isfinite(value):
        value = instead
    return round(float(value), 3)
