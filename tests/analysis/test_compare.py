"""What the program says of a file is found by name; how it is asked, and what becomes of its errors."""

import json
import os
import types
from unittest import mock

import pytest

from by_hand import LEVEL, ZERO, attribution, change, interval, said
from darah import compare as module
from darah.compare import Comparison, ask, compare, program
from darah.errors import AskedError, FileError
from known_sweeps import expect_raises

FEWER = interval(-22.7, 1.8)


@pytest.fixture
def told():
    return said({"mou": change(FEWER), "paper": change(ZERO)}, districts={"lebak": [FEWER, ZERO], "cilegon": [ZERO, ZERO]},
                mechanisms=[attribution()])


@pytest.fixture
def script(folder, monkeypatch):
    """A function that makes a shell script the program."""
    def made(text):
        path = os.path.join(folder, "darah")
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + text + "\n")
        os.chmod(path, 0o755)
        monkeypatch.setenv("DARAH", path)
        return path
    return made


def test_rows_tables_and_arms_are_found_by_name(told):
    c = Comparison(told)
    assert (c.baseline, c.others, c.replications) == ("now", ("mou", "paper"), 16)
    assert c.all_deaths.value("now") == LEVEL and c.all_deaths.difference("now") is None
    assert c.all_deaths.difference("mou") == FEWER and c.row("nothing") is None
    table = c.table("deaths_true", "district")
    assert [row.id for row in table.rows] == ["lebak", "cilegon"] and table.row("nowhere") is None
    assert table.row("lebak").claim("mou")["told"] == "less" and table.row("lebak").claim("now") is None
    assert c.table("births", "district") is None
    assert c.deaths_by_district is table
    expected = types.SimpleNamespace(measure="deaths_expected", by="district")
    c.tables.append(expected)
    assert c.deaths_by_district is expected
    assert c.deaths("mou")["true"]["difference"] == FEWER and c.deaths("now") is None
    assert c.attribution("mou")["arm"] == "mou" and c.attribution("paper") is None
    assert c.costs("mou") is None and c.monitoring is None and set(c.courses) == {"minutes", "waits", "fidelity"}


def test_all_tables_are_one_frame(told):
    frame = Comparison(told).frame()
    assert len(frame) == 3 * (1 + 2)  # arms x rows
    lebak = frame[(frame["row"] == "lebak") & (frame["arm"] == "mou")].iloc[0]
    assert lebak["difference"] == FEWER["mean"] and lebak["low"] == 38.0, lebak
    assert frame[frame["arm"] == "now"]["difference"].isna().all()


def test_a_comparison_that_is_there_is_not_asked_for(folder, told, monkeypatch):
    monkeypatch.setenv("DARAH", "/nowhere/darah")
    path = os.path.join(folder, "said.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(told, file)
    assert compare("r.h5", comparison=path).arms == ("now", "mou", "paper")
    expect_raises(FileError, lambda: compare("r.h5", comparison=path + "none"), "is no comparison of darah")
    expect_raises(FileError, lambda: compare("r.h5"), "cannot start /nowhere/darah: No such file or directory")


def test_the_program_is_asked_for_what_is_wanted(script, told, folder):
    with open(os.path.join(folder, "said.json"), "w", encoding="utf-8") as file:
        json.dump(told, file)
    script(f'echo "$@" > "{folder}/asked"; cat "{folder}/said.json"')
    assert compare("r.h5", "mou").baseline == "now"
    with open(os.path.join(folder, "asked"), encoding="utf-8") as file:
        assert file.read() == "compare r.h5 --format json --baseline mou\n"


def test_what_the_program_refuses_is_refused_here(script):
    script("echo 'darah: unknown arm x' >&2; exit 2")
    expect_raises(AskedError, lambda: ask("compare"), "unknown arm x")
    script("echo 'r.h5: is damaged' >&2; exit 4")
    expect_raises(FileError, lambda: ask("compare"), "r.h5: is damaged")
    script("exit 5")
    expect_raises(FileError, lambda: ask("compare"), "darah compare ended with 5")


def test_the_program_is_the_one_named_the_one_built_or_the_one_on_the_path(folder, monkeypatch):
    monkeypatch.setenv("DARAH", "/named/darah")
    assert program() == "/named/darah"
    monkeypatch.delenv("DARAH")
    built = os.path.join(folder, "build", "release", "darah")
    with mock.patch.object(module, "ROOT", folder), mock.patch("shutil.which", lambda name: f"/path/{name}"):
        assert program() == "/path/darah"
        os.makedirs(os.path.dirname(built))
        with open(built, "w", encoding="utf-8"):
            os.chmod(built, 0o755)
        assert program() == built
    with mock.patch.object(module, "program", lambda: None):
        expect_raises(FileError, lambda: ask("compare"), "the program darah is not found")
