"""Remarks of analyses, in both languages."""

import re

from by_hand import EN, ID, NUMBER, number, sweep_study
from darah import sensitivity
from darah.words import MESSAGES
from known_sweeps import ISHIGAMI, Factor, ishigami, latin_hypercube, morris, saltelli, sobol_g, unit_factors


def provoked(folder):
    """Warnings of analyses that lack something, by their keys."""
    def jump(x):
        return (x[:, 0] - 0.5) ** 2
    three = [Factor("rule", 0, 2, "list", "", ("old", "new", "mixed")), Factor("x2"), Factor("x3")]
    flat = latin_hypercube(3, 40)
    flat.share[:, 1] = 0.5
    studies = [
        (saltelli(2, 16), unit_factors(2), lambda x: x[:, 0], {}),
        (saltelli(2, 1), unit_factors(2), lambda x: x[:, 0], {}),
        (saltelli(6, 32, seed=4), unit_factors(6), sobol_g([0] * 6), {}),
        (saltelli(4, 32), unit_factors(4), lambda x: x[:, 0], {"noise": 3}),
        (saltelli(4, 32), unit_factors(4), lambda x: x[:, 0], {"noise": 3, "streams": "own"}),
        (saltelli(2, 16, seed=3), unit_factors(2), lambda x: x[:, 0] ** 20 + x[:, 1] ** 20, {}),
        (morris(3, 5), ISHIGAMI, ishigami, {}),
        (latin_hypercube(3, 20), unit_factors(3), jump, {}),
        (latin_hypercube(3, 20), three, lambda x: 0 * x[:, 1], {}),
        (flat, unit_factors(3), lambda x: x[:, 0], {})]
    found = {}
    for design, factors, function, options in studies:
        for warning in sweep_study(folder, design, factors, function, **options).analysis.warnings:
            found.setdefault(warning.key, warning)
    return found


def test_every_remark_is_said_in_both_languages(folder):
    found = provoked(folder)
    with open(sensitivity.__file__, encoding="utf-8") as file:
        keys = set(re.findall(r'"(warn_\w+|why_\w+)"', file.read()))
    known = {key for key in MESSAGES if key.startswith(("warn_", "why_"))}
    assert keys == known, ("not both in sensitivity.py and the catalogue:", keys ^ known)
    warnings = {key for key in keys if key.startswith("warn_")}
    assert set(found) == warnings, ("not provoked or not expected:", set(found) ^ warnings)
    for key, warning in found.items():
        english, indonesian = str(warning), warning.said_in(ID)
        assert warning.said_in(EN) == english and english != indonesian, warning
        assert "{" not in english + indonesian and "np." not in english + indonesian, (english, indonesian)
        assert ([number(n, EN) for n in re.findall(NUMBER, english)]
                == [number(n, ID) for n in re.findall(NUMBER, indonesian)]), (key, english, indonesian)
        assert not re.search(r" (?:and|of|are|is|more|rows?|cells?) ", f" {indonesian} "), indonesian
        for name in re.findall(r"\bx\d\b", english):
            assert name in indonesian, (name, indonesian)
