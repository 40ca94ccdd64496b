"""The pictures of a page, as Vega-Lite specifications with the table behind each.

A chart is a function of a file and a language in a module of its own, which gives a Chart, or None where the file has nothing
to show in it. It says what it shows in one language, and carries its numbers twice: as a table to read and as rows for CSV.
"""

from . import (costs, deaths, delays, effects, fidelity, indices, mechanisms, morris, responses, stock, tiles, tornado)

# In the order of the page.
OF_RUNS = (effects.draw, tiles.draw, mechanisms.draw, costs.draw, delays.draw, deaths.by_cause, deaths.by_place, stock.draw,
           fidelity.draw)
OF_SWEEPS = (tornado.draw, indices.sobol_bars, morris.draw, indices.correlations, responses.draw)


def of_run(study, words):
    """All charts that a results file has something to show in."""
    return _drawn(OF_RUNS, study, words)


def of_sweep(study, words):
    """All charts that the design of a sweep allows."""
    return _drawn(OF_SWEEPS, study, words)


def _drawn(charts, study, words):
    drawn = [chart for chart in (draw(study, words) for draw in charts) if chart is not None]
    for chart in drawn:
        if chart.left_out:
            chart.notes.append(words("not_drawn", list=words.listed(chart.left_out)))
    return drawn
