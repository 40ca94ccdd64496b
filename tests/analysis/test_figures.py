"""Pictures as files: those of the formats asked for, in folders that are made, and nothing of what is refused."""

import csv
import os

import pytest

from darah import figures
from darah.errors import AskedError, FileError
from known_sweeps import expect_raises, morris, refused, unit_factors, write


@pytest.fixture(scope="module")
def sweep(module_folder):
    return write(os.path.join(module_folder, "s.h5"), morris(2, 10), unit_factors(2), lambda x: x[:, 0], replications=4,
                 noise=0.1)


def test_every_panel_is_a_file_and_every_chart_a_csv(folder, sweep):
    svg = os.path.join(folder, "deep", "svg")
    written = figures.save(sweep, svg, formats=["svg"], width=300)
    assert sorted(os.listdir(svg)) == ["morris_plane.csv", "morris_plane.svg", "response-1.svg", "response-2.svg",
                                       "response.csv", "tornado.csv", "tornado.svg"], os.listdir(svg)
    assert sorted(written) == sorted(os.path.join(svg, name) for name in os.listdir(svg))
    with open(os.path.join(svg, "tornado.csv"), encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["factor", "end", "mean", "low", "high"] and len(rows) == 4, rows
    with open(os.path.join(svg, "response-2.svg"), encoding="utf-8") as file:
        assert "x2 (model.x2)" in file.read(), "a panel's heading is its title"


def test_what_cannot_be_drawn_or_written_is_refused(folder, sweep):
    code, said = refused("figures", sweep, "-o", os.path.join(sweep, "f"), "--format", "svg")
    assert code == 4 and "cannot be made" in said, said
    none = os.path.join(folder, "none")
    expect_raises(AskedError, lambda: figures.save(sweep, none, "fr"), "unknown language fr")
    expect_raises(AskedError, lambda: figures.save(sweep, none, arm="nobody"), "nobody")
    expect_raises(FileError, lambda: figures.save(none + ".h5", none), "no such file")
    assert not os.path.exists(none)
