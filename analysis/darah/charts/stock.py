"""Red cells on the shelf of each blood centre, day by day."""

import datetime

import numpy

from . import marks
from .chart import Chart

STRIP = 9  # px, height of a strip that shows time without blood
FEASTS = (("ramadan", {"color": "#F0E442", "opacity": 0.35}), ("lebaran", {"color": "#CC3311", "opacity": 0.75}))


def draw(study, words):
    if not study.has("red_cells_counted") or "day" not in study.data.red_cells_counted.dims:
        return None
    days = [str(study.day_of(d)) for d in study.data.day.values]
    arms = [study.baseline, *([study.main] if study.main else [])]
    periods = [p for p in study.background.periods(*(study.day_of(study.data.day.values[i]) for i in (0, -1)))
               if p.kind in dict(FEASTS)]
    panels, rows, lines = [], [], [["utd", "arm", "date", "mean", "p10", "p90"]]
    for utd in [str(u) for u in study.data.utd.values]:
        here = {arm: study.select("red_cells_counted", arm).sel(utd=utd).values for arm in arms}
        if not any(shelf.any() for shelf in here.values()):
            continue  # an outside supplier
        values, strips = [], []
        for arm, shelf in here.items():
            mean, (low, high) = shelf.mean(0), numpy.quantile(shelf, [0.1, 0.9], axis=0)
            values += [{"a": arm, "d": day, "m": round(m, 1), "l": round(a), "h": round(b)}
                       for day, m, a, b in zip(days, mean, low, high)]
            lines += [[utd, arm, day, round(m, 2), round(a, 1), round(b, 1)]
                      for day, m, a, b in zip(days, mean, low, high)]
            empty = _without_o(study, arm, utd)
            strips += [{"a": arm, "from": first, "to": last, "share": round(share, 1)} for first, last, share in empty]
            rows += _rows(study, words, arm, utd, days, mean, low, high, empty)
        panels.append((study.name(utd), _spec(study, words, arms, values, strips, periods)))
    if not panels:
        return None
    return Chart("stock", words("stock"), words("stock_caption"), panels,
                 [words("utd"), words("arm"), words("month"), words("mean"), words("tenth"), words("ninetieth"),
                  words("without_o")], rows, lines, left_out=study.others[1:])


def _without_o(study, arm, utd):
    """(first day, day after the last, % of the time without O+ red cells) of each month."""
    if not study.has("stockout_time") or not {"month", "group"} <= set(study.data.stockout_time.dims):
        return []
    months = study.data.month.values.astype("datetime64[M]")
    days = study.data.day.values.astype("datetime64[D]")
    firsts = numpy.maximum(months.astype("datetime64[D]"), days[0])
    ends = numpy.minimum((months + 1).astype("datetime64[D]"), days[-1] + 1)
    time = study.select("stockout_time", arm).sel(utd=utd, group="o_pos").mean("replication").values
    return [(str(a), str(b), float(100 * t / ((b - a).astype(int) * 86400))) for a, b, t in zip(firsts, ends, time)]


def _rows(study, words, arm, utd, days, mean, low, high, empty):
    """A row a month: what the picture shows day by day."""
    of_month = {}
    for i, day in enumerate(days):
        of_month.setdefault(day[:7], []).append(i)
    share = {first[:7]: part for first, _, part in empty}
    names = words.months()
    rows = []
    for month, at in of_month.items():
        parts = [words.number(float(v[at].mean()), 0) for v in (mean, low, high)]
        rows.append([study.name(utd), arm, f"{names[int(month[5:]) - 1]} {month[:4]}", *parts,
                     words.number(share.get(month), 1)])
    return rows


def _spec(study, words, arms, values, strips, periods):
    x = {"field": "d", "type": "temporal", "scale": {"type": "utc"}, "title": None,
         "axis": {"format": "%b", "tickCount": "month", "labelOverlap": True}}
    y = {"field": "m", "type": "quantitative", "title": words("stock_axis"), "scale": {"domainMin": 0}}
    colour = {**marks.arms_scale(study, "stroke" if len(arms) > 1 else None, arms), "field": "a"}
    if colour["legend"]:
        colour["legend"]["offset"] = STRIP * len(arms) + 8  # above the strips
    curves = [
        {"data": {"values": values}, "mark": {"type": "area", "opacity": 0.2, "line": False}, "encoding": {
            "x": x, "y": {**y, "field": "l"}, "y2": {"field": "h"}, "color": colour}},
        {"data": {"values": values}, "mark": {"type": "line", "strokeWidth": 1.5}, "encoding": {
            "x": x, "y": y, "color": colour}}]
    return {"height": 170, "layer": [*_feasts(words, periods, x), *curves, *_strips(study, arms, strips, x)]}


def _feasts(words, periods, x):
    """Ramadan and Lebaran, behind the curves."""
    days = [{"from": str(p.first), "to": str(p.last + datetime.timedelta(1)), "kind": p.kind, "name": words(p.kind)}
            for p in periods]
    layers = []
    for kind, mark in FEASTS:
        here = [d for d in days if d["kind"] == kind]
        if here:
            layers.append({"data": {"values": here}, "mark": {"type": "rect", **mark}, "encoding": {
                "x": {**x, "field": "from"}, "x2": {"field": "to"}, "tooltip": {"field": "name"}}})
    return layers


def _strips(study, arms, strips, x):
    """A strip an arm above the curves: the darker, the longer in that month without O+."""
    layers = []
    for i, arm in enumerate(arms):
        here = [s for s in strips if s["a"] == arm]
        if here:
            layers.append({"data": {"values": here},
                           "mark": {"type": "rect", "color": marks.colour_of(study, arm), "stroke": "#ccc", "strokeWidth": 0.5},
                           "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"},
                                        "y": {"value": -3 - STRIP * (len(arms) - i)},
                                        "y2": {"value": -3 - STRIP * (len(arms) - i - 1)},
                                        "opacity": {"field": "share", "type": "quantitative", "legend": None,
                                                    "scale": {"domain": [0, 100], "range": [0, 1]}}}})
    return layers
