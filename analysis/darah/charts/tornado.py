"""Mean response in the lowest and in the highest third of each factor, the widest first."""

from . import marks
from .chart import Chart
from .colours import FEWER, MORE
from .factors import groups
from .intervals import ends, student

THIRDS = 3


def draw(study, words):
    y, digits = study.response.values, study.decimals()
    found = []
    for i, factor in enumerate(study.factors):
        parts = groups(study, i, THIRDS)
        if len(parts) >= 2:
            found.append((factor, *((student(y[places]), label) for label, places in (parts[0], parts[-1]))))
    if not found:
        return None
    found.sort(key=lambda f: -abs(f[2][0]["mean"] - f[1][0]["mean"]))
    values = [{"factor": f.name, "kind": words(kind), "from": float(y.mean()), "to": end["mean"]}
              for f, *both in found for kind, (end, _) in zip(("lowest", "highest"), both)]
    kinds = [words("lowest"), words("highest")]
    x = {"field": "from", "type": "quantitative", "title": marks.short_lines(study.short(words)), "scale": {"zero": False}}
    spec = marks.layered(values, 34 * len(found) + 10, [
        {"mark": {"type": "bar", "height": 18}, "encoding": {
            "y": marks.names_axis("factor", [f.name for f, *_ in found]), "x": x, "x2": {"field": "to"},
            "color": {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": kinds, "range": [FEWER, MORE]},
                      "legend": marks.kinds_legend("square")}}},
        {"mark": {"type": "rule", "color": "black"}, "encoding": {"x": {**x, "aggregate": "mean"}}}])
    rows = [[f.name, f.said_in(words), *(words.interval(end, digits) + _at(label) for end, label in both)]
            for f, *both in found]
    return Chart("tornado", words("tornado"), words("tornado_caption"), [("", spec)],
                 [words("factor"), words("range"), words("lowest"), words("highest")], rows,
                 [["factor", "end", "mean", "low", "high"],
                  *([f.name, kind, *ends(end)] for f, *both in found
                    for kind, (end, _) in zip(("lowest", "highest"), both))])


def _at(label):
    return f" [{label}]" if label else ""
