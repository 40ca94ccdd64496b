"""Mean response along each factor; a panel a factor."""

from . import marks
from .chart import Chart
from .colours import OTHERS
from .factors import groups
from .intervals import ends, rounded, student

TENTHS = 10


def draw(study, words):
    y, digits = study.response.values, study.decimals()
    panels, rows, lines = [], [], [["factor", "at", "mean", "low", "high", "cells"]]
    for i, factor in enumerate(study.factors):
        values = []
        listed = factor.scale == "list" and factor.numbers is None
        for label, places in groups(study, i, TENTHS):
            known = student(y[places])
            at = label if listed else float(factor.ordered(study.data.factor_value.values[places, i]).mean())
            values.append({"at": at, **rounded(known), "mean": known["mean"]})
            shown = label if listed else f"{words.number(at, 3)} {factor.unit}".strip()
            rows.append([factor.name, shown, words.interval(known, digits), words.number(len(places))])
            lines.append([factor.name, at, *ends(known), len(places)])
        name = f"{factor.name} ({factor.key})"
        panels.append((name, _response_spec(study, words, factor, values, listed)))
    return Chart("response", words("response"), words("response_caption"), panels,
                 [words("factor"), words("value"), study.what(words), words("cell_many")], rows, lines)


def _response_spec(study, words, factor, values, listed):
    kind = "nominal" if listed else "quantitative"
    x = {"field": "at", "type": kind, "title": f"{factor.name}" + (f" ({factor.unit})" if factor.unit else ""),
         "scale": {} if listed else {"nice": False, "padding": 8,
                                     **({"type": "log"} if factor.scale == "log" else {"zero": False})}}
    y = {"field": "mean", "type": "quantitative", "title": study.short(words), "scale": {"zero": False}}
    line = [] if listed else [{"mark": {"type": "line", "color": OTHERS[0], "opacity": 0.5}, "encoding": {"x": x, "y": y}}]
    return marks.layered(values, 190, [
        *line,
        {"mark": {"type": "rule", "color": OTHERS[0], "strokeWidth": 2}, "encoding": {
            "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "size": 55, "opacity": 1, "color": OTHERS[0]}, "encoding": {
            "x": x, "y": y}}])
