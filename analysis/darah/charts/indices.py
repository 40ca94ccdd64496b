"""Indices of each factor: Sobol bars, or partial rank correlations."""

import numpy

from . import marks
from .chart import Chart
from .colours import OTHERS
from .factors import interval_of, ranked_by
from .intervals import few, numbers


def sobol_bars(study, words):
    """First-order and total indices, of a Sobol design."""
    if ranked_by(study) != "total":
        return None
    return _index_chart(study, words, "sobol_bars", "sobol_caption", ["first", "total"])


def correlations(study, words):
    """Partial rank correlations, of other designs."""
    if ranked_by(study) != "prcc":
        return None
    return _index_chart(study, words, "prcc", "prcc_caption", ["prcc"])


def _index_chart(study, words, title, caption, columns):
    table = study.analysis.table
    kinds = [words(c) for c in columns]
    values = [{"factor": name, "kind": words(c), "mean": few(row[c], 0), "low": few(row[f"{c}_low"], row[c]),
               "high": few(row[f"{c}_high"], row[c])}
              for name, row in table.iterrows() for c in columns if numpy.isfinite(row[c])]
    if not values:
        return None  # the response is the same in all cells
    x = {"field": "mean", "type": "quantitative", "title": marks.short_lines(words(title))}
    y = marks.names_axis("factor", list(table.index))
    offset = {"field": "kind", "type": "nominal", "sort": kinds}
    colour = {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": kinds, "range": OTHERS[:len(kinds)]},
              "legend": marks.kinds_legend("square") if len(kinds) > 1 else None}
    spec = marks.layered(values, (20 * len(kinds) + 14) * len(table) + 10, [
        marks.zero("x"),
        {"mark": {"type": "bar"}, "encoding": {"y": y, "yOffset": offset, "x": x, "color": colour}},
        {"mark": {"type": "rule", "color": "black", "strokeWidth": 1.5}, "encoding": {
            "y": y, "yOffset": {**offset, "bandPosition": 0.5}, "x": {**x, "field": "low"}, "x2": {"field": "high"}}}])
    ranges = {f.name: f.said_in(words) for f in study.factors}
    rows = [[name, ranges[name], *(words.interval(interval_of(row, c), 2) for c in columns)]
            for name, row in table.iterrows()]
    return Chart(title, words(title), words(caption), [("", spec)], [words("factor"), words("range"), *kinds], rows,
                 [["factor", *(f"{c}{end}" for c in columns for end in ("", "_low", "_high"))],
                  *([name, *numbers(*(row[f"{c}{end}"] for c in columns for end in ("", "_low", "_high")))]
                    for name, row in table.iterrows())])
