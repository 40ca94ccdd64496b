"""Districts as tiles with the change in deaths; a panel an arm."""

import math
import textwrap

import numpy
from scipy.optimize import linear_sum_assignment

from . import marks
from .chart import Chart
from .colours import UNTOLD, ink_on, shade

MOST = 6  # panels


def draw(study, words):
    table = study.comparison.deaths_by_district
    if table is None or len(table.rows) < 2 or not study.others or study.replications < 2:
        return None
    at = tile_places([row.id for row in table.rows], study.background.places())
    arms = study.others[:MOST]
    known = {(arm, row.id): row.difference(arm) for arm in arms for row in table.rows}
    largest = max((abs(d["mean"]) for d in known.values() if d), default=0) or 1
    panels, lines = [], []
    for arm in arms:
        values = []
        for row in table.rows:
            d = known[arm, row.id]
            column, line = at[row.id]
            colour = shade(d["mean"] / largest) if row.claim(arm)["told"] in ("less", "more") else UNTOLD
            value, _, error = words.plus_minus(d, row.decimals, sign=True).partition(" ±")
            values.append({"x": column, "y": line, "name": textwrap.wrap(study.name(row.id), 11), "colour": colour,
                           "value": value, "error": error and f"±{error}", "ink": ink_on(colour)})
            lines.append([arm, row.id, d["mean"], d["low"], d["high"]])
        panels.append((marks.heading(study, words, arm), _tile_spec(values)))
    rows = [[arm, study.name(row.id), words.interval(row.value(study.baseline), row.decimals),
             words.interval(row.value(arm), row.decimals), words.interval(known[arm, row.id], row.decimals, True)]
            for arm in arms for row in table.rows]
    return Chart("map", words("map"), words("map_caption", baseline=study.baseline), panels,
                 [words("arm"), words("district"), study.baseline, words("deaths_a_year"), words("difference")], rows,
                 [["arm", "district", "difference", "low", "high"], *lines], left_out=study.others[MOST:])


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


def _tile_spec(values):
    columns, lines = (max(v[axis] for v in values) + 1 for axis in ("x", "y"))
    x = {"field": "x", "type": "ordinal", "axis": None, "scale": {"domain": list(range(columns)), "padding": 0.06}}
    y = {"field": "y", "type": "ordinal", "axis": None, "scale": {"domain": list(range(lines)), "padding": 0.06}}
    ink = {"field": "ink", "type": "nominal", "scale": None, "legend": None}

    def text(field_, dy, size, weight):
        return {"mark": {"type": "text", "dy": dy, "fontSize": size, "fontWeight": weight, "lineHeight": 12},
                "encoding": {"x": x, "y": y, "text": {"field": field_}, "color": ink}}
    return {**marks.layered(values, 92 * lines, [
        {"mark": {"type": "rect", "cornerRadius": 5, "stroke": "#888", "strokeWidth": 0.5}, "encoding": {
            "x": x, "y": y, "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None}}},
        text("name", -30, 11, 400), text("value", 12, 16, 700), text("error", 29, 11, 400)]),
        "view": {"stroke": None}}
