"""How Python starts and ends: in any locale, without its modules, when it is told to stop."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import pytest

from known_sweeps import ANALYSIS, latin_hypercube, unit_factors, write
from program import DARAH, SMALL, command, expect_code, run

HEAD = "import sys; sys.path.insert(0, sys.argv.pop(1)); "
SHORT = ["--set", "run.warm_up=14 d", "--set", "run.horizon=20 d", "--set", "run.policy_start=2018-04-20"]


@pytest.fixture(scope="module")
def results(module_folder):
    path = os.path.join(module_folder, "hasil ibu é.h5")
    expect_code(0, run(command("run", SMALL, "-o", path, "-r", 2, *SHORT)))
    return path


def python(folder, *words, **environment):
    """python3 -m darah with modules of a folder before all others."""
    variables = {**os.environ, "DARAH": DARAH, "PYTHONPATH": f"{folder}{os.pathsep}{ANALYSIS}",
                 "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return run([sys.executable, "-m", "darah", *words], env=variables)


@pytest.mark.parametrize("text, why", [
    ("raise ModuleNotFoundError('no', name='h5py')", "the Python module h5py is missing"),
    ("import sys; print('A module compiled\\nfor another\\n', file=sys.stderr); raise ImportError('numpy.core failed\\nto load')",
     "do not fit one another (numpy.core failed)"),
    ("raise ValueError('numpy.dtype size changed, may indicate binary incompatibility')", "numpy.dtype size changed")])
def test_modules_that_cannot_be_loaded_are_told_in_a_line(text, why, folder, results):
    with open(os.path.join(folder, "h5py.py"), "w", encoding="utf-8") as file:
        file.write(text + "\n")
    page = os.path.join(folder, "p.html")
    for words in (["report", results, "-o", page], ["figures", results, "-o", os.path.join(folder, "f")],
                  ["sensitivity", results, "--of", "deaths"]):
        done = expect_code(4, python(folder, *words), why, "packages.txt")
        assert len(done.stderr.strip().splitlines()) == 1 and not done.stdout, done.stderr
    assert sorted(os.listdir(folder)) in (["h5py.py"], ["__pycache__", "h5py.py"]), os.listdir(folder)


def test_every_locale_reads_what_the_program_says(folder, results):
    """Arms and paths have letters that ASCII lacks; the program prints them as UTF-8."""
    of = os.path.join(folder, "of")
    os.mkdir(of)
    with open(os.path.join(of, "scenario.toml"), "w", encoding="utf-8") as file:
        file.write(f'title = "Ibu é"\nbase = "{SMALL}"\n[[arm]]\nname = "é"\n[[arm]]\nname = "ü"\n'
                   'set = { "emergency.*.lethality" = 0.01 }\n')
    path = os.path.join(folder, "é.h5")
    expect_code(0, run(command("run", of, "-o", path, "-r", 2, *SHORT)))
    for locale in ("C", "POSIX"):
        page = os.path.join(folder, f"{locale}.html")
        expect_code(0, python(folder, "report", path, "-o", page, LC_ALL=locale, LANG=locale, PYTHONUTF8="0",
                              PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii:backslashreplace"))
        with open(page, encoding="utf-8") as file:
            text = file.read()
        assert "ü" in text and "Ã" not in text, locale


def test_a_copied_checkout_runs_its_own_analysis(folder):
    """The folder that the program was built from is another's now, or is gone."""
    house = pathlib.Path(folder, "a copy's house")
    (house / "build" / "release").mkdir(parents=True)
    program = shutil.copy(DARAH, house / "build" / "release" / "darah")
    package = house / "analysis" / "darah"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("def main():\n    print('of the copy')\n    return 0\n", encoding="utf-8")
    result = run([str(program), "report", "r.h5"])
    assert (result.returncode, result.stdout) == (0, "of the copy\n"), result.stderr


def test_hdf5_takes_no_locks_unless_it_is_told_to(folder):
    code = "import os, darah; print(os.environ['HDF5_USE_FILE_LOCKING'])"
    for given, found in (({}, "FALSE"), ({"HDF5_USE_FILE_LOCKING": "TRUE"}, "TRUE")):
        variables = {key: value for key, value in os.environ.items() if key != "HDF5_USE_FILE_LOCKING"}
        done = run([sys.executable, "-c", code], env={**variables, "PYTHONPATH": ANALYSIS, **given})
        assert done.stdout.strip() == found, done


def test_the_comparison_is_made_once(folder, results):
    """What is handed on is not asked for again: the program that Python would ask is not there."""
    said = os.path.join(folder, "said.json")
    with open(said, "w", encoding="utf-8") as file:
        file.write(expect_code(0, run(command("compare", results, "--format", "json"))).stdout)
    page = os.path.join(folder, "p.html")
    asked = os.path.join(folder, "asked")
    program = os.path.join(folder, "darah")
    with open(program, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\necho "$@" >>"{asked}"\nexec "{DARAH}" "$@"\n')
    os.chmod(program, 0o755)
    expect_code(0, python(folder, "report", results, "-o", page, "--comparison", said, DARAH=program))
    with open(asked, encoding="utf-8") as file:
        assert not any(line.startswith("compare") for line in file), "asked again"
    os.remove(asked)
    expect_code(0, python(folder, "report", results, "-o", page, DARAH=program))
    with open(asked, encoding="utf-8") as file:
        assert sum(line.startswith("compare") for line in file) == 1, "python3 -m darah asks once"
    for text in ("", "{", "[]", '{"arms": []}', "\xff"):
        with open(said, "w", encoding="latin-1") as file:
            file.write(text)
        done = expect_code(4, python(folder, "report", results, "-o", page, "--comparison", said), "is no comparison of darah")
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    with open(said, "w", encoding="utf-8") as file:
        json.dump({"arms": []}, file)
    done = run(command("report", results, "-o", page, "--baseline", "nobody"))
    expect_code(2, done, "has no arm nobody")


@pytest.mark.parametrize("start", [[sys.executable, "-m", "darah", "report"], command("report")],
                         ids=["package", "program"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_page_that_is_stopped_leaves_nothing(number, start, folder):
    """Whenever it is told: 130, what was there stays, and no part of a page is left."""
    path = write(os.path.join(folder, "s.h5"), latin_hypercube(3, 400), unit_factors(3), lambda x: x[:, 0], replications=4)
    page = os.path.join(folder, "p.html")
    variables = {**os.environ, "PYTHONPATH": ANALYSIS, "DARAH": DARAH}
    ends = set()
    old = '<!doctype html>\n<html lang="en" data-language="en">old'
    for wait in (0.5, 0.9, 1.3, 1.8, 2.5):
        with open(page, "w", encoding="utf-8") as file:
            file.write(old)
        process = subprocess.Popen([*start, path, "-o", page], env=variables,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        time.sleep(wait)
        process.send_signal(number)
        _, said = process.communicate()
        ends.add(process.returncode)
        # Before Python has begun, a signal ends it as it ends any process.
        assert process.returncode in (0, 130) or (process.returncode, said) == (-number, ""), (process.returncode, said)
        assert "Traceback" not in said, said
        assert sorted(os.listdir(folder)) == ["p.html", "s.h5"], os.listdir(folder)
        if process.returncode:
            with open(page, encoding="utf-8") as file:
                text = file.read()
            assert text == old or text.rstrip().endswith("</html>"), "a page in part"
    assert 130 in ends, "every page was made before it was told to stop"


@pytest.mark.parametrize("when", ["class Lost:\n    def __del__(self):\n        stop()\nonce = lambda: Lost() and None",
                                  "os.register_at_fork(after_in_parent=stop)\nonce = lambda: os.fork() or os._exit(0)",
                                  "class Half:\n    def __init__(self):\n        stop()\n        self.closed = False\n"
                                  "    def __del__(self):\n        self.closed\nonce = Half"],
                         ids=["destructor", "fork", "constructor"])
def test_a_signal_that_comes_where_python_ignores_what_is_raised_is_minded(when, folder):
    code = f"""import os, signal, sys, time
import darah.__main__ as of
stop = lambda: signal.raise_signal(signal.SIGTERM)
{when}
of.run = lambda asked: (once(), time.sleep(20))
sys.exit(of.main())
"""
    done = run([sys.executable, "-c", code, "report", "of.h5"], env={**os.environ, "PYTHONPATH": ANALYSIS})
    assert (done.returncode, done.stderr) == (130, ""), done


def test_a_signal_about_the_fork_of_a_first_reading_ends_that_alone(folder, results):
    """A child that minded it as its parent does would go on as its parent."""
    code = """import os, signal, sys
signal.signal(signal.SIGUSR1, lambda *_: sys.exit("minded"))
os.register_at_fork(after_in_child=lambda: signal.raise_signal(signal.SIGUSR1))
from darah import errors, trial
try:
    trial.require_readable(sys.argv[1], True)
except errors.FileError as error:
    print(error)
"""
    done = run([sys.executable, "-c", code, results], env={**os.environ, "PYTHONPATH": ANALYSIS})
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{results}: is damaged: HDF5 cannot read it\n", ""), done
