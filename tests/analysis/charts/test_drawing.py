"""Vega-Lite draws every chart, in both languages and in every time zone alike."""

import itertools
import math
import os
import re

import numpy

from arrays import BOTH, ID
from darah import charts, vega
from darah.figures import charts_of
from known_sweeps import Factor, latin_hypercube, morris, plain, saltelli, unit_factors, write


def test_every_chart_draws(folder, small_run, single_run, mechanisms_run, banten_run):
    """Without a warning of Vega-Lite, in both languages, with marks and without what is no number."""
    paths = [small_run, mechanisms_run("shapley"), mechanisms_run("family"), banten_run, single_run]
    for design, factors in ((latin_hypercube(2, 40), unit_factors(2)), (morris(2, 12), unit_factors(2)),
                            (saltelli(2, 16), [Factor("wait", 1, 100, "log", "h"), Factor("x2")]),
                            (plain("list", numpy.linspace(0.05, 0.95, 12)[:, None]),
                             [Factor("days", 0, 2, "list", "", ("5 d", "1 d", "3 d"))])):
        paths.append(write(os.path.join(folder, f"{len(paths)}.h5"), design, factors, lambda x: x.sum(1)))
    paths.append(write(os.path.join(folder, "one.h5"), latin_hypercube(2, 40), unit_factors(2), lambda x: x[:, 0],
                       replications=1))
    paths.append(write(os.path.join(folder, "flat.h5"), saltelli(2, 8), unit_factors(2), lambda x: 0 * x[:, 0]))
    names, specs = [], []
    for path, words_ in itertools.product(paths, BOTH):
        for c in charts_of(path, words_):
            assert c.title and c.caption and c.rows and all(len(row) == len(c.header) for row in c.rows), (path, c.name)
            assert len(set(c.csv[0])) == len(c.csv[0]) and len(c.csv) > 1, (path, c.name, c.csv[:2])
            for line in c.csv[1:]:
                assert (len(line) == len(c.csv[0])
                        and not any(isinstance(v, float) and not math.isfinite(v) for v in line)), (path, c.name, line)
            for heading, spec in c.panels:
                names.append((os.path.basename(path), c.name, words_.code, heading))
                specs.append(vega.complete(spec, words_, c.title))
    for name, svg in zip(names, vega.draw(specs, 400)):
        marks = re.findall(r'<g class="mark-(?:symbol|rect|rule|line|area|text) role-mark[^"]*"[^>]*>(.*?)</g>', svg, re.S)
        assert sum(len(re.findall("<(?:path|text|rect|line)", part)) for part in marks) > 0, ("nothing is drawn:", name)
        assert "NaN" not in svg and "undefined" not in svg and "null" not in svg, name
    drawn = {name for _, name, *_ in names}
    assert len(drawn) == len(charts.OF_RUNS) + len(charts.OF_SWEEPS), ("not every chart is drawn:", drawn)


def test_axes_read_the_same_in_every_time_zone(chart, monkeypatch):
    """Days are days, wherever the page is read."""
    spec = vega.complete(chart("stock", code="id").panels[0][1], ID, "stock")
    fidelity = vega.complete(chart("fidelity", code="id").panels[0][1], ID, "fidelity")
    seen = set()
    for zone in ("Asia/Jakarta", "UTC", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        seen.add(tuple(vega.draw([spec, fidelity], 500)))
    assert len(seen) == 1, "what is drawn depends on the time zone"
    text = re.sub(r"<[^>]*>", " ", " ".join(*seen))
    assert "Jun" in text and "Mei 2018" in text, text
