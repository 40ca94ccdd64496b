"""The JSON Schema that the program emits accepts the scenarios of the repository and refuses spoiled ones."""

import datetime
import json
import pathlib
import re
import tomllib
import urllib.parse

import jsonschema
import pytest

from program import SCENARIO, SOURCE, command, expect_code, run


def as_json(value):
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def spoiled(scenario, *path, value):
    copy = json.loads(json.dumps(scenario))
    at = copy
    for key in path[:-1]:
        at = at[key] if isinstance(at, list) else at.setdefault(key, {})
    at[path[-1]] = value
    return copy


@pytest.fixture(scope="module")
def schema():
    emitted = json.loads(expect_code(0, run(command("describe", "--format", "json-schema"))).stdout)
    jsonschema.Draft202012Validator.check_schema(emitted)
    return emitted


@pytest.fixture(scope="module")
def validator(schema):
    return jsonschema.Draft202012Validator(schema)


def read(path):
    return as_json(tomllib.loads(path.read_text()))


@pytest.fixture(scope="module")
def good():
    return read(pathlib.Path(SCENARIO, "scenario.toml"))


def test_scenarios_of_the_repository_are_valid(validator):
    scenarios = sorted(pathlib.Path(SOURCE).glob("scenarios/*/scenario.toml"))
    assert any(path.parent.name == "banten-2018" for path in scenarios)
    for path in scenarios:
        for error in validator.iter_errors(read(path)):
            pytest.fail(f"{path}: {list(error.absolute_path)} is not valid: {list(error.absolute_schema_path)}")


def test_parameters_have_their_marks(schema):
    night = schema["$defs"]["referral.night"]
    assert (night["x-mark"], night["x-unit"], night["x-default"]) == ("A", "1", "1.3"), night
    assert all(one["x-mark"] in "SDEBA-" for one in schema["$defs"].values() if "description" in one)


def test_every_parameter_has_a_definition_of_its_own(schema):
    """Keys of two dimensions may end alike: each is described by itself, and each reference leads somewhere."""
    variable, barrier = (schema["$defs"][f"agreement.{{{of}}}.weight"] for of in ("variable", "barrier"))
    assert variable["description"].startswith("weight of a capacity variable")
    assert barrier["description"].startswith("weight of a barrier")
    assert [bool(re.fullmatch(one["x-pattern"], "agreement.urgency.weight")) for one in (variable, barrier)] == [False, True]
    described = expect_code(0, run(command("describe", "--format", "markdown"))).stdout
    keys = set(re.findall(r"^\| `([^`{]*(?:\{\w+\}[^`]*)?)` \|", described.split("## Names in braces")[0], re.M))
    assert {key for key, one in schema["$defs"].items() if "x-mark" in one} == {
        key for key in keys if not key.startswith("figure.")}
    refs = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)))
    assert {urllib.parse.unquote(ref) for ref in refs} == set(schema["$defs"])


FIGURE = {"name": "expired", "of": "units_expired", "over": "donations", "unit": "%", "scale": 100,
          "published": 9.3, "source": "a table", "confidence": 0.999, "arm": "no-mou", "decimals": 4}
ATTRIBUTED = {"name": "a", "attribute": "agreement.mechanisms", "attribution": "shapley"}


def test_what_may_be_added_is_valid(validator, good):
    assert validator.is_valid(spoiled(good, "figure", value=[FIGURE, {"name": "births", "of": "births"}]))
    for interval in ({"published_of": 58}, {"published_as": "count"}, {"published_low": 9, "published_high": 10}):
        assert validator.is_valid(spoiled(good, "figure", value=[{**FIGURE, **interval}]))
    assert validator.is_valid(spoiled(good, "arm", 1, value=ATTRIBUTED))
    assert validator.is_valid(spoiled(good, "base", value="../other"))


def test_spoiled_scenarios_are_refused(validator, good):
    bad = {
        "unknown key": spoiled(good, "run", "sed", value=1),
        "unknown table": spoiled(good, "emergncy", value={}),
        "wrong type": spoiled(good, "run", "seed", value="1"),
        "title in Indonesian that is no text": spoiled(good, "title_id", value=1),
        "arm's title in Indonesian that is no text": spoiled(good, "arm", 1, "title_id", value=1),
        "no unit": spoiled(good, "run", "horizon", value="365"),
        "wrong unit": spoiled(good, "run", "horizon", value="365 km"),
        "not a date": spoiled(good, "run", "start", value="1 January"),
        "weight of a barrier out of range": spoiled(good, "agreement", "urgency", "weight", value=1e4),
        "weight of a variable that is no number": spoiled(good, "agreement", "agency", "weight", value="much"),
        "out of range": spoiled(good, "emergency", "pph", "lethality", value=1.5),
        "unknown cause": spoiled(good, "emergency", "ppx", "lethality", value=0.5),
        "unknown choice": spoiled(good, "output", "detail", value="ful"),
        "unknown mechanism": spoiled(good, "arm", 1, "set", value={"agreement.*.mechanisms": ["courrier"]}),
        "unknown patch": spoiled(good, "arm", 1, "set", value={"agreement.*.mechanism": []}),
        "arm without name": spoiled(good, "arm", 1, value={}),
        "unknown attribute": spoiled(good, "arm", 1, value={**ATTRIBUTED, "attribute": "agreement"}),
        "unknown attribution": spoiled(good, "arm", 1, value={**ATTRIBUTED, "attribution": "shaply"}),
        "attribution of nothing": spoiled(good, "arm", 1, value={"name": "a", "attribution": "family"}),
        "base that is no text": spoiled(good, "base", value=1),
        "no arms": spoiled(good, "arm", value=[]),
        "no figures": spoiled(good, "figure", value=[]),
        "figure without name": spoiled(good, "figure", value=[{"of": "births"}]),
        "unknown key of a figure": spoiled(good, "figure", value=[{**FIGURE, "publishd": 1}]),
        "decimals of a figure": spoiled(good, "figure", value=[{**FIGURE, "decimals": 10}]),
        "half an interval": spoiled(good, "figure", value=[{**FIGURE, "published_low": 9}]),
        "two intervals": spoiled(good, "figure", value=[{**FIGURE, "published_of": 58, "published_as": "count"}]),
        "number of nothing published": spoiled(
            good, "figure", value=[{"name": "births", "of": "births", "published_of": 58}]),
        "published without source": spoiled(
            good, "figure", value=[{"name": "births", "of": "births", "published": 1}]),
    }
    accepted = [name for name, scenario in bad.items() if validator.is_valid(scenario)]
    assert not accepted, accepted
    assert not validator.is_valid({key: value for key, value in good.items() if key != "title"})
