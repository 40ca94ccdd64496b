"""Pages of runs that lack something: each says what, and claims nothing that it has not."""

import itertools
import os
import re

from browser import expect_clean, look
from darah.words import LANGUAGES, Words
from elements import INTERVAL, answer_of, expect_missing, expect_no_english, parts_of
from made import changed, short_page, simulated, small_run
from program import SOURCE

BLOOD = os.path.join(SOURCE, "tests", "validation", "perishable", "hospital-oldest-7")  # no mothers


def odd_runs(folder, small, attributed):
    """(results, charts that they have and have not, keys of what is said to be missing, whether anything is claimed)"""
    def at(name):
        return os.path.join(folder, name + ".h5")

    def interrupted(file):
        file.attrs.modify("complete", type(file.attrs["complete"])(0))
        file.attrs.modify("replications_requested", type(file.attrs["replications_requested"])(32))

    every = {"effects", "map", "costs", "delays", "cause", "place", "stock", "fidelity", "mechanisms"}
    yield small_run(at("one-arm"), "-r", 3, "--arm", "as-2018"), {"delays", "cause", "stock"}, \
        {"effects", "map", "costs"}, ["one_arm"], True
    yield small_run(at("one-replication"), "-r", 1), {"delays", "stock"}, {"effects", "map", "costs"}, \
        ["one_replication"], False
    yield small_run(at("no-deaths"), "-r", 2, "--set", "emergency.*.lethality=0", "--set", "run.horizon=1 d"), {"stock"}, \
        {"effects", "map", "cause", "place"}, ["few_replications", "no_deaths"], False
    yield simulated(at("blood-alone"), BLOOD, 60, "-r", 2), set(), every, ["one_arm", "no_deaths", "summary"], False
    yield changed(at("interrupted"), small, interrupted), {"effects", "map", "costs", "delays", "stock"}, set(), \
        ["incomplete", "few_replications"], True
    yield attributed(), {"effects", "mechanisms", "delays", "cause"}, {"map", "stock", "fidelity"}, \
        ["few_replications", "summary"], True
    yield attributed("shapley"), {"mechanisms"}, set(), ["few_replications", "summary"], True
    yield attributed(detail="full"), {"effects", "mechanisms", "map", "stock", "fidelity"}, set(), \
        ["few_replications"], True


def test_odd_runs_give_sensible_pages(folder, small, attributed):
    """One arm, one replication, no deaths, no mothers, interrupted, summed over all districts: each says what it lacks."""
    cases = list(odd_runs(folder, small, attributed))
    pages, shown = [], itertools.cycle(LANGUAGES)
    for results, there, absent, missing, claims in cases:
        parts = parts_of(short_page(results, os.path.join(folder, "whole.html")))
        for code, part in parts.items():
            words, charts = Words(code), {s.attributes["id"][3:] for s in part.find("section") if s.find("figure")}
            assert there <= charts and not absent & charts, (results, charts)
            expect_missing(results, part, missing)
            assert bool(answer_of(part)) == claims, (results, answer_of(part))
            assert words("all_results") in part.text(), results
        expect_no_bare_figure(results, parts["en"])
        expect_no_english(results, parts["id"])
        pages.append(short_page(results, os.path.join(folder, f"{len(pages)}.html"), next(shown)))
    for found, language in zip(look(*pages), itertools.cycle(LANGUAGES)):
        expect_clean(found, [language])


def expect_no_bare_figure(path, part):
    """In the answer every figure has its interval; beside these stand replications to run, districts and dates alone."""
    for text in answer_of(part):
        allowed = [INTERVAL, "95%", r"about [\d,]+ replications", r"at least 8", r"from [+−]?[\d,.]+ to [+−]?[\d,.]+",
                   r"(?:from|below) 0", r"\d+ districts", "as-2018"]
        rest = re.sub("|".join(allowed), "", text)
        assert not re.search(r"\d", rest), (path, text)
