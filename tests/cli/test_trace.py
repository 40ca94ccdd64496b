"""darah trace lists a district's women and tells one woman's story, the same that a run counts."""

import os
import re
import shutil

import h5py

from program import SMALL, command, expect_code, run

ID = r"\d+-\d+-\d+"
DIFFERENCE = "-- From here on the arms differ: "


def trace(*arguments):
    return expect_code(0, run(command("trace", SMALL, *arguments))).stdout


def women(text):
    """ID and outcome in each arm of every woman listed."""
    return {fields[0]: fields[4:] for fields in
            (re.split(r"  +", line.lstrip("* ")) for line in text.splitlines() if re.match(rf"[* ]+{ID} ", line))}


def test_listed_and_told():
    listed = women(trace("--district", "north"))
    assert len(listed) > 10 and all(len(arms) == 3 for arms in listed.values()), listed
    woman, outcomes = next(iter(listed.items()))
    story = trace("--woman", woman)
    assert story == trace("--woman", woman), "the same command tells another story"
    name = re.search(rf"^Woman {woman} \(name (\d+)\)$", story, re.MULTILINE)[1]
    assert story == trace("--woman", name), "her name tells another story than her ID"
    for arm, outcome in zip(("as-2018", "no-mou", "mou-ideal"), outcomes):
        word = {"died": "died", "near-miss": "survived, a near-miss.", "survived": "survived."}[outcome.split(":")[0]]
        assert f"\n{arm}: {word}" in story, (arm, outcome, story)
    assert re.search(r"\d\d:\d\d  onset +EMERGENCY, ", story), story


def test_difference_is_marked():
    two = ("--arm", "as-2018", "--arm", "mou-ideal")
    all_women, differing = women(trace("--district", "north", *two)), women(
        trace("--district", "north", "--differ", *two))
    assert differing and set(differing) < set(all_women), (len(differing), len(all_women))
    story = trace("--woman", next(iter(differing)), *two)
    assert story.count(DIFFERENCE) == 1, story
    same = trace("--woman", next(woman for woman in all_women if woman not in differing), *two)
    assert DIFFERENCE not in same and "All arms are the same." in same, same


def test_deaths_are_those_of_a_run(folder):
    path = os.path.join(folder, "r.h5")
    expect_code(0, run(command("run", SMALL, "-r", 2, "-o", path)))
    with h5py.File(path) as file:
        in_second = file["death_replication"][()] == 1
        dead = {str(woman) for woman in file["death_woman"][in_second]}
    assert dead, "nobody died"
    for woman in dead:
        assert "DIES" in trace("--woman", woman, "--replication", 1), woman
    listed = [woman for district in ("north", "south")
              for woman in women(trace("--district", district, "--deaths", "--replication", 1))]
    names = {str(1 << 60 | int(code) << 46 | int(layer) << 36 | int(serial) << 8)
             for code, layer, serial in (woman.split("-") for woman in listed)}
    # A run counts women who give birth in the window, the list those whose emergency begins in it.
    assert names & dead, (names, dead)


def test_other_seeds_and_settings_are_other_worlds():
    first = trace("--district", "north")
    assert women(first) != women(trace("--district", "north", "--seed", 5)), "the seed does nothing"
    assert women(first) != women(trace("--district", "north", "--replication", 1)), "the replication does nothing"
    setting = trace("--district", "north", "--set", "run.horizon=30 d")
    assert "run.horizon=30 d" in setting and len(women(setting)) < len(women(first)), setting


def test_generated_arms_are_told_when_named(folder):
    copy = os.path.join(folder, "attributed")
    shutil.copytree(SMALL, copy)
    with open(os.path.join(copy, "scenario.toml"), "a") as file:
        file.write('\nattribute = "agreement.mechanisms"\n')

    def arms(*names):
        options = [part for name in names for part in ("--arm", name)]
        listed = women(expect_code(0, run(command("trace", copy, "--district", "north", *options))).stdout)
        return {len(outcomes) for outcomes in listed.values()}

    assert arms() == {3}
    assert arms("mou-ideal") == {1}
    assert arms("mou-ideal", "mou-ideal.none") == {2}


def test_units_kept_for_her_are_told(folder):
    copy = os.path.join(folder, "called")
    shutil.copytree(SMALL, copy)
    with open(os.path.join(copy, "scenario.toml"), "a") as file:
        file.write("""
[[arm]]
name = "all-come"
[arm.set]
"agreement.*.template" = "permenkes-92-2015"
"agreement.*.fidelity" = 1
"agreement.candidate_money" = "240000 IDR"
"agreement.call_money" = "100000 IDR"
"agreement.midwife_hours" = 168
"agreement.turn_up" = 1
""")

    def told(*arguments):
        return expect_code(0, run(command("trace", copy, *arguments))).stdout

    both = ("--arm", "no-mou", "--arm", "all-come")
    given = next((woman for woman in women(told("--district", "north", *both))
                  if "called up for her" in told("--woman", woman, "--arm", "all-come")), None)
    assert given, "nobody was given units kept for her"
    story = told("--woman", given, "--arm", "all-come")
    assert re.search(r"Blood: \d units? of red cells from donors called up for her, ", story), story
    assert "called up for her" not in told("--woman", given, "--arm", "no-mou"), "without an agreement"
    assert told("--woman", given, *both).count(DIFFERENCE) == 1


def test_what_is_not_there():
    for code, text, arguments in (
            (2, "give either --woman ID or --district D", []),
            (2, "give either --woman ID or --district D", ["--woman", "1-0-1", "--district", "north"]),
            (2, "is nobody's ID", ["--woman", "1-0"]),
            (2, "no district has the code 7; they have 1, 2", ["--woman", "7-0-1"]),
            (2, "has no woman 1-0-9999999; darah trace SCENARIO --district D", ["--woman", "1-0-9999999"]),
            (2, 'there is no district nort; did you mean "north"?', ["--district", "nort"]),
            (2, "there is no district cilegon; they are north, south", ["--district", "cilegon"]),
            (2, "choose from the women of a --district", ["--woman", "1-0-1", "--deaths"]),
            (2, "--differ needs two arms", ["--district", "north", "--differ", "--arm", "no-mou"]),
            (2, "--replication is a whole number from 0 on", ["--district", "north", "--replication=-1"]),
            (3, 'there is no arm "no-mo"; did you mean "no-mou"?', ["--district", "north", "--arm", "no-mo"])):
        result = expect_code(code, run(command("trace", SMALL, *arguments)), text)
        assert result.stdout == ""
