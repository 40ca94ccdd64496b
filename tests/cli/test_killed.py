"""Kills at any moment of a run, of a sweep, of what goes on from them, of a merge and of a page lose nothing finished."""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import time

import h5py

from program import LONG, MONTH, SMALL, command, expect_code, release_alone, run, wait_for
from crafted import DESIGN

from darah.seal import is_sealed

KILLS = 60 if LONG else 2  # of each of five programs
EAGER = ["--keep-every", "0", "-j", "1"]


def killed(arguments, seconds):
    """Starts a program and kills it after so long; whether the kill came before its end."""
    try:
        done = run(arguments, timeout=seconds)  # kills it
    except subprocess.TimeoutExpired:
        return True
    if done.returncode:
        expect_code(4, done, "no piece of a run to go on from")
    return False


def timed(arguments, **options):
    begin = time.monotonic()
    expect_code(0, run(arguments, **options))
    return time.monotonic() - begin


def finished(folder, dimension):
    """Numbers of what the whole files of a folder hold; all of them are sealed and can be read."""
    numbers = []
    for path in sorted(pathlib.Path(folder).glob("**/*.h5")):
        assert is_sealed(path), path
        with h5py.File(path, "r") as file:
            file.visititems(lambda _, item: item[()] if isinstance(item, h5py.Dataset) else None)
            numbers += file[dimension][()].tolist()
    return set(numbers)


def values(path):
    with h5py.File(path, "r") as file:
        return {name: item[()].tobytes() for name, item in file.items()
                if isinstance(item, h5py.Dataset) and item.dtype != object and len(item.dims[0])}


def hits(arguments, seconds, moments, kills, earliest=0):
    """Starts a program again and again, and kills it at some moment; after each start whether the kill came before its end.
    Ends after so many kills that did."""
    hit = 0
    for start in range(20 * kills):
        came = killed(arguments() if callable(arguments) else arguments, seconds * moments.uniform(earliest, 1))
        hit += came
        yield came
        if hit == kills:
            return
    raise AssertionError(f"{start + 1} starts, and {hit} of {kills} kills came before the end")


def killed_until_whole(words, go_on, place, dimension, seconds, moments, is_whole):
    """Kills a program and what goes on from it; what was finished stays, to the end. What is whole is begun anew.
    `is_whole` says whether it is, and then takes it away."""
    before = set()
    for _ in hits(lambda: [*words, *(go_on if before else [])], seconds, moments, 2 * KILLS):
        if is_whole():
            before = set()
            continue
        now = finished(place, dimension) if os.path.isdir(place) else set()
        assert before <= now, (before, now)
        before = now


def test_a_run_and_what_goes_on_from_it(folder):
    moments = random.Random(1)
    whole, path = os.path.join(folder, "whole.h5"), os.path.join(folder, "r.h5")
    few = [*MONTH, "-r", 8, *EAGER]
    seconds = timed(command("run", SMALL, *few, "-o", whole))
    words = command("run", SMALL, *few, "-o", path)

    def is_whole():
        if not os.path.exists(path):
            return False
        assert values(path) == values(whole)
        os.remove(path)
        shutil.rmtree(path + ".parts", ignore_errors=True)  # a kill may have come while the pieces went
        return True

    killed_until_whole(words, ["--resume"], path + ".parts", "replication", seconds, moments, is_whole)
    expect_code(0, run(words))
    assert values(path) == values(whole) and not os.path.exists(path + ".parts")


def test_a_signal_to_all_processes_of_a_run_that_goes_on(folder):
    """As a terminal or a scheduler sends it."""
    path, whole = os.path.join(folder, "r.h5"), os.path.join(folder, "whole.h5")
    words, before = command("run", SMALL, *MONTH, *EAGER, "-o", path), set()
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL):
        process = subprocess.Popen([*words, "-r", "1000", *(["--resume"] if before else [])], start_new_session=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: os.path.isdir(path + ".parts") and len(os.listdir(path + ".parts")) > len(before) + 3)
        os.killpg(process.pid, number)
        assert process.wait(60) == (-number if number == signal.SIGKILL else 130)
        now = finished(path + ".parts", "replication")
        assert before < now, (before, now)
        before = now
    expect_code(0, run([*words, "-r", str(len(before)), "--resume"]))
    expect_code(0, run(command("run", SMALL, *MONTH, "-r", len(before), "-o", whole)))
    assert values(path) == values(whole) and not os.path.exists(path + ".parts")


def test_a_sweep_and_what_goes_on_from_it(folder):
    moments = random.Random(2)
    design, whole, slices = (os.path.join(folder, name) for name in ("design.toml", "whole", "slices"))
    pathlib.Path(design).write_text(DESIGN, encoding="utf-8")
    seconds = timed(command("sweep", design, "-o", whole, *EAGER))
    words = command("sweep", design, "-o", slices, *EAGER)

    def is_whole():
        if not os.path.isfile(os.path.join(slices, "slice-0001-of-0001.h5")):
            return False
        assert finished(slices, "block") == finished(whole, "block")
        shutil.rmtree(slices)
        return True

    killed_until_whole([*words, "--resume"], [], slices, "block", seconds, moments, is_whole)
    expect_code(0, run([*words, "--resume"]))
    for folder_ in (whole, slices):
        expect_code(0, run(command("merge", folder_)))
    assert values(whole + ".h5") == values(slices + ".h5")


def test_a_merge(folder):
    moments = random.Random(3)
    design, slices, output = (os.path.join(folder, name) for name in ("design.toml", "slices", "s.h5"))
    pathlib.Path(design).write_text(DESIGN, encoding="utf-8")
    expect_code(0, run(command("sweep", design, "-o", slices)))
    words = command("merge", slices, "-o", output)
    seconds = timed(words)
    source, whole = finished(slices, "block"), values(output)
    for _ in hits(words, seconds, moments, KILLS):
        assert finished(slices, "block") == source and is_sealed(output) and values(output) == whole
    expect_code(0, run(words))
    assert sorted(os.listdir(folder)) == ["design.toml", "s.h5", "slices"], os.listdir(folder)


@release_alone
def test_a_page(folder):
    moments = random.Random(4)
    results, page = os.path.join(folder, "r.h5"), os.path.join(folder, "p.html")
    expect_code(0, run(command("run", SMALL, *MONTH, "-r", 2, "-o", results)))
    words = command("report", results, "-o", page, "--language", "en")
    seconds = timed(words)
    source = pathlib.Path(results).read_bytes()
    for _ in hits(words, seconds, moments, KILLS, earliest=0.5):
        assert pathlib.Path(results).read_bytes() == source
        assert pathlib.Path(page).read_text(encoding="utf-8").rstrip().endswith("</html>"), "the page is torn"


def test_a_run_under_nohup_goes_on(folder):
    """What its starter has it ignore stays ignored."""
    path = os.path.join(folder, "r.h5")
    ignoring = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
    process = subprocess.Popen(command("run", SMALL, *MONTH, *EAGER, "-r", "40", "-o", path), preexec_fn=ignoring,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: os.path.isdir(path + ".parts") and len(os.listdir(path + ".parts")) > 2)
    process.send_signal(signal.SIGHUP)
    assert process.wait(120) == 0 and os.path.exists(path) and not os.path.exists(path + ".parts")


def test_an_interrupted_run_leaves_the_page_of_what_is_finished(folder):
    path, page = os.path.join(folder, "r.h5"), os.path.join(folder, "r-report.html")
    process = subprocess.Popen([word for word in command("run", SMALL, *MONTH, *EAGER, "-r", "1000", "-o", path) if word != "--no-report"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: os.path.isdir(path + ".parts") and len(os.listdir(path + ".parts")) > 2)
    process.send_signal(signal.SIGINT)
    assert process.wait(120) == 130 and os.path.exists(path) and os.path.exists(page)


def test_how_the_page_ends_is_known_where_the_starter_ignores_its_children(folder):
    bad = pathlib.Path(folder, "bad.h5")
    bad.write_text("no results")
    ignoring = lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    expect_code(4, run(command("report", bad, "-o", os.path.join(folder, "p.html")), preexec_fn=ignoring))


def test_a_run_of_fewer_replications_says_what_it_replaces(folder):
    path = os.path.join(folder, "r.h5")
    expect_code(0, run(command("run", SMALL, *MONTH, "-r", 3, "-o", path)))
    fewer = run(command("run", SMALL, *MONTH, "-r", 2, "-o", path))
    expect_code(0, fewer)
    assert f"{path} holds 3 replications and will be replaced by one of 2; -o FILE keeps both" in fewer.stderr
    assert "replaced" not in run(command("run", SMALL, *MONTH, "-r", 2, "-o", path)).stderr
