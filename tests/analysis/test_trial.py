"""A file is read in a child first: what the child does not live through is damage, and what it lives through is read once."""

import os
import signal
import time
from unittest import mock

import numpy
import pytest

from darah import trial
from darah.errors import FileError
from darah.trial import require_readable
from known_sweeps import change, expect_raises, latin_hypercube, unit_factors, write


@pytest.fixture(autouse=True)
def nothing_read_before(monkeypatch):
    monkeypatch.setattr(trial, "_read_before", set())


@pytest.fixture
def path(folder):
    return write(os.path.join(folder, "s.h5"), latin_hypercube(2, 4), unit_factors(2), lambda x: x[:, 0])


def in_the_child(action):
    """The child does this in place of checking what the file says."""
    return mock.patch.object(trial, "check_form", lambda *_: action())


def loop():
    while True:
        pass


@pytest.mark.parametrize("action", [os.abort, lambda: os._exit(0), lambda: os.kill(os.getpid(), signal.SIGSEGV),
                                    lambda: 1 / 0], ids=["abort", "exit", "crash", "raise"])
def test_what_a_child_does_not_live_through_is_damage(action, path, capfd):
    with in_the_child(action):
        expect_raises(FileError, lambda: require_readable(path, True), f"{path}: is damaged: HDF5 cannot read it")
    assert capfd.readouterr() == ("", ""), "the child speaks"
    require_readable(path, True)


def test_a_child_without_end_or_without_measure_is_stopped(path):
    begin = time.process_time()
    with in_the_child(loop), mock.patch.object(trial, "SECONDS", 1):
        expect_raises(FileError, lambda: require_readable(path, True), "HDF5 cannot read it")
    with in_the_child(lambda: bytearray(1 << 32)):
        expect_raises(FileError, lambda: require_readable(path, True), "HDF5 cannot read it")
    assert time.process_time() - begin < 1, "it was this process that worked"


def test_what_the_form_refuses_is_told_when_the_file_is_opened_and_not_here(path):
    def refuse():
        raise FileError("odd")
    with in_the_child(refuse):
        require_readable(path, True)


def test_a_file_of_one_seal_is_read_once(path):
    require_readable(path, True)
    with mock.patch.object(os, "fork", side_effect=AssertionError("read again")):
        require_readable(path, True)
    change(path, lambda file: file.attrs.update(title="another"))
    with in_the_child(os.abort):
        expect_raises(FileError, lambda: require_readable(path, True), "HDF5 cannot read it")


def test_where_no_process_can_be_started_a_seal_must_do(path):
    with mock.patch.object(os, "fork", side_effect=OSError):
        require_readable(path, True)
        expect_raises(FileError, lambda: require_readable(path, False), "has no seal, and no process can be started")


def test_every_chunk_holds_what_it_stands_for(path):
    require_readable(path, False)

    def cut(file):
        file["deaths"].id.write_direct_chunk((0,) * 4, b"no deflated text")
    change(path, cut)
    for sealed in (True, False):
        expect_raises(FileError, lambda sealed=sealed: require_readable(path, sealed), "HDF5 cannot read it")


class Rows:
    """Numbers in six rows, which notes what is read of them."""

    attrs, chunks, size, dtype = {}, None, 12, numpy.dtype("<f8")

    def __init__(self):
        self.read = []

    def __len__(self):
        return 6

    def __getitem__(self, rows):
        self.read.append((rows.start, rows.stop))


@pytest.mark.parametrize("sealed, read", [(False, [(0, 2), (2, 4), (4, 6)]), (True, [])], ids=["unsealed", "sealed"])
def test_numbers_are_read_where_no_seal_says_that_they_are_whole(sealed, read):
    """In batches of rows, all of them."""
    rows = Rows()
    with mock.patch.object(trial, "BATCH", 32):  # two rows
        trial._read(mock.Mock(attrs={}, items=lambda: [("n", rows)]), sealed)
    assert rows.read == read
