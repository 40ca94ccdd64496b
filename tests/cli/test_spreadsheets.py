"""Tables for spreadsheets: CSV and XLSX hold what the JSON says, in numbers, and run nothing of a scenario's texts."""

import csv
import io
import json
import os
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest

from program import DARAH, SMALL, command, expect_code, run

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA = '=HYPERLINK("http://example.org","x")'


@pytest.fixture(scope="module")
def results(module_folder):
    """A run of which an arm and a figure are called as formulas, and the title would clear a terminal."""
    scenario = shutil.copytree(SMALL, os.path.join(module_folder, "s"))
    path = os.path.join(scenario, "scenario.toml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = text.replace('title = "Small: two', 'title = "=1+1\\u001b[2J; two', 1).replace('"no-mou"', '"@no-mou"')
    figure = f"\n[[figure]]\nname = '{FORMULA}'\nof = \"deaths_true\"\nover = \"births\"\nscale = 100000\n"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + figure)
    output = os.path.join(module_folder, "r.h5")
    expect_code(0, run(command("run", scenario, "-r", 4, "-o", output)))
    return output


def asked(*words):
    done = run([DARAH, "compare", *words])
    expect_code(0, done)
    return done.stdout


def printed(*words):
    """What is printed, byte by byte."""
    return subprocess.run([DARAH, "compare", *words], stdout=subprocess.PIPE, check=True).stdout


def number(text, comma=False):
    return float(text.replace(",", ".") if comma else text)


def lines_of(said):
    """(table, arm, row) and its interval and difference, of the JSON."""
    for table in said["tables"]:
        for row in table["rows"]:
            for arm, cell in zip(said["arms"], row["arms"]):
                yield (table["id"], arm, row["label"] if table["by"] else row["id"]), cell


def test_a_suffix_in_capitals_says_the_format_too(results, folder):
    path = os.path.join(folder, "TABLE.CSV")
    expect_code(0, run([DARAH, "compare", results, "-o", path]))
    with open(path, "rb") as file:
        assert file.read() == printed(results, "--format", "csv")
    expect_code(0, run([DARAH, "compare", results, "-o", os.path.join(folder, "BOOK.XLSX")]))
    assert zipfile.is_zipfile(os.path.join(folder, "BOOK.XLSX"))


@pytest.mark.parametrize("locale", [(), ("--locale", "id")])
def test_csv_holds_what_the_json_says(results, locale):
    data = printed(results, "--format", "csv", *locale)
    assert data.startswith(b"\xef\xbb\xbf") == bool(locale) and data.endswith(b"\r\n") and b"\x1b" not in data
    text = data.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if locale else ","))
    found = {(row["table"], row["arm"].lstrip("'"), row["element"] or row["measure"]): row for row in rows}
    said = json.loads(asked(results, "--format", "json"))
    several = 0
    for key, cell in lines_of(said):
        row = found[key]
        for name, interval in (("", cell["value"]), ("difference", cell["difference"])):
            for column, end in ((name or "mean", "mean"), (name and name + "_low" or "low", "low"),
                                (name and name + "_high" or "high", "high")):
                if interval is None:
                    assert row[column] == ""
                else:
                    assert number(row[column], bool(locale)) == pytest.approx(interval[end], rel=1e-9, abs=1e-9), (key, column)
                    several += 1
        if cell["claim"]:
            assert row["told"] == cell["claim"]["told"]
    assert several > 500
    assert all(row["replications"] == "4" and row["baseline"] == "as-2018" for row in rows)


def test_csv_runs_nothing(results):
    rows = list(csv.reader(io.StringIO(printed(results, "--format", "csv").decode(), newline="")))
    texts = {cell for row in rows for cell in row}
    assert "'@no-mou" in texts and "'" + FORMULA in texts
    for cell in texts:
        assert cell[:1] not in ("=", "+", "@", "\t", "\r"), cell
        assert cell[:1] != "-" or float(cell) < 0, cell


def test_monitoring_as_csv(results):
    rows = list(csv.DictReader(io.StringIO(asked(results, "--monitoring", "--format", "csv"))))
    assert {row["arm"] for row in rows} == {"as-2018", "'@no-mou", "mou-ideal"}
    assert {row["district"] for row in rows} >= {"north", "all districts"}


def cells(book, sheet):
    """The cells of a sheet, (type, value) by reference; texts that are shared are looked up."""
    shared = ["".join(text.text or "" for text in item.iter(MAIN + "t"))
              for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
    found = {}
    for cell in ElementTree.fromstring(book.read(sheet)).iter(MAIN + "c"):
        assert cell.find(MAIN + "f") is None, "a formula"
        value = cell.find(MAIN + "v")
        if value is not None:
            found[cell.get("r")] = shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
    return found


def test_a_workbook_holds_numbers_and_no_formula(results, folder):
    path = os.path.join(folder, "r.xlsx")
    assert asked(results, "-o", path) == f"Written: {path}\n"
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        assert names[:3] == ["answer", "measures", "by district"] and names[-1] == "data"
        assert {"figures", "costs", "death averted", "monitoring"} <= set(names)
        sheets = {name: cells(book, f"xl/worksheets/sheet{i}.xml") for i, name in enumerate(names, 1)}
        for i in range(1, len(names) + 1):
            assert b'state="frozen"' in book.read(f"xl/worksheets/sheet{i}.xml")
        every = b"".join(book.read(name) for name in book.namelist())
    assert b"\x1b" not in every
    assert sheets["answer"]["A1"].startswith("=1+1\\x1b[2J")
    assert sheets["measures"]["A1"] == "all districts" and sheets["measures"]["B1"] == "unit"
    assert FORMULA in sheets["figures"].values() and "@no-mou" in sheets["figures"].values()
    said = json.loads(asked(results, "--format", "json"))
    first = said["tables"][0]["rows"][0]
    assert sheets["measures"]["C2"] == pytest.approx(first["arms"][0]["value"]["mean"])
    assert len(sheets["data"]) > 1000
    assert "IDR million a year" in sheets["costs"]["A1"]


def test_equal_results_make_equal_workbooks(results, folder):
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        path = os.path.join(folder, name)
        asked(results, "--format", "xlsx", "-o", path)
        with open(path, "rb") as file:
            made.append(file.read())
    assert made[0] == made[1]


def test_a_file_is_written_whole_or_not_at_all(results, folder):
    path = os.path.join(folder, "r.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("table,arm\n")
    expect_code(4, run([DARAH, "compare", os.path.join(folder, "none.h5"), "-o", path]), "no such file")
    with open(path, encoding="utf-8") as file:
        assert file.read() == "table,arm\n"
    asked(results, "-o", path)
    with open(path, encoding="utf-8") as file:
        assert file.readline().startswith("table,arm,by,element,measure,label,unit,mean,low,high,difference")
    assert sorted(os.listdir(folder)) == ["r.csv"]
    results_too = shutil.copy(results, os.path.join(folder, "r.results"))
    expect_code(4, run([DARAH, "compare", results_too, "-o", results_too]), "is there and is no table of text")
    os.remove(results_too)
    expect_code(4, run([DARAH, "compare", results, "-o", os.path.join(folder, "no", "r.xlsx")]), "there is no folder")


def test_text_and_json_go_to_files_too(results, folder):
    for name, words in (("r.txt", []), ("r.json", ["--format", "json"])):
        path = os.path.join(folder, name)
        asked(results, "-o", path)
        with open(path, encoding="utf-8") as file:
            assert file.read() == asked(results, *words)
