"""Runs whose charts are looked at, and the charts of these: each is made once."""

import functools
import os
import tempfile

import pytest

from arrays import BRIEF, EN, LETHAL
from darah import charts
from darah.figures import charts_of
from darah.sweep_study import SweepStudy
from darah.words import Words
from known_sweeps import write
from program import SMALL, SOURCE, command, expect_code, run


@pytest.fixture(scope="session")
def home():
    """The folder of what is made once."""
    with tempfile.TemporaryDirectory() as path:
        yield path


def small(path, replications):
    expect_code(0, run(command("run", SMALL, "-o", path, "-r", replications, *BRIEF, *LETHAL)))
    return path


@pytest.fixture(scope="session")
def small_run(home):
    return small(os.path.join(home, "small.h5"), 3)


@pytest.fixture(scope="session")
def single_run(home):
    """One replication, of which no interval is known."""
    return small(os.path.join(home, "single.h5"), 1)


@pytest.fixture(scope="session")
def mechanisms_run(home):
    """A function that gives results with each mechanism alone and added last ("family"), or with each set of them."""
    @functools.cache
    def made(attribution):
        folder = os.path.join(home, attribution)
        os.mkdir(folder)
        with open(os.path.join(folder, "scenario.toml"), "w", encoding="utf-8") as file:
            file.write(MECHANISMS.format(base=SMALL, attribution=attribution))
        path = folder + ".h5"
        expect_code(0, run(command("run", folder, "-o", path, "-r", 2, "--set", "run.warm_up=60 d", "--set", "run.horizon=20 d",
                                   "--set", "run.policy_start=2018-04-01", *LETHAL)))
        return path
    return made


MECHANISMS = """
title = "Mechanisms"
base = "{base}"
[output]
detail = "summary"
[[arm]]
name = "none"
set = {{ "agreement.*.mechanisms" = [] }}
[[arm]]
name = "mou"
set = {{ "agreement.*.template" = "permenkes-92-2015", "agreement.*.operational" = 5, "agreement.*.fidelity" = 1 }}
attribute = "agreement.mechanisms"
attribution = "{attribution}"
"""


@pytest.fixture(scope="session")
def banten_run(home):
    """One brief replication of a scenario that takes its numbers from a base."""
    path = os.path.join(home, "banten.h5")
    expect_code(0, run(command("run", os.path.join(SOURCE, "scenarios", "banten-held-out"), "-o", path, "-r", 1, "--set",
                               "run.warm_up=28 d", "--set", "run.horizon=31 d", "--set", "run.policy_start=2017-12-18")))
    return path


@functools.cache
def drawn(path, code):
    """Charts of a file, by name."""
    return {chart.name: chart for chart in charts_of(path, Words(code))}


@pytest.fixture
def chart(small_run):
    """A function that gives a chart of a file by its name."""
    def named(name, path=small_run, code="en"):
        return drawn(path, code)[name]
    return named


@pytest.fixture
def sweep_chart(folder):
    """A function that gives a chart of a sweep of a known function, and the study that it is of."""
    def made(name, *arguments, **options):
        study = SweepStudy(write(os.path.join(folder, f"{len(os.listdir(folder))}.h5"), *arguments, **options))
        return {c.name: c for c in charts.of_sweep(study, EN)}[name], study
    return made
