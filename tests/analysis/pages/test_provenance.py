"""Where the numbers come from: facts, files, and the commands that compute them again."""

from unittest import mock

from by_hand import EN, ID, opened, said
from darah.pages.provenance import changed, provenance

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def of_file(words=EN, files=None, **attributes):
    of = opened(said({}), **attributes)
    of.background = mock.Mock(settings=dict, files=files or {})
    return provenance(of, words, {})


def test_a_run_is_run_again_by_its_command_at_its_commit():
    found = of_file(git_commit=COMMIT, command_line="darah run of -r 8", scenario_sha256="5eed" * 16)
    assert found["rerun"] == f"git checkout {COMMIT}\n./darah run of -r 8"
    assert found["rerun_text"] == EN("rerun_text", commit=COMMIT[:12], sha=("5eed" * 16)[:12])
    assert ["git_commit", COMMIT] in [list(fact) for fact in found["facts"]]
    assert of_file(git_commit="unknown", command_line="darah run of")["rerun"] == "./darah run of"


def test_edited_sources_are_told():
    found = of_file(git_commit=f"{COMMIT}-modified-4209ad0a", command_line="darah run of")
    assert found["rerun_text"] == EN("rerun_text_edited", commit=COMMIT[:12], sha="")
    assert found["rerun"].startswith(f"git checkout {COMMIT}\n")


def test_a_sweep_is_swept_and_merged_again_and_shows_its_design():
    found = of_file(filetype="darah sweep", design_name="known", design_text="title = 1", sweep_sha256="abcd" * 16,
                    files={"scenario.toml": "title = 2"})
    assert found["rerun"] == "./darah sweep known.toml -o known\n./darah merge known -o known.h5"
    assert found["texts"] == [(EN("design_text"), [("known.toml", "title = 1")]),
                              (EN("scenario_text"), [("scenario.toml", "title = 2")])]
    assert of_file()["texts"] == [], "a file that has none shows none"


def test_facts_are_those_that_a_file_has():
    facts = dict(of_file(title="Title <b>", seed=7, settings=" ", words=ID)["facts"])
    assert facts["seed"] == "7" and "settings" not in facts and "detail" not in facts
    assert str(facts["title"]) == '<span lang="en">Title &lt;b&gt;</span>'


def test_what_the_command_changed_is_a_line():
    assert changed(opened(said({})), EN) == []
    line, = changed(opened(said({}), settings="a.b=1\nc.d=2\n"), EN)
    assert "a.b=1; c.d=2" in line
