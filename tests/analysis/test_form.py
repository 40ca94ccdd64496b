"""What no file of the format says is refused by name, before any of it is used."""

import os

import h5py
import numpy
import pytest

from darah.errors import FileError
from darah.form import MOST_OBJECTS, check_form
from known_sweeps import attach, expect_raises, latin_hypercube, put, unit_factors, write


@pytest.fixture
def path(folder):
    return write(os.path.join(folder, "s.h5"), latin_hypercube(2, 4), unit_factors(2), lambda x: x[:, 0])


def check(path):
    with h5py.File(path, "r") as file:
        check_form(path, file)


def attribute(**values):
    return lambda file: file.attrs.update(values)


def scale(name, labels):
    def edit(file):
        put(file, name, labels).make_scale(name)
    return edit


def named(name, labels):
    """Other labels of a scale, as many as there are."""
    def edit(file):
        file[name][...] = labels
    return edit


def added(name, dimensions, data, **options):
    return lambda file: attach(file, name, dimensions, data, **options)


def twice_along(file):
    put(file, "odd", numpy.zeros((2, 2), int))
    for axis in (0, 1):
        file["odd"].dims[axis].attach_scale(file["factor"])


def typed(file):
    file.create_dataset("odd", data=numpy.zeros(2, "f4"))


def compressed(file):
    file.create_dataset("odd", data=numpy.zeros(2, int), chunks=(2,), fletcher32=True)


def claimed(file):
    """Of a thousand million places, none is written."""
    file.create_dataset("odd", (10**9,), "i8", chunks=(10**6,), compression="gzip")


CASES = {
    "window": (attribute(measured_days=0), "measured_days is 0, which is not in 1 to 36500"),
    "window as text": (attribute(measured_days="a year"), "measured_days is no whole number"),
    "warm-up": (attribute(warm_up_days=-1), "warm_up_days is -1"), "complete": (attribute(complete=2), "complete is 2"),
    "cells": (attribute(cells_requested=0), "cells_requested is 0"),
    "replications": (attribute(replications_complete=3), "replications_complete is 3, where 2 are there"),
    "start": (attribute(start="9999-01-01"), "start lies beyond the calendar"),
    "arms": (named("arm", ["a", "a"]), "arm names a twice"),
    "order": (named("cell", [0, 2, 1, 3]), "cell is not in order"),
    "label": (named("cell", [-1, 0, 1, 2]), "cell holds -1, which is none of its values"),
    "month": (scale("month", [3_000_000]), "month holds 3000000, which is none of its values"),
    "texts for numbers": (scale("week", ["one"]), "week does not hold integers of 8 bytes"),
    "numbers for texts": (scale("district", [1, 2]), "district does not hold texts"),
    "no dimension": (lambda file: put(file, "odd", [1, 2]), "odd has an axis without a dimension"),
    "a dimension twice": (twice_along, "odd has a dimension twice"),
    "length": (added("odd", ("cell",), [1, 2]), "odd has 2 places along cell, which has 4"),
    "rank": (lambda file: put(file, "odd", numpy.zeros((1,) * 9)), "odd has 9 dimensions, of 1 to 8"),
    "none": (lambda file: file.create_dataset("odd", data=1), "odd has 0 dimensions, of 1 to 8"),
    "type": (typed, "the values of odd are neither numbers of 8 bytes nor texts"),
    "filter": (compressed, "odd has passed a filter that the format does not know"),
    "more than is there": (claimed, "odd claims 8000000000 bytes of values, of which 0 are there"),
    "group": (lambda file: file.create_group("more"), "more is no dataset"),
    "a second name": (lambda file: file.__setitem__("again", file["births"]), "has a second name"),
    "a link": (lambda file: file.__setitem__("near", h5py.SoftLink("/births")), "near leads out of the file"),
    "a measure of reals": (added("odd", ("cell", "arm", "replication"), numpy.zeros((4, 2, 2))), "odd does not hold integers"),
    "a known one along others": (added("design_role2", ("arm",), [1, 2]), None),
    "attributes": (lambda file: [file.attrs.create(f"a{i}", 1) for i in range(MOST_OBJECTS)], "attributes, of at most 1000")}


def test_what_is_written_has_the_form(path):
    check(path)


@pytest.mark.parametrize("edit, said", CASES.values(), ids=CASES)
def test_what_no_file_says_is_refused_by_name(edit, said, path):
    with h5py.File(path, "r+") as file:
        edit(file)
    if said is None:
        check(path)  # what is not known by name may lie along anything
    else:
        expect_raises(FileError, lambda: check(path), f"{path}: is damaged", said)
