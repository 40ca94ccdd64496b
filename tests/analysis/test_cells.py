"""Cells of CSV files: what a spreadsheet would take for a formula has an apostrophe before it."""

from darah import cells


def test_a_formula_is_told_from_a_number():
    for text in ("=1+1", "+A1", "-A1", "@x", "\tx", "\rx", "-", "+", "- 1", "--1", "-1;2", "+1 d"):
        assert cells.safe(text) == "'" + text, text
    for cell in ("x=1", "", "-1", "+2.5", "-1e-9", "as-2018", "'=x", " =x", -1.5, None, 3):
        assert cells.safe(cell) == cell, cell


def test_rows_are_made_safe_cell_by_cell():
    assert cells.safe_rows([["=1", 2, None], ("a", "-1")]) == [["'=1", 2, None], ["a", "-1"]]
    assert cells.safe_rows([]) == []
