"""Colours of arms and of changes, and the ink that can be read on them."""

import numpy

# Blue and vermilion of Okabe and Ito 2008, https://jfly.uni-koeln.de/color/; the others keep far from these and from one
# another for protan and deutan sight too. All are dark enough to be told from white (tests/analysis/charts/test_colours.py).
BASELINE, OTHERS = "#4a4a4a", ["#0072B2", "#D55E00", "#009468", "#6C1B6C", "#5D4017", "#4C6FFF"]
FEWER, MORE, UNTOLD = "#0072B2", "#D55E00", "#d9d9d9"


def shade(share):
    """The colour of fewer deaths at -1, of more at 1; near 0 paler, but never to be taken for white or grey."""
    depth = 0.4 + 0.6 * abs(share)
    return "#" + "".join(f"{round(255 + depth * (part - 255)):02x}" for part in _rgb(FEWER if share < 0 else MORE))


def ink_on(colour):
    """Black or white, whichever contrasts more (WCAG 2.2, relative luminance); at least 4.5 to 1."""
    parts = (part / 255 for part in _rgb(colour))
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return "black" if numpy.dot(light, [0.2126, 0.7152, 0.0722]) > 0.179 else "white"


def _rgb(colour):
    """Red, green and blue of "#rrggbb", 0 to 255."""
    return [int(colour[i:i + 2], 16) for i in (1, 3, 5)]
