"""Pages of sweeps: of every design, partial, of one arm, of one replication a cell, without any effect, large."""

import itertools
import os
import subprocess
import sys
import time

import numpy

from browser import expect_clean, look
from darah.pages import write as write_page
from darah.words import LANGUAGES, MESSAGES
from elements import answer_of, expect_missing, expect_no_english, parts_of
from known_sweeps import ANALYSIS, latin_hypercube, morris, plain, refused, saltelli, unit_factors, write
from made import KINDS, MOST_BYTES, kinds, short_page, sloped
from program import SMALL, command, expect_code, run

SWEPT = """
title = "Swept"
scenario = "{base}"
replications = 3
arms = ["no-mou", "mou-ideal"]
set."run.warm_up" = "14 d"
set."run.horizon" = "30 d"
set."run.policy_start" = "2018-04-20"
[design]
method = "latin-hypercube"
size = 8
[[factor]]
name = "lethality"
key = "emergency.pph.lethality"
low = "0.05"
high = "0.5"
[[factor]]
name = "turn up"
key = "agreement.turn_up"
low = "0"
high = "1"
"""
MOST_KIBIBYTES = 1 << 20  # of memory, for a sweep of a thousand cells


def swept(folder):
    """A sweep that the program ran."""
    design, cells_of, merged = (os.path.join(folder, name) for name in ("swept.toml", "cells", "swept.h5"))
    with open(design, "w", encoding="utf-8") as file:
        file.write(SWEPT.format(base=SMALL))
    expect_code(0, run(command("sweep", design, "-o", cells_of)))
    expect_code(0, run(command("merge", cells_of, "-o", merged)))
    return merged


def odd_sweeps(folder):
    """(merged sweep, charts, keys of what is said to be missing, whether factors may be named)"""
    def made(name, design, factors, function, **options):
        options = {"replications": 4, "noise": 1, "git_commit": "0123456789abcdef",
                   "command_line": "darah sweep known.toml", **options}
        return write(os.path.join(folder, name + ".h5"), design, factors, function, **options)

    steps = numpy.array(list(itertools.product([0, 1 / 3, 2 / 3, 0.999], [0, 0.999], [0, 0.4, 0.7])))
    three, listed = unit_factors(3), [KINDS[0], KINDS[2], KINDS[3]]
    yield swept(folder), ["tornado", "prcc", "response"], [], None
    yield made("sobol", saltelli(3, 64), three, sloped), ["tornado", "sobol_bars", "response"], [], True
    yield made("morris", morris(3, 12), three, sloped), ["tornado", "morris_plane", "response"], [], True
    yield made("latin", latin_hypercube(4, 60), KINDS, kinds), ["tornado", "prcc", "response"], [], True
    yield made("grid", plain("grid", steps), listed, sloped, noise=0.1), ["tornado", "prcc", "response"], [], True
    yield made("partial", saltelli(3, 64), three, sloped, keep=range(103)), ["tornado", "sobol_bars", "response"], \
        ["sweep_partial"], True
    yield made("no-row", saltelli(3, 64), three, sloped, keep=range(3)), ["tornado", "response"], \
        ["sweep_partial"], False
    yield made("two-cells", latin_hypercube(3, 40), three, sloped, keep=range(2)), ["tornado", "response"], \
        ["sweep_partial"], False
    yield made("one-cell", latin_hypercube(3, 40), three, sloped, keep=range(1)), ["response"], ["sweep_partial"], False
    yield made("one-replication", saltelli(3, 64), three, sloped, replications=1), ["tornado", "sobol_bars", "response"], \
        ["sweep_one_replication"], False
    yield made("one-arm", latin_hypercube(3, 60), three, sloped, arms=("base",), common_noise=1), \
        ["tornado", "prcc", "response"], [], False
    yield made("flat", saltelli(2, 8), unit_factors(2), lambda x: 0 * x[:, 0], noise=0), ["tornado", "response"], [], False


def test_odd_sweeps_give_sensible_pages(folder):
    """Every design, and sweeps that are partial, of one arm, of one replication a cell, or without any effect."""
    cases = list(odd_sweeps(folder))
    pages, shown = [], itertools.cycle(LANGUAGES)
    for results, drawn, missing, named in cases:
        make = write_page if named is None else short_page
        parts = parts_of(make(results, os.path.join(folder, "whole.html")))
        pages.append(make(results, os.path.join(folder, f"{len(pages)}.html"), next(shown)))
        for code, part in parts.items():
            charts = [s.attributes["id"][3:] for s in part.find("section") if s.find("figure")]
            assert charts == drawn, results
            expect_missing(results, part, missing)
            text = answer_of(part)
            head = MESSAGES["sweep_named"][code == "id"].partition("{")[0]
            assert named is None or any(line.startswith(head) for line in text) == named, (results, text)
            assert len(set(text)) == len(text), (results, text)
        expect_no_english(results, parts["id"])
    for found, language in zip(look(*pages), itertools.cycle(LANGUAGES)):
        expect_clean(found, [language])


def test_a_sweep_of_other_measures_and_arms(folder):
    """--of and --arm choose what is explained; a measure that is none of deaths stands under its own name."""
    path = write(os.path.join(folder, "s.h5"), latin_hypercube(2, 40), unit_factors(2), lambda x: x[:, 0], noise=0.1,
                 arms=("base", "policy", "other"), replications=4)
    part = parts_of(write_page(path, os.path.join(folder, "p.html"), "en", of="deaths[cause=pph]", arm="other"))["en"]
    assert "deaths[cause=pph]" in answer_of(part)[0] and "other" in answer_of(part)[0], answer_of(part)[0]
    for words, text in [(["--of", "births", "--arm", "nobody"], "unknown arm nobody"), (["--of", "deths"], '"deaths"'),
                        (["--arm", "base"], "is the baseline"), (["--baseline", "policy"], "baseline is its first arm")]:
        code, said = refused("report", path, "-o", os.path.join(folder, "q.html"), *words)
        assert code == 2 and text in said, (words, said)
    assert sorted(os.listdir(folder)) == ["p.html", "s.h5"], os.listdir(folder)


def test_a_large_sweep_takes_little_memory(folder):
    """A thousand cells and more of five factors, eight replications each."""
    path = write(os.path.join(folder, "s.h5"), saltelli(5, 256), unit_factors(5), sloped, replications=8, noise=1)
    begin = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "darah", "report", path, "-o", os.path.join(folder, "p.html")],
                               env={**os.environ, "PYTHONPATH": ANALYSIS}, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    print(f"  1792 cells: {time.monotonic() - begin:.1f} s, {used.ru_maxrss >> 10} MB")
    assert used.ru_maxrss < MOST_KIBIBYTES, used.ru_maxrss
    assert os.path.getsize(os.path.join(folder, "p.html")) < MOST_BYTES
