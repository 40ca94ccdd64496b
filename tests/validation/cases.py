"""Runs the cases of this folder, scenarios whose [[figure]] blocks hold known answers, by the program under test."""

import os
import re

from program import CHECKED, SOURCE, command, expect_code, run

HERE = os.path.join(SOURCE, "tests", "validation")

# name, arm, value ± half-width at 99.9%, published, verdict
FIGURE = re.compile(r"^(.*?)\s+(\S+)\s+([\d.,]+)\s+± +([\d.,]+) at 99.9%\s+([\d.]+)\s+(\w+)$", re.M)


def file_of(case):
    return os.path.join(HERE, case, "scenario.toml")


def cases_in(family):
    """All of a folder, such as perishable/oldest-first."""
    names = [f"{family}/{name}" for name in os.listdir(os.path.join(HERE, family))]
    return sorted(case for case in names if os.path.exists(file_of(case)))


def figures(case, folder, *options):
    """What the program prints of a case, and the figures in it."""
    output = os.path.join(folder, "r.h5")
    result = expect_code(0, run(command("run", os.path.join(HERE, case), "-o", output, *options)))
    return result.stdout, FIGURE.findall(result.stdout)


def widest(case, name, published):
    """Half-width, of the figure, that a check needs."""
    return 0.01 if published >= 0.05 else 0.1


def expect_inside(case, folder, *options, widest=widest):
    """Every published figure lies inside its interval, which in the release build is narrow enough to say something."""
    text, rows = figures(case, folder, *options)
    with open(file_of(case), encoding="utf-8") as file:
        assert rows and len(rows) == file.read().count("published ="), (case, "prints other figures than it holds", text)
    for name, _, value, half_width, published, verdict in rows:
        assert verdict == "inside", (case, name, value, "±", half_width, "published", published)
        if not CHECKED:
            width = float(half_width) / float(published)
            assert width <= widest(case, name, float(published)), (case, name, "is known to", width)


def expect_outside(case, change, folder, *options):
    """With a change to the case, a published figure is missed: cases that cannot fail prove nothing."""
    _, rows = figures(case, folder, "--set", change, *options)
    assert any(row[-1] == "outside" for row in rows), (case, change, rows)
    assert all(row[-1] == "outside" for row in rows if row[0] == "risk of probes"), (case, change, rows)
