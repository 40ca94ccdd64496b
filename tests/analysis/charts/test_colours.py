"""Colours that all eyes tell apart, and ink that can be read on them."""

import itertools

import numpy

from darah import vega
from darah.charts import colours
from darah.charts.colours import BASELINE, OTHERS, UNTOLD

# Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113: sight without red or green, on linear RGB.
SIGHT = {"all": numpy.eye(3),
         "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
         "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]}
TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]  # sRGB, D65


def linear(colour):
    if colour in ("black", "white"):
        return numpy.full(3, float(colour == "white"))
    parts = numpy.array([int(colour[i:i + 2], 16) for i in (1, 3, 5)]) / 255
    return numpy.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    """WCAG 2.2."""
    light, dark = sorted((linear(colour) @ TO_XYZ[1] + 0.05 for colour in (a, b)), reverse=True)
    return light / dark


def far(a, b, sight):
    """CIE 1976 difference, of which 2.3 is just noticed."""
    def lab(colour):
        seen = numpy.clip(numpy.array(SIGHT[sight]) @ linear(colour), 0, 1)
        f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116
             for v in numpy.array(TO_XYZ) @ seen / [0.9505, 1, 1.089]]
        return numpy.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
    return numpy.linalg.norm(lab(a) - lab(b))


def test_colours_are_told_apart():
    """Of arms, any two; of tiles, fewer from more and both from not told: by eyes without red or green too."""
    assert abs(contrast("black", "white") - 21) < 1e-9 and far("#d55e00", "#8c6d00", "protan") < 3, "the measure is wrong"
    arms = [BASELINE, *OTHERS]
    for colour in arms:
        assert contrast(colour, "white") >= 3, (colour, contrast(colour, "white"))
    for (a, b), sight in itertools.product(itertools.combinations(arms, 2), SIGHT):
        assert far(a, b, sight) >= 20, (a, b, "look alike to", sight, far(a, b, sight))
    for share in (0.01, 0.1, 0.5, 1):
        fewer, more = colours.shade(-share), colours.shade(share)
        for sight in SIGHT:
            assert (min(far(fewer, more, sight), far(fewer, UNTOLD, sight), far(more, UNTOLD, sight))
                    >= 15), (share, fewer, more, sight)


def test_ink_can_be_read_on_every_tile():
    for share in numpy.linspace(-1, 1, 401):
        colour = colours.shade(share)
        assert contrast(colours.ink_on(colour), colour) >= 4.5, (colour, colours.ink_on(colour))
    assert contrast(colours.ink_on(UNTOLD), UNTOLD) >= 4.5, UNTOLD
    assert contrast(vega.INK, "#ffffff") >= 4.5, vega.INK
