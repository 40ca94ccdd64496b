"""A run is not lost to its surroundings: full and closed streams, signals, kills, another writer, odd names."""

import os
import re
import shutil
import signal
import subprocess
import time

import h5py
import pytest

from darah.seal import is_sealed
from known_sweeps import ANALYSIS
from program import DARAH, SMALL, command, expect_code, run, wait_for

FEW = ["-r", "2", "-j", "1"]
LASTING = ["-r", "400", "-j", "1", "--keep-every", "0"]


def pages_of(folder):
    return sorted(name for name in os.listdir(folder) if name.endswith(".html"))


def test_a_full_or_closed_stderr_costs_nothing(folder):
    for name, redirection in (("full", "2>/dev/full"), ("closed", "2>&-")):
        output = os.path.join(folder, name + ".h5")
        done = subprocess.run(["sh", "-c", f'exec "$0" run "$1" -r 2 -j 1 --no-report -o "$2" {redirection}', DARAH, SMALL, output],
                              stdout=subprocess.PIPE, check=False)
        assert done.returncode == 0 and b"Results:" in done.stdout
        assert h5py.is_hdf5(output)


def test_a_reader_that_goes_costs_neither_results_nor_page(folder):
    output = os.path.join(folder, "p.h5")
    done = subprocess.run(["sh", "-c", '{ "$0" run "$1" -r 2 -j 1 -o "$2" 2>"$3"; echo $? >"$3.code"; } | head -1 >/dev/null',
                           DARAH, SMALL, output, os.path.join(folder, "err")], check=False)
    assert done.returncode == 0
    with open(os.path.join(folder, "err.code"), encoding="utf-8") as file:
        assert file.read() == "0\n"
    assert h5py.is_hdf5(output) and pages_of(folder) == ["p-report.html"]


def test_a_full_stdout_is_told(folder):
    output = os.path.join(folder, "r.h5")
    expect_code(0, run(command("run", SMALL, *FEW, "-o", output)))
    for words in (["compare", output], ["describe"], ["--help"], ["--version"]):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([DARAH, *words], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
        expect_code(4, done, "cannot print: No space left on device")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGXCPU, signal.SIGINT])
def test_a_signal_keeps_what_is_finished(folder, sent):
    output = os.path.join(folder, "r.h5")
    process = subprocess.Popen(command("run", SMALL, *LASTING, "-o", output), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(lambda: os.path.isdir(output + ".parts") and len(os.listdir(output + ".parts")) > 1)
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    with h5py.File(output) as file:
        assert 0 < len(file["replication"]) < 400


def test_a_signal_while_the_page_is_made_keeps_the_results(folder):
    """The page is whole or not there, and nothing is left of it."""
    output, begun, python = (os.path.join(folder, name) for name in ("r.h5", "begun", "python"))
    with open(python, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\n: >"{begun}"\nexec /usr/bin/python3 "$@"\n')
    os.chmod(python, 0o755)
    process = subprocess.Popen([DARAH, "run", SMALL, *FEW, "-o", output], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               encoding="utf-8", env={**os.environ, "DARAH_PYTHON": python})
    wait_for(lambda: os.path.exists(begun))
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "there is no report; the results are whole" in said, said
    assert sorted(os.listdir(folder)) == ["begun", "python", "r.h5"] and is_sealed(output)


def test_a_reader_of_a_comparison_may_go(folder):
    output = os.path.join(folder, "r.h5")
    expect_code(0, run(command("run", SMALL, *FEW, "-o", output)))
    done = run(["bash", "-c", '"$0" compare "$1" --format json | true; echo "${PIPESTATUS[0]}"', DARAH, output])
    assert done.stdout == "0\n" and done.stderr == "", done.stderr
    page = os.path.join(folder, "p.html")
    done = run(["bash", "-c", '"$0" report "$1" -o "$2" | true; echo "${PIPESTATUS[0]}"', DARAH, output, page])
    assert done.stdout == "0\n" and "Exception" not in done.stderr and os.path.exists(page), done.stderr


def test_an_interruption_is_told_by_the_exit_code_also_where_the_reader_has_gone(folder):
    output = os.path.join(folder, "r.h5")
    process = subprocess.Popen(command("run", SMALL, *LASTING, "-o", output), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(lambda: os.path.isdir(output + ".parts") and len(os.listdir(output + ".parts")) > 1)
    process.stdout.close()  # as where Ctrl-C ends `| tee log` first
    process.send_signal(signal.SIGINT)
    with process.stderr as stream:
        said = stream.read()
    assert process.wait(60) == 130 and b"interrupted: " in said and is_sealed(output), said


def test_a_killed_run_goes_on_from_its_pieces(folder):
    output, whole = os.path.join(folder, "r.h5"), os.path.join(folder, "whole.h5")
    few = ["-r", "12", "-j", "1", "--keep-every", "0"]
    expect_code(0, run(command("run", SMALL, *few, "-o", whole)))
    for _ in range(2):
        process = subprocess.Popen(command("run", SMALL, *few, "-o", output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before = len(os.listdir(output + ".parts")) if os.path.isdir(output + ".parts") else 0
        wait_for(lambda: process.poll() is not None
                 or os.path.isdir(output + ".parts") and len(os.listdir(output + ".parts")) > before + 2)
        process.kill()
        process.wait()
    assert not os.path.exists(output)
    so_far = run(command("compare", output + ".parts"))
    expect_code(0, so_far)
    expect_code(4, run([DARAH, "report", output + ".parts"]), "is a folder; a page is made of a file")
    resumed = expect_code(0, run(command("run", SMALL, *few, "--resume", "-o", output)), "are taken over")
    assert not os.path.exists(output + ".parts")
    assert resumed.stdout.replace(output, whole) == run(command("compare", whole)).stdout + f"\nResults: {whole}\n"
    with h5py.File(output) as a, h5py.File(whole) as b:
        for name in b:
            if isinstance(b[name], h5py.Dataset):
                assert (a[name][()] == b[name][()]).all(), name


def test_resume_asks_for_pieces_of_the_same_run(folder):
    output = os.path.join(folder, "r.h5")
    expect_code(4, run(command("run", SMALL, *FEW, "--resume", "-o", output)), "no piece of a run to go on from")
    process = subprocess.Popen(command("run", SMALL, *LASTING, "-o", output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: os.path.isdir(output + ".parts") and len(os.listdir(output + ".parts")) > 1)
    process.kill()
    process.wait()
    expect_code(4, run(command("run", SMALL, *FEW, "--seed", "9", "--resume", "-o", output)), "its seed differs")
    finished = sorted(os.listdir(output + ".parts"))
    done = expect_code(0, run(command("run", SMALL, *FEW, "--seed", "9", "-o", output)), "its seed differs; begun anew", ".parts.1")
    assert "taken over" not in done.stderr and not os.path.exists(output + ".parts")
    assert sorted(os.listdir(output + ".parts.1")) == finished, "what the other run finished is there"


def test_pieces_that_cannot_be_read_now_are_set_aside_and_not_deleted(folder):
    output = os.path.join(folder, "r.h5")
    for nth in 1, 2:
        os.mkdir(output + ".parts")
        os.symlink("away.h5", os.path.join(output + ".parts", "000000000.h5"))  # a disk that is not mounted
        expect_code(0, run(command("run", SMALL, *FEW, "-o", output)), "begun anew", f".parts.{nth}")
        assert os.listdir(f"{output}.parts.{nth}") == ["000000000.h5"] and not os.path.exists(output + ".parts")


def test_fewer_replications_than_were_finished_lose_none_of_them(folder):
    output = os.path.join(folder, "r.h5")
    process = subprocess.Popen(command("run", SMALL, *LASTING, "-o", output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: os.path.isdir(output + ".parts") and len(os.listdir(output + ".parts")) > 5)
    process.kill()
    process.wait()

    def kept():
        return sorted(name for name in os.listdir(output + ".parts") if name.endswith(".h5"))

    pieces = kept()
    done = expect_code(0, run(command("run", SMALL, *FEW, "--resume", "-o", output)), "2 replications of", "are taken over")
    assert f"{len(pieces) - 2} replications beyond these were finished earlier and stay in {output}.parts; -r {len(pieces)}" in done.stderr
    assert kept() == pieces
    expect_code(0, run(command("run", SMALL, "-r", len(pieces), "-o", output)), f"{len(pieces)} replications of")
    assert not os.path.exists(output + ".parts")


def test_the_second_of_two_writers_is_refused_before_it_computes(folder):
    output = os.path.join(folder, "r.h5")
    first = subprocess.Popen(command("run", SMALL, *LASTING, "-o", output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: os.path.exists(output + ".part"))
    begin = time.monotonic()
    expect_code(4, run(command("run", SMALL, *LASTING, "-o", output)), "another run is writing")
    assert time.monotonic() - begin < 20 and first.poll() is None
    assert os.path.exists(output + ".part")
    first.terminate()
    assert first.wait() == 130


def test_results_that_differ_by_their_suffix_have_pages_of_their_own(folder):
    for name in ("base", "base.h5", "base.v2", "a: b & 'é'.h5"):
        expect_code(0, run([DARAH, "run", SMALL, *FEW, "-o", os.path.join(folder, name)]))
    assert pages_of(folder) == ["a: b & 'é'-report.html", "base-report.html", "base.report.html", "base.v2.report.html"]


def test_a_link_is_followed_to_where_it_leads_also_where_nothing_lies_there(folder):
    os.mkdir(os.path.join(folder, "far"))
    link, circle, lost = (os.path.join(folder, name) for name in ("link.h5", "circle.h5", "lost.h5"))
    os.symlink("far/r.h5", link)
    os.symlink("circle.h5", circle)
    os.symlink("none/r.h5", lost)
    expect_code(0, run(command("run", SMALL, *FEW, "-o", link)))
    assert os.path.islink(link) and h5py.is_hdf5(link) and os.listdir(os.path.join(folder, "far")) == ["r.h5"]
    expect_code(4, run(command("run", SMALL, *FEW, "-o", circle)), "a link that leads nowhere")
    expect_code(4, run(command("run", SMALL, *FEW, "-o", lost)), "there is no folder", "none")


def test_a_pipe_or_device_in_place_of_a_file_is_told_in_seconds(folder):
    pipe = os.path.join(folder, "pipe.h5")
    os.mkfifo(pipe)
    for path in pipe, "/dev/zero":
        for words in ("report", path, "-o", os.path.join(folder, "p.html")), ("compare", path):
            expect_code(4, run([DARAH, *words], timeout=60), "is no regular file")
        for name in "check", "run":
            expect_code(3, run([DARAH, name, path], timeout=60), "is no regular file")
    expect_code(4, run(command("run", SMALL, *FEW, "-o", pipe), timeout=60), "is no regular file")


def test_no_file_of_the_users_stands_in_for_a_module(folder):
    for name in ("random.py", "csv.py", "json.py", "h5py.py", "darah.py"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("raise SystemExit('a file of the user was executed')\n")
    output = os.path.join(folder, "r.h5")
    done = expect_code(0, run([DARAH, "run", SMALL, *FEW, "-o", output], cwd=folder, env={**os.environ, "PYTHONPATH": folder}))
    assert "executed" not in done.stderr and pages_of(folder) == ["r-report.html"]
    # By hand too, as README prints it, with a module that the package loads first.
    os.rename(os.path.join(folder, "random.py"), os.path.join(folder, "argparse.py"))
    os.remove(os.path.join(folder, "darah.py"))
    done = run(["/usr/bin/python3", "-m", "darah", "--help"], cwd=folder, env={**os.environ, "PYTHONPATH": ANALYSIS})
    assert done.returncode == 0 and "report" in done.stdout, done.stderr


def test_an_input_is_never_overwritten(folder):
    scenario = shutil.copytree(SMALL, os.path.join(folder, "s"))
    for name in ("scenario.toml", "districts.csv"):
        path = os.path.join(scenario, name)
        with open(path, "rb") as file:
            before = file.read()
        expect_code(2, run(command("run", scenario, *FEW, "-o", path)), "its name ends with .h5")
        output = os.path.join(folder, "r.h5")
        expect_code(0, run(command("run", SMALL, *FEW, "-o", output)))
        for words in ["merge", folder, "-o"], ["compare", output, "--format", "csv", "-o"], ["report", output, "-o"]:
            done = run([DARAH, *words, path])
            # Where the name alone says that it is no table or page, the command line is wrong.
            assert done.returncode in (2, 4) and ("is not written over" in done.stderr or "not with ." in done.stderr), done.stderr
        with open(path, "rb") as file:
            assert file.read() == before
    os.rename(os.path.join(scenario, "scenario.toml"), os.path.join(folder, "r-report.html"))  # where the page would be
    expect_code(4, run([DARAH, "run", SMALL, *FEW, "-o", output]), "r-report.html: is there and is no page")


def test_a_title_moves_no_cursor(folder):
    scenario = shutil.copytree(SMALL, os.path.join(folder, "s"))
    path = os.path.join(scenario, "scenario.toml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r'^title = .*$', r'title = "\\u001b[2Jgone"', text, count=1, flags=re.M)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    done = expect_code(0, run(command("check", scenario)))
    assert "\x1b" not in done.stdout and "\\x1b[2Jgone" in done.stdout
