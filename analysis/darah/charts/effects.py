"""Change in deaths of each arm against the baseline."""

from . import marks
from .chart import Chart


def draw(study, words):
    row = study.comparison.all_deaths
    if row is None or not study.others or study.replications < 2:
        return None
    found = [(arm, row.difference(arm)) for arm in study.others if row.difference(arm)]
    values = [{"arm": arm, "mean": d["mean"], "low": d["low"], "high": d["high"],
               "text": words.plus_minus(d, row.decimals, sign=True)} for arm, d in found]
    axis = {"field": "mean", "type": "quantitative", "title": list(words("change_axis").split("|")), "scale": {"padding": 40}}
    y = marks.names_axis("arm", [arm for arm, _ in found])
    spec = marks.layered(values, 44 * len(values) + 10, [
        marks.zero("x"),
        {"mark": {"type": "rule", "strokeWidth": 3}, "encoding": {
            "y": y, "x": {**axis, "field": "low"}, "x2": {"field": "high"}, "color": marks.arms_scale(study)}},
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1}, "encoding": {
            "y": y, "x": axis, "color": marks.arms_scale(study)}},
        {"mark": {"type": "text", "dy": -13, "fontWeight": 600}, "encoding": {
            "y": y, "x": axis, "text": {"field": "text"}}}])
    rows = [[arm, study.arm_title(words, arm)[0], words.interval(row.value(arm), row.decimals),
             words.interval(d, row.decimals, sign=True)] for arm, d in found]
    alike = [arm for arm, d in found if d["half_width"] == 0 and d["mean"]]
    return Chart("effects", words("effects"), words("effects_caption", baseline=study.baseline), [("", spec)],
                 [words("arm"), words("meaning"), words("deaths_a_year"), words("difference")], rows,
                 [["arm", "difference", "low", "high"], *([v["arm"], v["mean"], v["low"], v["high"]] for v in values)],
                 [words("effects_alike", list=words.listed(alike))] if alike else [])
