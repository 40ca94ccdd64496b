"""What real runs say of their scenario, names and places, of the window measured, and that all their codes have labels."""

import datetime
import re

from arrays import EN, ID
from darah.study import Study


def test_a_file_says_what_its_scenario_is_called(banten_run):
    study = Study(banten_run)
    background = study.background
    assert background.title("en", study.data.attrs["title"]) == ("Banten 2018 as it was, beside what was found", True)
    assert background.title("id", study.data.attrs["title"]) == (
        "Banten 2018 sebagaimana adanya, di samping yang ditemukan", True)
    assert study.arm_title(ID, "as-2018") == ("Sebagaimana adanya: hanya Cilegon", True)
    assert study.arm_title(EN, "as-2018") == ("As it was: Cilegon alone", True)
    names = background.names("district")
    assert list(names) == [str(d) for d in study.data.district.values] and names["cilegon"] == "Kota Cilegon", names
    assert study.name("utd-cilegon") != "utd-cilegon" and study.name("nowhere") == "nowhere"
    settings = background.settings()
    assert settings["run.replications"] == "100" and settings["run.start"] == "2018-01-01"
    assert settings["emergency.pph.lethality"] == "0.0865" and not any(key.startswith("arm") for key in settings), settings
    west, north = background.places()["cilegon"]
    assert 105.9 < west < 106.1 and -6.1 < north < -5.9, (west, north)
    assert list(background.files)[0] == "scenario.toml" and "../banten-2018/districts.csv" in background.files


def test_periods_are_those_of_the_window(small_run):
    """As far as they lie in it."""
    background = Study(small_run).background
    kinds = {p.kind: p for p in background.periods(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))}
    assert (kinds["ramadan"].first, kinds["ramadan"].last) == (datetime.date(2018, 5, 17), datetime.date(2018, 6, 14)), kinds
    cut = {p.kind: p for p in background.periods(datetime.date(2018, 6, 1), datetime.date(2018, 6, 10))}
    assert (cut["ramadan"].first, cut["ramadan"].last) == (datetime.date(2018, 6, 1), datetime.date(2018, 6, 10)), cut
    assert "lebaran" not in cut, cut


def test_the_window_is_what_was_measured(small_run, mechanisms_run, banten_run):
    """From the first day, though months begin before it."""
    assert Study(small_run).window == (datetime.date(2018, 5, 10), datetime.date(2018, 7, 28))
    assert Study(banten_run).window == (datetime.date(2018, 1, 1), datetime.date(2018, 1, 31))
    assert Study(mechanisms_run("family")).window == (datetime.date(2018, 5, 1), datetime.date(2018, 5, 20))


def test_every_code_of_a_file_has_a_label(small_run, mechanisms_run, banten_run):
    """Causes, places, delays, steps, mechanisms, payers, and lines of `darah compare` with their units."""
    for path in (small_run, mechanisms_run("shapley"), banten_run):
        study = Study(path)
        compared = study.comparison
        asked = {("table", t.id) if t.id in ("all", "costs") else ("line", t.id) for t in compared.tables}
        asked |= {("code", row.id) if t.by else ("cost", row.cost) if row.payer else ("line", row.id)
                  for t in compared.tables for row in t.rows if t.by not in ("district", "utd")} - {("cost", "total")}
        asked |= {("payer", p["payer"]) for c in compared.said["costs"] for p in c["payers"]}
        asked |= {("code", m["id"]) for a in compared.said["attributions"] for m in a["mechanisms"]}
        asked |= {("indicator", i["id"]) for i in (compared.monitoring or {"indicators": []})["indicators"]}
        for kind, id_ in asked:
            label = ID.label(kind, id_)
            assert label != id_ and not re.search(r"\b(?:the|of|and|deaths|units)\b|{", label), (kind, id_, label)
