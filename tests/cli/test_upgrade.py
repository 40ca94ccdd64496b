"""darah upgrade carries a scenario's files over to the present format: what it says, what it writes, and what it leaves alone."""

import os
import pathlib
import resource
import shutil

import pytest

from program import SMALL, command, expect_code, run

LEFT_OUT = "party_of of utd-south (south) is left out: a blood centre is a party wherever a district it serves has an agreement"
TIMES = "scale = 1 of age: times are in seconds, not in microseconds"
FORMAT = "format = 2 says how it is written"


@pytest.fixture
def earlier(folder):
    """The small scenario as format 1 had it: a blood centre's party by its own column, a figure's scale for microseconds."""
    scenario = pathlib.Path(folder, "scenario")
    shutil.copytree(SMALL, scenario)
    toml = scenario / "scenario.toml"
    toml.write_text(toml.read_text().replace("format = 2\n", "") + """
[[figure]]
name = "age"
of = "age_at_issue"
over = "units_issued"
scale = 1e-6  # in microseconds
""")
    facilities = scenario / "facilities.csv"
    rows = facilities.read_text()
    assert "utd,south,utd-south,-," in rows
    facilities.write_text(rows.replace("utd,south,utd-south,-,", "utd,south,utd-south,south,"))
    return scenario


def contents(folder):
    return {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}


def upgrade(*arguments, code=0, says=(), **options):
    return expect_code(code, run(command("upgrade", *arguments), **options), *says).stdout


def changed(before, after):
    assert set(after) == set(before), "files came or went"
    return {name for name in before if after[name] != before[name]}


def test_what_changes_is_said_and_written(earlier):
    expect_code(3, run(command("check", earlier)), "facility.utd-south.party_of")
    before = contents(earlier)
    said = upgrade(earlier)
    assert said.splitlines() == [f"{earlier}/facilities.csv: {LEFT_OUT}", f"{earlier}/scenario.toml: {TIMES}",
                                 f"{earlier}/scenario.toml: {FORMAT}"]
    after = contents(earlier)
    assert changed(before, after) == {"facilities.csv", "scenario.toml"}
    assert b"\nformat = 2\n" in after["scenario.toml"] and b"scale = 1  # in microseconds" in after["scenario.toml"]
    expect_code(0, run(command("check", earlier)))

    assert upgrade(earlier) == f"{earlier} is of format 2 already\n"
    assert contents(earlier) == after


def test_a_dry_run_says_all_and_writes_nothing(earlier):
    before = contents(earlier)
    said = upgrade(earlier, "--dry-run")
    assert contents(earlier) == before
    assert said == upgrade(earlier / "scenario.toml"), "with --dry-run another thing is said"
    assert upgrade(earlier, "--dry-run") == f"{earlier} is of format 2 already\n"


def test_nothing_to_do(folder):
    copy = pathlib.Path(folder, "small")
    shutil.copytree(SMALL, copy)
    before = contents(copy)
    assert upgrade(copy) == f"{copy} is of format 2 already\n"
    assert contents(copy) == before


def test_what_it_is_based_on_stays(earlier):
    before = contents(earlier)
    derived = earlier.parent / "derived"
    derived.mkdir()
    (derived / "scenario.toml").write_text('base = "../scenario"\ntitle = "Derived"\n')
    said = upgrade(derived, code=3, says=["facilities.csv:4:", "facility.utd-south.party_of"])  # its base is of format 1 still
    assert said == f"{derived}/scenario.toml: {FORMAT}\n"
    assert contents(earlier) == before
    upgrade(earlier)
    assert upgrade(derived) == f"{derived} is of format 2 already\n"


@pytest.mark.parametrize("most", [100, 900])
def test_a_full_disk_leaves_each_file_whole_and_scenario_toml_for_the_end(earlier, most):
    """The size of a file is limited: to less than the first that is written, and to less than scenario.toml alone."""
    facilities, toml = (earlier / name for name in ("facilities.csv", "scenario.toml"))
    first_fits = facilities.stat().st_size <= most
    assert first_fits == (most == 900) and toml.stat().st_size > most
    before = contents(earlier)
    upgrade(earlier, code=4, says=["cannot write: File too large"],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    assert changed(before, contents(earlier)) == ({"facilities.csv"} if first_fits else set())
    assert FORMAT in upgrade(earlier), "what was begun is not finished"
    expect_code(0, run(command("check", earlier)))


def test_a_file_behind_a_link_is_written_where_it_is(earlier):
    real = earlier.parent / "real.toml"
    toml = earlier / "scenario.toml"
    toml.rename(real)
    toml.symlink_to(real)
    upgrade(earlier)
    assert toml.is_symlink() and "format = 2" in real.read_text()


def test_what_is_wrong_still_is_told(earlier):
    toml = earlier / "scenario.toml"
    toml.write_text(toml.read_text().replace("initial_fidelity = 0.45", "initial_fidelty = 0.45"))
    said = upgrade(earlier, code=3, says=["scenario.toml:", "did you mean agreement.north.initial_fidelity?"])
    assert FORMAT in said


def test_what_is_no_scenario_is_refused_and_left_alone(folder):
    upgrade(os.path.join(folder, "none"), code=3, says=["none", "cannot be read"])
    upgrade(folder, code=3, says=["scenario.toml", "cannot be read"])
    toml = pathlib.Path(folder, "scenario.toml")
    for text, says in (("format = 3\n", "format 3: this program knows 1 to 2"), ("title = \n", "scenario.toml:1:"),
                       ("format = 1\n[tables]\nfacilities = \"gone.csv\"\n", "gone.csv: cannot be read")):
        toml.write_text(text)
        assert upgrade(folder, code=3, says=[says]) == ""
        assert contents(folder) == {"scenario.toml": text.encode()}
