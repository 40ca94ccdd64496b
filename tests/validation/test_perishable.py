"""Runs every case of tests/validation/perishable by the program: the published figures lie inside the intervals.

A checked build, many times slower, runs a few replications of each.
"""

import re

import pytest

from cases import cases_in, expect_inside, expect_outside, figures
from program import CHECKED

FEW = ["-r", 16] if CHECKED else []


@pytest.mark.parametrize("case", [case for case in cases_in("perishable") if case != "perishable/two-products"])
def test_published_figures_lie_inside(case, folder):
    expect_inside(case, folder, *FEW)


def test_base_stocks_of_13_and_12_are_the_best(folder):
    text, _ = figures("perishable/two-products", folder, *FEW)
    rows = re.findall(r"(\d+-\d+) +([\d.]+) +± +([\d.]+)", text)
    assert len(rows) == 9, text
    profit = {name: float(value) for name, value, _ in rows}
    if not CHECKED:
        best = max(profit, key=profit.get)
        assert best == "13-12", profit


@pytest.mark.parametrize("case, change", [
    ("oldest-first", "blood_centre.prc.shelf_life=30 d"), ("youngest-first", "blood_centre.issue_rule=oldest"),
    ("hospital-oldest-7", "blood_bank.o_pos.order_up_to=8"), ("hospital-youngest-5", "blood_bank.held.price=2 IDR"),
    ("donor-renewal", "donor.interval=70 d")])
def test_a_wrong_figure_lies_outside(case, change, folder):
    """Another life, another level, another rule."""
    expect_outside("perishable/" + case, change, folder, "-r", 60)
