"""One is counted in the singular: no command prints "1 replications" or its like."""

import os
import re

from program import DARAH, SMALL, SOURCE, command, expect_code, list_design, run

THINGS = "replications|arms|districts|threads|cells|blocks|slices|lines|units|days|facilities|catchments|periods|women|cases|rows"
WRONG = re.compile(rf"(?<![\d.,/-])1 (?:{THINGS})\b")

def holds(done, code=0):
    """What was printed, in which nothing is counted wrongly."""
    expect_code(code, done)
    said = done.stdout + done.stderr
    assert not WRONG.search(said), said
    return said


def test_what_is_looked_for():
    assert WRONG.search("Means over 1 replications.") and WRONG.search("on 1 threads, 5 MB")
    assert not WRONG.search("31 replications, 1,001 units, 0.1 units, 1 replication")


def test_a_run_of_one_arm_once_on_one_thread(folder):
    path = os.path.join(folder, "r.h5")
    words = ["-r", 1, "-j", 1, "--arm", "as-2018"]
    assert " on 1 thread, " in holds(run(command("check", SMALL, *words)))
    assert "1 replication in " in holds(run(command("run", SMALL, *words, "-o", path)))
    for further in ([], ["--brief"], ["--monitoring"], ["--format", "csv"]):
        holds(run(command("compare", path, *further)))
    assert "Over 1 replication;" in holds(run(command("compare", path, "--monitoring")))


def test_several_arms_once(folder):
    path = os.path.join(folder, "r.h5")
    holds(run(command("run", SMALL, "-r", 1, "-j", 1, "-o", path)))
    for further in ([], ["--brief"], ["--monitoring"]):
        holds(run(command("compare", path, *further)))


def test_one_district():
    alone = os.path.join(SOURCE, "tests", "validation", "emergency", "stages-1")
    assert "1 district, 2 facilities, 1 catchment, 0 periods" in holds(run(command("check", alone)))


def test_the_page_of_one_replication(folder):
    path, page = os.path.join(folder, "r.h5"), os.path.join(folder, "r.html")
    holds(run(command("run", SMALL, "-r", 1, "-o", path, "--set", "run.horizon=1 d")))
    holds(run([DARAH, "report", path, "-o", page, "--language", "en"]))
    with open(page, encoding="utf-8") as file:
        shown = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", file.read(), flags=re.S)
    assert "1 replication" in shown and "1 day" in shown
    assert not WRONG.search(shown), WRONG.search(shown)


def test_one_day(folder):
    path = os.path.join(folder, "r.h5")
    holds(run(command("run", SMALL, "-r", 1, "-o", path, "--set", "run.horizon=1 d")))
    assert "1 day measured; yearly figures are scaled from it" in holds(run(command("compare", path)))


def test_a_sweep_of_one_cell(folder):
    design, cells, merged = (os.path.join(folder, name) for name in ("d.toml", "cells", "m.h5"))
    with open(design, "w", encoding="utf-8") as file:
        file.write(list_design(0.2))
    assert "1 cell of 1 replication in " in holds(run(command("sweep", design, "--list", "-j", 1)))
    assert "has 1 block, so no 2 slices" in holds(run(command("sweep", design, "--slice", "1/2")), 2)
    holds(run(command("sweep", design, "-o", cells, "-j", 1)))
    holds(run(command("merge", cells, "-o", merged)))


def test_a_story(folder):
    holds(run([DARAH, "trace", SMALL, "--allow-outside", "--district", "north", "--replication", "0"]))
