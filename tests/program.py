"""Runs the program under test: $DARAH, else the release build; scenarios and pages are those of these sources."""

import os
import subprocess
import time

import pytest

SOURCE = os.environ.get("DARAH_SOURCE") or os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DARAH = os.environ.get("DARAH") or os.path.join(SOURCE, "build", "release", "darah")
SMALL = os.path.join(SOURCE, "tests", "scenario", "small")  # two districts, seconds
SCENARIO = os.path.join(SOURCE, "scenarios", "banten-2018")
CHECKED = os.environ.get("DARAH_CHECKED") == "1"  # a build too slow for the whole of Banten
LONG = os.environ.get("DARAH_LONG") == "1"  # hours, not a minute
# Of the small scenario: what takes it a hundredth of a second.
MONTH = ["--set", "run.warm_up=28 d", "--set", "run.horizon=31 d", "--set", "run.policy_start=2018-04-20"]
# Four weeks of warm-up and one month measured: the whole world, briefly.
SHORT = ["--set", "run.warm_up=28 d", "--set", "run.horizon=31 d", "--set", "run.policy_start=2017-12-18"]

release_alone = pytest.mark.skipif(CHECKED, reason="run with the release build: a checked one takes too long")


def command(name, *arguments):
    """A command of the program; runs leave no report, which takes seconds, and may lean on a scenario far away."""
    further = {"run": ["--no-report", "--allow-outside"], **dict.fromkeys(("check", "trace", "sweep", "upgrade"), ["--allow-outside"])}
    return [DARAH, name, *map(str, arguments), *further.get(name, [])]


def short_run(output, *arguments):
    return command("run", SCENARIO, *SHORT, "-o", output, *arguments)


# Short cells over two arms of the small scenario, of two replications each: what a design says beside its [design] and factors.
SHORT_CELLS = f"""\
title = "Small"
scenario = "{SMALL}"
arms = ["as-2018", "mou-ideal"]
set = {{ "run.warm_up" = "28 d", "run.horizon" = "31 d", "run.policy_start" = "2018-04-10" }}
replications = 2
block = 1
seed = 1
"""


def list_design(*values):
    """A design of the small scenario, one cell for each value of a factor."""
    return f"""\
title = "Small"
scenario = "{SMALL}"
replications = 1
[design]
method = "list"
[[factor]]
key = "agreement.turn_up"
values = {list(values)}
"""


def run(arguments, **options):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **options)


def wait_for(true, seconds=60):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def expect_code(code, result, *texts):
    """The exit code, and texts that stderr holds."""
    assert result.returncode == code, (result.args, result.stderr)
    for text in texts:
        assert text in result.stderr
    return result
