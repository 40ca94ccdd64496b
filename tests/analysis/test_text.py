"""Numbers, tables and remarks as text."""

import numpy

from by_hand import ID
from darah import text
from darah.errors import FileError
from darah.text import Remark
from darah.words import MESSAGES


def test_decimals_are_those_that_the_largest_needs():
    assert [text.decimals(v) for v in ([123.4, 1], [12.3], [1.2, -0.5], [0.012], [-1234], [])] == [0, 1, 2, 4, 0, 0]
    assert text.decimals([numpy.nan, numpy.inf, 0.5], 2) == 2 and text.decimals([0.0]) == 0


def test_numbers_have_no_negative_zero_and_a_dash_where_there_is_none():
    assert [text.number(v, 1) for v in (-0.04, 0.05, -1.25, numpy.nan, numpy.inf)] == ["0.0", "0.1", "-1.2", "-", "-"]
    assert text.interval(-0.04, 2, 1) == "0.0 to 2.0"
    assert [text.percent(v) for v in (0, 0.0005, 0.0051, 0.01, 0.256, 1, numpy.nan)] == [
        "0%", "under 0.1%", "0.5%", "1%", "26%", "100%", "-"]


def test_numbers_of_a_table_stand_to_the_right():
    assert text.aligned(["name", "n", "kind"], [["a", "1", "x"], ["long name", "-12", "1 or 2"]]) == [
        "name         n  kind", "a            1  x", "long name  -12  1 or 2"]
    assert text.aligned(["a"], []) == ["a"]


def test_remarks_are_wrapped_and_tables_are_not():
    wide, words = "x" * 200, " ".join(["word"] * 40)
    lines = text.page(["Title", wide], [wide], [words], ["it is so"]).split("\n")
    assert lines[:5] == ["Title", wide, "", wide, ""] and lines[-1] == "Warning: it is so."
    assert all(len(line) <= text.WIDTH for line in lines[5:]) and lines[6].startswith("  word")
    assert text.wrapped("") == [""]


def test_lists_and_counts():
    assert [text.listed(names) for names in ([], ["a"], ["a", "b"], iter("abc"))] == ["", "a", "a and b", "a, b and c"]
    assert [text.count(*c) for c in ((1, "row"), (2, "row"), (1, "trajectory"), (2, "trajectory"))] == [
        "1 row", "2 rows", "1 trajectory", "2 trajectories"]


def test_remarks_write_as_their_language_does():
    few = Remark("warn_few", n=(1200, "cell"), least=12345)
    assert str(few) == "1,200 cells are few: take 12,345 or more", few
    assert few.said_in(ID) == "1.200 sel terlalu sedikit: ambil 12.345 atau lebih"
    wide = Remark("warn_wide", limit=(0.25, 2), what=Remark("first"), widest=(1.5, 2), names=["a", "b", "c"],
                  more=Remark("row_many"))
    assert str(wide) == "intervals wider than 0.25 (first order; widest 1.50): a, b and c: more rows", wide
    assert (wide.said_in(ID)
            == "selang lebih lebar dari 0,25 (orde pertama; terlebar 1,50): a, b dan c: perlu lebih banyak baris")
    negative = Remark("warn_negative", names=[Remark("with_value", name="x1", value=(-0.051, 2))])
    assert negative.said_in(ID) == "orde pertama negatif: x1 (−0,05): perlu lebih banyak baris"
    error = FileError(Remark("why_together"))
    assert str(error) == MESSAGES["why_together"][0] and error.args[0].said_in(ID) == MESSAGES["why_together"][1], error
