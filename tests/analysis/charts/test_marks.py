"""What charts are made of: each arm its colour, as many arms as a chart can hold, titles that fit."""

from unittest import mock

from arrays import EN
from darah.charts import marks
from darah.charts.colours import BASELINE, OTHERS


def study(others):
    titles = {"mou": "To the letter"}
    return mock.Mock(baseline="now", others=others, arms=["now", *others],
                     arm_title=lambda words, arm: (titles.get(arm, arm), True))


def test_an_arm_has_one_colour_in_all_charts():
    of = study([f"arm {i}" for i in range(len(OTHERS) + 1)])
    assert marks.colour_of(of, "now") == BASELINE
    assert [marks.colour_of(of, arm) for arm in of.others] == [*OTHERS, OTHERS[0]]
    scale = marks.arms_scale(of, arms=["now", "arm 2"])["scale"]
    assert scale == {"domain": ["now", "arm 2"], "range": [BASELINE, OTHERS[2]]}


def test_a_chart_with_a_line_an_arm_leaves_arms_beyond_its_most_out():
    of = study([f"arm {i}" for i in range(8)])
    assert marks.drawn(of) == ["now", *of.others[:marks.MOST_LINES - 1]] and len(marks.drawn(of)) == marks.MOST_LINES
    assert marks.drawn(of)[1:] + marks.undrawn(of) == of.others
    dashes = marks.dashes(of)["scale"]
    assert dashes["domain"] == marks.drawn(of) and len({tuple(d) for d in dashes["range"]}) == marks.MOST_LINES


def test_a_legend_has_the_shape_of_its_marks_and_room_for_names():
    of = study(["mou"])
    assert marks.arms_scale(of)["legend"] is None
    assert "symbolStrokeWidth" not in marks.arms_scale(of, "circle")["legend"]
    line = marks.arms_scale(of, "stroke")["legend"]
    assert line["symbolType"] == "stroke" and line["symbolStrokeWidth"] == 3 and "? 2 : 4" in line["columns"]["expr"]
    long = marks.arms_scale(study(["a name of many letters"]), "stroke")["legend"]
    assert "? 1 : 4" in long["columns"]["expr"], "long names stand alone on a telephone"
    assert marks.kinds_legend("square")["symbolType"] == "square"


def test_headings_and_titles():
    of = study(["mou"])
    assert marks.heading(of, EN, "mou") == "mou: To the letter" and marks.heading(of, EN, "now") == "now"
    lines = marks.short_lines("maternal deaths a year, expected from care, against the baseline")
    assert len(lines) == 3 and all(len(line) <= 28 for line in lines)
    assert marks.zero("x")["encoding"] == {"x": {"datum": 0, "type": "quantitative"}}
    assert marks.layered([1], 20, ["a"]) == {"data": {"values": [1]}, "height": 20, "layer": ["a"]}
    assert marks.names_axis("factor", ["b", "a"])["sort"] == ["b", "a"]
