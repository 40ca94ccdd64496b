"""A results file opens as users open it, is the same for any number of threads, and its table is reproducible."""

import json
import os
import shutil
import time

import h5py
import netCDF4
import numpy
import pytest
import xarray

from program import CHECKED, SCENARIO, SHORT, SMALL, command, expect_code, run, short_run


def datasets(path):
    """Everything but the clock."""
    with h5py.File(path, "r") as file:
        names = [name for name in file if name != "clock"]
        values = {name: file[name][()] for name in names}
        attributes = {key: value for key, value in file.attrs.items() if key != "command_line"}
        return values, attributes


def expect_equal(first, second, but=()):
    (a, a_attributes), (b, b_attributes) = datasets(first), datasets(second)
    for attribute in but:
        a_attributes.pop(attribute)
    assert list(a) == list(b)
    for name in a:
        assert numpy.array_equal(a[name], b[name]), (name, "differs")
    assert a_attributes == b_attributes


def expect_same_emergencies(data):
    """In all arms, but in no two districts or replications."""
    assert data.sizes["arm"] == 6, data.sizes
    for arm in data.arm.values:
        assert (data.exogenous.sel(arm=arm) == data.exogenous[0]).all(), (arm, "has other emergencies")
    first = data.exogenous[0].values
    assert len(numpy.unique(first)) == first.size, first


def test_opens_everywhere(folder):
    path = os.path.join(folder, "r.h5")
    expect_code(0, run(short_run(path, "-r", 2)))
    for engine in (None, "netcdf4", "h5netcdf"):
        with xarray.open_dataset(path, engine=engine) as data:
            data.load()
            assert data.sizes["replication"] == 2, data.sizes
            assert data.sizes["district"] == 8 and "cilegon" in data.district.values, data.district.values
            expect_same_emergencies(data)
            assert data.month.dtype.kind == "M", data.month.dtype
            assert data.births.dims == ("arm", "replication", "district", "month")
            assert data.births.dtype == numpy.int64 and data.births.sum() > 0
            for name, variable in data.variables.items():
                assert "long_name" in variable.attrs, (name, "has no long_name")
                assert variable.dtype.kind in "iufMO", (name, variable.dtype)
                assert not any(str(d).startswith("phony") for d in variable.dims), (name, variable.dims)
                if variable.dtype.kind in "iuf" and name not in data.dims:
                    assert "units" in variable.attrs, (name, "has no units")
            for attribute in ("Conventions", "title", "filetype", "format_version", "program_version", "git_commit",
                              "compiler", "rng", "seed", "command_line", "seed_text", "scenario_name", "start",
                              "scenario_sha256", "settings", "detail", "replications_requested",
                              "replications_complete", "complete", "measured_days", "warm_up_days"):
                assert attribute in data.attrs, (attribute, "is missing")
            assert data.attrs["complete"] == 1 and "run.horizon=31 d" in data.attrs["settings"].replace('"', "")
            assert data.events.equals(data.events_by_kind.sum("event_kind")), "events do not add up"
            texts = [str(text) for text in data.death_woman_text.values]
            assert texts == [str(int(woman)) for woman in data.death_woman.values] and texts, engine
            assert str(data.district_name.sel(district="cilegon").values) == "Kota Cilegon", data.district_name
            assert 105.9 < float(data.district_longitude.sel(district="cilegon")) < 106.1
            assert data.period_first.dtype.kind == "M" and "scenario.toml" in data.scenario_file.values
            deaths = data.deaths_true.sum(["replication", "district", "month", "cause"])
            listed = [(data.death_arm == a).sum() for a in range(data.sizes["arm"])]
            assert list(deaths.values) == [int(n) for n in listed], (deaths.values, listed)
        with xarray.open_dataset(path, engine=engine, group="clock") as clock:
            assert (clock.wall_seconds > 0).all(), clock
    with netCDF4.Dataset(path) as data:
        assert data.variables["deaths_true"].dimensions[:2] == ("arm", "replication")
        assert list(data.variables)[:2] == ["arm", "replication"], "creation order is lost"
    with h5py.File(path, "r") as file:
        for name, item in file.items():
            if isinstance(item, h5py.Dataset) and item.attrs.get("CLASS") != b"DIMENSION_SCALE":
                assert all(len(dimension) == 1 for dimension in item.dims), (name, "has an axis without a scale")
        assert file["arm"].asstr()[0] and isinstance(file.attrs["title"], str)


def test_threads_change_nothing(folder):
    one, two = os.path.join(folder, "1.h5"), os.path.join(folder, "2.h5")
    expect_code(0, run(short_run(one, "-r", 3, "-j", 1)))
    expect_code(0, run(short_run(two, "-r", 3, "-j", 2)))
    expect_equal(one, two)
    other = os.path.join(folder, "3.h5")
    expect_code(0, run(short_run(other, "-r", 3, "--seed", 12345)))
    with xarray.open_dataset(one) as a, xarray.open_dataset(other) as b:
        assert not a.births.equals(b.births), "the seed does nothing"
        assert b.attrs["seed"] == 12345


def without_clock(path):
    """The bytes of a file, with 0 for each number in its group `clock` and another text for when it was written."""
    with h5py.File(path, "r+") as file:
        clock = file["clock"]
        written = clock.attrs["written"].encode()
        clock["wall_seconds"][...] = 0
        for name in ("wall_seconds_total", "peak_memory_bytes"):
            clock.attrs.modify(name, clock.attrs[name] * 0)
    with open(path, "rb") as file:
        data = file.read()
    assert data.count(written) == 1, written
    return data.replace(written, bytes(len(written)))


def test_equal_runs_are_equal_byte_for_byte(folder):
    """But for what the clock says, though they ran at different seconds."""
    first, second = os.path.join(folder, "first"), os.path.join(folder, "second")
    for place in (first, second):
        os.mkdir(place)
        expect_code(0, run(short_run("r.h5", "-r", 2, "-j", 1), cwd=place))
        time.sleep(1.1)
    first, second = (without_clock(os.path.join(place, "r.h5")) for place in (first, second))
    differing = [at for at, (a, b) in enumerate(zip(first, second)) if a != b]
    assert len(first) == len(second) and not differing, (len(first), len(second), differing[:20])


def test_precision_is_a_number_of_replications(folder):
    """Nothing else comes of it but what says so."""
    asked, given = os.path.join(folder, "p.h5"), os.path.join(folder, "r.h5")
    arms = ("--arm", "as-2018", "--arm", "no-mou")
    goal = ("--precision", "1e9", "--of", "deaths_conditional", "--most", 40)
    expect_code(0, run(short_run(asked, *arms, *goal)), "16 replications: deaths_conditional (deaths a year)", "no-mou",
                "enough", "as tight as asked, after 16 replications")
    expect_code(0, run(short_run(given, *arms, "-r", 16)))
    expect_equal(asked, given, but=["precision"])
    with xarray.open_dataset(asked) as data:
        assert data.attrs["precision"] == "1e+09 of deaths_conditional, at most 32"
        assert data.weekly_women.dims == ("replication", "week")
        warm_up = numpy.timedelta64(data.attrs["warm_up_days"], "D")
        assert data.week.values[0] == data.month.values[0] - warm_up, data.week
    table = expect_code(0, run(command("compare", asked))).stdout
    assert "precision: 1e+09 of" in table and "are known, a year" in table, table


def test_a_short_warm_up_is_told(folder):
    """From a stock far off; not from one that is near."""
    path = os.path.join(folder, "r.h5")
    year = ("--set", "run.horizon=365 d", "--arm", "as-2018", "-r", 2)
    far = expect_code(0, run(short_run(path, *year, "--set", "blood_centre.initial_cover=60 d")),
                      "warning: a warm-up of 28 d looks too short; try --set run.warm_up=", "weekly_red_cells")
    near = expect_code(0, run(short_run(path, *year, "--set", "blood_centre.initial_cover=1 d")))
    assert "weekly_red_cells" in far.stderr and "weekly_red_cells" not in near.stderr, near.stderr


def test_table_comes_again(folder):
    path = os.path.join(folder, "r.h5")
    first = expect_code(0, run(short_run(path, "-r", 2))).stdout
    again = expect_code(0, run(command("compare", path))).stdout
    assert first == again + "\nResults: " + path + "\n", again
    with xarray.open_dataset(path) as data:
        arms = list(data.arm.values)
    other = expect_code(0, run(command("compare", path, "--baseline", arms[-1]))).stdout
    assert f"differences from {arms[-1]}" in " ".join(other.split()), other
    expect_code(2, run(command("compare", path, "--baseline", "nobody")), "has no arm nobody", arms[0])
    assert "Costs a year, IDR million" in again and "Cost of a death averted, against" in again, again
    monitored = expect_code(0, run(command("compare", path, "--monitoring", "--baseline", arms[-1]))).stdout
    assert f"Against {arms[-1]}" in monitored and "all districts" in monitored, monitored


def test_a_family_is_compared_and_monitored(folder):
    """Its generated arms lie in the file, in every detail, and are shown nowhere."""
    mine, path = os.path.join(folder, "mine"), os.path.join(folder, "r.h5")
    shutil.copytree(SMALL, mine)
    with open(os.path.join(mine, "scenario.toml"), "a") as file:
        file.write('\nattribute = "agreement.mechanisms"\n')
    brief = [part for value in ("run.warm_up=28 d", "run.horizon=31 d", "run.policy_start=2018-04-20")
             for part in ("--set", value)]
    for detail in ("full", "district-year"):
        expect_code(0, run(command("run", mine, *brief, "--set", f"output.detail={detail}", "-r", 1, "-o", path)))
        with xarray.open_dataset(path) as data:
            assert data.sizes["arm"] == 18 and data.attrs["detail"] == detail, data
        monitored = expect_code(0, run(command("compare", path, "--monitoring"))).stdout
        assert "mou-ideal" in monitored and "mou-ideal." not in monitored, monitored
        said = json.loads(expect_code(0, run(command("compare", path, "--format", "json"))).stdout)
        shown = ["as-2018", "no-mou", "mou-ideal"]
        assert said["arms"] == shown and [arm["name"] for arm in said["monitoring"]["arms"]] == shown, said
        assert [a["arm"] for a in said["attributions"]] == ["mou-ideal"], said["attributions"]


def test_figures_come_first(folder):
    mine, path = os.path.join(folder, "mine"), os.path.join(folder, "r.h5")
    shutil.copytree(SCENARIO, mine)
    with open(os.path.join(mine, "scenario.toml"), "a") as file:
        file.write('\n[[figure]]\nname = "births a day"\nof = "births"\nover = "days"\npublished = 1\n'
                   'source = "a guess"\n')
    first = expect_code(0, run(command("run", mine, *SHORT, "-r", 2, "-o", path))).stdout
    again = expect_code(0, run(command("compare", path))).stdout
    assert first == again + "\nResults: " + path + "\n", again
    assert 0 < again.find("\nbirths a day ") < again.find("All districts"), again
    assert "outside" in again and "births a day: a guess" in again, again


def test_files_that_are_no_results(folder):
    path = os.path.join(folder, "x.h5")
    expect_code(4, run(command("compare", path)), "x.h5: no such file")
    with open(path, "w") as file:
        file.write("not HDF5")
    expect_code(4, run(command("compare", path)), "x.h5: is no HDF5 file")
    with h5py.File(path, "w") as file:
        file["births"] = [1, 2, 3]
    expect_code(4, run(command("compare", path)), "no results of darah")
    expect_code(4, run(short_run(path, "-r", 1)), "x.h5: is there and is no results file of a run")
    os.remove(path)
    expect_code(0, run(short_run(path, "-r", 1)))
    with h5py.File(path, "r+") as file:
        file.attrs["format_version"] = "7.0"
    expect_code(4, run(command("compare", path)), "its format is 7.0")
    os.truncate(path, os.path.getsize(path) // 2)
    expect_code(4, run(command("compare", path)), "x.h5: damaged", "truncated")


@pytest.mark.skipif(CHECKED, reason="a checked build is too slow for the whole of Banten")
def test_arms_meet_the_same_emergencies(folder):
    path = os.path.join(folder, "r.h5")
    expect_code(0, run(command("run", SCENARIO, "-r", 1, "-o", path)))
    with xarray.open_dataset(path) as data:
        expect_same_emergencies(data)
