#!/usr/bin/python3
"""Runs every case of tests/validation/perishable by the program: the published figures lie inside the intervals.

In the release build the intervals are held to the width that a check needs: at most 1% of a figure of .05 or more, 10% of a
smaller one. A checked build, many times slower, runs a few replications of each.
"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from program import CHECKED, command, expect, expect_code, main, run

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "perishable")
# value ± half-width at 99.9%, published, verdict
FIGURE = re.compile(r"^(.*?)\s+(\S+)\s+([\d.,]+)\s+± +([\d.]+) at 99.9%\s+([\d.]+)\s+(\w+)$", re.M)


def cases():
    return sorted(name for name in os.listdir(CASES) if os.path.exists(os.path.join(CASES, name, "scenario.toml")))


def figures(case, folder, *options):
    few = ["-r", 16] if CHECKED and "-r" not in options else []
    output = expect_code(0, run(command("run", os.path.join(CASES, case), "-o", os.path.join(folder, "r.h5"), *few, *options)))
    return output.stdout, FIGURE.findall(output.stdout)


def published_figures_lie_inside(folder):
    for case in cases():
        if case == "two-products":
            continue
        text, rows = figures(case, folder)
        expect(rows, case, "prints no figure", text)
        with open(os.path.join(CASES, case, "scenario.toml"), encoding="utf-8") as file:
            expect(len(rows) == file.read().count("published ="), case, "prints", len(rows), "figures", text)
        for name, _, value, half_width, published, verdict in rows:
            expect(verdict == "inside", case, name, value, "±", half_width, "published", published)
            if not CHECKED:
                width = float(half_width) / float(published)
                expect(width <= (0.01 if float(published) >= 0.05 else 0.1), case, name, "is known to", width)


def base_stocks_of_13_and_12_are_the_best(folder):
    text, _ = figures("two-products", folder)
    rows = re.findall(r"(\d+-\d+) +([\d.]+) +± +([\d.]+)", text)
    expect(len(rows) == 9, text)
    profit = {name: float(value) for name, value, _ in rows}
    if not CHECKED:
        best = max(profit, key=profit.get)
        expect(best == "13-12", "the best base stocks are", best, profit)


def a_wrong_figure_lies_outside(folder):
    """Cases that cannot fail prove nothing: another life, another level, another rule miss the figures."""
    for case, change in [("oldest-first", "blood_centre.prc.shelf_life=30 d"),
                         ("youngest-first", "blood_centre.issue_rule=oldest"),
                         ("hospital-oldest-7", "blood_bank.o_pos.order_up_to=8"),
                         ("hospital-youngest-5", "blood_bank.held.price=2 IDR"),
                         ("donor-renewal", "donor.interval=70 d")]:
        _, rows = figures(case, folder, "-r", 60, "--set", change)
        expect(any(row[-1] == "outside" for row in rows), case, change, rows)


main([published_figures_lie_inside, base_stocks_of_13_and_12_are_the_best, a_wrong_figure_lies_outside])
