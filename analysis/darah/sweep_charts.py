"""The report's pictures of a merged sweep: tornado, response curves, and what its design can say of each factor."""

import numpy

from .charts import OTHERS, FEWER, MORE, Chart, _kinds, _layered, _lines, _names, _rounded, _zero, as_interval, numbers
from .study import student

INDICES = ("total", "mu_star", "prcc")  # by which factors are ranked, as the design has it
THIRDS, TENTHS = 3, 10


def sweep_charts(study, words):
    """All charts that the design allows, in the order of the page."""
    drawn = (make(study, words) for make in (tornado, _index, responses))
    return [chart for chart in drawn if chart is not None]


def tornado(study, words):
    """Mean response in the lowest and in the highest third of each factor, the widest first."""
    y, digits = study.response.values, study.decimals()
    found = []
    for i, factor in enumerate(study.factors):
        groups = _groups(study, i, THIRDS)
        if len(groups) >= 2:
            ends = [student(y[places]) + (label,) for label, places in (groups[0], groups[-1])]
            found.append((factor, *ends))
    if not found:
        return None
    found.sort(key=lambda f: -abs(f[2][0] - f[1][0]))
    values = [{"factor": f.name, "kind": words(kind), "from": float(y.mean()), "to": float(end[0])}
              for f, *ends in found for kind, end in zip(("lowest", "highest"), ends)]
    kinds = [words("lowest"), words("highest")]
    x = {"field": "from", "type": "quantitative", "title": _lines(study.short(words)), "scale": {"zero": False}}
    spec = _layered(values, 34 * len(found) + 10, [
        {"mark": {"type": "bar", "height": 18}, "encoding": {
            "y": _names("factor", [f.name for f, *_ in found]), "x": x, "x2": {"field": "to"},
            "color": {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": kinds, "range": [FEWER, MORE]},
                      "legend": _kinds("square")}}},
        {"mark": {"type": "rule", "color": "black"}, "encoding": {"x": {**x, "aggregate": "mean"}}}])
    rows = [[f.name, f.said_in(words), *(_told(words, end, digits) + _at(end[3]) for end in ends)] for f, *ends in found]
    return Chart("tornado", words("tornado"), words("tornado_caption"), [("", spec)],
                 [words("factor"), words("range"), words("lowest"), words("highest")], rows,
                 [["factor", "end", "mean", "low", "high"],
                  *([f.name, kind, *numbers(*end[:3])] for f, *ends in found
                    for kind, end in zip(("lowest", "highest"), ends))])


def responses(study, words):
    """Mean response along each factor; a panel a factor."""
    y, digits = study.response.values, study.decimals()
    panels, rows, lines = [], [], [["factor", "at", "mean", "low", "high", "cells"]]
    for i, factor in enumerate(study.factors):
        values = []
        listed = factor.scale == "list" and factor.numbers is None
        for label, places in _groups(study, i, TENTHS):
            mean, low, high = student(y[places])
            at = label if listed else float(factor.ordered(study.data.factor_value.values[places, i]).mean())
            values.append({"at": at, "mean": float(mean), "low": _rounded(low, mean), "high": _rounded(high, mean)})
            shown = label if listed else f"{words.number(at, 3)} {factor.unit}".strip()
            rows.append([factor.name, shown, _told(words, (mean, low, high), digits), words.number(len(places))])
            lines.append([factor.name, at, *numbers(mean, low, high), len(places)])
        name = f"{factor.name} ({factor.key})"
        panels.append((name, _response_spec(study, words, factor, values, listed)))
    return Chart("response", words("response"), words("response_caption"), panels,
                 [words("factor"), words("value"), study.what(words), words("cell_many")], rows, lines)


def _response_spec(study, words, factor, values, listed):
    kind = "nominal" if listed else "quantitative"
    x = {"field": "at", "type": kind, "title": f"{factor.name}" + (f" ({factor.unit})" if factor.unit else ""),
         "scale": {} if listed else {"nice": False, "padding": 8,
                                     **({"type": "log"} if factor.scale == "log" else {"zero": False})}}
    y = {"field": "mean", "type": "quantitative", "title": study.short(words), "scale": {"zero": False}}
    line = [] if listed else [{"mark": {"type": "line", "color": OTHERS[0], "opacity": 0.5}, "encoding": {"x": x, "y": y}}]
    return _layered(values, 190, [
        *line,
        {"mark": {"type": "rule", "color": OTHERS[0], "strokeWidth": 2}, "encoding": {
            "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "size": 55, "opacity": 1, "color": OTHERS[0]}, "encoding": {
            "x": x, "y": y}}])


def _index(study, words):
    """What the design can say of each factor: Sobol bars, Morris plane, or rank correlations."""
    if study.analysis is None:
        return None
    make = {"total": sobol_bars, "mu_star": morris_plane, "prcc": correlations}
    return make[next(name for name in INDICES if name in study.analysis.table)](study, words)


def sobol_bars(study, words):
    """First-order and total indices."""
    return _index_chart(study, words, "sobol_bars", "sobol_caption", ["first", "total"], 2)


def correlations(study, words):
    """Partial rank correlations."""
    return _index_chart(study, words, "prcc", "prcc_caption", ["prcc"], 2)


def _index_chart(study, words, title, caption, columns, digits):
    table = study.analysis.table
    kinds = [words(c) for c in columns]
    values = [{"factor": name, "kind": words(c), "mean": _rounded(row[c], 0), "low": _rounded(row[f"{c}_low"], row[c]),
               "high": _rounded(row[f"{c}_high"], row[c])}
              for name, row in table.iterrows() for c in columns if numpy.isfinite(row[c])]
    if not values:
        return None  # the response is the same in all cells
    x = {"field": "mean", "type": "quantitative", "title": _lines(words(title))}
    y = _names("factor", list(table.index))
    offset = {"field": "kind", "type": "nominal", "sort": kinds}
    colour = {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": kinds, "range": OTHERS[:len(kinds)]},
              "legend": _kinds("square") if len(kinds) > 1 else None}
    spec = _layered(values, (20 * len(kinds) + 14) * len(table) + 10, [
        _zero("x"),
        {"mark": {"type": "bar"}, "encoding": {"y": y, "yOffset": offset, "x": x, "color": colour}},
        {"mark": {"type": "rule", "color": "black", "strokeWidth": 1.5}, "encoding": {
            "y": y, "yOffset": {**offset, "bandPosition": 0.5}, "x": {**x, "field": "low"}, "x2": {"field": "high"}}}])
    ranges = {f.name: f.said_in(words) for f in study.factors}
    rows = [[name, ranges[name], *(words.interval(interval_of(row, c), digits) for c in columns)] for name, row in table.iterrows()]
    return Chart(title, words(title), words(caption), [("", spec)], [words("factor"), words("range"), *kinds], rows,
                 [["factor", *(f"{c}{end}" for c in columns for end in ("", "_low", "_high"))],
                  *([name, *numbers(*(row[f"{c}{end}"] for c in columns for end in ("", "_low", "_high")))]
                    for name, row in table.iterrows())])


def morris_plane(study, words):
    """mu* against sigma of the elementary effects."""
    table = study.analysis.table
    values = [{"factor": name, "mu_star": _rounded(row["mu_star"], 0), "sigma": _rounded(row["sigma"], 0),
               "low": _rounded(row["mu_star_low"], row["mu_star"]), "high": _rounded(row["mu_star_high"], row["mu_star"])}
              for name, row in table.iterrows()]
    x = {"field": "mu_star", "type": "quantitative", "title": f"mu* ({study.short(words)})"}
    y = {"field": "sigma", "type": "quantitative", "title": "sigma"}
    reach = max(max(v["high"], v["sigma"]) for v in values) or 1
    spec = _layered(values, 320, [
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


def _groups(study, i, parts):
    """(label, places of cells) along factor i: its listed values, or equal parts of its range that hold cells."""
    factor = study.factors[i]
    value = study.data.factor_value.values[:, i]
    if factor.scale == "list":
        ordered = factor.ordered(value)
        names = {o: str(factor.levels[int(v)]) for o, v in zip(ordered, value)}
        return [(names[o], numpy.flatnonzero(ordered == o)) for o in sorted(names)]
    share = study.data.factor_share.values[:, i].round(9)
    distinct = numpy.unique(share)
    if len(distinct) <= parts:  # a grid's steps
        return [("", numpy.flatnonzero(share == s)) for s in distinct]
    part = numpy.minimum((share * parts).astype(int), parts - 1)
    return [("", numpy.flatnonzero(part == p)) for p in range(parts) if (part == p).any()]


def _told(words, ends, digits):
    return words.interval(as_interval(*ends[:3]), digits)


def interval_of(row, index):
    """As `darah compare` gives intervals; those of a bootstrap lie unevenly."""
    value, low, high = (float(row[f"{index}{end}"]) for end in ("", "_low", "_high"))
    known = numpy.isfinite(low) and numpy.isfinite(high)
    return {"mean": value if numpy.isfinite(value) else None, "half_width": (high - low) / 2 if known else None,
            "low": low if known else None, "high": high if known else None}


def _at(label):
    return f" [{label}]" if label else ""

