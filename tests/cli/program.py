"""Runs the program under test ($DARAH) on a short cut of a scenario."""

import os
import subprocess
import sys
import tempfile
import time

DARAH = os.environ["DARAH"]
SOURCE = os.environ["DARAH_SOURCE"]
SCENARIO = os.environ.get("DARAH_SCENARIO") or os.path.join(SOURCE, "scenarios", "banten-2018")
CHECKED = os.environ.get("DARAH_CHECKED") == "1"  # a build too slow for the whole of Banten
LONG = os.environ.get("DARAH_LONG") == "1"  # hours, not a minute
# Four weeks of warm-up and one month measured: the whole world, briefly.
SHORT = ["--set", "run.warm_up=28 d", "--set", "run.horizon=31 d", "--set", "run.policy_start=2017-12-18"]


def command(name, *arguments):
    """A command of the program; runs leave no report, which takes seconds."""
    return [DARAH, name, *map(str, arguments), *(["--no-report"] if name == "run" else [])]


def short_run(output, *arguments):
    return command("run", SCENARIO, *SHORT, "-o", output, *arguments)


def run(arguments, **options):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **options)


def expect(condition, *facts):
    if not condition:
        raise AssertionError(" ".join(map(str, facts)))


def expect_code(code, result, *texts):
    """The exit code, and texts that stderr holds."""
    expect(result.returncode == code, "exit code", result.returncode, "not", code, result.args, result.stderr)
    for text in texts:
        expect(text in result.stderr, repr(text), "is not in", result.stderr)
    return result


def main(tests):
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            test(folder)
            print(f"{test.__name__}: {time.monotonic() - start:.1f} s", flush=True)
    sys.exit(0)
