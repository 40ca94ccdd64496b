#!/usr/bin/python3
"""Runs every case of tests/validation/perishable by the program: the published figures lie inside the intervals.

A checked build, many times slower, runs a few replications of each.
"""

import re

from cases import CHECKED, cases_in, expect, expect_inside, expect_outside, figures
from program import main

FEW = ["-r", 16] if CHECKED else []


def published_figures_lie_inside(folder):
    for case in cases_in("perishable"):
        if case != "perishable/two-products":
            expect_inside(case, folder, *FEW)


def base_stocks_of_13_and_12_are_the_best(folder):
    text, _ = figures("perishable/two-products", folder, *FEW)
    rows = re.findall(r"(\d+-\d+) +([\d.]+) +± +([\d.]+)", text)
    expect(len(rows) == 9, text)
    profit = {name: float(value) for name, value, _ in rows}
    if not CHECKED:
        best = max(profit, key=profit.get)
        expect(best == "13-12", "the best base stocks are", best, profit)


def a_wrong_figure_lies_outside(folder):
    """Another life, another level, another rule."""
    for case, change in [("oldest-first", "blood_centre.prc.shelf_life=30 d"),
                         ("youngest-first", "blood_centre.issue_rule=oldest"),
                         ("hospital-oldest-7", "blood_bank.o_pos.order_up_to=8"),
                         ("hospital-youngest-5", "blood_bank.held.price=2 IDR"),
                         ("donor-renewal", "donor.interval=70 d")]:
        expect_outside("perishable/" + case, change, folder, "-r", 60)


main([published_figures_lie_inside, base_stocks_of_13_and_12_are_the_best, a_wrong_figure_lies_outside])
