"""The reader: files of darah run and merged sweeps, sums and ratios of measures, and what it says of other files."""

import os
import shutil
import warnings

import h5py
import numpy
import xarray

from known_sweeps import (ARMS, KEYS, attach, change, expect_near, expect_raises, listed, saltelli, unit_factors, write)
from program import SHORT, command, expect_code, run, short_run

from darah import read, sweep
from darah.seal import seal


def small(folder, name="s.h5", **options):
    return write(os.path.join(folder, name), saltelli(2, 8), unit_factors(2), lambda x: x[:, 0], **options)


def test_reads_what_run_writes(folder):
    """Sums, ratios and differences of a real file are those of plain arrays."""
    path = os.path.join(folder, "r.h5")
    expect_code(0, run(short_run(path, "-r", 2, "--arm", ARMS[0], "--arm", ARMS[1])))
    data = read.open_results(path)
    with h5py.File(path, "r") as file:
        stored = {name: file[name][()] for name in ("emergencies", "births", "onset_to_treatment", "treated")}
        cause = list(file["cause"].asstr()[()]).index("pph")
        year = file.attrs["measured_days"] / 365
    assert year < 0.1, year  # a month, so that a year is no window
    emergencies = stored["emergencies"].sum((2, 3))  # arm, replication, cause
    assert emergencies.sum() > 0, "no emergencies"
    for of, per, known, unit in [
            ("emergencies", "window", emergencies.sum(2), "women"),
            ("emergencies", "year", emergencies.sum(2) / year, "women / year"),
            ("emergencies[cause=pph]", "year", emergencies[:, :, cause] / year, "women / year"),
            ("emergencies[cause=pph]", "denominator", emergencies[:, :, cause] / stored["births"].sum((2, 3)),
             "women / births"),
            ("emergencies[cause=pph, month=2018-01]", "window", emergencies[:, :, cause], "women"),
            ("onset_to_treatment", "denominator",
             stored["onset_to_treatment"].sum((2, 3)) / stored["treated"].sum((2, 3)) / 3600, "h / women")]:
        found = read.rate(data, of, per)
        assert found.dims == ("arm", "replication") and found.attrs["units"] == unit, (of, per, found)
        expect_near(found.values, known, 1e-9 * known.max(), of, per)
    fewer = read.difference(read.rate(data, "treated", "window"), ARMS[1])
    treated = stored["treated"].sum((2, 3))
    assert fewer.dims == ("replication",) and (fewer.values == treated[1] - treated[0]).all(), fewer
    names = read.measures(data)
    assert {"deaths_true", "events", "peak_women"} <= set(names), names
    assert not {"exogenous", "death_time", "arm_title", "arm_family"} & set(names), names


def test_reads_what_merge_writes(folder):
    """A trajectory of two factors, merged by the program: factors, places, and a cell that equals a run of it."""
    settings = dict(text.split("=", 1) for text in SHORT[1::2])
    design, path = listed(folder, "morris", 2, 1, **settings)
    cells, merged, alone = (os.path.join(folder, name) for name in ("cells", "s.h5", "r.h5"))
    expect_code(0, run(command("sweep", path, "-o", cells)))
    expect_code(0, run(command("merge", cells, "-o", merged)))
    data = read.open_sweep(merged)
    expect_near(data.factor_share.values, design.share, 1e-12)
    expect_near(data.factor_value.values, design.share, 1e-12)
    assert (data.design_group == design.group).all() and (data.design_role == design.role).all(), data.design_role
    assert [f.text for f in sweep.factors(data)] == ["0 to 1", "0 to 1"], sweep.factors(data)
    values = [word for key, share in zip(KEYS, design.share[1]) for word in ("--set", f"{key}={share}")]
    expect_code(0, run(short_run(alone, "-r", 1, "--arm", ARMS[0], "--arm", ARMS[1], *values)))
    of_run = read.open_results(alone)
    for of in ("births", "referrals", "refusals", "deaths_conditional"):
        expect_near(read.total(data, of)[1].values, read.total(of_run, of).values, 1e-9, of)
    assert len(sweep.response(data, "refusals", ARMS[1]).values) == 3


def test_reads_a_sweep(folder):
    path = small(folder)
    data = read.open_sweep(path)
    assert dict(data.sizes)["cell"] == 32, data.sizes
    deaths = read.rate(data, "deaths")
    assert deaths.dims == ("cell", "arm", "replication") and deaths.attrs["units"] == "deaths / year", deaths
    expect_near(read.difference(deaths, "policy").mean("replication").values, data.factor_value.values[:, 0], 2e-6)
    expect_near(read.total(data, "deaths[cause=pph]").values, deaths.values / 4, 2e-6)
    with xarray.open_dataset(path, engine="h5netcdf") as plain:
        assert plain.deaths.dims == ("cell", "arm", "replication", "cause"), plain
    short = read.open_sweep(small(folder, "73.h5", measured_days=73))
    expect_near(read.rate(short, "deaths").values, 5 * read.total(short, "deaths").values, 1e-9)


def test_a_missing_denominator_is_no_number(folder):
    data = read.open_sweep(small(folder))
    assert numpy.isnan(read.rate(data, "idle", "denominator")).all(), "0 / 0 is a number"


def test_suggests_what_was_meant(folder):
    data = read.open_sweep(small(folder))
    for of, text in [("deths", 'unknown measure deths; did you mean "deaths"?'), ("zzz", "there is deaths, births"),
                     ("hash", "unknown measure hash"), ("deaths[case=pph]", 'did you mean "cause"?'),
                     ("deaths[cause=pp]", 'unknown cause pp; did you mean "pph"?'),
                     ("births[cause=pph]", "unknown dimension"),
                     ("deaths - births", "is no measure"), ("deaths[arm=base]", "unknown dimension")]:
        expect_raises(read.AskedError, lambda of=of: read.total(data, of), text)
    expect_raises(read.AskedError, lambda: read.rate(data, "births", "denominator"), "births has no denominator")
    expect_raises(read.AskedError, lambda: read.rate(data, "births", "yaer"), 'did you mean "year"?')
    expect_raises(read.AskedError, lambda: read.difference(read.total(data, "deaths"), "base"), "is the baseline")


def test_refuses_foreign_files(folder):
    def refused(name, *texts, opens=read.open_sweep):
        path = os.path.join(folder, name)
        expect_raises(read.FileError, lambda: opens(path), path + ": ", *texts)

    refused("none.h5", "no such file")
    refused("", "is no regular file")
    with open(os.path.join(folder, "text.h5"), "w", encoding="utf-8") as file:
        file.write("cell,deaths\n")
    refused("text.h5", "is no HDF5 file, so no darah sweep")
    with h5py.File(os.path.join(folder, "other.h5"), "w") as file:
        file["x"] = [1, 2]
    refused("other.h5", "is not of darah (no filetype)")
    xarray.Dataset({"t": ("x", [1.0])}, attrs={"filetype": "weather"}).to_netcdf(
        os.path.join(folder, "weather.h5"), engine="h5netcdf")
    refused("weather.h5", "is not of darah (filetype weather)")
    small(folder)
    refused("s.h5", "is a file of darah sweep, not of darah results", opens=read.open_results)
    small(folder, "slice-1-of-2.h5", filetype="darah sweep part")
    refused("slice-1-of-2.h5", "is a file of darah sweep part, not of darah sweep; darah merge makes one")
    small(folder, "new.h5", format_version="3.0")
    refused("new.h5", "has format version 3.0; this reader knows 1.0, 2.x")
    small(folder, "results.h5", filetype="darah results", format_version="0.1")
    refused("results.h5", "is a file of darah results, not of darah sweep")


def test_refuses_damaged_files(folder):
    whole = small(folder)

    def damaged(spoil, *texts):
        path = os.path.join(folder, "d.h5")
        shutil.copy(whole, path)
        spoil(path)
        expect_raises(read.FileError, lambda: read.open_sweep(path), path + ": is damaged", *texts)

    def edit(spoiling):
        return lambda path: change(path, spoiling)

    def overwritten(path):
        with h5py.File(path, "r") as file:
            chunk = file["deaths"].id.get_chunk_info(0)
        with open(path, "r+b") as file:
            file.seek(chunk.byte_offset)
            file.write(b"\0" * chunk.size)

    def shared(file):
        file["factor_share"][0, 0] = numpy.nan

    def turned(file):
        del file["design_role"]
        attach(file, "design_role", ("factor",), numpy.zeros(2, int))

    for part in (0.3, 0.9):
        damaged(lambda path, part=part: os.truncate(path, int(part * os.path.getsize(path))), "cut short")
    damaged(overwritten, "its bytes are not those that were written")
    damaged(lambda path: (overwritten(path), seal(path)), "HDF5 cannot read it")
    damaged(lambda path: os.truncate(path, os.path.getsize(path) - 1), "its seal is missing")
    damaged(edit(lambda file: file.pop("factor_share")), "it lacks factor_share(cell, factor)")
    damaged(edit(turned), "it lacks design_role(cell)")
    damaged(edit(shared), "factor_share leaves [0, 1]")
    damaged(edit(lambda file: file.attrs.pop("measured_days")), "lacks the attribute measured_days")
    damaged(edit(lambda file: file.attrs.update(design_method="guess")), "design_method is 'guess'")


def test_reads_files_without_a_seal_of_the_format_before(folder):
    path = small(folder, format_version="1.0")
    os.truncate(path, os.path.getsize(path) - 40)
    assert read.open_sweep(path).sizes["cell"] == 32


def test_follows_no_link_out_of_a_file(folder):
    """Neither to another file nor to values that lie in one."""
    other = small(folder, "other.h5")
    for name, lead_out in [("link", lambda file: file.__setitem__("births", h5py.ExternalLink(other, "births"))),
                           ("soft", lambda file: file.__setitem__("births", h5py.SoftLink("/deaths"))),
                           ("outside", lambda file: file.create_dataset("births", (4,), "i8",
                                                                        external=[("/etc/hostname", 0, 32)]))]:
        def edit(file, lead_out=lead_out):
            del file["births"]
            lead_out(file)
        path = small(folder, f"{name}.h5")
        change(path, edit)
        expect_raises(read.FileError, lambda path=path: read.open_sweep(path), "out of the file" if name != "outside" else
                      "the values of births are not in the file")


def test_says_what_is_incomplete(folder):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        read.open_sweep(small(folder))
        assert not said, said
        partial = small(folder, "p.h5", keep=range(20))
        read.open_sweep(partial)
        results = small(folder, "r.h5", filetype="darah results", complete=0, replications_requested=16)
        read.open_results(results)
        assert [str(s.message) for s in said] == [
            f"{partial}: is incomplete: 20 of 32 cells",
            f"{results}: is incomplete: the run ended after 2 of 16 replications"]
