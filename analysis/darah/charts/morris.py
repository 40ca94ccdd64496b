"""The Morris plane: mu* against sigma of the elementary effects."""

from . import marks
from .chart import Chart
from .colours import OTHERS
from .factors import interval_of, ranked_by
from .intervals import few, numbers


def draw(study, words):
    if ranked_by(study) != "mu_star":
        return None
    table = study.analysis.table
    values = [{"factor": name, "mu_star": few(row["mu_star"], 0), "sigma": few(row["sigma"], 0),
               "low": few(row["mu_star_low"], row["mu_star"]), "high": few(row["mu_star_high"], row["mu_star"])}
              for name, row in table.iterrows()]
    x = {"field": "mu_star", "type": "quantitative", "title": f"mu* ({study.short(words)})"}
    y = {"field": "sigma", "type": "quantitative", "title": "sigma"}
    reach = max(max(v["high"], v["sigma"]) for v in values) or 1
    spec = marks.layered(values, 320, [
        {"data": {"values": [{"mu_star": 0, "sigma": 0}, {"mu_star": reach, "sigma": reach}]},
         "mark": {"type": "line", "color": "#767676", "strokeDash": [5, 4]}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "rule", "color": OTHERS[0], "strokeWidth": 2}, "encoding": {
            "x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y}},
        {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1, "color": OTHERS[0]}, "encoding": {
            "x": x, "y": y}},
        {"mark": {"type": "text", "align": "left", "dx": 7, "dy": -8}, "encoding": {
            "x": x, "y": y, "text": {"field": "factor"}}}])
    digits = max(1, study.decimals())
    ranges = {f.name: f.said_in(words) for f in study.factors}
    rows = [[name, ranges[name], words.interval(interval_of(row, "mu_star"), digits), words.number(row["mu"], digits, True),
             words.number(row["sigma"], digits)] for name, row in table.iterrows()]
    return Chart("morris_plane", words("morris_plane"), words("morris_caption"), [("", spec)],
                 [words("factor"), words("range"), "mu*", "mu", "sigma"], rows,
                 [["factor", "mu_star", "mu_star_low", "mu_star_high", "mu", "sigma"],
                  *([name, *numbers(*row[["mu_star", "mu_star_low", "mu_star_high", "mu", "sigma"]])]
                    for name, row in table.iterrows())])
