"""The report's pictures of one results file, as Vega-Lite specifications with the table behind each.

Every chart says what it shows in one language, and carries its numbers twice: as a table to read and as rows for CSV.
"""

import datetime
import json
import math
import textwrap
from dataclasses import dataclass, field

import numpy
from scipy.optimize import linear_sum_assignment

from .study import student, told

# Blue and vermilion of Okabe and Ito 2008, https://jfly.uni-koeln.de/color/; the others keep far from these and from one
# another for protan and deutan sight too. All are dark enough to be told from white (tests/analysis/test_charts.py).
BASELINE, OTHERS = "#4a4a4a", ["#0072B2", "#D55E00", "#009468", "#6C1B6C", "#5D4017", "#4C6FFF"]
FEWER, MORE, UNTOLD = "#0072B2", "#D55E00", "#d9d9d9"
MOST_LINES, MOST_MAPS = 6, 6
OTHERS_DRAWN = {"map": MOST_MAPS, "costs": len(OTHERS), "delays": MOST_LINES - 1, "fidelity": MOST_LINES - 1, "cause": 1,
                "place": 1, "stock": 1}  # arms beside the baseline
STRIP = 9  # px, height of a strip that shows time without blood
NARROW = "width >= 0 && containerSize()[0] && containerSize()[0] < 420"  # on a telephone
WIDTH = 640  # px, of a picture in a file


@dataclass
class Chart:
    name: str                 # of its file and its place in the page
    title: str
    caption: str              # what to see
    panels: list              # (heading or "", Vega-Lite specification)
    header: list
    rows: list                # texts
    csv: list                 # lines of numbers and texts, the first names them
    notes: list = field(default_factory=list)


def charts(study, words):
    """All charts that the file has something to show in, in the order of the page."""
    drawn = (make(study, words) for make in
             (effects, tiles, mechanisms, costs, delays, by_cause, by_place, stock, fidelity))
    made = [chart for chart in drawn if chart is not None]
    for chart in made:
        left_out = study.others[OTHERS_DRAWN.get(chart.name, len(study.others)):]
        if chart.name == "mechanisms":
            left_out = [arm for arm in study.others if study.comparison.attribution(arm)][1:]
        if left_out:
            chart.notes.append(words("not_drawn", list=words.listed(left_out)))
    return made


def effects(study, words):
    """Change in deaths of each arm against the baseline."""
    row = study.comparison.row("maternal deaths, true (a year)")
    if row is None or not study.others or study.replications < 2:
        return None
    found = [(arm, row.difference(arm)) for arm in study.others if row.difference(arm)]
    values = [{"arm": arm, "mean": d["mean"], "low": d["low"], "high": d["high"],
               "text": words.plus_minus(d, row.decimals, sign=True)} for arm, d in found]
    axis = {"field": "mean", "type": "quantitative", "title": list(words("change_axis").split("|")), "scale": {"padding": 40}}
    y = _names("arm", [arm for arm, _ in found])
    spec = _layered(values, 44 * len(values) + 10, [
        _zero("x"),
        {"mark": {"type": "rule", "strokeWidth": 3}, "encoding": {
            "y": y, "x": {**axis, "field": "low"}, "x2": {"field": "high"}, "color": _arms(study)}},
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1}, "encoding": {
            "y": y, "x": axis, "color": _arms(study)}},
        {"mark": {"type": "text", "dy": -13, "fontWeight": 600}, "encoding": {
            "y": y, "x": axis, "text": {"field": "text"}}}])
    rows = [[arm, study.arm_title(words, arm)[0], words.interval(row.value(arm), row.decimals),
             words.interval(d, row.decimals, sign=True)] for arm, d in found]
    alike = [arm for arm, d in found if d["half_width"] == 0 and d["mean"]]
    return Chart("effects", words("effects"), words("effects_caption", baseline=study.baseline), [("", spec)],
                 [words("arm"), words("meaning"), words("deaths_a_year"), words("difference")], rows,
                 [["arm", "difference", "low", "high"], *([v["arm"], v["mean"], v["low"], v["high"]] for v in values)],
                 [words("effects_alike", list=words.listed(alike))] if alike else [])


def tiles(study, words):
    """Districts as tiles with the change in deaths; a panel an arm."""
    table = study.comparison.table("deaths_true", "district")
    if table is None or len(table.rows) < 2 or not study.others or study.replications < 2:
        return None
    at = tile_places([row.label for row in table.rows], study.scenario.places())
    arms = study.others[:MOST_MAPS]
    known = {(arm, row.label): row.difference(arm) for arm in arms for row in table.rows}
    largest = max((abs(d["mean"]) for d in known.values() if d), default=0) or 1
    panels, lines = [], []
    for arm in arms:
        values = []
        for row in table.rows:
            d = known[arm, row.label]
            column, line = at[row.label]
            colour = _shade(d["mean"] / largest) if told(d, study.replications, len(table.rows)) else UNTOLD
            value, _, error = words.plus_minus(d, row.decimals, sign=True).partition(" ±")
            values.append({"x": column, "y": line, "name": textwrap.wrap(study.name(row.label), 11), "colour": colour,
                           "value": value, "error": error and f"±{error}", "ink": _ink(colour)})
            lines.append([arm, row.label, d["mean"], d["low"], d["high"]])
        panels.append((_heading(study, words, arm), _tile_spec(values)))
    rows = [[arm, study.name(row.label), words.interval(row.value(study.baseline), row.decimals),
             words.interval(row.value(arm), row.decimals), words.interval(known[arm, row.label], row.decimals, True)]
            for arm in arms for row in table.rows]
    return Chart("map", words("map"), words("map_caption", baseline=study.baseline), panels,
                 [words("arm"), words("district"), study.baseline, words("deaths_a_year"), words("difference")], rows,
                 [["arm", "district", "difference", "low", "high"], *lines])


def tile_places(names, coordinates):
    """(column, row) of each name on a small grid, near where it lies: the assignment of least squared displacement.

    Where a name has no coordinates, all fill the cells in reading order.
    """
    columns = max(2, math.ceil(math.sqrt(1.6 * len(names))))
    lines = math.ceil(len(names) / columns) + 1
    cells = numpy.array([(x, y) for y in range(lines) for x in range(columns)], float)
    known = [name for name in names if name in coordinates]
    if len(known) < len(names):
        return {name: (i % columns, i // columns) for i, name in enumerate(names)}
    spots = numpy.array([coordinates[name] for name in names]) * [1, -1]  # north is up
    extent = numpy.ptp(spots, axis=0)
    spots = (spots - spots.min(0)) / numpy.where(extent > 0, extent, 1) * [columns - 1, lines - 1]
    chosen = linear_sum_assignment(((spots[:, None] - cells) ** 2).sum(2))[1]
    filled = [sorted({int(cells[c][axis]) for c in chosen}) for axis in (0, 1)]  # lines without a tile are closed up
    return {name: tuple(places.index(int(at)) for places, at in zip(filled, cells[c])) for name, c in zip(names, chosen)}


def mechanisms(study, words):
    """Waterfall of Shapley values, or what mechanisms avert alone and added last."""
    said = next((a for a in map(study.comparison.attribution, study.others) if a), None)
    if said is None or study.replications < 2:
        return None
    arm, found = said["arm"], said["mechanisms"]
    waterfall = all(m["shapley"] for m in found)
    order = sorted(found, key=lambda m: -(m["shapley"] if waterfall else m["alone"])["mean"])
    spec = _waterfall(order, said["total"], words) if waterfall else _alone_and_last(order, words)
    keys = ("alone", "last", *(("shapley", "share") if waterfall else ()))
    decimals = {"alone": 1, "last": 1, "shapley": 1, "share": 0}
    rows = [[words.label(m["name"]), *(words.interval(m[key], decimals[key]) for key in keys)] for m in order]
    rows.append([words("all_together"), *(words.interval(said["total"], 1) if key in ("shapley", "alone") else "–"
                                          for key in keys)])
    caption = words("mechanisms_caption" if waterfall else "mechanisms_caption_alone", arm=arm)
    return Chart("mechanisms", words("mechanisms"), caption, [("", spec)],
                 [words("mechanism"), *(words(key) for key in keys)], rows,
                 [["mechanism", *(f"{key}{end}" for key in keys for end in ("", "_low", "_high"))],
                  *([m["name"], *((m[key] or {}).get(end) for key in keys for end in ("mean", "low", "high"))]
                    for m in order)])


def _waterfall(order, total, words):
    values, height = [], 0.0
    for m in order:
        s = m["shapley"]
        values.append({"what": words.label(m["name"]), "from": height, "to": height + s["mean"],
                       "low": height + s["low"], "high": height + s["high"], "kind": "more" if s["mean"] < 0 else "fewer",
                       "text": words.number(s["mean"], 1, True)})
        height += s["mean"]
    values.append({"what": words("all_together"), "from": 0, "to": total["mean"], "low": total["low"],
                   "high": total["high"], "kind": "total", "text": words.number(total["mean"], 1, True)})
    x = {"field": "from", "type": "quantitative", "title": _lines(words("averted_axis")), "scale": {"padding": 40}}
    y = _names("what", [v["what"] for v in values])
    colour = {"field": "kind", "type": "nominal", "legend": None,
              "scale": {"domain": ["fewer", "more", "total"], "range": [FEWER, MORE, BASELINE]}}
    return _layered(values, 32 * len(values) + 10, [
        _zero("x"),
        {"mark": {"type": "bar", "height": 17}, "encoding": {"y": y, "x": x, "x2": {"field": "to"}, "color": colour}},
        {"mark": {"type": "rule", "strokeWidth": 1.5, "color": "black"}, "encoding": {
            "y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
        {"mark": {"type": "text", "align": "left", "dx": 5, "fontWeight": 600}, "encoding": {
            "y": y, "x": {**x, "field": "high"}, "text": {"field": "text"}}}])


def _alone_and_last(order, words):
    values = [{"what": words.label(m["name"]), "kind": words(key), "mean": m[key]["mean"], "low": m[key]["low"],
               "high": m[key]["high"]} for m in order for key in ("alone", "last")]
    x = {"field": "mean", "type": "quantitative", "title": _lines(words("averted_axis"))}
    kinds = [words("alone"), words("last")]
    y = {**_names("what", [words.label(m["name"]) for m in order])}
    offset = {"field": "kind", "type": "nominal", "sort": kinds}
    colour = {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": kinds, "range": OTHERS[:2]},
              "legend": _kinds()}
    return _layered(values, 40 * len(order) + 10, [
        _zero("x"),
        {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": {
            "y": y, "yOffset": offset, "x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour}},
        {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}, "encoding": {
            "y": y, "yOffset": offset, "x": x, "color": colour}}])


def costs(study, words):
    """The cost-effectiveness plane of each payer."""
    known = [c for c in map(study.comparison.costs, study.others) if c]
    drawn = study.others[:len(OTHERS)]  # as many as there are colours
    if not known or study.replications < 2:
        return None
    payers = [p["payer"] for p in known[0]["payers"]]
    panels, rows, lines = [], [], [["payer", "arm", "replication", "deaths_averted", "idr_million"]]
    for payer in payers:
        dots, means = [], []
        for arm in known:
            p = next(p for p in arm["payers"] if p["payer"] == payer)
            if arm["arm"] in drawn:
                dots += [{"arm": arm["arm"], "averted": d, "cost": c / 1000}
                         for d, c in zip(arm["by_replication"], p["by_replication"])]
            lines += [[payer, arm["arm"], r, d, c]
                      for r, (d, c) in enumerate(zip(arm["by_replication"], p["by_replication"]))]
            a, c = arm["averted"], p["cost"]
            if arm["arm"] in drawn:
                means.append({"arm": arm["arm"], "averted": a["mean"], "a_low": a["low"], "a_high": a["high"],
                              "cost": c["mean"] / 1000, "c_low": c["low"] / 1000, "c_high": c["high"] / 1000})
            rows.append([arm["arm"], words.label(payer), words.interval(c, 0, True), words.interval(a, 1),
                         cost_ratio(p, words)])
        panels.append((words.label(payer), _cost_spec(study, words, dots, means)))
    return Chart("costs", words("costs"), words("costs_caption", baseline=study.baseline), panels,
                 [words("arm"), words("payer"), words("cost_column"), words("averted_column"), words("ratio_column")],
                 rows, lines)


def cost_ratio(payer, words):
    """What a death averted costs, as a number with its interval or a word."""
    ratio = {"mean": payer["ratio"]["ratio"], "half_width": 0, **payer["ratio"]}
    if payer["verdict"] == "ratio":
        return words.interval(ratio, 0)
    if payer["verdict"] == "forgone":
        return words("verdict_forgone", n=words.interval(ratio, 0))
    return words(f"verdict_{payer['verdict']}")


def _cost_spec(study, words, dots, means):
    x = {"field": "averted", "type": "quantitative", "title": words("averted_axis")}
    y = {"field": "cost", "type": "quantitative", "title": words("cost_axis")}
    colour = _arms(study, "circle", study.others[:len(OTHERS)])
    return {"height": 300, "layer": [
        {"data": {"values": [{}]}, **_zero("x")}, {"data": {"values": [{}]}, **_zero("y")},
        {"data": {"values": dots}, "mark": {"type": "point", "filled": True, "size": 14, "opacity": 0.45},
         "encoding": {"x": x, "y": y, "color": colour}},
        {"data": {"values": means}, "mark": {"type": "rule", "strokeWidth": 2.5}, "encoding": {
            "x": {**x, "field": "a_low"}, "x2": {"field": "a_high"}, "y": y, "color": colour}},
        {"data": {"values": means}, "mark": {"type": "rule", "strokeWidth": 2.5}, "encoding": {
            "x": x, "y": {**y, "field": "c_low"}, "y2": {"field": "c_high"}, "color": colour}},
        {"data": {"values": means}, "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1, "stroke": "white"},
         "encoding": {"x": x, "y": y, "color": colour}}]}


def delays(study, words):
    """The three delays of women treated: cumulative distribution in each arm."""
    if not study.has("delay_histogram"):
        return None
    edges = study.data.duration_bin.values[1:] / 60  # minutes; the last bin has no upper edge
    arms = _drawn(study)
    panels, rows, lines = [], [], [["delay", "arm", "minutes_at_most", "share", "low", "high"]]
    for delay in [str(d) for d in study.data.delay.values]:
        values, label = [], words.label(delay)
        for arm in arms:
            counts = study.select("delay_histogram", arm).sel(delay=delay)
            counts = counts.sum([d for d in counts.dims if d not in ("replication", "duration_bin")]).values
            women = counts.sum(1, keepdims=True)
            if not women.all():
                continue
            mean, low, high = _shares(counts.cumsum(1)[:, :-1] / women)
            values += [{"arm": arm, "minutes": float(m), "share": _rounded(s), "low": _rounded(a, s), "high": _rounded(b, s)}
                       for m, s, a, b in zip(edges, mean, low, high)]
            lines += [[delay, arm, *numbers(m, s, a, b)] for m, s, a, b in zip(edges, mean, low, high)]
            rows.append([label, arm, *(_share(words, mean, low, high, edges, m) for m in (30, 60, 120, 240))])
        if values:
            panels.append((label, _delay_spec(study, words, values)))
    if not panels:
        return None
    at_most = [f"≤ {m} {words('minutes')} (%)" for m in (30, 60, 120, 240)]
    return Chart("delays", words("delays"), words("delays_caption"), panels, [words("delay"), words("arm"), *at_most], rows,
                 lines)


def _shares(values):
    """student() of shares, in %; an end that would leave 0 to 100 stays there."""
    return numpy.clip(student(100 * values), 0, 100)


def _share(words, mean, low, high, edges, minutes):
    at = list(edges).index(minutes)
    return words.interval(as_interval(mean[at], low[at], high[at]), 1)


def _delay_spec(study, words, values):
    x = {"field": "minutes", "type": "quantitative", "title": words("wait"),
         "scale": {"type": "log", "base": 2, "domain": [5, 1440]},
         "axis": {"values": [5, 10, 20, 40, 80, 160, 320, 640, 1440], "labelOverlap": True}}
    y = {"field": "share", "type": "quantitative", "title": words("share_women"), "scale": {"domain": [0, 100]}}
    colour = _arms(study, "stroke", _drawn(study))
    return _layered(values, 240, [
        {"mark": {"type": "area", "opacity": 0.25, "clip": True, "line": False}, "encoding": {
            "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
        {"mark": {"type": "line", "strokeWidth": 2, "clip": True}, "encoding": {
            "x": x, "y": y, "color": colour, "strokeDash": _dashes(study)}}])


def by_cause(study, words):
    return _deaths(study, words, "cause", "deaths_true")


def by_place(study, words):
    return _deaths(study, words, "place", "deaths_by_place")


def _deaths(study, words, dimension, measure):
    """Deaths a year by a dimension in the baseline and the main arm."""
    table = study.comparison.table(measure, dimension)
    if table is None:
        return None
    arms = [study.baseline, *([study.main] if study.main else [])]
    order = sorted(table.rows, key=lambda row: -(row.value(study.baseline) or {"mean": 0})["mean"])
    values = []
    for row in order:
        for arm in arms:
            v = row.value(arm)
            if v:
                values.append({"what": words.label(row.label), "arm": arm, "mean": v["mean"],
                               "low": v["mean"] if v["low"] is None else max(v["low"], 0),
                               "high": v["mean"] if v["high"] is None else v["high"]})
    x = {"field": "mean", "type": "quantitative", "title": _lines(words("deaths_a_year")),
         "scale": {"domain": [0, 1.03 * max((v["high"] for v in values), default=1)]}}
    y = _names("what", [words.label(row.label) for row in order])
    offset = {"field": "arm", "type": "nominal", "sort": arms}
    colour = _arms(study, "square" if len(arms) > 1 else None, arms)
    spec = _layered(values, (22 * len(arms) + 12) * len(order), [
        {"mark": {"type": "bar"}, "encoding": {"y": y, "yOffset": offset, "x": x, "color": colour}},
        {"mark": {"type": "rule", "color": "black", "strokeWidth": 1.5}, "encoding": {
            "y": y, "yOffset": {**offset, "bandPosition": 0.5}, "x": {**x, "field": "low"}, "x2": {"field": "high"}}}])
    shown = study.arms
    rows = [[words.label(row.label), *(words.interval(row.value(arm), row.decimals) for arm in shown),
             *([words.interval(row.difference(study.main), row.decimals, True)] if study.main else [])] for row in order]
    header = [words(dimension), *shown, *([f"{words('difference')}: {study.main}"] if study.main else [])]
    return Chart(dimension, words(dimension), words("deaths_caption"), [("", spec)], header, rows,
                 [[dimension, "arm", "mean", "low", "high"],
                  *([row.label, arm, *((row.value(arm) or {}).get(k) for k in ("mean", "low", "high"))]
                    for row in order for arm in shown)])


def stock(study, words):
    """Red cells on the shelf of each blood centre, day by day."""
    if not study.has("red_cells_counted") or "day" not in study.data.red_cells_counted.dims:
        return None
    days = [str(study.day_of(d)) for d in study.data.day.values]
    arms = [study.baseline, *([study.main] if study.main else [])]
    periods = [p for p in study.scenario.periods(*(study.day_of(study.data.day.values[i]) for i in (0, -1)))
               if p.kind in ("ramadan", "lebaran")]
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
            rows += _stock_rows(study, words, arm, utd, days, mean, low, high, empty)
        panels.append((study.name(utd), _stock_spec(study, words, arms, values, strips, periods)))
    if not panels:
        return None
    return Chart("stock", words("stock"), words("stock_caption"), panels,
                 [words("utd"), words("arm"), words("month"), words("mean"), words("tenth"), words("ninetieth"),
                  words("without_o")], rows, lines)


def _without_o(study, arm, utd):
    """(first day, day after the last, % of the time without O+ red cells) of each month."""
    if not study.has("stockout_time") or not {"month", "group"} <= set(study.data.stockout_time.dims):
        return []
    months = study.data.month.values.astype("datetime64[M]")
    days = study.data.day.values.astype("datetime64[D]")
    firsts = numpy.maximum(months.astype("datetime64[D]"), days[0])
    ends = numpy.minimum((months + 1).astype("datetime64[D]"), days[-1] + 1)
    time = study.select("stockout_time", arm).sel(utd=utd, group="o_pos").mean("replication").values
    return [(str(a), str(b), float(100 * t / ((b - a).astype(int) * 86400e6))) for a, b, t in zip(firsts, ends, time)]


def _stock_rows(study, words, arm, utd, days, mean, low, high, empty):
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


def _stock_spec(study, words, arms, values, strips, periods):
    x = {"field": "d", "type": "temporal", "scale": {"type": "utc"}, "title": None,
         "axis": {"format": "%b", "tickCount": "month", "labelOverlap": True}}
    y = {"field": "m", "type": "quantitative", "title": words("stock_axis"), "scale": {"domainMin": 0}}
    colour = {**_arms(study, "stroke" if len(arms) > 1 else None, arms), "field": "a"}
    if colour["legend"]:
        colour["legend"]["offset"] = STRIP * len(arms) + 8  # above the strips
    marks = [{"from": str(p.first), "to": str(p.last + datetime.timedelta(1)), "kind": p.kind, "name": words(p.kind)}
             for p in periods]
    layers = []
    for kind, mark in (("ramadan", {"type": "rect", "color": "#F0E442", "opacity": 0.35}),
                       ("lebaran", {"type": "rect", "color": "#CC3311", "opacity": 0.75})):
        here = [m for m in marks if m["kind"] == kind]
        if here:
            layers.append({"data": {"values": here}, "mark": mark, "encoding": {
                "x": {**x, "field": "from"}, "x2": {"field": "to"}, "tooltip": {"field": "name"}}})
    layers += [
        {"data": {"values": values}, "mark": {"type": "area", "opacity": 0.2, "line": False}, "encoding": {
            "x": x, "y": {**y, "field": "l"}, "y2": {"field": "h"}, "color": colour}},
        {"data": {"values": values}, "mark": {"type": "line", "strokeWidth": 1.5}, "encoding": {
            "x": x, "y": y, "color": colour}}]
    for i, arm in enumerate(arms):
        here = [s for s in strips if s["a"] == arm]
        if here:
            layers.append({"data": {"values": here},
                           "mark": {"type": "rect", "color": _colour(study, arm), "stroke": "#ccc", "strokeWidth": 0.5},
                           "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"},
                                        "y": {"value": -3 - STRIP * (len(arms) - i)},
                                        "y2": {"value": -3 - STRIP * (len(arms) - i - 1)},
                                        "opacity": {"field": "share", "type": "quantitative", "legend": None,
                                                    "scale": {"domain": [0, 100], "range": [0, 1]}}}})
    return {"height": 170, "layer": layers}


def fidelity(study, words):
    """How far agreements are carried out, month by month, where one is in force."""
    if not study.has("fidelity", "agreement_months") or "month" not in study.data.fidelity.dims:
        return None
    months = [str(m.astype("datetime64[D]")) for m in study.data.month.values]
    parts = study.data.sizes["mechanism"] * 1e6
    values, rows, lines = [], [], [["arm", "month", "percent", "low", "high"]]
    for arm in _drawn(study):
        done = study.select("fidelity", arm).sum(["district", "mechanism"]).values / parts
        force = study.select("agreement_months", arm).sum("district").values
        there = force.sum(0) > 0
        with numpy.errstate(invalid="ignore"):
            share = done / force
        for m in numpy.flatnonzero(there):
            mean, low, high = _shares(share[force[:, m] > 0, m])
            values.append({"arm": arm, "month": months[m], "mean": _rounded(mean), "low": _rounded(low, mean),
                           "high": _rounded(high, mean)})
            lines.append([arm, months[m], *numbers(mean, low, high)])
            rows.append([arm, f"{words.months()[int(months[m][5:7]) - 1]} {months[m][:4]}",
                         words.interval(as_interval(mean, low, high), 1)])
    if not values:
        return None
    x = {"field": "month", "type": "temporal", "scale": {"type": "utc"}, "title": None,
         "axis": {"labelOverlap": True, "format": "%b %Y", "tickCount": "month"}}
    y = {"field": "mean", "type": "quantitative", "title": words("fidelity_axis"), "scale": {"domain": [0, 100]}}
    drawn = [arm for arm in _drawn(study) if any(v["arm"] == arm for v in values)]
    colour = _arms(study, "stroke", drawn)
    spec = _layered(values, 240, [
        {"mark": {"type": "area", "opacity": 0.2, "line": False}, "encoding": {
            "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
        {"mark": {"type": "line", "strokeWidth": 2, "point": {"size": 22}}, "encoding": {"x": x, "y": y, "color": colour}}])
    return Chart("fidelity", words("fidelity"), words("fidelity_caption"), [("", spec)],
                 [words("arm"), words("month"), words("fidelity_axis")], rows, lines)


def as_interval(mean, low, high):
    """As `darah compare` gives intervals."""
    known = bool(numpy.isfinite(low) and numpy.isfinite(high))
    return {"mean": float(mean), "half_width": float(high - mean) if known else None,
            "low": float(low) if known else None, "high": float(high) if known else None}


def numbers(*values):
    """For CSV: nothing where there is no number."""
    return [float(value) if numpy.isfinite(value) else None for value in values]


# What charts are made of.

def _layered(values, height, layers):
    return {"data": {"values": values}, "height": height, "layer": layers}


def _zero(axis):
    return {"mark": {"type": "rule", "color": "#767676"}, "encoding": {axis: {"datum": 0, "type": "quantitative"}}}


def _names(field_, order):
    """An axis of names, broken into short lines."""
    broken = {name: textwrap.wrap(name, 18) for name in order if len(name) > 18}
    axis = {"labelLimit": 140, "labelLineHeight": 13}
    if broken:
        axis["labelExpr"] = f"{json.dumps(broken)}[datum.label] || datum.label"
    return {"field": field_, "type": "nominal", "sort": order, "title": None, "axis": axis}


def _lines(title):
    """The title of an axis beside names, which leave little room."""
    return textwrap.wrap(title, 28)


def _kinds(symbol="circle"):
    """A legend beside names."""
    return {"orient": "top", "columns": {"expr": f"{NARROW} ? 1 : 2"}, "symbolType": symbol}


def _drawn(study):
    """Arms of charts with a line for each."""
    return [study.baseline, *study.others[:MOST_LINES - 1]]


def _colour(study, arm):
    return BASELINE if arm == study.baseline else OTHERS[study.others.index(arm) % len(OTHERS)]


def _arms(study, legend=None, arms=None):
    """Colours of arms; `legend` is the shape of its symbols, or None for no legend."""
    arms = list(arms or study.arms)
    scale = {"domain": arms, "range": [_colour(study, arm) for arm in arms]}
    few = 2 if max(map(len, arms)) <= 14 else 1
    shown = {"orient": "top", "columns": {"expr": f"{NARROW} ? {few} : 4"}, "symbolOpacity": 1, "symbolType": legend} if legend else None
    if legend == "stroke":
        shown["symbolStrokeWidth"] = 3
    return {"field": "arm", "type": "nominal", "title": None, "scale": scale, "legend": shown}


def _dashes(study):
    arms = _drawn(study)
    patterns = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [12, 3], [4, 4]]
    return {**_arms(study, "stroke", arms), "scale": {"domain": arms, "range": patterns[:len(arms)]}}


def _heading(study, words, arm):
    title = study.arm_title(words, arm)[0]
    return arm if title == arm else f"{arm}: {title}"


def _tile_spec(values):
    columns, lines = (max(v[axis] for v in values) + 1 for axis in ("x", "y"))
    x = {"field": "x", "type": "ordinal", "axis": None, "scale": {"domain": list(range(columns)), "padding": 0.06}}
    y = {"field": "y", "type": "ordinal", "axis": None, "scale": {"domain": list(range(lines)), "padding": 0.06}}
    ink = {"field": "ink", "type": "nominal", "scale": None, "legend": None}

    def text(field_, dy, size, weight):
        return {"mark": {"type": "text", "dy": dy, "fontSize": size, "fontWeight": weight, "lineHeight": 12},
                "encoding": {"x": x, "y": y, "text": {"field": field_}, "color": ink}}
    return {**_layered(values, 92 * lines, [
        {"mark": {"type": "rect", "cornerRadius": 5, "stroke": "#888", "strokeWidth": 0.5}, "encoding": {
            "x": x, "y": y, "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None}}},
        text("name", -30, 11, 400), text("value", 12, 16, 700), text("error", 29, 11, 400)]),
        "view": {"stroke": None}}


def _shade(share):
    """The colour of fewer deaths at -1, of more at 1; near 0 paler, but never to be taken for white or grey."""
    depth = 0.4 + 0.6 * abs(share)
    return "#" + "".join(f"{round(255 + depth * (part - 255)):02x}" for part in _parts(FEWER if share < 0 else MORE))


def _parts(colour):
    """Red, green and blue of "#rrggbb", 0 to 255."""
    return [int(colour[i:i + 2], 16) for i in (1, 3, 5)]


def _ink(colour):
    """Black or white, whichever contrasts more (WCAG 2.2, relative luminance); at least 4.5 to 1."""
    parts = (part / 255 for part in _parts(colour))
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return "black" if numpy.dot(light, [0.2126, 0.7152, 0.0722]) > 0.179 else "white"


def _rounded(value, instead=None):
    """Few digits, for the page; of an end that is not there the mean stands in its place."""
    if not numpy.isfinite(value):
        value = instead
    return round(float(value), 3)
