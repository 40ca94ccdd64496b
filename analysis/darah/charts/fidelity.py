"""How far agreements are carried out, month by month, where one is in force."""

from . import marks
from .chart import Chart
from .intervals import ends, rounded


def draw(study, words):
    values, rows, lines = [], [], [["arm", "month", "percent", "low", "high"]]
    for arm in marks.drawn(study):
        for known in study.comparison.courses["fidelity"]:
            if known["arm"] != arm:
                continue
            year, month = known["month"].split("-")
            first, done = f"{year}-{month}-01", known["done"]
            values.append({"arm": arm, "month": first, **rounded(done)})
            lines.append([arm, first, *ends(done)])
            rows.append([arm, f"{words.months()[int(month) - 1]} {year}", words.interval(done, 1)])
    if not values:
        return None
    x = {"field": "month", "type": "temporal", "scale": {"type": "utc"}, "title": None,
         "axis": {"labelOverlap": True, "format": "%b %Y", "tickCount": "month"}}
    y = {"field": "mean", "type": "quantitative", "title": words("fidelity_axis"), "scale": {"domain": [0, 100]}}
    drawn = [arm for arm in marks.drawn(study) if any(v["arm"] == arm for v in values)]
    colour = marks.arms_scale(study, "stroke", drawn)
    spec = marks.layered(values, 240, [
        {"mark": {"type": "area", "opacity": 0.2, "line": False}, "encoding": {
            "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
        {"mark": {"type": "line", "strokeWidth": 2, "point": {"size": 22}}, "encoding": {"x": x, "y": y, "color": colour}}])
    return Chart("fidelity", words("fidelity"), words("fidelity_caption"), [("", spec)],
                 [words("arm"), words("month"), words("fidelity_axis")], rows, lines, left_out=marks.undrawn(study))
