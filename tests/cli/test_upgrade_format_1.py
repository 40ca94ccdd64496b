"""darah upgrade carries over scenarios as earlier commits of this repository had them.

tests/scenario/format-1/ holds their files, unchanged: small of c5a08a6 (before formats had numbers; blood centres are parties),
perishable/ of 89f7f78 (figures of times, tables of other folders), quickwins-rollout of 2c39f52 and banten-mechanisms of e731aa0
(upon a base; arms, dates, figures, an attribution), sweeps/ of f7eae5e (a design). Banten 2018, their base, is that of today.
"""

import difflib
import json
import os
import shutil

import pytest

from program import SCENARIO, SOURCE, command, expect_code, run

OLD = os.path.join(SOURCE, "tests", "scenario", "format-1")
NUMBERED = "scenario.toml: format = 2 says how it is written"


def party(utd, district):
    return (f"facilities.csv: party_of of {utd} ({district}) is left out: a blood centre is a party wherever a district it "
            "serves has an agreement")


def scaled(scale, figure):
    return f"scenario.toml: scale = {scale} of {figure}: times are in seconds, not in microseconds"


# Of each scenario what upgrade says, and how many lines of its files are others then.
CHANGES = {
    "small": ([party("utd-north", "north"), party("utd-south", "south"), NUMBERED], 3),
    "perishable/oldest-first": ([scaled("1.1574074074074073e-05", "mean age at issue"), NUMBERED], 2),
    "perishable/donor-renewal": ([scaled("86400", "donations of an active donor"), NUMBERED], 2),
    "quickwins-rollout": ([NUMBERED], 1),
    "banten-mechanisms": ([NUMBERED], 1),
}


@pytest.fixture
def old(folder):
    """The old scenarios beside their base."""
    place = shutil.copytree(OLD, os.path.join(folder, "old"))
    shutil.copytree(SCENARIO, os.path.join(place, "banten-2018"))
    return place


def texts(folder):
    """Of each file its lines, each with its end."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(at, name), encoding="utf-8", newline="") as file:
                found[os.path.relpath(os.path.join(at, name), folder)] = file.read().splitlines(True)
    return found


def upgraded(path, *options):
    """What the program says, a line each."""
    return expect_code(0, run(command("upgrade", path, *options))).stdout.splitlines()


def lines_of(before, after):
    """How many lines of `after` are not as they were."""
    assert set(before) == set(after)
    return sum(line.startswith("+ ") for name in before for line in difflib.ndiff(before[name], after[name]))


@pytest.mark.parametrize("name", CHANGES)
def test_a_scenario_of_an_earlier_commit_is_carried_over_once(old, name):
    path = os.path.join(old, name)
    said, changed = CHANGES[name]
    said = [os.path.join(path, line) for line in said]
    before = texts(old)
    assert upgraded(path, "--dry-run") == said
    assert texts(old) == before
    assert upgraded(path) == said
    after = texts(old)
    assert lines_of(before, after) == changed
    checked = expect_code(0, run(command("check", path)))
    assert "replications" in checked.stdout and not checked.stderr, checked.stderr
    assert upgraded(path) == [f"{path} is of format 2 already"]
    assert texts(old) == after


def figures(path, output):
    """What the scenario asks of a short run."""
    expect_code(0, run(command("run", path, "-r", 1, "-o", output, "--set", "run.warm_up=60 d", "--set", "run.horizon=30 d")))
    found = json.loads(expect_code(0, run(command("compare", output, "--format", "json"))).stdout)["figures"]
    return {figure["name"]: [arm["value"]["mean"] for arm in figure["arms"]] for figure in found}


@pytest.mark.parametrize("name", ["perishable/oldest-first", "perishable/donor-renewal"])
def test_figures_of_times_say_what_they_said(old, folder, name):
    path = os.path.join(old, name)
    before = figures(path, os.path.join(folder, "before.h5"))
    upgraded(path)
    after = figures(path, os.path.join(folder, "after.h5"))
    assert before.keys() == after.keys() and any(values[0] > 0 for values in before.values()), before
    for figure, values in before.items():
        assert after[figure] == pytest.approx(values, rel=1e-12), figure


def test_a_design_goes_on_upon_what_was_carried_over(old):
    """Designs have had one format alone."""
    path = os.path.join(old, "banten-2018", "scenario.toml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert text.count("\nformat = 2\n") == 1
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("\nformat = 2\n", "\n"))
    assert upgraded(path) == [f"{path}: {NUMBERED.split(': ')[1]}"]
    cells = expect_code(0, run(command("sweep", os.path.join(old, "sweeps", "fidelity.toml"), "--list"))).stdout
    assert cells.count("\n") == 26, cells  # five by five, and a header
