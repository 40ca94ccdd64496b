"""How far agreements are carried out, month by month, where one is in force."""

import numpy

from . import marks
from .chart import Chart
from .intervals import as_interval, numbers, rounded, shares


def draw(study, words):
    if not study.has("fidelity", "agreement_months") or "month" not in study.data.fidelity.dims:
        return None
    months = [str(m.astype("datetime64[D]")) for m in study.data.month.values]
    parts = study.data.sizes["mechanism"] * 1e6
    values, rows, lines = [], [], [["arm", "month", "percent", "low", "high"]]
    for arm in marks.drawn(study):
        done = study.select("fidelity", arm).sum(["district", "mechanism"]).values / parts
        force = study.select("agreement_months", arm).sum("district").values
        there = force.sum(0) > 0
        with numpy.errstate(invalid="ignore"):
            share = done / force
        for m in numpy.flatnonzero(there):
            mean, low, high = shares(share[force[:, m] > 0, m])
            values.append({"arm": arm, "month": months[m], "mean": rounded(mean), "low": rounded(low, mean),
                           "high": rounded(high, mean)})
            lines.append([arm, months[m], *numbers(mean, low, high)])
            rows.append([arm, f"{words.months()[int(months[m][5:7]) - 1]} {months[m][:4]}",
                         words.interval(as_interval(mean, low, high), 1)])
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
