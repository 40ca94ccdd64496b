"""What is written: pages by the program, their downloads, figures as files."""

import base64
import csv
import io
import os
import xml.etree.ElementTree
from unittest import mock

import h5py

from darah.compare import compare
from darah.pages import write as write_page
from darah.read import file_type
from darah.words import LANGUAGES, Words
from elements import cells, parts_of, section
from known_sweeps import analysis_command, latin_hypercube, refused, unit_factors, write
from program import SMALL, command, expect_code, run


def test_tables_behind_charts_can_be_downloaded(page):
    """The CSV in the page has the chart's numbers; every chart of both languages has one, and a table."""
    for code, part in parts_of(page).items():
        charts = [s for s in part.find("section") if s.find("figure")]
        for chart in charts:
            link, = chart.find("a")
            kind, _, text = link.attributes["href"].partition(",")
            assert kind == "data:text/csv;charset=utf-8;base64"
            rows = list(csv.reader(io.StringIO(base64.b64decode(text).decode())))
            assert len(rows) > 1 and len({len(row) for row in rows}) == 1, (chart.attributes["id"], rows[:3])
            assert link.attributes["download"] == f"banten-{chart.attributes['id'][3:]}.csv"
            assert len(cells(chart.find("details")[0])) > 0, (code, chart.attributes["id"])


def test_the_program_writes_pages(folder):
    """darah report says where; darah run leaves one beside its results; without Python it says so and the results are whole."""
    path = os.path.join(folder, "r.h5")
    told = [*command("run", SMALL, "-o", path, "-r", 2, "--set", "run.horizon=10 d", "--set", "run.warm_up=7 d",
                     "--set", "run.policy_start=2018-04-30")]
    told.remove("--no-report")
    made = os.path.join(folder, "r-report.html")
    none = expect_code(0, run(told, env={**os.environ, "DARAH_PYTHON": "/bin/false"}))
    assert not os.path.exists(made) and "report" in none.stderr.lower() and "Report:" not in none.stdout, none.stderr
    assert file_type(path) == "darah results" and len(compare(path).arms) == 3
    with h5py.File(path, "r") as file:
        assert file.attrs["complete"] == 1
        file.visititems(lambda _, item: item[()] if isinstance(item, h5py.Dataset) else None)
    done = expect_code(0, run(told))
    assert f"Report: {made}" in done.stdout.splitlines() and list(parts_of(made)) == list(LANGUAGES), done.stdout[-300:]
    assert sorted(os.listdir(folder)) == ["r-report.html", "r.h5"], os.listdir(folder)
    chosen = os.path.join(folder, "p.html")
    done = expect_code(0, run(command("report", path, "-o", chosen, "--language", "en", "--baseline", "no-mou")))
    assert done.stdout == f"Report: {chosen}\n" and done.stderr == ""
    assert cells(section(parts_of(chosen)["en"], "arms"))[0][0] == "no-mou"
    again = expect_code(0, run(command("report", path), cwd=folder))
    assert again.stdout == f"Report: {made}\n"
    expect_code(4, run(command("report", os.path.join(folder, "none.h5"))), "none.h5: no such file")
    expect_code(2, run(command("report", path, "--language", "fr")), "unknown language fr")
    expect_code(4, run(command("report", path, "-o", folder)), "cannot be written")
    assert sorted(os.listdir(folder)) == ["p.html", "r-report.html", "r.h5"], os.listdir(folder)


def test_a_page_without_the_program_says_so(folder, small):
    """Of a sweep the program is asked what its parameters are and which correlations hold; a run needs it."""
    path = write(os.path.join(folder, "s.h5"), latin_hypercube(2, 30), unit_factors(2), lambda x: x[:, 0])
    with mock.patch("darah.pages.parameters.program", lambda: None), mock.patch("darah.compare.program", lambda: None):
        parts = parts_of(write_page(path, os.path.join(folder, "p.html")))
        code, said = refused("report", small, "-o", os.path.join(folder, "q.html"))
    for language, part in parts.items():
        for message in ("rests_parameters_unknown", "sweep_no_program"):
            assert Words(language)(message) in part.text(), part.text()[:800]
    assert code == 4 and "the program darah is not found" in said, said
    assert sorted(os.listdir(folder)) == ["p.html", "s.h5"], os.listdir(folder)


def test_figures_are_files(folder, small):
    """SVG with text in it, PNG, and CSV with more than a header."""
    both = os.path.join(folder, "both")
    done = expect_code(0, analysis_command("figures", small, "-o", both, "--language", "id"))
    files = done.stdout.split()
    assert sorted(files) == sorted(os.path.join(both, name) for name in os.listdir(both)), (files, os.listdir(both))
    names = {os.path.basename(name) for name in files}
    assert {"effects.svg", "effects.png", "effects.csv", "map-1.svg", "delays-3.png", "stock.csv"} <= names, names
    assert "twin: Sebagaimana adanya, sekali lagi" in svg_text(os.path.join(both, "map-4.svg"))
    for name in files:
        if name.endswith(".svg"):
            assert len(svg_text(name)) > 10, name
        elif name.endswith(".png"):
            with open(name, "rb") as file:
                head = file.read(24)
            assert head[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(head[16:20], "big") >= 1280, (name, head)
        else:
            with open(name, encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            assert len(rows) > 1 and len({len(row) for row in rows}) == 1, (name, rows[:3])
            assert not any(cell in ("nan", "None", "inf") for row in rows for cell in row), name


def svg_text(path):
    root = xml.etree.ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
