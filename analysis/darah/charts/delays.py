"""The three delays of women treated: cumulative distribution in each arm."""

from . import marks
from .chart import Chart
from .intervals import as_interval, numbers, rounded, shares

AT_MOST = (30, 60, 120, 240)  # minutes: columns of the table


def draw(study, words):
    if not study.has("delay_histogram"):
        return None
    edges = study.data.duration_bin.values[1:] / 60  # minutes; the last bin has no upper edge
    arms = marks.drawn(study)
    panels, rows, lines = [], [], [["delay", "arm", "minutes_at_most", "share", "low", "high"]]
    for delay in [str(d) for d in study.data.delay.values]:
        values, label = [], words.label(delay)
        for arm in arms:
            counts = study.select("delay_histogram", arm).sel(delay=delay)
            counts = counts.sum([d for d in counts.dims if d not in ("replication", "duration_bin")]).values
            women = counts.sum(1, keepdims=True)
            if not women.all():
                continue
            mean, low, high = shares(counts.cumsum(1)[:, :-1] / women)
            values += [{"arm": arm, "minutes": float(m), "share": rounded(s), "low": rounded(a, s), "high": rounded(b, s)}
                       for m, s, a, b in zip(edges, mean, low, high)]
            lines += [[delay, arm, *numbers(m, s, a, b)] for m, s, a, b in zip(edges, mean, low, high)]
            rows.append([label, arm, *(_share(words, mean, low, high, edges, m) for m in AT_MOST)])
        if values:
            panels.append((label, _delay_spec(study, words, values)))
    if not panels:
        return None
    at_most = [f"≤ {m} {words('minutes')} (%)" for m in AT_MOST]
    return Chart("delays", words("delays"), words("delays_caption"), panels, [words("delay"), words("arm"), *at_most], rows,
                 lines, left_out=marks.undrawn(study))


def _share(words, mean, low, high, edges, minutes):
    at = list(edges).index(minutes)
    return words.interval(as_interval(mean[at], low[at], high[at]), 1)


def _delay_spec(study, words, values):
    x = {"field": "minutes", "type": "quantitative", "title": words("wait"),
         "scale": {"type": "log", "base": 2, "domain": [5, 1440]},
         "axis": {"values": [5, 10, 20, 40, 80, 160, 320, 640, 1440], "labelOverlap": True}}
    y = {"field": "share", "type": "quantitative", "title": words("share_women"), "scale": {"domain": [0, 100]}}
    colour = marks.arms_scale(study, "stroke", marks.drawn(study))
    return marks.layered(values, 240, [
        {"mark": {"type": "area", "opacity": 0.25, "clip": True, "line": False}, "encoding": {
            "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
        {"mark": {"type": "line", "strokeWidth": 2, "clip": True}, "encoding": {
            "x": x, "y": y, "color": colour, "strokeDash": marks.dashes(study)}}])
