"""Stock through the year, with its strips and feasts."""

import datetime

import numpy

from arrays import DAYS, EN, Plain, by, csv_of, number
from darah.study import Study
from known_sweeps import expect_near


def quantile(values, share):
    """Of a few sorted values, between two of them."""
    values, at = sorted(values), share * (len(values) - 1)
    low = int(at)
    return values[low] + (at - low) * (values[min(low + 1, len(values) - 1)] - values[low])


def test_stock_is_counted_day_by_day(chart, small_run):
    p, found, study = Plain(small_run), chart("stock"), Study(small_run)
    counted, arms = p.arrays["red_cells_counted"].astype(float), p.labels("arm")
    start = datetime.date(2018, 5, 10)
    lines = csv_of(found, 3)
    headings = [heading for heading, _ in found.panels]
    assert len(lines) == 2 * 2 * DAYS and headings == ["Blood centre North", "Blood centre South"]
    for u, utd in enumerate(p.labels("utd")):
        layers = found.panels[u][1]["layer"]
        curve = by(next(layer for layer in layers if layer["mark"]["type"] == "line")["data"]["values"], "a", "d")
        for arm in (study.baseline, study.main):
            for d in range(DAYS):
                shelf, day = counted[arms.index(arm), :, u, d], str(start + datetime.timedelta(d))
                known = [shelf.mean(), quantile(shelf, 0.1), quantile(shelf, 0.9)]
                expect_near(lines[utd, arm, day], known, 0.0501, utd, arm, day)
                v = curve[arm, day]
                expect_near([v["m"], v["l"], v["h"]], known, 0.501, utd, arm, day)
        rows = [r for r in found.rows if r[0] == study.name(utd)]
        assert [r[1:3] for r in rows] == [[arm, month] for arm in (study.baseline, study.main)
                                          for month in ("May 2018", "June 2018", "July 2018")], rows
        for row in rows:
            first, last = {"May": (0, 22), "June": (22, 52), "July": (52, 80)}[row[2].split()[0]]
            shelf = counted[arms.index(row[1]), :, u, first:last]
            tenths = [numpy.mean([quantile(day, q) for day in shelf.T]) for q in (0.1, 0.9)]
            expect_near([number(cell, EN) for cell in row[3:6]], [shelf.mean(), *tenths], 0.5001, row)


def test_strips_show_days_without_o_positive(chart, small_run):
    """The share of each month's days that were measured; the first month has 22 of them, the last 28."""
    p, found, study = Plain(small_run), chart("stock"), Study(small_run)
    time = p.kept("stockout_time", "utd", "arm", "month", "replication", group="o_pos").mean(-1) / 86400  # days
    months = [("2018-05-10", "2018-06-01", 22), ("2018-06-01", "2018-07-01", 30), ("2018-07-01", "2018-07-29", 28)]
    assert time.max() > 1, ("no blood centre lacked O+", time)
    for u, utd in enumerate(p.labels("utd")):
        strips = [layer["data"]["values"] for layer in found.panels[u][1]["layer"]
                  if layer["mark"]["type"] == "rect" and "share" in layer["data"]["values"][0]]
        for here, arm in zip(strips, (study.baseline, study.main)):
            assert [(v["a"], v["from"], v["to"]) for v in here] == [(arm, a, b) for a, b, _ in months], here
            for v, days, (_, _, length), row in zip(here, time[u, p.labels("arm").index(arm)], months,
                                                    [r for r in found.rows if r[:2] == [study.name(utd), arm]]):
                expect_near(v["share"], 100 * days / length, 0.0501, utd, arm, v)
                expect_near(number(row[6], EN), 100 * days / length, 0.0501, row)
                assert 0 <= v["share"] <= 100, v


def test_feasts_are_marked_to_their_last_day(chart):
    layers = chart("stock").panels[0][1]["layer"]
    marks = {v["kind"]: (v["from"], v["to"]) for layer in layers for v in layer["data"]["values"] if "kind" in v}
    assert marks == {"ramadan": ("2018-05-17", "2018-06-15"), "lebaran": ("2018-06-15", "2018-06-22")}
