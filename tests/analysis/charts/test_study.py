"""What charts start from: the scenario that a file carries, its names and places, the window measured."""

import datetime
import re

from arrays import EN, ID
from darah.scenario import Scenario
from darah.study import Study


def test_a_scenario_is_read_through_its_base(banten_run):
    study = Study(banten_run)
    scenario = study.scenario
    assert scenario.title("en", study.data.attrs["title"]) == ("Banten 2018 as it was, beside what was found", True)
    title, translated = scenario.title("id", study.data.attrs["title"])
    assert title == scenario.own.get("title_id", study.data.attrs["title"]) and translated == ("title_id" in scenario.own)
    assert study.arm_title(ID, "as-2018") == ("Sebagaimana adanya: hanya Cilegon", True)
    assert study.arm_title(EN, "as-2018") == ("As it was: Cilegon alone", True)
    names = scenario.names("districts")
    assert list(names) == [str(d) for d in study.data.district.values] and names["cilegon"] == "Kota Cilegon", names
    assert study.name("utd-cilegon") != "utd-cilegon" and study.name("nowhere") == "nowhere"
    settings = scenario.settings()
    assert settings["run.replications"] == 100 and settings["run.start"] == datetime.date(2018, 1, 1)
    assert settings["emergency.pph.lethality"] == 0.099 and not any(key.startswith("arm") for key in settings), settings
    year = scenario.periods(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))
    feasts = {p.kind: p for p in year if p.kind in ("ramadan", "lebaran")}
    assert (feasts["ramadan"].first, feasts["ramadan"].last) == (datetime.date(2018, 5, 17),
                                                                 datetime.date(2018, 6, 14)), feasts
    cut = scenario.periods(datetime.date(2018, 6, 1), datetime.date(2018, 6, 10))
    ramadan = next(p for p in cut if p.kind == "ramadan")
    assert (ramadan.first, ramadan.last) == (datetime.date(2018, 6, 1), datetime.date(2018, 6, 10)), ramadan
    assert not any(p.kind == "lebaran" for p in cut), cut
    west, north = scenario.places()["cilegon"]
    assert 105.9 < west < 106.1 and -6.1 < north < -5.9, (west, north)
    nothing = Scenario("")
    assert (nothing.names("districts") == {} and nothing.places() == {} and nothing.settings() == {}
            and nothing.periods(datetime.date.min, datetime.date.max) == []), "of no text"


def test_the_nearest_layer_counts():
    """Own files before those of a base, its tables by their path, and titles by the name of the arm."""
    scenario = Scenario("==> scenario.toml <==\ntitle_id = \"Judul\"\nbase = \"../b\"\n[run]\nseed = 2\n[[arm]]\nname = \"a\"\n"
                        "title_id = \"Satu\"\n\n==> ../b/scenario.toml <==\n[run]\nseed = 1\nhorizon = \"9 d\"\n[tables]\n"
                        "districts = \"d/places.csv\"\n\n==> ../b/d/places.csv <==\n# comment\nid,name (S),births [/y] (E)\n"
                        "x,\"X, the first\",3\ny,,4\n")
    assert scenario.settings() == {"run.seed": 2, "run.horizon": "9 d", "base": "../b", "title_id": "Judul"}
    assert scenario.names("districts") == {"x": "X, the first", "y": "y"}
    assert scenario.table("districts")[0]["births"] == "3", scenario.table("districts")
    assert scenario.title("id", "Title") == ("Judul", True) and scenario.title("en", "Title") == ("Title", True)
    assert scenario.arm_title("id", "a", "One") == ("Satu", True) and scenario.arm_title("id", "b", "Two") == ("Two", False)


def test_the_window_is_what_was_measured(small_run, mechanisms_run, banten_run):
    """From the first day, though months begin before it."""
    assert Study(small_run).window == (datetime.date(2018, 5, 10), datetime.date(2018, 7, 28))
    assert Study(banten_run).window == (datetime.date(2018, 1, 1), datetime.date(2018, 1, 31))
    assert Study(mechanisms_run("family")).window == (datetime.date(2018, 5, 1), datetime.date(2018, 5, 20))


def test_every_code_of_a_file_has_a_label(small_run, mechanisms_run, banten_run):
    """Causes, places, delays, steps, mechanisms, payers, and lines of `darah compare` with their units."""
    for path in (small_run, mechanisms_run("shapley"), banten_run):
        study = Study(path)
        asked = {t.title for t in study.comparison.tables} | {row.label for t in study.comparison.tables for row in t.rows
                                                              if t.by not in ("district", "utd")}
        asked |= {p["payer"] for c in study.comparison.said["costs"] for p in c["payers"]}
        asked |= {m["name"] for a in study.comparison.said["attributions"] for m in a["mechanisms"]}
        asked |= {i["name"] for i in (study.comparison.monitoring or {"indicators": []})["indicators"]}
        for name in asked:
            label = ID.label(name)
            assert label != name and not re.search(r"\b(?:the|of|and|deaths|units)\b|{", label), (name, label)
