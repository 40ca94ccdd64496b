"""bench/national.py makes n districts that are Banten's eight over and over, far from each other, in Indonesia's number of births."""

import importlib.util
import math
import os

import pytest

from program import SCENARIO, SOURCE, command, expect_code, run

MAKER = os.path.join(SOURCE, "bench", "national.py")


def load():
    spec = importlib.util.spec_from_file_location("national", MAKER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NATIONAL = load()


def rows(folder, name):
    return NATIONAL.table(name, folder)


def made(folder, count):
    path = os.path.join(folder, str(count))
    expect_code(0, run([MAKER, str(count), path]))
    return path


def test_eight_districts_are_banten_with_fewer_people(folder):
    path = made(folder, 8)
    for name in ("districts.csv", "facilities.csv", "catchments.csv", "periods.csv"):
        (heading, here), (there_heading, there) = rows(path, name), rows(SCENARIO, name)
        assert heading == there_heading and len(here) == len(there)
        for row, original in zip(here, there, strict=True):
            for column, text in original.items():
                if column not in NATIONAL.SCALED:
                    same = row[column] == text if column != "longitude" else float(row[column]) == float(text)
                    assert same, (name, column, row[column], text)
    births = [float(row["births"]) for row in rows(path, "districts.csv")[1]]
    assert 70e3 < sum(births) < 80e3
    checks = [run(command("check", scenario, "-r", 1)).stdout.splitlines()[1:-1] for scenario in (path, SCENARIO)]
    assert checks[0] == checks[1] != [], "the title and what is foreseen apart, check says the same"


@pytest.mark.parametrize("count", [1, 11, 64])
def test_any_number_of_districts_is_a_scenario(folder, count):
    path = made(folder, count)
    expect_code(0, run(command("check", path)))
    for name in ("districts.csv", "facilities.csv", "catchments.csv"):
        found = rows(path, name)[1]
        assert len({row["id"] for row in found}) == len({row["name"] for row in found}) == len(found)
    districts = rows(path, "districts.csv")[1]
    assert len(districts) == len({row["code"] for row in districts}) == count


def test_a_copy_lies_as_banten_does_and_far_from_the_others(folder):
    def places(path):
        return [(float(row["latitude"]), float(row["longitude"])) for row in rows(path, "facilities.csv")[1]]
    province, all_of = places(SCENARIO), places(made(folder, 8 * 3))
    copies = [all_of[n * len(province):(n + 1) * len(province)] for n in range(3)]
    for copy in copies:
        for (north, east), (first_north, first_east) in zip(copy, province, strict=True):
            assert north == first_north
            assert math.isclose(east - copy[0][1], first_east - province[0][1], abs_tol=1e-6)
    width = max(east for _, east in province) - min(east for _, east in province)
    for one, two in ((0, 1), (0, 2), (1, 2)):
        assert abs(copies[one][0][1] - copies[two][0][1]) > 3 * width


def test_514_districts_have_the_births_of_indonesia(folder):
    births = sum(float(row["births"]) for row in rows(made(folder, 514), "districts.csv")[1])
    assert math.isclose(births, 4.8e6, rel_tol=1e-4)


def test_what_cannot_be_made_is_said(folder):
    for arguments in ([], ["0", "x"], ["many", "x"], ["100000", "x"]):
        expect_code(1, run([MAKER, *arguments], cwd=folder), "usage:")
