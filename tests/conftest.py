"""What tests in Python share: a folder each, and the switch that lets a test write what it checks anew."""

import signal
import tempfile

import pytest

# In the background a shell has its jobs ignore this, and what a test starts would too.
signal.signal(signal.SIGINT, signal.default_int_handler)

pytest.register_assert_rewrite("program", "known_sweeps", "sweeps", "cases")


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="write what a test checks anew in place of checking it")


@pytest.fixture
def folder():
    """A folder of the test's own, removed at its end: pytest would keep the files of three runs, and these are large."""
    with tempfile.TemporaryDirectory() as path:
        yield path


@pytest.fixture(scope="module")
def module_folder():
    """A folder of the module's own, for what several of its tests read and none changes."""
    with tempfile.TemporaryDirectory() as path:
        yield path
