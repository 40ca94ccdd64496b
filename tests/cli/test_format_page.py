"""docs/results-format.md describes every object of every kind of file: walked, not remembered.

Run by pytest with --update, it writes the page's tables of measures and dimensions anew."""

import os
import re

import h5py

from program import SHORT, SOURCE, command, expect_code, run

PAGE = os.path.join(SOURCE, "docs", "results-format.md")
DESIGN = f"""\
title = "Format"
scenario = "{SOURCE}/scenarios/banten-2018"
arms = ["no-mou", "mou-ideal"]
set = {{ "run.warm_up" = "28 d", "run.horizon" = "31 d", "run.policy_start" = "2017-12-18" }}
replications = 1
[design]
method = "list"
[[factor]]
key = "agreement.turn_up"
values = [0.2, 0.4]
"""


def read_page():
    with open(PAGE) as file:
        return file.read()


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def is_scale(item):
    return item.attrs.get("CLASS") == b"DIMENSION_SCALE"


def own_dimensions(item):
    return [scale[0].name.strip("/") for scale in item.dims]


def results_file(folder):
    mine = os.path.join(folder, "mine")
    os.mkdir(mine)
    with open(os.path.join(mine, "scenario.toml"), "w") as file:
        file.write(f"""title = "All there is"
base = "{SOURCE}/scenarios/banten-2018"
[[arm]]
name = "mou"
set = {{ "agreement.*.template" = "permenkes-92-2015", "agreement.*.fidelity" = 1 }}
attribute = "agreement.mechanisms"
[[figure]]
name = "births a day"
of = "births"
over = "days"
""")
    path = os.path.join(folder, "r.h5")
    expect_code(0, run(command("run", mine, *SHORT, "-r", 1, "-o", path)))
    return path


def sweep_files(folder):
    design = os.path.join(folder, "design.toml")
    with open(design, "w") as file:
        file.write(DESIGN)
    expect_code(0, run(command("sweep", design, "-o", os.path.join(folder, "s"))))
    merged = os.path.join(folder, "m.h5")
    expect_code(0, run(command("merge", os.path.join(folder, "s"), "-o", merged)))
    return os.path.join(folder, "s", "slice-0001-of-0001.h5"), merged


def measures_of(path):
    """The table of measures, a row each."""
    rows = ["| measure | unit | dimensions | is |", "|---|---|---|---|"]
    dimensions = set()
    with h5py.File(path, "r") as file:
        for name, item in file.items():
            if isinstance(item, h5py.Dataset) and not is_scale(item) and own_dimensions(item)[:2] == ["arm", "replication"]:
                meaning = text(item.attrs["long_name"])
                if "denominator" in item.attrs:
                    meaning += f"; over `{text(item.attrs['denominator'])}`"
                own = own_dimensions(item)[2:]
                dimensions.update(own)
                rows.append(f"| `{name}` | {text(item.attrs['units'])} | {', '.join(own)} | {meaning} |")
    return "\n".join([*rows, "", f"Their dimensions: {', '.join(f'`{name}`' for name in sorted(dimensions))}."])


def expect_described(path, page):
    """Every attribute, dimension, variable and group is named."""
    named = set(re.findall(r"`([A-Za-z0-9_]+)(?:\([a-z_, ]*\))?`", page))

    def visit(name, item):
        standard = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"}
        found.update({name.split("/")[-1], *(set(item.attrs) - standard)})

    found = set()
    with h5py.File(path, "r") as file:
        found.update(file.attrs)
        file.visititems(visit)
    assert found <= named, (path, "has what the page does not describe:", sorted(found - named))


def test_page_describes_everything(folder, request):
    results = results_file(folder)
    measures = measures_of(results)
    if request.config.getoption("update"):
        update(measures)
    page = read_page()
    for path in (results, *sweep_files(folder)):
        expect_described(path, page)
    assert measures in page, "the table of measures is not that of the program: --update writes it"


def update(measures):
    table = f"<!-- measures -->\n{measures}\n<!-- end of measures -->"
    page, count = re.subn(r"<!-- measures -->.*<!-- end of measures -->", lambda _: table, read_page(), flags=re.S)
    assert count == 1, "no place for the table of measures"
    with open(PAGE, "w") as file:
        file.write(page)
