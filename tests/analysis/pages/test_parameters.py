"""The list of parameters: how each is known, and what a file has in place of its default."""

import json
from unittest import mock

from by_hand import EN, ID, opened, said
from darah.pages import parameters


def parameter(mark, unit, default, meaning, pattern=None, text=False):
    return {"mark": mark, "unit": unit, "default": default, "pattern": pattern, "text": text, "meaning": meaning}


KNOWN = {"title": parameter("-", "", "", "the title", text=True),
         "run.horizon": parameter("-", "d", "365 d", "days measured"),
         "emergency.{cause}.lethality": parameter("S", "1", "0.1", "chance of death", r"emergency\.(pph|aph|\*)\.lethality"),
         "agreement.{district}.extent.{mechanism}": parameter("A", "1", "1", "how far",
                                                              r"agreement\.(\w+|\*)\.extent\.(\w+|\*)"),
         "agreement.turn_up": parameter("A", "1", "0.5", "share that comes")}


def study(written, **attributes):
    of = opened(said({}), **attributes)
    of.background = mock.Mock(settings=lambda: written)
    return of


def here(of, words=EN):
    return {row[0]: str(row[3]) for row in parameters.parameter_rows(of, words, KNOWN)}


def test_what_a_file_sets_stands_beside_the_default():
    found = here(study({"run.horizon": "31 d", "emergency.pph.lethality": "0.099", "emergency.aph.lethality": "0.072",
                        "agreement.*.extent.courier": "0.5", "nobody.knows": "1"}))
    assert found == {"title": "", "run.horizon": "31 d", "emergency.<cause>.lethality": "pph: 0.099; aph: 0.072",
                     "agreement.<district>.extent.<mechanism>": "*.courier: 0.5", "agreement.turn_up": ""}


def test_the_command_goes_over_the_scenario_and_a_factor_over_both():
    of = study({"run.horizon": "31 d", "agreement.turn_up": "0.1"}, settings="run.horizon=62 d\nagreement.turn_up=0.2")
    assert here(of)["run.horizon"] == "62 d" and here(of)["agreement.turn_up"] == "0.2"
    of.varied = {"agreement.turn_up": mock.Mock(said_in=lambda words: "0.2 to 0.6")}
    assert here(of)["agreement.turn_up"] == EN("varied", range="0.2 to 0.6")


def test_texts_of_the_program_are_marked_as_english_in_another_language():
    rows = {row[0]: row for row in parameters.parameter_rows(study({"title": "A <b>"}), ID, KNOWN)}
    assert str(rows["title"][3]) == '<span lang="en">A &lt;b&gt;</span>' and "days measured</span>" in rows["run.horizon"][5]
    assert rows["run.horizon"][1:3] == ["-", '<span lang="en">365 d</span>']


def test_the_meaning_of_a_key_may_be_that_of_its_elements():
    assert parameters.meaning_of("emergency.pph.lethality", KNOWN) == "chance of death"
    assert parameters.meaning_of("agreement.turn_up", KNOWN) == "share that comes"
    assert parameters.meaning_of("emergency.flu.lethality", KNOWN) == ""


def test_how_many_are_known_how():
    line = parameters.rests_parameters(EN, KNOWN)
    assert f"1 {EN.label('mark', 'S')}" in line and f"2 {EN.label('mark', 'A')}" in line, line
    assert f"1 {EN.label('mark', '-')}" in line, ("a title is counted:", line)
    assert parameters.rests_parameters(ID, {}) == ID("rests_parameters_unknown")


def test_another_version_of_the_program_is_told():
    parameters._version_of.cache_clear()
    with mock.patch.object(parameters, "ask", return_value="darah 0.1.0 (commit abc, GNU 12)\n"), \
            mock.patch.object(parameters, "program", return_value="darah"):
        for commit, told in (("abc", False), ("abd", True)):
            text = parameters.parameters_text(study({}, program_version="0.1.0", git_commit=commit), EN, KNOWN)
            assert ("commit abd" in text) == told, text
        assert parameters.parameters_text(study({}), ID, {}).endswith(ID("in_english"))
    parameters._version_of.cache_clear()


def test_the_program_describes_them_or_nobody_does():
    described = {"$defs": {"a.b": {"x-mark": "S", "x-unit": "d", "x-default": "1 d", "description": "days; default 1 d"},
                           "title": {"x-mark": "-", "x-unit": "", "x-default": "", "description": "t", "minLength": 1},
                           "table": {"description": "no parameter"}}}
    with mock.patch.object(parameters, "program", return_value="darah"), \
            mock.patch.object(parameters, "ask", return_value=json.dumps(described)):
        assert parameters.described() == {"a.b": parameter("S", "d", "1 d", "days"),
                                          "title": parameter("-", "", "", "t", text=True)}
    with mock.patch.object(parameters, "program", return_value=None):
        assert parameters.described() == {}
