"""Slices in any order, killed, interrupted, out of disk: gone on with, they merge to the bits of the sweep run whole; what
does not belong together is refused by name."""

import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import time

import h5py
import numpy
import pytest

from program import LONG, command, expect_code, run
from sweeps import CELLS, DESIGN, design, expect_equal, merge, sweep

SLICES = 7
EAGER = ["--keep-every", "0", "-j", "1"]  # every finished block is on disk at once


def name(number, slices=SLICES):
    return f"slice-{number:04d}-of-{slices:04d}"


def slice_command(folder, number, *options, slices=SLICES):
    return sweep(folder, "--slice", f"{number}/{slices}", *options)


@pytest.fixture(scope="module")
def computed_slices(module_folder):
    there = os.path.join(module_folder, "slices")
    for number in range(1, SLICES + 1):
        expect_code(0, run(slice_command(there, number)))
    return there


@pytest.fixture
def all_slices(folder, computed_slices):
    """A folder of its own for each test, with all slices finished."""
    return shutil.copytree(computed_slices, os.path.join(folder, "slices"))


def start(arguments):
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def merged(folder):
    output = folder + ".h5"
    expect_code(0, run(merge(folder, output)))
    return output


def pieces(folder, number, slices=SLICES):
    """What an unfinished slice holds."""
    place = os.path.join(folder, name(number, slices) + ".pieces")
    return [file for file in os.listdir(place) if file.endswith(".h5")] if os.path.isdir(place) else []


def began(process, folder, number, slices=SLICES, least=1):
    """Waits until a slice has something to lose."""
    while len(pieces(folder, number, slices)) < least and process.poll() is None:
        time.sleep(0.002)


def test_killed_at_any_moment(folder, whole):
    for seed in range(1, 21 if LONG else 2):
        killed_at_moments_of(seed, os.path.join(folder, str(seed)), whole)


def killed_at_moments_of(seed, folder, whole):
    """Each slice is killed once it has something to lose, and then at random moments until it happens to finish."""
    os.makedirs(folder)
    there = os.path.join(folder, "slices")
    begin = time.monotonic()
    expect_code(0, run(slice_command(os.path.join(folder, "timed"), 1, *EAGER)))
    seconds = time.monotonic() - begin
    moments = random.Random(seed)
    order = moments.sample(range(1, SLICES + 1), SLICES)
    kills = kept = 0
    for number in order:
        for attempt in range(100):
            process = start(slice_command(there, number, "--resume", *EAGER))
            if attempt == 0:
                began(process, there, number)
            else:
                time.sleep(moments.uniform(0, 1.5) * seconds)
            process.kill()
            _, errors = process.communicate()
            assert process.returncode in (0, -signal.SIGKILL), (process.returncode, errors)
            kills += process.returncode != 0
            kept += bool(pieces(there, number))
            if process.returncode == 0:
                break
        assert os.path.exists(os.path.join(there, name(number) + ".h5")), name(number)
    assert kills >= SLICES // 2 and kept > 0, (kills, "kills,", kept, "of them with something kept")
    expect_equal(merged(there), whole)
    left = sorted(os.listdir(there))
    assert left == sorted([f"{name(number)}.h5" for number in order] + ["sweep.toml"])


def test_finished_cells_survive_a_kill(folder):
    """What is kept is not computed again: its file is the same after the rest was computed up to another kill."""
    there = os.path.join(folder, "slices")
    process = start(slice_command(there, 1, *EAGER, slices=1))
    began(process, there, 1, slices=1, least=3)
    process.kill()
    process.communicate()
    before = pieces(there, 1, slices=1)
    assert len(before) >= 3, before
    place = os.path.join(there, name(1, 1) + ".pieces")
    inodes = {file: os.stat(os.path.join(place, file)).st_ino for file in before}
    process = start(slice_command(there, 1, "--resume", *EAGER, slices=1))
    began(process, there, 1, slices=1, least=len(before) + 1)
    process.kill()
    process.communicate()
    after = {file: os.stat(os.path.join(place, file)).st_ino for file in pieces(there, 1, slices=1)}
    assert inodes.items() <= after.items() and len(after) > len(before), (inodes, after)


def test_together(folder, whole):
    """As an array starts them: all at once in a folder that is not there."""
    there = os.path.join(folder, "slices")
    design(folder)
    processes = [start(slice_command(there, number, "-j", "1")) for number in range(1, SLICES + 1)]
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    expect_equal(merged(there), whole)


def test_interrupted(folder, whole):
    for number, how in enumerate([signal.SIGTERM, signal.SIGINT], 1):
        there = os.path.join(folder, f"slices-{number}")
        process = start(slice_command(there, 1, "-j", "1", slices=1))
        while not os.path.isdir(os.path.join(there, name(1, 1) + ".pieces")):
            time.sleep(0.002)
        time.sleep(0.5)  # what is finished is kept then, though its 10 s are not over
        process.send_signal(how)
        _, errors = process.communicate()
        assert process.returncode == 130 and "--resume" in errors, errors
        assert pieces(there, 1, slices=1), "nothing is kept"
    expect_code(4, run(slice_command(there, 1, slices=1)), name(1, 1), "--resume")
    expect_code(0, run(slice_command(there, 1, "--resume", slices=1)))
    expect_equal(merged(there), whole)


def test_full_disk(folder, all_slices, whole):
    there = all_slices
    victim = os.path.join(there, name(3) + ".h5")
    for limit in 1000, os.path.getsize(victim) - 1:  # in the first piece; in the slice's file
        os.remove(victim)

        def full():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        expect_code(4, run(slice_command(there, 3, *EAGER), preexec_fn=full), name(3), "File too large")
        assert not os.path.exists(victim)
        expect_code(4, run(merge(there, there + ".h5")), name(3))
        expect_code(0, run(slice_command(there, 3, "--resume")))
        expect_equal(merged(there), whole)

    before = pathlib.Path(there + ".h5").read_bytes()
    expect_code(4, run(merge(there, there + ".h5"), preexec_fn=full), "slices.h5", "File too large")
    assert pathlib.Path(there + ".h5").read_bytes() == before, "an earlier merged file is touched"


def test_another_number_of_slices(folder):
    there = os.path.join(folder, "slices")
    expect_code(0, run(slice_command(there, 2)))
    expect_code(4, run(slice_command(there, 2, slices=8)), "slices", "7", "8")
    expect_code(4, run(slice_command(there, 2, "--resume", slices=8)), "7", "8")
    assert not os.path.exists(os.path.join(there, name(2, 8) + ".h5"))
    expect_code(2, run(sweep(there, "--slice", "8/7")), "--slice")
    expect_code(2, run(sweep(there, "--slice", "0/7")), "--slice")


def test_another_design(folder):
    there = os.path.join(folder, "slices")
    expect_code(0, run(slice_command(there, 2)))
    other = os.path.join(folder, "other")
    changed = design(other, DESIGN.replace("seed = 1", "seed = 2"))
    expect_code(4, run(command("sweep", changed, "-o", there, "--slice", "3/7")), "slices")
    # A design that says the same from elsewhere is the same.
    expect_code(0, run(command("sweep", design(other), "-o", there, "--slice", "3/7")))


def test_finished(folder):
    there = os.path.join(folder, "slices")
    expect_code(0, run(slice_command(there, 2)))
    path = os.path.join(there, name(2) + ".h5")
    before = os.stat(path)
    expect_code(0, run(slice_command(there, 2, "--resume")))
    after = os.stat(path)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns), "a finished slice is touched"
    expect_code(4, run(slice_command(there, 2)), name(2), "--resume")


def test_of_the_environment(folder):
    """As Slurm says it: the second of seven tasks, counted from 4."""
    there = os.path.join(folder, "slices")
    task = {"SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_MAX": "10",
            "SLURM_ARRAY_TASK_COUNT": "7"}
    expect_code(0, run(sweep(there), env={**os.environ, **task}))
    assert os.path.exists(os.path.join(there, name(2) + ".h5")), os.listdir(there)


def test_spoiled(folder, all_slices, whole):
    """A slice of another sweep, cut off, or overwritten in the middle: refused by name, merged and gone on with."""
    there = all_slices
    path = os.path.join(there, name(5) + ".h5")
    good = path + ".good"
    os.rename(path, good)

    def foreign():
        place = os.path.join(folder, "foreign")
        other = design(place, DESIGN.replace("seed = 1", "seed = 2"))
        expect_code(0, run(command("sweep", other, "-o", os.path.join(place, "slices"), "--slice", "5/7")))
        shutil.copy(os.path.join(place, "slices", name(5) + ".h5"), path)

    def of_another_part():
        shutil.copy(os.path.join(there, name(4) + ".h5"), path)

    def cut():
        with open(good, "rb") as file, open(path, "wb") as short:
            short.write(file.read(os.path.getsize(good) * 2 // 3))

    def empty():
        open(path, "w").close()

    def overwritten():
        shutil.copy(good, path)
        with h5py.File(good, "r") as file:
            largest = max((item for item in file.values() if isinstance(item, h5py.Dataset)
                           and item.chunks and item.id.get_num_chunks()), key=lambda item: item.id.get_storage_size())
            chunk = largest.id.get_chunk_info(0)
        with open(path, "r+b") as file:
            file.seek(chunk.byte_offset + chunk.size // 2)
            file.write(b"\x55" * 8)

    accepted = []
    for spoil in foreign, of_another_part, cut, empty, overwritten:
        spoil()
        for what in merge(there, there + ".h5"), slice_command(there, 5, "--resume"):
            result = run(what)
            if result.returncode != 4 or name(5) not in result.stderr:
                accepted.append((spoil.__name__, what[1], result.returncode, result.stderr))
        assert not os.path.exists(there + ".h5"), ("merged in spite of", spoil.__name__)
    assert not accepted, accepted
    os.rename(good, path)
    expect_equal(merged(there), whole)


def test_holes(folder, all_slices, whole):
    there = all_slices
    for number in 3, 6:
        os.remove(os.path.join(there, name(number) + ".h5"))
    output = os.path.join(folder, "partial.h5")
    result = expect_code(4, run(merge(there, output)), name(3), name(6), "--partial")
    assert name(2) not in result.stderr, result.stderr
    assert not os.path.exists(output)

    expect_code(0, run(merge(there, output, "--partial")))
    with h5py.File(output, "r") as part, h5py.File(whole, "r") as full:
        cells = part["cell"][()]
        assert CELLS // 2 < len(cells) < CELLS and (numpy.diff(cells) > 0).all(), cells
        assert (part.attrs["cells_requested"], part.attrs["cells_complete"], part.attrs["complete"]) == (CELLS, len(cells),
                                                                                                         0), dict(part.attrs)
        for variable in "births", "deaths_true", "events", "factor_value", "design_role":
            assert (part[variable][()] == full[variable][()][cells]).all(), variable

    expect_code(0, run(slice_command(there, 3)))
    expect_code(4, run(merge(there, output)), name(6))
    expect_code(0, run(slice_command(there, 6)))
    expect_equal(merged(there), whole)


def test_one_at_a_time(folder):
    """A task that Slurm started again while the first still runs does no harm."""
    there = os.path.join(folder, "slices")
    first = start(slice_command(there, 1, *EAGER, slices=2))
    began(first, there, 1, slices=2)
    second = run(slice_command(there, 1, "--resume", *EAGER, slices=2))
    _, errors = first.communicate()
    assert first.returncode == 0, errors
    assert second.returncode == 4 and name(1, 2) in second.stderr, second.stderr
    assert os.listdir(there).count(f"{name(1, 2)}.h5") == 1, os.listdir(there)
