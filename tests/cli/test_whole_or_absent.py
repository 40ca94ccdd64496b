"""Killed, interrupted or out of disk: a results file is whole or absent, and what was there before stays."""

import os
import random
import resource
import signal
import subprocess
import time

import h5py

from program import LONG, expect_code, run, short_run


def replications_in(path):
    """Reads every dataset, so that a torn file is noticed."""
    with h5py.File(path, "r") as file:
        file.visititems(lambda _, item: item[()] if isinstance(item, h5py.Dataset) else None)
        return int(file.attrs["replications_complete"]), int(file.attrs["complete"])


def start(arguments):
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def seconds_of(arguments):
    begin = time.monotonic()
    expect_code(0, run(arguments))
    return time.monotonic() - begin


def test_killed_at_any_moment(folder):
    path = os.path.join(folder, "r.h5")
    seconds = seconds_of(short_run(path, "-r", 1))
    os.remove(path)
    moments = random.Random(1)
    whole = 0
    for _ in range(500 if LONG else 20):
        # Half of the kills around the end.
        share = moments.uniform(0, 1.1) if moments.random() < 0.5 else moments.uniform(0.9, 1.1)
        process = start(short_run(path, "-r", 1))
        time.sleep(seconds * share)
        process.kill()
        process.communicate()
        if os.path.exists(path):
            assert replications_in(path) == (1, 1)
            whole += 1
            os.remove(path)
    expect_code(0, run(short_run(path, "-r", 1)))
    assert replications_in(path) == (1, 1), ("after", whole, "whole files")
    assert os.listdir(folder) == ["r.h5"]


def test_killed_while_writing(folder):
    """The part file is there while it is written: kills from when it comes to just after it went."""
    path = os.path.join(folder, "r.h5")
    moments = random.Random(2)

    def part():
        return any(name.startswith("r.h5.") and name.endswith(".part") and name != "r.h5.part" for name in os.listdir(folder))

    def written(replications, kill_after=None):
        """Seconds that the part file was there."""
        # Nobody reads what it prints while it runs, and a pipe holds less.
        process = subprocess.Popen(short_run(path, "-r", replications), stdout=subprocess.DEVNULL)
        while not part() and process.poll() is None:
            pass  # the part file comes and goes within milliseconds
        begin = time.monotonic()
        if kill_after is not None:
            while time.monotonic() < begin + kill_after:
                pass
            process.kill()
        while part() and process.poll() is None:
            pass
        seconds = time.monotonic() - begin
        process.wait()
        return seconds

    written(1)
    seconds = written(1)
    left, whole = 0, 0
    for kills in range(1, 1001 if LONG else 101):
        earlier = replications_in(path)
        written(3 - earlier[0], kill_after=moments.uniform(0, seconds))
        left += part()
        whole += replications_in(path) != earlier
        assert replications_in(path) in ((1, 1), (2, 1))
        if kills >= 10 and left >= 3 and not LONG:
            break
    assert left > 0, ("no kill came while a file was written: of", kills, "runs", whole, "were whole")
    expect_code(0, run(short_run(path, "-r", 2)))  # with what slow runs of two left in pieces
    assert os.listdir(folder) == ["r.h5"]


def test_interrupted(folder):
    """By Ctrl-C; that other signals keep what is finished is in test_streams.py."""
    signal_number = signal.SIGINT
    path = os.path.join(folder, "r.h5")
    wait = 2 * seconds_of(short_run(path, "-r", 1, "-j", 1))
    os.remove(path)
    while not os.path.exists(path):  # a busy machine may not finish a replication in time
        process = start(short_run(path, "-r", 100000, "-j", 1))
        time.sleep(wait)
        process.send_signal(signal_number)
        output, errors = process.communicate()
        assert process.returncode == 130, errors
        assert "interrupted" in errors, errors
        wait *= 2
    finished, complete = replications_in(path)
    assert finished >= 1 and complete == 0, finished
    assert f"{finished} of 100,000 replications" in errors and path in errors, errors
    assert f"Interrupted: {finished} of 100,000 replications." in output, output

    # What was kept is what an uninterrupted run gives.
    full = os.path.join(folder, "full.h5")
    expect_code(0, run(short_run(full, "-r", finished)))

    # A file that is there stays; what an interrupted run leaves goes beside it.
    aside = os.path.join(folder, "full.interrupted.h5")
    while not os.path.exists(aside):
        process = start(short_run(full, "-r", 100000, "-j", 1))
        time.sleep(wait)
        process.send_signal(signal_number)
        _, errors = process.communicate()
        assert process.returncode == 130, errors
        wait *= 2
    assert replications_in(full) == (finished, 1)
    assert replications_in(aside)[1] == 0, replications_in(aside)
    with h5py.File(path, "r") as a, h5py.File(full, "r") as b:
        assert (a["births"][()] == b["births"][()]).all()


def test_full_disk(folder):
    path = os.path.join(folder, "r.h5")
    earlier = b"\x89HDF\r\n\x1a\ndarah results, of which no more came to disk"
    with open(path, "wb") as file:
        file.write(earlier)
    small = 10000

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, small))

    expect_code(4, run(short_run(path, "-r", 1), preexec_fn=limit), "r.h5: cannot write: File too large")
    with open(path, "rb") as file:
        assert file.read() == earlier
    assert os.listdir(folder) == ["r.h5"]


def test_no_place(folder):
    expect_code(4, run(short_run(os.path.join(folder, "none", "r.h5"), "-r", 1)), "there is no folder")
    expect_code(4, run(short_run(folder, "-r", 1)), "is a folder")
    if os.geteuid() != 0:
        os.chmod(folder, 0o500)
        expect_code(4, run(short_run(os.path.join(folder, "r.h5"), "-r", 1)), "cannot write in")
        os.chmod(folder, 0o700)


def test_default_place(folder):
    expect_code(0, run([a for a in short_run("-", "-r", 1) if a not in ("-o", "-")], cwd=folder))
    results = os.listdir(os.path.join(folder, "results"))
    assert len(results) == 1 and results[0].endswith(".h5"), results
