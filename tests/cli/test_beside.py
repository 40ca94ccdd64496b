"""Results files beside each other, and sweeps, which are compared otherwise."""

import json
import os
import shutil

import pytest

from program import DARAH, SMALL, command, expect_code, list_design, run


def made(folder, name, *words):
    path = os.path.join(folder, name)
    expect_code(0, run(command("run", SMALL, "-r", 2, "-o", path, *words)))
    return path


@pytest.fixture(scope="module")
def base(module_folder):
    return made(module_folder, "base.h5")


@pytest.fixture(scope="module")
def low(module_folder):
    return made(module_folder, "low.h5", "--set", "agreement.turn_up=0.1")


def said(*words):
    return json.loads(expect_code(0, run([DARAH, "compare", *words, "--format", "json"])).stdout)


def test_files_beside_each_other(base, low):
    both = said(base, low)
    assert both["arms"] == [f"{file}:{arm}" for file in ("base", "low") for arm in ("as-2018", "no-mou", "mou-ideal")]
    assert both["conditions"].startswith("90 days measured") and "low: agreement.turn_up" in both["conditions"]
    of_base, of_low = said(base), said(low)
    rows = {row["id"]: row for row in both["tables"][0]["rows"]}
    for alone, first in ((of_base, 0), (of_low, 3)):
        for row in alone["tables"][0]["rows"]:
            if row["id"] in rows and "by_name" not in row["id"]:
                assert [cell["value"] for cell in row["arms"]] == [cell["value"] for cell in rows[row["id"]]["arms"][first:first + 3]]
    # The arm that --set does not touch has the same women and the same fates.
    same = rows["deaths_true"]["arms"][4]["difference"]["mean"] - rows["deaths_true"]["arms"][1]["difference"]["mean"]
    assert same == 0


def test_every_format_has_the_arms_of_all(base, low, folder):
    for words in (["--format", "text"], ["--brief"], ["--format", "csv"], ["--monitoring"]):
        text = expect_code(0, run([DARAH, "compare", base, low, *words])).stdout
        assert "low:mou-ideal" in text or words == ["--brief"], words
    expect_code(0, run([DARAH, "compare", base, low, "-o", os.path.join(folder, "both.xlsx")]))


def test_a_baseline_may_be_named_with_its_file_or_without(base, low):
    assert said(base, low, "--baseline", "low:no-mou")["arms"][0] == "low:no-mou"
    assert said(base, low, "--baseline", "no-mou")["arms"][0] == "base:no-mou"
    expect_code(2, run([DARAH, "compare", base, low, "--baseline", "low:nobody"]), "has no arm low:nobody")


@pytest.mark.parametrize("words, says", [
    (["--seed", "9"], "its seed is 9, not 1; give both runs the same --seed"),
    (["-r", "3"], "its number of replications is 3, not 2; give both runs the same -r"),
    (["--set", "run.horizon=31 d"], "it measures 31 d, not 90 d; give both runs the same run.horizon"),
    (["--set", "run.warm_up=120 d"], "other women live in it (its warm-up is 120 d, not 180 d)"),
])
def test_what_cannot_be_paired_is_refused(base, folder, words, says):
    other = os.path.join(folder, "other.h5")
    expect_code(0, run(command("run", SMALL, *([] if "-r" in words else ["-r", 2]), "-o", other, *words)))
    expect_code(4, run([DARAH, "compare", base, other]), "other.h5 cannot be compared with", says)


def test_a_file_is_compared_with_another(base, folder):
    expect_code(4, run([DARAH, "compare", base, base]), "base.h5: is named twice")
    twin = shutil.copy(base, os.path.join(folder, "base.h5"))
    arms = said(base, twin)["arms"]
    assert len(set(arms)) == 6 and all("/base:" in arm for arm in arms)


def test_a_sweep_is_told_what_to_do_instead(folder):
    design, cells, merged = (os.path.join(folder, name) for name in ("d.toml", "cells", "merged.h5"))
    with open(design, "w", encoding="utf-8") as file:
        file.write(list_design(0.2, 0.4))
    expect_code(0, run(command("sweep", design, "-o", cells)))
    expect_code(2, run([DARAH, "compare", cells]), f"darah merge {cells} -o")
    slices = [os.path.join(cells, name) for name in os.listdir(cells) if name.endswith(".h5")]
    expect_code(2, run([DARAH, "compare", slices[0]]), "is a slice of a sweep: darah merge")
    expect_code(0, run(command("merge", cells, "-o", merged)))
    expect_code(2, run([DARAH, "compare", merged]), "is a merged sweep", f"darah report {merged}", "sensitivity", "xarray")
    expect_code(2, run([DARAH, "compare", merged, merged]), "is a merged sweep")
