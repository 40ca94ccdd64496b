"""The three delays of women treated: cumulative distribution in each arm."""

from . import marks
from .chart import Chart
from .intervals import ends, rounded

AT_MOST = (30, 60, 120, 240)  # minutes: columns of the table


def draw(study, words):
    minutes, waits = study.comparison.courses["minutes"], study.comparison.courses["waits"]
    arms = marks.drawn(study)
    panels, rows, lines = [], [], [["delay", "arm", "minutes_at_most", "share", "low", "high"]]
    for delay in dict.fromkeys(wait["delay"] for wait in waits):
        values, label = [], words.label("code", delay)
        for arm in arms:
            known = next((wait["at_most"] for wait in waits if (wait["arm"], wait["delay"]) == (arm, delay)), None)
            if known is None:
                continue
            values += [{"arm": arm, "minutes": m, **rounded(share, "share")} for m, share in zip(minutes, known)]
            lines += [[delay, arm, m, *ends(share)] for m, share in zip(minutes, known)]
            rows.append([label, arm, *(words.interval(known[minutes.index(m)], 1) for m in AT_MOST)])
        if values:
            panels.append((label, _delay_spec(study, words, values)))
    if not panels:
        return None
    at_most = [f"≤ {m} {words('minutes')} (%)" for m in AT_MOST]
    return Chart("delays", words("delays"), words("delays_caption"), panels, [words("delay"), words("arm"), *at_most], rows,
                 lines, left_out=marks.undrawn(study))


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
