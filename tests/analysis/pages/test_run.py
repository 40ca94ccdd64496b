"""What a page says of a run is what `darah compare` prints of it: in its answer, its tables and its costs."""

import os
import re

import pytest

from darah.pages import run, write as write_page
from darah.compare import compare
from darah.study import Study
from darah.words import Words
from elements import answer_of, cells, parts_of, section
from printed import Printed, change_of, expect_interval, intervals, near, number

EN = Words("en")


DEATHS = "maternal deaths, true (a year)"
EXPECTED = "maternal deaths, expected from care (a year)"
PAYERS = {"district": "district", "all payers": "all_payers"}  # as they are printed, by their ids
MAIN = "mou-and-milder-emergencies"


@pytest.fixture(scope="module")
def printed(banten):
    return Printed(banten)


@pytest.fixture(scope="module")
def part(page):
    return parts_of(page)["en"]


@pytest.fixture(scope="module")
def text(part):
    """The answer, a sentence or a line each."""
    return answer_of(part)


@pytest.fixture(scope="module")
def changes(printed):
    """(mean, half width) of the change in expected deaths in each arm, all arms together."""
    found = {arm: change for (arm, which), change in printed.together.items() if which == "expected"}
    assert len(found) == 4, printed.together
    return found


def test_the_answer_is_of_the_arm_that_changes_most(printed, text, changes):
    assert max(changes, key=lambda arm: abs(changes[arm][0])) == MAIN
    change, level = intervals(text[0])
    mean, half_width = changes[MAIN]
    assert mean + half_width < 0 and "mothers fewer die a year" in text[0] and f"({MAIN})" in text[0], (text[0], mean)
    expect_interval(change, -mean, half_width, text[0])
    before, _, _ = printed.tables["All districts", MAIN][EXPECTED]
    assert level[0] == number(before) and level[1] < level[0] < level[2], (text[0], before)
    counted = next(t for t in text if "counting who died" in t)
    mean, half_width = printed.together[MAIN, "true"]
    expect_interval(intervals(counted)[0], -mean, half_width, counted)


def test_women_counted_one_by_one_make_up_the_change(printed, text):
    """What died and lives less what lives and died is the change."""
    before, after, _ = printed.tables["All districts", MAIN][DEATHS]
    averted, *caused = intervals(next(t for t in text if "woman by woman" in t))
    change, _ = printed.together[MAIN, "true"]
    assert abs(averted[0] - (caused[0][0] if caused else 0) + change) < 0.11, (averted, caused)
    assert abs(number(after) - number(before) - change) < 0.11, (before, after)


def test_the_other_arms_have_a_line_each(text, changes):
    lines = {arm: next(t for t in text if t.startswith(arm + " ") and t != text[0]) for arm in changes if arm != MAIN}
    for arm, line in lines.items():
        mean, half_width = changes[arm]
        if arm == "twin":
            assert (mean, half_width) == (0, 0) and "the same in every replication" in line and not intervals(line), line
        elif abs(mean) <= half_width:
            assert "not told from 0" in line, line
            expect_interval(intervals(line)[0], mean, half_width, line)
        else:
            assert f"{'fewer' if mean < 0 else 'more'}" in line, line
            expect_interval(intervals(line)[0], abs(mean), half_width, line)
    assert "more" in lines["harsher"], lines


def test_districts_are_named_with_their_changes(banten, printed, text):
    """Every district is, and with figures only one whose change is told from 0."""
    names = {name: place for place, name in Study(banten).district_names.items()}
    districts = printed.tables[EXPECTED, MAIN]
    said = next(t for t in text if t.startswith("District by district"))
    named = re.findall(r"([A-Z][\w. ]+?) ([+−]\S+ \(\S+ to \S+?\))", said)
    assert named, said
    for name, interval in named:
        place = next(place for known, place in names.items() if name.endswith(known))
        mean, half_width = change_of(districts[place][2])
        assert abs(mean) > half_width, (name, districts[place])
        expect_interval(intervals(interval)[0], mean, half_width, said)
    assert all(name in said for name in names), said


def test_what_a_death_averted_costs(printed, text):
    said = next(t for t in text if "death averted costs" in t)
    for payer in ("district", "all payers"):
        assert intervals(printed.costs[MAIN, payer]), printed.costs
        known = intervals(printed.costs[MAIN, payer])[0]
        assert any(all(abs(a - b) <= 0.56 for a, b in zip(known, shown)) for shown in intervals(said)), (printed.costs, said)


def test_tables_say_what_compare_says(banten, printed, part):
    """Every number of the table of all results is printed by `darah compare`."""
    said = compare(banten)
    for table, element in zip(said.tables, section(part, "all").find("table")):
        rows = cells(element)
        assert len(rows) == len(table.rows), table.title
        for row, line in zip(table.rows, rows):
            for i, arm in enumerate(said.others):
                before, after, difference = printed.tables[table.title, arm][row.label]
                shown = [line[1], line[2 + i], line[1 + len(said.arms) + i]]
                assert all(near(cell.split(" (")[0], known) for cell, known in zip(shown, (before, after))), (
                    row.label, shown, before, after)
                assert shown[2].replace("−", "-").replace("–", "-") == difference, (row.label, shown)
    deaths = printed.tables[EXPECTED, "harsher"]
    rows = {(row[0], row[1]): row for row in cells(section(part, "map").find("details")[0])}
    for place, name in Study(banten).district_names.items():
        expect_interval(intervals(rows["harsher", name][4])[0], *change_of(deaths[place][2]), name)


def test_costs_say_what_compare_says(printed, part):
    rows = {(row[0], row[1]): row for row in cells(section(part, "costs").find("details")[0])}
    for (arm, payer), known in printed.costs.items():
        shown = rows[arm, EN.label("payer", PAYERS[payer])][4]
        if intervals(known):
            (a, b, c), (x, y, z) = intervals(known)[0], intervals(shown)[0]
            assert max(abs(a - x), abs(b - y), abs(c - z)) <= 0.56, (arm, payer, known, shown)
        else:
            assert shown == EN("verdict_" + known.replace(" ", "_")), (arm, payer, known)


def test_another_baseline(folder, small):
    """--baseline turns the differences round."""
    part = parts_of(write_page(small, os.path.join(folder, "p.html"), "en", "harsher"))["en"]
    arms = [row[0] for row in cells(section(part, "arms"))]
    assert arms[0] == "harsher" and "(baseline)" in cells(section(part, "arms"))[0][1], arms
    rows = {row[0]: row for row in cells(section(part, "effects").find("details")[0])}
    _, _, difference = Printed(small).tables["All districts", "harsher"][EXPECTED]
    mean, half_width = change_of(difference)
    expect_interval(intervals(rows["as-2018"][3])[0], -mean, half_width, rows["as-2018"], difference)


def test_what_was_published_stands_with_its_own_interval():
    figure = {"published": 12.1, "published_low": 5.97, "published_high": 22.88, "decimals": 1}
    assert run._published(figure, EN) == "12.1 (6.0 to 22.9)"
    assert run._published({**figure, "published_low": None, "published_high": None}, EN) == "12.1"
