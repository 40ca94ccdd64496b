"""What charts are made of: layers, axes, legends, scales of arms."""

import textwrap

from .colours import BASELINE, OTHERS

MOST_LINES = 6  # arms of a chart with a line for each
# Breaks a name of over 18 letters into short lines: between words, else after a hyphen, else anywhere.
BROKEN = (r"length(datum.label) > 18 ? split(trim(replace(datum.label, "
          r"regexp('(.{1,18})(?:\\s+|$)|(.{1,17}-)|(.{18})', 'g'), '$1$2$3\\n')), '\\n') : datum.label")
NARROW = "width >= 0 && containerSize()[0] && containerSize()[0] < 420"  # on a telephone


def layered(values, height, layers):
    return {"data": {"values": values}, "height": height, "layer": layers}


def zero(axis):
    return {"mark": {"type": "rule", "color": "#767676"}, "encoding": {axis: {"datum": 0, "type": "quantitative"}}}


def names_axis(field_, order):
    """An axis of names, broken into short lines."""
    axis = {"labelLimit": 140, "labelLineHeight": 13, "labelExpr": BROKEN}
    return {"field": field_, "type": "nominal", "sort": order, "title": None, "axis": axis}


def short_lines(title):
    """The title of an axis beside names, which leave little room."""
    return textwrap.wrap(title, 28)


def kinds_legend(symbol="circle"):
    """A legend beside names."""
    return {"orient": "top", "columns": {"expr": f"{NARROW} ? 1 : 2"}, "symbolType": symbol}


def drawn(study):
    """Arms of charts with a line for each."""
    return [study.baseline, *study.others[:MOST_LINES - 1]]


def undrawn(study):
    """The other arms."""
    return study.others[MOST_LINES - 1:]


def colour_of(study, arm):
    return BASELINE if arm == study.baseline else OTHERS[study.others.index(arm) % len(OTHERS)]


def arms_scale(study, legend=None, arms=None):
    """Colours of arms; `legend` is the shape of its symbols, or None for no legend."""
    arms = list(arms or study.arms)
    scale = {"domain": arms, "range": [colour_of(study, arm) for arm in arms]}
    few = 2 if max(map(len, arms)) <= 14 else 1
    shown = None
    if legend:
        shown = {"orient": "top", "columns": {"expr": f"{NARROW} ? {few} : 4"}, "symbolOpacity": 1, "symbolType": legend}
    if legend == "stroke":
        shown["symbolStrokeWidth"] = 3
    return {"field": "arm", "type": "nominal", "title": None, "scale": scale, "legend": shown}


def dashes(study):
    arms = drawn(study)
    patterns = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [12, 3], [4, 4]]
    return {**arms_scale(study, "stroke", arms), "scale": {"domain": arms, "range": patterns[:len(arms)]}}


def heading(study, words, arm):
    title = study.arm_title(words, arm)[0]
    return arm if title == arm else f"{arm}: {title}"
