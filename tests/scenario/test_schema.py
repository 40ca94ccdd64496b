"""The JSON Schema that the program emits accepts the scenarios of the repository and refuses spoiled ones."""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tomllib

import jsonschema

SOURCE = pathlib.Path(os.environ["DARAH_SOURCE"])


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


def main():
    command = [os.environ["DARAH"], "describe", "--format", "json-schema"]
    emitted = subprocess.run(command, check=True, capture_output=True)
    schema = json.loads(emitted.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    scenarios = sorted(SOURCE.glob("scenarios/*/scenario.toml"))
    assert any(path.parent.name == "banten-2018" for path in scenarios)
    for path in scenarios:
        scenario = as_json(tomllib.loads(path.read_text()))
        for error in validator.iter_errors(scenario):
            sys.exit(f"{path}: {list(error.absolute_path)} is not valid: {list(error.absolute_schema_path)}")

    night = schema["$defs"]["referral.night"]
    assert (night["x-mark"], night["x-unit"], night["x-default"]) == ("A", "1", "1.3"), night
    assert all(one["x-mark"] in "SDEBA-" for one in schema["$defs"].values() if "description" in one)

    good = as_json(tomllib.loads((SOURCE / "scenarios/banten-2018/scenario.toml").read_text()))
    figure = {"name": "expired", "of": "units_expired", "over": "donations", "unit": "%", "scale": 100,
              "published": 9.3, "source": "a table", "confidence": 0.999, "arm": "no-mou", "decimals": 4}
    assert validator.is_valid(spoiled(good, "figure", value=[figure, {"name": "births", "of": "births"}]))
    attributed = {"name": "a", "attribute": "agreement.mechanisms", "attribution": "shapley"}
    assert validator.is_valid(spoiled(good, "arm", 1, value=attributed))
    assert validator.is_valid(spoiled(good, "base", value="../other"))
    bad = {
        "unknown key": spoiled(good, "run", "sed", value=1),
        "unknown table": spoiled(good, "emergncy", value={}),
        "wrong type": spoiled(good, "run", "seed", value="1"),
        "title in Indonesian that is no text": spoiled(good, "title_id", value=1),
        "arm's title in Indonesian that is no text": spoiled(good, "arm", 1, "title_id", value=1),
        "no unit": spoiled(good, "run", "horizon", value="365"),
        "wrong unit": spoiled(good, "run", "horizon", value="365 km"),
        "not a date": spoiled(good, "run", "start", value="1 January"),
        "out of range": spoiled(good, "emergency", "pph", "lethality", value=1.5),
        "unknown cause": spoiled(good, "emergency", "ppx", "lethality", value=0.5),
        "unknown choice": spoiled(good, "output", "detail", value="ful"),
        "unknown mechanism": spoiled(good, "arm", 1, "set", value={"agreement.*.mechanisms": ["courrier"]}),
        "unknown patch": spoiled(good, "arm", 1, "set", value={"agreement.*.mechanism": []}),
        "arm without name": spoiled(good, "arm", 1, value={}),
        "unknown attribute": spoiled(good, "arm", 1, value={**attributed, "attribute": "agreement"}),
        "unknown attribution": spoiled(good, "arm", 1, value={**attributed, "attribution": "shaply"}),
        "attribution of nothing": spoiled(good, "arm", 1, value={"name": "a", "attribution": "family"}),
        "base that is no text": spoiled(good, "base", value=1),
        "no arms": spoiled(good, "arm", value=[]),
        "no figures": spoiled(good, "figure", value=[]),
        "figure without name": spoiled(good, "figure", value=[{"of": "births"}]),
        "unknown key of a figure": spoiled(good, "figure", value=[{**figure, "publishd": 1}]),
        "decimals of a figure": spoiled(good, "figure", value=[{**figure, "decimals": 10}]),
        "published without source": spoiled(
            good, "figure", value=[{"name": "births", "of": "births", "published": 1}]),
    }
    accepted = [name for name, scenario in bad.items() if validator.is_valid(scenario)]
    assert not accepted, accepted
    assert not validator.is_valid({key: value for key, value in good.items() if key != "title"})


main()
