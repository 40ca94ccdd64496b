"""What each mechanism of the agreement averts."""

from . import marks
from .chart import Chart
from .colours import BASELINE, FEWER, MORE, OTHERS


def draw(study, words):
    """Waterfall of Shapley values, or what mechanisms avert alone and added last."""
    known = [a for a in map(study.comparison.attribution, study.others) if a]
    if not known or study.replications < 2:
        return None
    said = known[0]
    arm, found = said["arm"], said["mechanisms"]
    waterfall = all(m["shapley"] for m in found)
    order = sorted(found, key=lambda m: -(m["shapley"] if waterfall else m["alone"])["mean"])
    spec = _waterfall(order, said["total"], words) if waterfall else _alone_and_last(order, words)
    keys = ("alone", "last", *(("shapley", "share") if waterfall else ()))
    decimals = {"alone": 1, "last": 1, "shapley": 1, "share": 0}
    rows = [[words.label("code", m["id"]), *(words.interval(m[key], decimals[key]) for key in keys)] for m in order]
    rows.append([words("all_together"), *(words.interval(said["total"], 1) if key in ("shapley", "alone") else "–"
                                          for key in keys)])
    caption = words("mechanisms_caption" if waterfall else "mechanisms_caption_alone", arm=arm)
    return Chart("mechanisms", words("mechanisms"), caption, [("", spec)],
                 [words("mechanism"), *(words(key) for key in keys)], rows,
                 [["mechanism", *(f"{key}{end}" for key in keys for end in ("", "_low", "_high"))],
                  *([m["id"], *((m[key] or {}).get(end) for key in keys for end in ("mean", "low", "high"))]
                    for m in order)], left_out=[a["arm"] for a in known[1:]])


def _waterfall(order, total, words):
    values, height = [], 0.0
    for m in order:
        s = m["shapley"]
        values.append({"what": words.label("code", m["id"]), "from": height, "to": height + s["mean"],
                       "low": height + s["low"], "high": height + s["high"], "kind": "more" if s["mean"] < 0 else "fewer",
                       "text": words.number(s["mean"], 1, True)})
        height += s["mean"]
    values.append({"what": words("all_together"), "from": 0, "to": total["mean"], "low": total["low"],
                   "high": total["high"], "kind": "total", "text": words.number(total["mean"], 1, True)})
    x = {"field": "from", "type": "quantitative", "title": marks.short_lines(words("averted_axis")), "scale": {"padding": 40}}
    y = marks.names_axis("what", [v["what"] for v in values])
    colour = {"field": "kind", "type": "nominal", "legend": None,
              "scale": {"domain": ["fewer", "more", "total"], "range": [FEWER, MORE, BASELINE]}}
    return marks.layered(values, 32 * len(values) + 10, [
        marks.zero("x"),
        {"mark": {"type": "bar", "height": 17}, "encoding": {"y": y, "x": x, "x2": {"field": "to"}, "color": colour}},
        {"mark": {"type": "rule", "strokeWidth": 1.5, "color": "black"}, "encoding": {
            "y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
        {"mark": {"type": "text", "align": "left", "dx": 5, "fontWeight": 600}, "encoding": {
            "y": y, "x": {**x, "field": "high"}, "text": {"field": "text"}}}])


def _alone_and_last(order, words):
    values = [{"what": words.label("code", m["id"]), "kind": words(key), "mean": m[key]["mean"], "low": m[key]["low"],
               "high": m[key]["high"]} for m in order for key in ("alone", "last")]
    x = {"field": "mean", "type": "quantitative", "title": marks.short_lines(words("averted_axis"))}
    kinds = [words("alone"), words("last")]
    y = {**marks.names_axis("what", [words.label("code", m["id"]) for m in order])}
    offset = {"field": "kind", "type": "nominal", "sort": kinds}
    colour = {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": kinds, "range": OTHERS[:2]},
              "legend": marks.kinds_legend()}
    return marks.layered(values, 40 * len(order) + 10, [
        marks.zero("x"),
        {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": {
            "y": y, "yOffset": offset, "x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour}},
        {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}, "encoding": {
            "y": y, "yOffset": offset, "x": x, "color": colour}}])
