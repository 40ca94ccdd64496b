"""No script gets into a page from a scenario, no formula into a CSV, no expression into a chart."""

import base64
import csv
import io
import json
import os

import pytest

from darah import cells as csv_cells
from darah.figures import charts_of, save
from darah.pages import write as write_page
from darah.words import Words
from elements import parts_of, Reader
from known_sweeps import Factor, analysis_command, latin_hypercube, write
from program import SMALL, command, expect_code, run

SCRIPT, FORMULA, AT = "</script><script>alert(1)</script>", "=cmd()", "@x"
HOSTILE = (SCRIPT, FORMULA, AT)
TOML = f"""
title = "{SCRIPT}"
title_id = "{FORMULA}"
description = "{AT}"
base = "{SMALL}"
[tables]
districts = "districts.csv"
[[arm]]
name = "now"
title = "{FORMULA}"
title_id = "{SCRIPT}"
[[arm]]
name = "{AT}"
title = "{SCRIPT}"
set = {{ "emergency.*.lethality" = 0.01 }}
[[arm]]
name = "{SCRIPT}"
title = "{AT}"
set = {{ "emergency.*.lethality" = 0.3 }}
[[figure]]
name = "{FORMULA}"
of = "births"
published = 100
source = "{SCRIPT}"
unit = "{AT}"
"""


@pytest.fixture(scope="module")
def hostile(module_folder):
    """Results of a scenario whose titles and names are what a page and a CSV must not take at their word."""
    of = os.path.join(module_folder, "of")
    os.mkdir(of)
    with open(os.path.join(of, "scenario.toml"), "w", encoding="utf-8") as file:
        file.write(TOML)
    with open(os.path.join(SMALL, "districts.csv"), encoding="utf-8") as file:
        table = file.read().replace("north,North,", f'north,"{SCRIPT}",').replace("south,South,", f"south,{FORMULA},")
    with open(os.path.join(of, "districts.csv"), "w", encoding="utf-8") as file:
        file.write(table)
    path = os.path.join(module_folder, "r.h5")
    expect_code(0, run(command("run", of, "-o", path, "-r", 3, "--set", "run.warm_up=14 d", "--set", "run.horizon=20 d",
                               "--set", "run.policy_start=2018-04-20")))
    return path


@pytest.fixture(scope="module")
def hostile_sweep(module_folder):
    factors = [Factor(SCRIPT), Factor(FORMULA, 1, 100, "log", AT), Factor(AT, 0, 1, "list", "", (SCRIPT, FORMULA))]
    return write(os.path.join(module_folder, "s.h5"), latin_hypercube(3, 60), factors, lambda x: 5 * x[:, 0] + x[:, 2],
                 arms=("base", SCRIPT), noise=0.1, replications=4, title=SCRIPT, design_text=SCRIPT, design_name=FORMULA)


def is_safe(cell):
    return cell == csv_cells.safe(cell)


@pytest.mark.parametrize("which", ["hostile", "hostile_sweep"])
def test_nothing_runs_in_a_page(which, request, folder):
    results = request.getfixturevalue(which)
    page = write_page(results, os.path.join(folder, "p.html"))
    with open(page, encoding="utf-8") as file:
        text = file.read()
    parts = parts_of(page)  # every element is closed: nothing ended one before its time
    assert SCRIPT not in text
    scripts = Reader(text).open[0].find("script")
    running = [s for s in scripts if s.attributes.get("type") != "application/json"]
    assert len(running) == 3 and all(not s.attributes for s in running), "Vega, Vega-Lite and the page's own"
    assert not any(e.tag in ("iframe", "object", "embed", "form") or any(key.startswith("on") for key in e.attributes)
                   for e in Reader(text).open[0].walk())
    for script in scripts:
        if script.attributes.get("type") == "application/json":
            json.loads("".join(script.children))
    for part in parts.values():
        assert SCRIPT in part.text() and FORMULA in part.text() and AT in part.text(), "names are shown as they are"
        for link in part.find("a"):
            if "download" in link.attributes:
                body = base64.b64decode(link.attributes["href"].partition(",")[2]).decode()
                for row in csv.reader(io.StringIO(body)):
                    assert all(map(is_safe, row)), row


def expressions(spec):
    """Texts of a specification that Vega evaluates."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key in ("expr", "signal", "labelExpr", "calculate", "filter", "test", "update", "href", "url", "format"):
                yield json.dumps(value)
            if key not in ("values", "domain", "sort"):
                yield from expressions(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from expressions(value)


@pytest.mark.parametrize("which", ["hostile", "hostile_sweep"])
def test_no_expression_of_a_chart_holds_a_name(which, request):
    """They are the same whatever a scenario calls its arms, places and factors."""
    found = set()
    for words in map(Words, ("en", "id")):
        for chart in charts_of(request.getfixturevalue(which), words):
            for _, spec in chart.panels:
                found.update(expressions(spec))
    assert found and not any(name in text or json.dumps(name)[1:-1] in text for text in found for name in HOSTILE), found


def test_the_list_of_cells_holds_no_formula(folder):
    design = os.path.join(folder, "d.toml")
    with open(design, "w", encoding="utf-8") as file:
        file.write(f'title = "x"\nscenario = "{SMALL}"\n[design]\nmethod = "list"\n[[factor]]\nname = "{FORMULA}"\n'
                   'key = "agreement.turn_up"\nvalues = [0.2, 0.4]\n')
    done = expect_code(0, run(command("sweep", design, "--list")))
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0][1] == "'" + FORMULA and all(map(is_safe, (cell for row in rows for cell in row))), rows


def test_figures_and_tables_in_files_hold_no_formula(hostile, hostile_sweep, folder):
    for results in (hostile, hostile_sweep):
        pictures = os.path.join(folder, os.path.basename(results))
        save(results, pictures, formats=["svg"])
        for name in os.listdir(pictures):
            with open(os.path.join(pictures, name), encoding="utf-8", newline="") as file:
                text = file.read()
            if name.endswith(".csv"):
                assert all(is_safe(cell) for row in csv.reader(io.StringIO(text)) for cell in row), name
            else:
                assert "<script" not in text, name
    table = os.path.join(folder, "t.csv")
    expect_code(0, analysis_command("sensitivity", hostile_sweep, "--of", "deaths", "--arm", SCRIPT, "--csv", table))
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {row[0] for row in rows[1:]} == {SCRIPT, "'" + FORMULA, "'" + AT}, rows
