"""The cost-effectiveness plane of each payer."""

from . import marks
from .chart import Chart
from .colours import OTHERS

MOST = len(OTHERS)  # arms, as many as there are colours


def draw(study, words):
    known = [c for c in map(study.comparison.costs, study.others) if c]
    drawn = study.others[:MOST]
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
            rows.append([arm["arm"], words.label("payer", payer), words.interval(c, 0, True), words.interval(a, 1),
                         cost_ratio(p, words)])
        panels.append((words.label("payer", payer), _cost_spec(study, words, dots, means)))
    return Chart("costs", words("costs"), words("costs_caption", baseline=study.baseline), panels,
                 [words("arm"), words("payer"), words("cost_column"), words("averted_column"), words("ratio_column")],
                 rows, lines, left_out=study.others[MOST:])


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
    colour = marks.arms_scale(study, "circle", study.others[:MOST])
    return {"height": 300, "layer": [
        {"data": {"values": [{}]}, **marks.zero("x")}, {"data": {"values": [{}]}, **marks.zero("y")},
        {"data": {"values": dots}, "mark": {"type": "point", "filled": True, "size": 14, "opacity": 0.45},
         "encoding": {"x": x, "y": y, "color": colour}},
        {"data": {"values": means}, "mark": {"type": "rule", "strokeWidth": 2.5}, "encoding": {
            "x": {**x, "field": "a_low"}, "x2": {"field": "a_high"}, "y": y, "color": colour}},
        {"data": {"values": means}, "mark": {"type": "rule", "strokeWidth": 2.5}, "encoding": {
            "x": x, "y": {**y, "field": "c_low"}, "y2": {"field": "c_high"}, "color": colour}},
        {"data": {"values": means}, "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1, "stroke": "white"},
         "encoding": {"x": x, "y": y, "color": colour}}]}
