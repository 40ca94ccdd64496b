"""Results files of format 1 are read: compare, report and the Python package find in them what was found then.

tests/file/format-1/ holds what the program of commit 9678a37, the last before format 2, wrote of tests/scenario/small: two
replications of twenty days, and a merged sweep of three values of agreement.turn_up. The lines are those that it printed.
"""

import html
import json
import lzma
import os

import pytest

from darah import read
from darah.pages import write as write_page
from darah.words import Words
from program import SOURCE, command, expect_code, run

LINES = """\
maternal deaths, true (a year)                        18.2     18.2  same
delay 1, decision (min)                              175.4    175.4  same
onset to first blood (min)                           310.5    310.5  same
red cells in stock (units)                            54.8     54.7  -0.1 ±  1.0 ~
hours without O+ red cells (a year)                2,041.1  2,041.1  same
age at issue (d)                                       9.5      9.5   0.0 ±  0.1 ~
utd-south                                             11.9     11.9  same
""".splitlines()


@pytest.fixture(scope="module")
def old(module_folder):
    """The results and the sweep as they were written."""
    paths = {}
    for name in ("results", "sweep"):
        paths[name] = os.path.join(module_folder, f"{name}.h5")
        with lzma.open(os.path.join(SOURCE, "tests", "file", "format-1", f"{name}.h5.xz")) as file:
            text = file.read()
        with open(paths[name], "wb") as file:
            file.write(text)
    return paths


def test_compare_prints_what_was_printed(old):
    text = expect_code(0, run(command("compare", old["results"], "--format", "text"))).stdout
    printed = [line.split() for line in text.splitlines()]  # how wide a column is depends on what else is printed
    assert [line for line in LINES if line.split() not in printed] == []
    lines = json.loads(expect_code(0, run(command("compare", old["results"], "--format", "json"))).stdout)["tables"][0]["rows"]
    age = next(row for row in lines if row["id"] == "age_at_issue")
    assert age["unit"] == "days" and age["arms"][0]["value"]["mean"] == pytest.approx(9.5, abs=0.05)


def test_python_reads_the_numbers_that_compare_prints(old):
    data = read.open_results(old["results"])
    assert data.attrs["format_version"] == "1.0"

    def mean(of, per):
        found = read.rate(data, of, per)
        return found.attrs["units"], float(found.sel(arm="as-2018").mean("replication"))
    assert mean("deaths_true", "year") == ("deaths / year", pytest.approx(18.25))
    unit, hours = mean("age_at_issue", "denominator")
    assert "h" in unit.split() and hours / 24 == pytest.approx(9.5, abs=0.05), unit
    unit, stock = mean("stock_time[component=prc]", "window")
    assert "h" in unit.split() and 0 < stock / 24 / 20 < 54.85, (unit, stock)


def test_the_page_says_that_its_file_is_old(old, folder):
    page = os.path.join(folder, "p.html")
    expect_code(0, run(command("report", old["results"], "-o", page, "--language", "en")))
    with open(page, encoding="utf-8") as file:
        text = html.unescape(file.read())
    assert text.count(Words("en")("old_format", version="1.0")) == 1
    assert ">18.2" in text


def test_a_sweep_is_read(old, folder):
    data = read.open_sweep(old["sweep"])
    assert data.attrs["format_version"] == "1.0" and data.sizes["cell"] == 3
    assert json.loads(data.factor_levels.values[0]) == ["0.1", "0.3", "0.5"]
    assert float(read.rate(data, "births").isel(arm=0).mean()) == pytest.approx(5703, abs=1)
    expect_code(2, run(command("compare", old["sweep"])), "is a merged sweep")
    with open(write_page(old["sweep"], os.path.join(folder, "s.html"), "en"), encoding="utf-8") as file:
        assert "agreement.turn_up" in file.read()
