"""Deaths a year by cause and by place, in the baseline and the main arm."""

from . import marks
from .chart import Chart


def by_cause(study, words):
    return _deaths(study, words, "cause", "deaths_true")


def by_place(study, words):
    return _deaths(study, words, "place", "deaths_by_place")


def _deaths(study, words, dimension, measure):
    table = study.comparison.table(measure, dimension)
    if table is None:
        return None
    order = sorted(table.rows, key=lambda row: -(row.value(study.baseline) or {"mean": 0})["mean"])
    shown = study.arms
    rows = [[words.label("code", row.id), *(words.interval(row.value(arm), row.decimals) for arm in shown),
             *([words.interval(row.difference(study.main), row.decimals, True)] if study.main else [])] for row in order]
    header = [words(dimension), *shown, *([f"{words('difference')}: {study.main}"] if study.main else [])]
    return Chart(dimension, words(dimension), words("deaths_caption"), [("", _spec(study, words, order))], header, rows,
                 [[dimension, "arm", "mean", "low", "high"],
                  *([row.id, arm, *((row.value(arm) or {}).get(k) for k in ("mean", "low", "high"))]
                    for row in order for arm in shown)], left_out=study.others[1:])


def _spec(study, words, order):
    arms = [study.baseline, *([study.main] if study.main else [])]
    values = [{"what": words.label("code", row.id), "arm": arm, "mean": v["mean"],
               "low": v["mean"] if v["low"] is None else max(v["low"], 0),
               "high": v["mean"] if v["high"] is None else v["high"]}
              for row in order for arm in arms if (v := row.value(arm))]
    x = {"field": "mean", "type": "quantitative", "title": marks.short_lines(words("deaths_a_year")),
         "scale": {"domain": [0, 1.03 * max((v["high"] for v in values), default=1)]}}
    y = marks.names_axis("what", [words.label("code", row.id) for row in order])
    offset = {"field": "arm", "type": "nominal", "sort": arms}
    colour = marks.arms_scale(study, "square" if len(arms) > 1 else None, arms)
    return marks.layered(values, (22 * len(arms) + 12) * len(order), [
        {"mark": {"type": "bar"}, "encoding": {"y": y, "yOffset": offset, "x": x, "color": colour}},
        {"mark": {"type": "rule", "color": "black", "strokeWidth": 1.5}, "encoding": {
            "y": y, "yOffset": {**offset, "bandPosition": 0.5}, "x": {**x, "field": "low"}, "x2": {"field": "high"}}}])
