"""The answer of a sweep: how far it goes, and which factors it names."""

import os
import re
from unittest import mock

import numpy
import pandas
from markupsafe import Markup, escape

from by_hand import BOTH, EN, ID, INTERVAL, figures, sweep_study
from darah import sensitivity
from darah.charts.factors import interval_of
from darah.errors import OutputError
from darah.pages import sweep, sweep_answer
from darah.pages import write as write_page
from darah.words import MESSAGES
from known_sweeps import (ISHIGAMI, Factor, expect_raises, ishigami, latin_hypercube, morris, saltelli, unit_factors,
                          write)


def sweep_said(of):
    """In each language; every figure of a factor has its interval."""
    texts = []
    for words in BOTH:
        found = sweep_answer.answer(of, words)
        assert all(isinstance(text, Markup) or "<" not in text for text in found), found
        texts.append([str(text) for text in found])
    assert figures(texts[0], EN) == figures(texts[1], ID), texts
    assert len(texts[0]) == len(texts[1]), texts
    return texts


def named(texts):
    """Factors that the second sentence gives a figure."""
    return sorted(found[0] for found in re.findall(rf"(\w+) {INTERVAL}", texts[1]))


def test_a_sweep_says_how_far_the_answer_goes(folder):
    of = sweep_study(folder, saltelli(3, 128), ISHIGAMI, ishigami, noise=0.3)
    values = of.response.values
    p5, p95 = numpy.percentile(values, [5, 95])
    for texts, words in zip(sweep_said(of), BOTH):
        for value in (values.min(), values.max(), p5, p95):
            assert words.number(value, of.decimals()) in texts[0], (value, texts[0])
        assert f"({words.number(100 * of.response.noise_share)}%" in texts[0], (of.response.noise_share, texts[0])
        assert "640" in texts[0], texts[0]
    alone = sweep_study(folder, saltelli(3, 128), ISHIGAMI, ishigami, replications=1)
    assert "an unknown part of the variance" in sweep_said(alone)[0][0], sweep_said(alone)[0]


def test_a_sweep_names_what_its_intervals_tell(folder):
    """Of each design those whose effect is no chance; what has none is not named; figures are those of the analysis."""
    def function(x):
        return 5 * x[:, 0] + 2 * x[:, 1]
    for design, index in ((saltelli(4, 256), "total"), (morris(4, 40), "mu_star"), (latin_hypercube(4, 120), "prcc")):
        of = sweep_study(folder, design, unit_factors(4), function, noise=0.4, replications=4)
        texts = sweep_said(of)
        assert named(texts[0]) == named(texts[1]) == ["x1", "x2"], (index, texts)
        table = of.analysis.table
        for words, text in zip(BOTH, texts):
            for name in ("x1", "x2"):
                found = words.interval(interval_of(table.loc[name], index),
                                       sweep_answer.sensitivity_decimals(table, index))
                assert f"{name} {found}" in text[1], (found, text)
            assert MESSAGES[f"index_{index}"][words.code == "id"] in text[1], text
            assert "x3" in text[2] and "x4" in text[2], text


def test_chance_alone_is_not_named(folder):
    """Over many sweeps in which nothing matters, rarely any of the six factors is named: looked at together."""
    with mock.patch.object(sensitivity, "RESAMPLES", 200):
        for make, seldom in ((lambda seed: latin_hypercube(6, 90, seed), 2), (lambda seed: saltelli(3, 64, seed), 1),
                             (lambda seed: morris(6, 12, seed=seed), 1)):
            wrong = 0
            for seed in range(12):
                design = make(seed)
                of = sweep_study(folder, design, unit_factors(design.share.shape[1]), lambda x: 0 * x[:, 0], noise=1,
                                 streams="own", seed=seed)
                wrong += "No factor's effect can be told from chance" not in sweep_answer.answer(of, EN)[1]
            assert wrong <= seldom, (wrong, "of 12 sweeps of chance name a factor")


def test_without_replications_no_sum_of_squares_is_named(folder):
    """Monte Carlo error is unknown then, and these are never 0; correlations have intervals over cells."""
    for design, any_named in ((saltelli(3, 64), False), (morris(3, 20), False), (latin_hypercube(3, 60), True)):
        of = sweep_study(folder, design, unit_factors(3), lambda x: 5 * x[:, 0], replications=1)
        text = sweep_answer.answer(of, EN)[1]
        assert ("No factor" not in text) == any_named, (design.method, text)


def test_matters_looks_at_intervals_together():
    """Correlations by Holm's method; sums of squares each against what chance gives."""
    def told(index, **rows):
        columns = {"prcc": ("prcc", "prcc_low", "prcc_high"), "total": ("total", "total_low", "total_noise")}[index]
        return sweep_answer.matters(pandas.DataFrame.from_dict(rows, orient="index", columns=columns), index, 100)

    weak, none = (0.5, 0.1, 0.9), (0.05, -0.4, 0.5)
    for rows, known in [({"a": weak}, ["a"]), ({"a": (0.5, -0.1, 0.9)}, []), ({"a": (-0.5, -0.9, -0.1)}, ["a"]),
                        ({"a": weak, **{f"x{i}": none for i in range(5)}}, []),
                        ({"a": weak, **{f"x{i}": (0.9, 0.85, 0.95) for i in range(5)}}, ["a", *(f"x{i}" for i in range(5))]),
                        ({"a": (0.5, 0.3, 0.7), **{f"x{i}": none for i in range(5)}}, ["a"]),
                        ({"a": (numpy.nan,) * 3}, [])]:
        assert told("prcc", **rows) == known, rows
    for row, known in [((0.5, 0.3, 0.1), ["a"]), ((0.5, 0.3, 0.26), []), ((0.5, 0.05, 0.1), []),
                       ((0.5, 0.3, numpy.nan), []), ((0.0, 0.0, 0.0), [])]:
        assert told("total", a=row) == known, row


def test_a_sweep_says_what_it_rests_on(folder):
    """Days measured, what the design sets and what it varies, in the words and in the list of parameters."""
    factors = [Factor("turn_up", 0.2, 0.6), Factor("lethality", 0.07, 0.13)]
    study = sweep_study(folder, latin_hypercube(2, 24), factors, lambda x: x[:, 0], measured_days=31,
                        design_set={"run.horizon": "31 d", "referral.night": "1.7"})
    study.varied = {"agreement.turn_up": study.factors[0], "emergency.pph.lethality": study.factors[1]}
    described = {key: {"mark": "A", "unit": "1", "default": "0", "pattern": pattern, "text": False, "meaning": "m"}
                 for key, pattern in {"referral.night": None, "agreement.turn_up": None, "untouched.key": None,
                                      "emergency.{cause}.lethality": r"emergency\.(pph|aph|\*)\.lethality"}.items()}
    for words, said in ((EN, ("Each cell measures 31 days.", "run.horizon = 31 d; referral.night = 1.7", "are scaled")),
                        (ID, ("Tiap sel mengukur 31 hari.", "run.horizon = 31 d; referral.night = 1.7", "musim di luarnya"))):
        page = sweep.contents(study, words, described)
        for text in said:
            assert any(text in line for line in page["rests"]), (text, page["rests"])
        here = {row[0]: str(row[3]) for row in page["parameters"]}
        assert here["referral.night"] == "1.7" and here["untouched.key"] == "", here
        assert words.number(0.2, 1) in here["agreement.turn_up"] and here["emergency.<cause>.lethality"].startswith("pph: "), here
        assert [b["name"] for b in page["first_blocks"]] == ["arms", "factors"], page["first_blocks"]
    year = sweep_study(folder, latin_hypercube(2, 24), factors, lambda x: x[:, 0])
    assert not any("scaled" in line for line in sweep.contents(year, EN, {})["rests"])


def test_a_page_never_takes_the_place_of_results(folder):
    path = write(os.path.join(folder, "s.h5"), latin_hypercube(2, 24), [Factor("a"), Factor("b")], lambda x: x[:, 0])
    with open(path, "rb") as file:
        before = file.read()
    expect_raises(OutputError, lambda: write_page(path, path), "is no earlier output of this kind")
    with open(path, "rb") as file:
        assert file.read() == before, "changed"


def test_a_partial_sweep_says_why_it_cannot(folder):
    """In the language of the page."""
    for options, design, en, id_ in [
            ({"keep": [0, 1, 2]}, saltelli(2, 8), "no row of the base sample is complete yet: 3 cells of 32",
             "belum ada baris sampel dasar yang lengkap: 3 sel dari 32"),
            ({}, latin_hypercube(4, 6), "6 cells are too few for partial correlations of 4 factors: it takes 7",
             "6 sel terlalu sedikit untuk korelasi parsial 4 faktor: diperlukan 7")]:
        of = sweep_study(folder, design, unit_factors(design.share.shape[1]), lambda x: x[:, 0], **options)
        texts = sweep_said(of)
        assert en in texts[0][1] and id_ in texts[1][1], texts
    along = latin_hypercube(2, 30)
    along.share[:, 1] = along.share[:, 0]
    of = sweep_study(folder, along, unit_factors(2), lambda x: x[:, 0])
    assert "bergerak bersama" in sweep_said(of)[1][1], sweep_said(of)


def test_names_of_factors_are_escaped(folder):
    factors = [Factor("<i>a</i> & {b}"), Factor("{x}<script>")]
    of = sweep_study(folder, latin_hypercube(2, 60), factors, lambda x: 5 * x[:, 0] + x[:, 1], noise=0.1)
    for words in BOTH:
        for text in sweep_answer.answer(of, words):
            assert "<" not in str(escape(text)), text
        assert escape("<i>a</i> & {b}") in sweep_answer.answer(of, words)[1], sweep_answer.answer(of, words)
