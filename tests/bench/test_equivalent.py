"""bench/equivalent.py says of two results files, paired by replication, whether the program found the same."""

import importlib.util
import os

import pytest

from program import MONTH, SMALL, SOURCE, command, expect_code, run


def load():
    spec = importlib.util.spec_from_file_location("equivalent", os.path.join(SOURCE, "bench", "equivalent.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EQUIVALENT = load()


def results(folder, *arguments):
    path = os.path.join(folder, "results.h5")
    expect_code(0, run(command("run", SMALL, *MONTH, "--arm", "as-2018", "-o", path, *arguments)))
    return EQUIVALENT.open_results(path).load()


def test_results_are_held_to_a_margin_by_replication(folder, capsys):
    before = results(folder)
    assert EQUIVALENT.main(before, before, ["births"]) == 0
    told = capsys.readouterr().out
    assert "| `births` | `as-2018` |" in told and "| the same |" in told and "NOT SHOWN" not in told
    other = results(folder, "--set", "blood_centre.other_loss=0.5")
    assert EQUIVALENT.main(before, other, []) == 1
    told = capsys.readouterr().out
    assert "| NOT SHOWN |" in told and "`exogenous`" not in told
    with pytest.raises(SystemExit, match="no measure of both: birds"):
        EQUIVALENT.main(before, other, ["birds"])
    with pytest.raises(SystemExit, match="of one seed"):
        EQUIVALENT.main(before, other.assign_attrs(seed_text="2"), [])
