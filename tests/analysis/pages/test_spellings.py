"""The program alone reads scenarios: in whatever spelling it takes them, a page shows the names, places and periods it read."""

import datetime
import os
import shutil

import numpy
import pytest

from darah import charts
from darah.pages import write as write_page
from darah.study import Study
from darah.words import Words
from elements import cells, parts_of, section
from program import SMALL, command, expect_code, run

EN = Words("en")
BRIEF = ["-r", 2, "--set", "run.warm_up=14 d", "--set", "run.start=2018-05-15", "--set", "run.horizon=20 d", "--set",
         "run.policy_start=2018-05-05"]
NAMES = {"north": "North", "south": "South"}
FACILITIES = {"utd-north": "Blood centre North", "utd-south": "Blood centre South", "hospital-north": "Hospital North",
              "hospital-south": "Hospital South", "hospital-other": "Other hospital of North"}
PLACES = {"north": (numpy.mean([106, 106, 106.02]), numpy.mean([-6, -6.01, -6.02])),
          "south": (numpy.mean([106, 106.01]), -6.3)}
RAMADAN = (datetime.date(2018, 5, 17), datetime.date(2018, 6, 3))  # as far as it is measured


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return file.read()


def edit(folder, name, change, encoding="utf-8"):
    text = change(read(folder, name))
    with open(os.path.join(folder, name), "w", encoding=encoding, newline="") as file:
        file.write(text)


def plain(folder):
    pass


def byte_order_marks(folder):
    for name in ("scenario.toml", "districts.csv", "facilities.csv", "periods.csv"):
        edit(folder, name, lambda text: text, "utf-8-sig")


def blanks_after_commas(folder):
    for name in ("districts.csv", "facilities.csv", "periods.csv"):
        edit(folder, name, lambda text: "".join(line if line.startswith("#") else line.replace(",", ", ")
                                                for line in text.splitlines(True)))


def a_path_with_dots(folder):
    os.mkdir(os.path.join(folder, "t"))
    edit(folder, "scenario.toml", lambda text: text.replace('"districts.csv"', '"./districts.csv"')
         .replace('"facilities.csv"', '"t/../facilities.csv"').replace('"periods.csv"', '"./t/./periods.csv"'))
    os.rename(os.path.join(folder, "periods.csv"), os.path.join(folder, "t", "periods.csv"))


def marks_in_the_header(folder):
    edit(folder, "districts.csv", lambda text: text.replace("id,name,", "id,name (SD),"))
    edit(folder, "periods.csv", lambda text: text.replace("id,name,first,last,", "id,name (S),first (S),last (SD),"))


def line_ends_of_windows(folder):
    for name in ("districts.csv", "facilities.csv", "periods.csv"):
        edit(folder, name, lambda text: text.replace("\n", "\r\n"))


def line_ends_of_old_macs(folder):
    for name in ("districts.csv", "facilities.csv", "periods.csv"):
        edit(folder, name, lambda text: text.replace("\n", "\r"))


def separated_by(separator, heading=""):
    """As a spreadsheet set to Indonesian saves a table: cells between separators, and decimal commas."""
    def change(folder):
        for name in ("districts.csv", "facilities.csv", "periods.csv"):
            edit(folder, name, lambda text: heading + "".join(
                line if line.startswith("#") else line.replace(",", separator).replace(".", ",")
                for line in text.splitlines(True)))
    return change


def semicolons_and_decimal_commas(folder):
    separated_by(";")(folder)
    assert ";-6,30;106,00;" in read(folder, "facilities.csv")


def tabs(folder):
    separated_by("\t")(folder)


def a_line_that_names_the_separator(folder):
    separated_by(";", "sep=;\n")(folder)


def a_line_that_names_the_comma(folder):
    for name in ("districts.csv", "facilities.csv", "periods.csv"):
        edit(folder, name, lambda text: "sep=,\r\n" + text, "utf-8-sig")


def a_heading_in_a_text(folder):
    """What once told files apart in one text: here it is a line of a description and of a comment."""
    edit(folder, "scenario.toml", lambda text: 'description = """\n==> districts.csv <==\nid,name\nnorth,Nowhere\n"""\n' + text)
    edit(folder, "districts.csv", lambda text: "# x\n# ==> scenario.toml <==\n" + text)


def columns_in_another_order(folder):
    def turned(text):
        rows = [line if line.startswith("#") else ",".join([line.split(",")[0], *reversed(line.split(",")[1:])])
                for line in text.splitlines()]
        return "\n".join(rows) + "\n"
    for name in ("districts.csv", "facilities.csv", "periods.csv"):
        edit(folder, name, turned)


def a_base(folder):
    """The tables are the base's, which lies elsewhere."""
    os.mkdir(os.path.join(folder, "deep"))
    for name in os.listdir(folder):
        if name != "deep":
            os.rename(os.path.join(folder, name), os.path.join(folder, "deep", name))
    with open(os.path.join(folder, "scenario.toml"), "w", encoding="utf-8") as file:
        file.write('title = "Upon another"\nbase = "deep"\n[[arm]]\nname = "as-2018"\n[[arm]]\nname = "mou-ideal"\n'
                   'set = { "agreement.*.template" = "permenkes-92-2015", "agreement.*.fidelity" = 1 }\n')


SPELLINGS = (plain, byte_order_marks, blanks_after_commas, a_path_with_dots, marks_in_the_header, line_ends_of_windows,
             line_ends_of_old_macs, semicolons_and_decimal_commas, tabs, a_line_that_names_the_separator,
             a_line_that_names_the_comma, a_heading_in_a_text, columns_in_another_order, a_base)


def simulated(folder, *settings):
    path = os.path.join(folder, "r.h5")
    expect_code(0, run(command("run", folder, "-o", path, *BRIEF, *settings)))
    return path


def expect_shown(path, folder, names, facilities=FACILITIES, places=PLACES):
    """The same in the file, the page and what the program tells of a woman."""
    study = Study(path)
    assert study.background.names("district") == names, study.district_names
    assert study.background.names("facility") == facilities, study.facility_names
    found = study.background.places()
    assert set(found) == set(places)
    for place, at in places.items():
        numpy.testing.assert_allclose(found[place], at, atol=1e-9)
    kinds = {p.kind: (p.first, p.last) for p in study.background.periods(*study.window)}
    assert kinds == {"ramadan": RAMADAN}, kinds
    part = parts_of(write_page(path, os.path.join(folder, "p.html"), "en"))["en"]
    shown = {row[1] for row in cells(section(part, "map").find("details")[0])}
    assert shown == {" ".join(name.split()) for name in names.values()}, shown
    stock = {chart.name: chart for chart in charts.of_run(study, EN)}["stock"]
    assert [heading for heading, _ in stock.panels] == [facilities["utd-north"], facilities["utd-south"]]
    feasts = [v for layer in stock.panels[0][1]["layer"] for v in layer["data"]["values"] if "kind" in v]
    assert [(v["kind"], v["from"], v["to"]) for v in feasts] == [("ramadan", "2018-05-17", "2018-06-04")], feasts


@pytest.mark.parametrize("spell", SPELLINGS)
def test_every_spelling_is_shown_alike(spell, folder):
    of = os.path.join(folder, "of")
    shutil.copytree(SMALL, of)
    spell(of)
    path = simulated(of)
    expect_shown(path, folder, NAMES)
    files = Study(path).background.files
    assert next(iter(files)) == "scenario.toml" and len(files) == (7 if spell is a_base else 6), list(files)
    assert all(text.count("births") for name, text in files.items() if name.endswith("districts.csv"))


def test_names_in_quotes_are_shown_as_they_are_read(folder):
    """With a line feed, a number sign, a comma, and what looks like another file."""
    of = os.path.join(folder, "of")
    shutil.copytree(SMALL, of)
    odd = {"north": "North # 1, the\nfirst", "south": '==> districts.csv <== "South"'}
    edit(of, "districts.csv", lambda text: text.replace("north,North,", 'north,"North # 1, the\nfirst",')
         .replace("south,South,", 'south,"==> districts.csv <== ""South""",'))
    expect_shown(simulated(of), folder, odd)
    story = expect_code(0, run(command("trace", of, "--district", "north", *BRIEF[2:]))).stdout
    assert "North # 1, the" in story, story[:500]


def test_a_table_named_by_the_command_line_is_the_one_that_is_shown(folder):
    of = os.path.join(folder, "of")
    shutil.copytree(SMALL, of)
    shutil.copy(os.path.join(of, "districts.csv"), os.path.join(of, "others.csv"))
    edit(of, "others.csv", lambda text: text.replace("north,North,", "north,Utara,").replace("south,South,", "south,Selatan,"))
    path = simulated(of, "--set", "tables.districts=others.csv")
    expect_shown(path, folder, {"north": "Utara", "south": "Selatan"})
    one = simulated(of, "--set", 'district.south.name="Timur"', "--set", "facility.hospital-other.longitude=107")
    places = {**PLACES, "north": (numpy.mean([106, 106, 107]), PLACES["north"][1])}
    expect_shown(one, folder, {"north": "North", "south": "Timur"}, places=places)


def test_a_page_of_an_old_file_shows_ids_and_says_so_once(folder):
    """It never looks into the scenario's text."""
    import h5py
    path = simulated(shutil.copytree(SMALL, os.path.join(folder, "of")))
    with h5py.File(path, "r+") as file:
        file.attrs["format_version"] = "1.0"
        file.attrs["scenario_text"] = '==> scenario.toml <==\ntitle_id = "Lama"\n\n==> districts.csv <==\nid,name\nnorth,Nowhere\n'
        for name in ("arm_title_id", "district_name", "district_longitude", "district_latitude", "facility_name", "facility",
                     "period_kind", "period_name", "period_first", "period_last", "period", "written_value", "written_key",
                     "scenario_file_text", "scenario_file", "death_woman_text"):
            del file[name]
        del file.attrs["start"]
    parts = parts_of(write_page(path, os.path.join(folder, "p.html")))
    for code, part in parts.items():
        text = part.text()
        assert "Nowhere" not in text and "Lama" not in text
        said = Words(code)("old_format", version="1.0")
        assert text.count(said) == 1, text[:1500]
        assert {row[1] for row in cells(section(part, "map").find("details")[0])} == {"north", "south"}
