"""Runs and a page of one that several files of tests read and none changes: each is made once."""

import functools
import os
import tempfile

import pytest

from darah.pages import write as write_page
from made import ATTRIBUTED, TOLD, scenario, simulated
from program import SCENARIO, SMALL


@pytest.fixture(scope="session")
def shared():
    """The folder of what is made once."""
    with tempfile.TemporaryDirectory() as path:
        yield path


@pytest.fixture(scope="session")
def banten(shared):
    """A month of Banten with the end of Ramadan and Lebaran in it."""
    told = scenario(os.path.join(shared, "told"), TOLD, base=SCENARIO)
    return simulated(os.path.join(shared, "banten.h5"), told, 31, "-r", 6, "--set", "run.start=2018-05-20", "--set",
                     "run.policy_start=2018-05-06", warm_up=28)


@pytest.fixture(scope="session")
def small(shared):
    """The same arms in two districts."""
    told = scenario(os.path.join(shared, "told-small"), TOLD, base=SMALL)
    return simulated(os.path.join(shared, "small.h5"), told, 60, "-r", 4, "--set", "run.policy_start=2018-04-20")


@pytest.fixture(scope="session")
def attributed(shared):
    """A function that gives results with each mechanism alone and added last, or with each set of them."""
    @functools.cache
    def made(attribution="family", detail="summary"):
        folder = os.path.join(shared, f"attributed-{attribution}-{detail}")
        of = scenario(folder, ATTRIBUTED, base=SMALL, attribution=attribution, detail=detail)
        return simulated(folder + ".h5", of, 20, "-r", 2, "--set", "run.policy_start=2018-04-24")
    return made


@pytest.fixture(scope="session")
def page(shared, banten):
    """The page of banten."""
    return write_page(banten, os.path.join(shared, "banten.html"))
