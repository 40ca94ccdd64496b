"""Files with a right seal that no honest program wrote are told in a line, with exit code 4, whoever reads them."""

import os
import pathlib
import random
import shutil
import subprocess
import sys
import zlib

import h5py
import numpy
import pytest

from crafted import DESIGN, change, cut, dimensions_of, put
from known_sweeps import ANALYSIS, refused
from program import LONG, MONTH, SMALL, command, expect_code, run

from darah import read, sweep
from darah.errors import FileError
from darah.seal import BYTES, seal

SLICE = "slice-0001-of-0002.h5"


@pytest.fixture(scope="module")
def made(module_folder):
    """A results file, a folder of slices and what they merge to."""
    results, slices, merged = (os.path.join(module_folder, name) for name in ("r.h5", "slices", "s.h5"))
    design = os.path.join(module_folder, "design.toml")
    with open(design, "w", encoding="utf-8") as file:
        file.write(DESIGN)
    expect_code(0, run(command("run", SMALL, *MONTH, "-r", 2, "-o", results)))
    for number in (1, 2):
        expect_code(0, run(command("sweep", design, "-o", slices, "--slice", f"{number}/2")))
    expect_code(0, run(command("merge", slices, "-o", merged)))
    return results, slices, merged


@pytest.fixture
def results(folder, made):
    return shutil.copy(made[0], os.path.join(folder, "r.h5"))


@pytest.fixture
def slices(folder, made):
    return shutil.copytree(made[1], os.path.join(folder, "slices"))


@pytest.fixture
def merged(folder, made):
    return shutil.copy(made[2], os.path.join(folder, "s.h5"))


def test_what_a_later_version_adds_is_passed_over(results, made):
    """Measures along dimensions of their own, members and their parameters: room for what is to come."""
    before = expect_code(0, run(command("compare", results, "--format", "json"))).stdout

    def add(file):
        file.attrs["format_version"] = "2.7"
        file.attrs["ensemble"] = "members.csv"
        put(file, "member", numpy.array(["a", "b", "c"], dtype=object)).make_scale("member")
        put(file, "parameter", numpy.array(["x.y"], dtype=object)).make_scale("parameter")
        put(file, "member_value", numpy.ones((3, 1)), ("member", "parameter"))
        put(file, "member_of", numpy.zeros(2, dtype="int64"), ("replication",))
        arms = len(file["arm"])
        weight = put(file, "probes", numpy.ones((arms, 2, 3), dtype="int64"), ("arm", "replication", "member"))
        weight.attrs["units"] = "women"

    change(results, add)
    assert expect_code(0, run(command("compare", results, "--format", "json"))).stdout == before
    assert "probes" in read.measures(read.open_results(results))


def like(file, name, data, **options):
    """Other values in place of a dataset's, along the same dimensions."""
    return put(file, name, data, dimensions_of(file[name]), **options)


def wide(file):
    like(file, "births", numpy.zeros(file["births"].shape, [("low", "i8"), ("high", "i8")]))


def narrow(file):
    like(file, "births", file["births"][()].astype("i4"))


def longer(file):
    shape = file["births"].shape
    like(file, "births", numpy.ones((*shape[:-1], shape[-1] + 5), "i8"))


def doubled(name):
    def edit(file):
        file[name][-1] = file[name][0]
    return edit


def many(file):
    for i in range(20000):
        file.id.link(b"births", b"x%d" % i)


def outside(file):
    shape = file["births"].shape
    dimensions = dimensions_of(file["births"])
    del file["births"]
    item = file.create_dataset("births", shape, "i8", external=[("/etc/hostname", 0, 8 * int(numpy.prod(shape)))])
    for axis, dimension in enumerate(dimensions):
        item.dims[axis].attach_scale(file[dimension])


def virtual(file):
    layout = h5py.VirtualLayout(file["births"].shape, "i8")
    layout[...] = h5py.VirtualSource("other.h5", "births", file["births"].shape)
    del file["births"]
    file.create_virtual_dataset("births", layout)


def link(kind):
    def edit(file):
        del file["births"]
        file["births"] = kind
    return edit


def empty_claim(file):
    del file["events"]
    file.create_dataset("events", (1 << 20, 1 << 20), "i8", chunks=(1024, 16), compression="gzip")


def deep(file):
    put(file, "deep", numpy.ones((1,) * 9, "i8"))


def references(file):
    item = file["births"]
    del item.attrs["DIMENSION_LIST"]
    item.attrs.create("DIMENSION_LIST", [file["arm"].ref] * 9, dtype=h5py.ref_dtype)


def attribute(name, value):
    return lambda file: file.attrs.__setitem__(name, value)


# Of any file of darah: how it is changed, and what is said of it.
OF_ALL = {
    "elements over 8 bytes": (wide, "the values of births are neither numbers of 8 bytes nor texts"),
    "elements under 8 bytes": (narrow, "the values of births are neither"),
    "a label for an axis too few": (longer, " places along "),
    "an axis without a dimension": (lambda file: put(file, "odd", numpy.ones(3, "i8")), "odd has an axis without a dimension"),
    "scales that are no lists": (references, "births"),
    "nine axes": (deep, "deep has 9 dimensions"),
    "no axis": (lambda file: put(file, "one", 1), "one has 0 dimensions"),
    "reals for integers": (lambda file: like(file, "births", file["births"][()].astype("f8")),
                           "births does not hold integers of 8 bytes"),
    "numbers for names": (lambda file: like(file, "arm_title", numpy.arange(len(file["arm"]))), "arm_title does not hold texts"),
    "doubled arms": (doubled("arm"), "arm names"),
    "doubled facilities": (doubled("facility"), "facility names"),
    "measured_days of 0": (attribute("measured_days", 0), "measured_days is 0, which is not in 1 to"),
    "measured_days below 0": (attribute("measured_days", -90), "measured_days is -90"),
    "20,000 datasets": (many, "of at most 1000"),
    "a second name": (lambda file: file.__setitem__("more", file["births"]), "has a second name"),
    "an external link": (link(h5py.ExternalLink("other.h5", "births")), "births leads out of the file"),
    "a soft link": (link(h5py.SoftLink("/events")), "births leads out of the file"),
    "external storage": (outside, "the values of births are not in the file"),
    "a virtual dataset": (virtual, "the values of births are not in the file"),
    "another filter": (lambda file: like(file, "births", file["births"][()], chunks=True, fletcher32=True),
                       "births has passed a filter"),
    "values that are not there": (empty_claim, "events claims"),
    "a group": (lambda file: file.create_group("more"), "more is no dataset"),
}
OF_RUNS = {
    "replications that are not there": (attribute("replications_complete", 3), "replications_complete is 3, where 2 are there"),
    "warm_up_days below 0": (attribute("warm_up_days", -1), "warm_up_days is -1"),
    "doubled districts": (doubled("district"), "district names"),
    "doubled replications": (doubled("replication"), "replication"),
    "a month out of the calendar": (lambda file: file["month"].__setitem__(0, 1 << 40), "month holds 1099511627776"),
}
OF_PARTS = {
    "blocks of no replication": (attribute("block_replications", 0), "block_replications is 0"),
    "blocks that do not make up a cell": (attribute("block_replications", 3), "blocks of 3 replications do not make up 2"),
    "no replications": (attribute("replications_requested", 0), "replications_requested is 0"),
    "doubled blocks": (doubled("block"), "block"),
    "a block beyond the sweep": (lambda file: file["block"].__setitem__(-1, 99), "it holds block 99 of 8"),
}


UNALIKE = {"scales that are no lists"}  # told in other words by Python


@pytest.mark.parametrize("case", [*OF_ALL, *OF_RUNS])
def test_a_crafted_run_is_refused(case, results):
    """By darah compare, and by the Python reader, of which darah report makes its page."""
    edit, text = {**OF_ALL, **OF_RUNS}[case]
    change(results, edit)
    expect_code(4, run(command("compare", results), timeout=60), "r.h5: damaged: ", text)
    code, said = refused("report", results, "-o", results + ".html")
    assert code == 4 and said.startswith(f"{results}: is damaged"), said
    assert (text in said or case in UNALIKE) and not os.path.exists(results + ".html"), said


@pytest.mark.parametrize("case", [*OF_ALL, *OF_PARTS])
def test_a_crafted_slice_is_refused(case, slices):
    edit, text = {**OF_ALL, **OF_PARTS}[case]
    change(os.path.join(slices, SLICE), edit)
    expect_code(4, run(command("merge", slices), timeout=60), f"{SLICE}: damaged: ", text)
    assert not os.path.exists(slices + ".h5")


@pytest.mark.parametrize("case", OF_ALL if LONG else ["elements over 8 bytes", "a label for an axis too few", "doubled arms"])
def test_a_crafted_merged_sweep_is_refused(case, merged):
    edit, text = OF_ALL[case]
    change(merged, edit)
    with pytest.raises(FileError) as error:
        read.open_sweep(merged)
    assert "s.h5: is damaged" in str(error.value) and (text in str(error.value) or case in UNALIKE), error.value


def test_files_without_arms_or_replications_are_survived(results, slices, folder):
    for dimension, length, text in (("arm", 0, "it has no arm"), ("month", 0, ""), ("replication", 0, "")):
        path = shutil.copy(results, os.path.join(folder, f"{dimension}.h5"))
        cut(path, dimension, length)
        done = run(command("compare", path), timeout=60)
        assert done.returncode == 4 and text in done.stderr or not text and done.returncode in (0, 4), (dimension, done)
    part = os.path.join(slices, SLICE)
    cut(part, "arm", 1)  # sound alone, but unlike the other
    expect_code(4, run(command("merge", slices), timeout=60), "another shape or type than in other files of the sweep")
    cut(part, "arm", 0)
    expect_code(4, run(command("merge", slices), timeout=60), "it has no arm")


def test_a_chunk_with_fewer_values_than_it_stands_for_is_refused(results, slices):
    """HDF5 would read on beyond its buffer, and give what happens to lie there."""
    def edit(file):
        item = like(file, "births", file["births"][()], chunks=file["births"].shape, compression="gzip")
        item.id.write_direct_chunk((0,) * item.ndim, zlib.compress(bytes(8)))
    change(results, edit)
    change(os.path.join(slices, SLICE), edit)
    text = "a chunk holds more or fewer values than it should"
    expect_code(4, run(command("compare", results), timeout=60), "r.h5: damaged: ", text)
    expect_code(4, run(command("merge", slices), timeout=60), SLICE, text)
    with pytest.raises(FileError, match="HDF5 cannot read it"):
        read.open_results(results)


def test_a_page_of_a_crafted_file_is_refused(results):
    change(results, wide)
    page = results + ".html"
    expect_code(4, run(command("report", results, "-o", page), timeout=60), "damaged", "births")
    assert not os.path.exists(page)


def test_texts_that_nest_without_end_are_refused(results, merged):
    brackets = "[" * 3_000_000
    change(results, attribute("figures", brackets))
    expect_code(4, run(command("compare", results), timeout=60), "r.h5: ", "nested deeper")
    change(merged, lambda file: file["factor_levels"].__setitem__(0, brackets))
    code, said = refused("report", merged, "-o", merged + ".html")
    assert code == 4 and "factor_levels" in said, (code, said)


@pytest.mark.parametrize("edit, text", [
    (lambda file: file["factor_scale"].__setitem__(0, "list"), "no place in the list"),
    (lambda file: file["factor_low"].__setitem__(0, 2), "are no range")])
def test_factors_that_make_no_sense_are_refused(edit, text, merged):
    change(merged, edit)
    with pytest.raises(FileError, match=text):
        sweep.factors(read.open_sweep(merged))


READ = """
import sys, warnings
from darah import read
warnings.simplefilter("ignore")
try:
    data = read.open_results(sys.argv[1])
    for name in read.measures(data):
        read.total(data, name)
except read.FileError:
    pass
"""


def flipped(whole, bits, path):
    """Writes a file with one bit that is another, and its seal."""
    text = bytearray(whole)
    bit = bits.randrange(8 * (len(text) - BYTES))
    text[bit // 8] ^= 1 << bit % 8
    with open(path, "wb") as file:
        file.write(text)
    seal(path)
    return bit


def test_a_flipped_bit_under_a_right_seal_ends_no_reader_by_a_signal(results, slices, folder):
    """Where HDF5 itself would crash, a child process does so first."""
    bits = random.Random(1)
    # What HDF5 leaks where it refuses a file is not looked for.
    environment = {**os.environ, "PYTHONPATH": ANALYSIS, "PYTHONDONTWRITEBYTECODE": "1", "ASAN_OPTIONS": "detect_leaks=0"}
    part = os.path.join(slices, SLICE)
    sources = {source: pathlib.Path(source).read_bytes() for source in (results, part)}
    told = 0
    # Most of what ends HDF5 lies at the beginning, where its own books are.
    whole = pathlib.Path(results).read_bytes()
    for _ in range(500 if LONG else 20):
        changed = bytearray(whole[:-BYTES])
        for _ in range(3):
            changed[bits.randrange(4096)] ^= 1 << bits.randrange(8)
        path = pathlib.Path(folder, "head.h5")
        path.write_bytes(changed)
        seal(path)
        done = run(command("compare", path, "--brief"), env=environment, timeout=120)
        assert done.returncode in (0, 4), done
    for attempt in range(2000 if LONG else 3):
        path = os.path.join(folder, "f.h5")
        for words, source, place in ((["compare", path], results, path), (["merge", slices], part, part)):
            bit = flipped(sources[source], bits, place)
            done = run(command(*words), env=environment, timeout=120)
            assert done.returncode in (0, 4), (words, bit, done)
            told += done.returncode == 4
        if attempt % 5 == 0:
            done = subprocess.run([sys.executable, "-c", READ, path], env=environment, capture_output=True, timeout=120, check=False)
            assert done.returncode == 0, done
    assert told > 0
