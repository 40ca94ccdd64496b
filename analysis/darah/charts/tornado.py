"""Mean response in the lowest and in the highest third of each factor, the widest first."""

from ..study import student
from . import marks
from .chart import Chart
from .colours import FEWER, MORE
from .factors import groups, told_ends
from .intervals import numbers

THIRDS = 3


def draw(study, words):
    y, digits = study.response.values, study.decimals()
    found = []
    for i, factor in enumerate(study.factors):
        parts = groups(study, i, THIRDS)
        if len(parts) >= 2:
            ends = [student(y[places]) + (label,) for label, places in (parts[0], parts[-1])]
            found.append((factor, *ends))
    if not found:
        return None
    found.sort(key=lambda f: -abs(f[2][0] - f[1][0]))
    values = [{"factor": f.name, "kind": words(kind), "from": float(y.mean()), "to": float(end[0])}
              for f, *ends in found for kind, end in zip(("lowest", "highest"), ends)]
    kinds = [words("lowest"), words("highest")]
    x = {"field": "from", "type": "quantitative", "title": marks.short_lines(study.short(words)), "scale": {"zero": False}}
    spec = marks.layered(values, 34 * len(found) + 10, [
        {"mark": {"type": "bar", "height": 18}, "encoding": {
            "y": marks.names_axis("factor", [f.name for f, *_ in found]), "x": x, "x2": {"field": "to"},
            "color": {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": kinds, "range": [FEWER, MORE]},
                      "legend": marks.kinds_legend("square")}}},
        {"mark": {"type": "rule", "color": "black"}, "encoding": {"x": {**x, "aggregate": "mean"}}}])
    rows = [[f.name, f.said_in(words), *(told_ends(words, end, digits) + _at(end[3]) for end in ends)] for f, *ends in found]
    return Chart("tornado", words("tornado"), words("tornado_caption"), [("", spec)],
                 [words("factor"), words("range"), words("lowest"), words("highest")], rows,
                 [["factor", "end", "mean", "low", "high"],
                  *([f.name, kind, *numbers(*end[:3])] for f, *ends in found
                    for kind, end in zip(("lowest", "highest"), ends))])


def _at(label):
    return f" [{label}]" if label else ""
