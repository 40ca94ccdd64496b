"""Files and questions of which no page can be made: exit code and reason, and what was there stays."""

import os
import shutil

import h5py
import numpy
import pytest

from known_sweeps import refused, saltelli, unit_factors, write
from made import changed

# Each makes what is no results file at a path, of a run and a sweep that are whole.

def nothing(path, small, sweep):
    pass


def text(path, small, sweep):
    with open(path, "w", encoding="utf-8") as file:
        file.write("cell,deaths\n")


def of_somebody_else(**attributes):
    def make(path, small, sweep):
        with h5py.File(path, "w") as file:
            file["x"] = [1, 2]
            file.attrs.update(attributes)
    return make


def short(which, part):
    """Cut short."""
    def make(path, small, sweep):
        source = {"small": small, "sweep": sweep}[which]
        shutil.copy(source, path)
        os.truncate(path, int(part * os.path.getsize(source)))
    return make


def edited(which, change):
    def make(path, small, sweep):
        changed(path, {"small": small, "sweep": sweep}[which], change)
    return make


def overwritten(which, dataset):
    """With bytes that nobody compressed in a dataset."""
    def make(path, small, sweep):
        shutil.copy({"small": small, "sweep": sweep}[which], path)
        with h5py.File(path, "r") as file:
            chunk = file[dataset].id.get_chunk_info(0)
        with open(path, "r+b") as file:
            file.seek(chunk.byte_offset)
            file.write(b"\xff" * chunk.size)
    return make


def unsealed(path, small, sweep):
    """Cut off just before the seal: all that HDF5 reads is there."""
    shutil.copy(small, path)
    os.truncate(path, os.path.getsize(path) - 40)


def flipped(path, small, sweep):
    shutil.copy(small, path)
    with open(path, "r+b") as file:
        file.seek(os.path.getsize(path) // 2)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


def led_out(file):
    del file["births"]
    file["births"] = h5py.ExternalLink("/etc/passwd", "births")


def no_number(file):
    file["factor_value"][0, 0] = numpy.nan


CASES = {
    "none": (nothing, "no such file"), "text": (text, "is no HDF5 file"),
    "other": (of_somebody_else(), "is not of darah (no filetype)"),
    "weather": (of_somebody_else(filetype="weather"), "is not of darah (filetype weather)"),
    "slice": (edited("sweep", lambda file: file.attrs.update(filetype="darah sweep slice")), "darah merge makes one"),
    "future-run": (edited("small", lambda file: file.attrs.update(format_version="3.0")), "has format version 3.0"),
    "future-sweep": (edited("sweep", lambda file: file.attrs.update(format_version="3.0")), "has format version 3.0"),
    "unsealed": (unsealed, "its seal is missing"), "led-out": (edited("small", led_out), "leads out of the file"),
    "flipped": (flipped, "its bytes are not those that were written"),
    "half-run": (short("small", 0.5), "cut short"), "most-of-a-run": (short("small", 0.99), "cut short"),
    "half-sweep": (short("sweep", 0.5), "cut short"),
    **{f"overwritten-{name}": (overwritten("small", name), "damaged")
       for name in ("deaths_true", "red_cells_counted", "delay_histogram", "fidelity")},
    "overwritten-sweep": (overwritten("sweep", "deaths"), "its bytes are not those"),
    "no-arm": (edited("small", lambda file: file.pop("arm")), "damaged"),
    "no-month": (edited("small", lambda file: file.pop("month")), "damaged"),
    "no-window": (edited("small", lambda file: file.attrs.pop("measured_days")), "damaged"),
    "no-share": (edited("sweep", lambda file: file.pop("factor_share")), "damaged"),
    "no-number": (edited("sweep", no_number), "damaged")}


@pytest.fixture(scope="module")
def sweep(shared):
    return write(os.path.join(shared, "refused-sweep.h5"), saltelli(2, 8), unit_factors(2), lambda x: x[:, 0])


@pytest.mark.parametrize("make, why", CASES.values(), ids=CASES)
def test_refused_files_leave_no_page(make, why, folder, small, sweep):
    path, old, pictures = (os.path.join(folder, name) for name in ("r.h5", "page.html", "figures"))
    make(path, small, sweep)
    page = '<!doctype html>\n<html lang="en" data-language="en">what was there'
    with open(old, "w", encoding="utf-8") as file:
        file.write(page)
    before = sorted(os.listdir(folder))
    code, said = refused("report", path, "-o", old)
    assert code == 4 and path in said and why in said and "Traceback" not in said, said
    assert len(said.strip().splitlines()) == 1, said
    assert sorted(os.listdir(folder)) == before
    with open(old, encoding="utf-8") as file:
        assert file.read() == page, "overwrote the page"
    code, said = refused("figures", path, "-o", pictures)
    assert code == 4 and path in said and not os.path.exists(pictures), said


def test_refused_questions_leave_no_page(folder, small):
    """What the file does not have or a run is not asked: exit code 2. Where a page cannot be written: 4."""
    new, taken = os.path.join(folder, "p.html"), os.path.join(folder, "taken")
    os.makedirs(os.path.join(taken, "full"))
    for words, code, text in [
            (["--baseline", "nobody"], 2, "has no arm nobody; it has as-2018"),
            (["--language", "fr"], 2, "unknown language fr"),
            (["--of", "births"], 2, "for sweeps"), (["--arm", "mou-ideal"], 2, "for sweeps"), (["--what"], 2, "--what"),
            (["-o", os.path.join(folder, "none", "p.html")], 4, "cannot be written: No such file"),
            (["-o", taken], 4, "cannot be written: Is a directory"), (["-o", "/proc/p.html"], 4, "cannot be written")]:
        found, said = refused("report", small, *([] if "-o" in words else ["-o", new]), *words)
        assert found == code and text in said, (words, said)
        assert os.listdir(folder) == ["taken"] and os.listdir(taken) == ["full"], words
    for words, text in [(["--format", "jpg"], "unknown format jpg"), (["--language", "fr"], "unknown language fr"),
                        (["--of", "births"], "for sweeps")]:
        found, said = refused("figures", small, "-o", new, *words)
        assert found == 2 and text in said and not os.path.exists(new), (words, said)
