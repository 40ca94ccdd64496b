"""Plain arrays of a results file, and what a chart shows of them."""

import re

import h5py
import numpy
from scipy import stats

from darah.words import Words
from known_sweeps import expect_near

# Ramadan, Lebaran, three months of which the first is begun late; women who die enough to be counted.
DAYS = 80
BRIEF = ["--set", "run.start=2018-05-10", "--set", f"run.horizon={DAYS} d"]
LETHAL = [word for cause in ("pph", "aph", "hypertensive", "obstructed", "sepsis", "abortion", "indirect")
          for word in ("--set", f"emergency.{cause}.lethality=0.9")]

EN, ID = Words("en"), Words("id")
EN, ID = Words("en"), Words("id")
BOTH = (EN, ID)
NEAR = 1e-7  # the program's quantiles of Student's t have ten digits


class Plain:
    """Measures by name, as float64, and labels of dimensions, without xarray."""

    def __init__(self, path):
        with h5py.File(path, "r") as file:
            self.arrays = {name: item[()] for name, item in file.items() if isinstance(item, h5py.Dataset)}
            self.dims = {name: [dim[0].name.lstrip("/") if len(dim) else "" for dim in item.dims]
                         for name, item in file.items() if isinstance(item, h5py.Dataset)}
            self.days = int(file.attrs["measured_days"])

    def labels(self, dimension):
        return [label.decode() if isinstance(label, bytes) else label for label in self.arrays[dimension]]

    def kept(self, measure, *dimensions, **where):
        """Sums over all but these dimensions, in their order; where: a label of a dimension."""
        values, dims = self.arrays[measure].astype(float), list(self.dims[measure])
        for dimension, label in where.items():
            values = values.take(self.labels(dimension).index(label), dims.index(dimension))
            dims.remove(dimension)
        values = values.sum(tuple(i for i, dim in enumerate(dims) if dim not in dimensions))
        dims = [dim for dim in dims if dim in dimensions]
        return values.transpose([dims.index(dim) for dim in dimensions])

    def yearly(self, measure, *dimensions, **where):
        return self.kept(measure, "arm", "replication", *dimensions, **where) * 365 / self.days


def student(values):
    """Mean and the ends of Student's 95% interval."""
    values = numpy.asarray(values, float)
    half_width = stats.t.isf(0.025, len(values) - 1) * stats.sem(values)
    return [values.mean(), values.mean() - half_width, values.mean() + half_width]


def values_of(chart_, panel=0, layer=None):
    """The data of a panel, or of one of its layers."""
    spec = chart_.panels[panel][1]
    return (spec if layer is None else spec["layer"][layer])["data"]["values"]


def by(values, *fields):
    """Values by the texts in some fields, each once."""
    found = {tuple(v[f] for f in fields): v for v in values}
    assert len(found) == len(values), ("twice the same", fields)
    return found


def csv_of(chart_, texts):
    """Numbers by the texts in the first columns."""
    header, *lines = chart_.csv
    assert all(len(line) == len(header) for line in lines), (header, lines)
    return {tuple(line[:texts]): line[texts:] for line in lines}


def number(text, words_):
    text = text.rstrip("%").replace("−", "-")
    return float(text.replace(".", "").replace(",", ".") if words_.code == "id" else text.replace(",", ""))


def told_in(cell, words_):
    """mean, low, high of a cell of a table."""
    parts = re.fullmatch(r"(\S+) \((\S+) (?:to|sampai) (\S+)\)", cell)
    assert parts, ("no interval:", cell)
    return [number(part, words_) for part in parts.groups()]


def cell_is(cell, known, decimals, words_):
    expect_near(told_in(cell, words_), [round(float(v), decimals) for v in known], 0.5001 * 10**-decimals, cell, known)
