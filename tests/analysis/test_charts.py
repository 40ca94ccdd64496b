"""The pictures: their numbers against those of plain arrays, tables and CSV against the pictures, that all of them draw."""

import ast
import atexit
import datetime
import functools
import glob
import itertools
import math
import os
import re
import shutil
import string
import tempfile

import h5py
import numpy
from scipy import stats

from known_sweeps import (ANALYSIS, ISHIGAMI, Factor, expect_near, ishigami, ishigami_indices, latin_hypercube,
                          morris, plain, saltelli, unit_factors, write)
from program import SOURCE, command, expect_code, run

from darah import charts, sweep_charts, sweep_report, vega
from darah.figures import charts_of
from darah.scenario import Scenario
from darah.study import Study
from darah.words import LABELS, MESSAGES, Words

EN, ID = Words("en"), Words("id")
BOTH = (EN, ID)
SMALL = os.path.join(SOURCE, "tests", "scenario", "small")
HOME = tempfile.mkdtemp()
atexit.register(shutil.rmtree, HOME)
# Ramadan, Lebaran, three months of which the first is begun late; women who die enough to be counted.
DAYS = 80
NEAR = 1e-7  # the program's quantiles of Student's t have ten digits
BRIEF = ["--set", "run.start=2018-05-10", "--set", f"run.horizon={DAYS} d"]
LETHAL = [word for cause in ("pph", "aph", "hypertensive", "obstructed", "sepsis", "abortion", "indirect")
          for word in ("--set", f"emergency.{cause}.lethality=0.9")]


# Files of the program, each made once.

@functools.cache
def small_run(replications=3):
    path = os.path.join(HOME, f"small-{replications}.h5")
    expect_code(0, run(command("run", SMALL, "-o", path, "-r", replications, *BRIEF, *LETHAL)))
    return path


@functools.cache
def mechanisms_run(attribution):
    folder = os.path.join(HOME, attribution)
    os.mkdir(folder)
    with open(os.path.join(folder, "scenario.toml"), "w", encoding="utf-8") as file:
        file.write(f'title = "Mechanisms"\nbase = "{SMALL}"\n[output]\ndetail = "summary"\n'
                   '[[arm]]\nname = "none"\nset = { "agreement.*.mechanisms" = [] }\n'
                   '[[arm]]\nname = "mou"\nset = { "agreement.*.template" = "permenkes-92-2015", "agreement.*.operational" = 5, '
                   f'"agreement.*.fidelity" = 1 }}\nattribute = "agreement.mechanisms"\nattribution = "{attribution}"\n')
    path = folder + ".h5"
    expect_code(0, run(command("run", folder, "-o", path, "-r", 2, "--set", "run.warm_up=60 d", "--set", "run.horizon=20 d",
                               "--set", "run.policy_start=2018-04-01", *LETHAL)))
    return path


@functools.cache
def banten_run():
    """One brief replication of a scenario that takes its numbers from a base."""
    path = os.path.join(HOME, "banten.h5")
    expect_code(0, run(command("run", os.path.join(SOURCE, "scenarios", "banten-held-out"), "-o", path, "-r", 1, "--set",
                               "run.warm_up=28 d", "--set", "run.horizon=31 d", "--set", "run.policy_start=2017-12-18")))
    return path


@functools.cache
def drawn(path, code):
    """Charts of a file, by name."""
    return {chart.name: chart for chart in charts_of(path, Words(code))}


def chart(name, path=None, code="en"):
    return drawn(path or small_run(), code)[name]


# Plain arrays of a file.

class Plain:
    """Measures by name, as float64, and labels of dimensions, without xarray."""

    def __init__(self, path):
        with h5py.File(path, "r") as file:
            self.arrays = {name: item[()] for name, item in file.items() if isinstance(item, h5py.Dataset)}
            self.dims = {name: [dim[0].name.lstrip("/") if len(dim) else "" for dim in item.dims]
                         for name, item in file.items() if isinstance(item, h5py.Dataset)}
            self.days = int(file.attrs["measured_days"])

    def labels(self, dimension):
        return [label.decode() if isinstance(label, bytes) else label for label in self.arrays[dimension]]

    def kept(self, measure, *dimensions, **where):
        """Sums over all but these dimensions, in their order; where: a label of a dimension."""
        values, dims = self.arrays[measure].astype(float), list(self.dims[measure])
        for dimension, label in where.items():
            values = values.take(self.labels(dimension).index(label), dims.index(dimension))
            dims.remove(dimension)
        values = values.sum(tuple(i for i, dim in enumerate(dims) if dim not in dimensions))
        dims = [dim for dim in dims if dim in dimensions]
        return values.transpose([dims.index(dim) for dim in dimensions])

    def yearly(self, measure, *dimensions, **where):
        return self.kept(measure, "arm", "replication", *dimensions, **where) * 365 / self.days


def student(values):
    """Mean and the ends of Student's 95% interval."""
    values = numpy.asarray(values, float)
    half_width = stats.t.isf(0.025, len(values) - 1) * stats.sem(values)
    return [values.mean(), values.mean() - half_width, values.mean() + half_width]


def values_of(chart_, panel=0, layer=None):
    """The data of a panel, or of one of its layers."""
    spec = chart_.panels[panel][1]
    return (spec if layer is None else spec["layer"][layer])["data"]["values"]


def by(values, *fields):
    """Values by the texts in some fields, each once."""
    found = {tuple(v[f] for f in fields): v for v in values}
    assert len(found) == len(values), ("twice the same", fields)
    return found


def csv_of(chart_, texts):
    """Numbers by the texts in the first columns."""
    header, *lines = chart_.csv
    assert all(len(line) == len(header) for line in lines), (header, lines)
    return {tuple(line[:texts]): line[texts:] for line in lines}


def number(text, words_):
    text = text.rstrip("%").replace("−", "-")
    return float(text.replace(".", "").replace(",", ".") if words_.code == "id" else text.replace(",", ""))


def told_in(cell, words_):
    """mean, low, high of a cell of a table."""
    parts = re.fullmatch(r"(\S+) \((\S+) (?:to|sampai) (\S+)\)", cell)
    assert parts, ("no interval:", cell)
    return [number(part, words_) for part in parts.groups()]


def cell_is(cell, known, decimals, words_):
    expect_near(told_in(cell, words_), [round(float(v), decimals) for v in known], 0.5001 * 10**-decimals, cell, known)


# Of a run.

def test_effects_are_paired_differences():
    plain_, found = Plain(small_run()), chart("effects")
    deaths = plain_.yearly("deaths_true")
    arms = plain_.labels("arm")
    assert deaths.sum() > 0 and (deaths[2] != deaths[0]).any(), deaths
    values = by(values_of(found), "arm")
    assert [v["arm"] for v in values_of(found)] == Study(small_run()).others and len(values) == 2, values
    for arm in arms[1:]:
        known = student(deaths[arms.index(arm)] - deaths[0])
        v = values[arm,]
        expect_near([v["mean"], v["low"], v["high"]], known, NEAR, arm)
        expect_near(csv_of(found, 1)[arm,], known, NEAR, arm)
        for words_ in BOTH:
            row = next(r for r in chart("effects", code=words_.code).rows if r[0] == arm)
            cell_is(row[2], student(deaths[arms.index(arm)]), 1, words_)
            cell_is(row[3], known, 1, words_)
        assert v["text"] == EN.plus_minus({"mean": known[0], "half_width": known[2] - known[0]}, 1, True), v


def test_tiles_show_the_change_of_each_district():
    plain_, found = Plain(small_run()), chart("map")
    deaths, arms, places = plain_.yearly("deaths_true", "district"), plain_.labels("arm"), plain_.labels("district")
    names = {"north": "North", "south": "South"}
    assert len(found.panels) == 2 and sorted(places) == ["north", "south"], found.panels
    for panel, arm in enumerate(Study(small_run()).others):
        tiles = {" ".join(v["name"]): v for v in values_of(found, panel)}
        assert found.panels[panel][0].startswith(arm), found.panels[panel][0]
        assert tiles["North"]["y"] < tiles["South"]["y"], ("north is not up", tiles)
        for i, place in enumerate(places):
            known = student((deaths[arms.index(arm)] - deaths[0])[:, i])
            v = tiles[names[place]]
            assert v["value"] == (EN.number(known[0], 1, True) if (deaths[arms.index(arm), :, i] != deaths[0, :, i]).any()
                                  else "same"), (v, known)
            assert v["error"] in ("", f"± {EN.number(known[2] - known[0], 1)}"), (v, known)
            assert v["colour"] == charts.UNTOLD, ("three replications tell a district:", v)
            expect_near(csv_of(found, 2)[arm, place], known, NEAR, arm, place)
            row = next(r for r in found.rows if r[:2] == [arm, names[place]])
            cell_is(row[2], student(deaths[0, :, i]), 1, EN)
            cell_is(row[3], student(deaths[arms.index(arm), :, i]), 1, EN)
            cell_is(row[4], known, 1, EN)


class Hand:
    """As much of a Study as tiles() asks for, of a table made by hand."""

    def __init__(self, differences, replications=16):
        class Row:
            def __init__(self, label, known):
                self.label, self.known, self.decimals = label, known, 1
                self.difference = self.value = lambda arm: known
        self.comparison = self.scenario = self
        self.rows = [Row(label, known) for label, known in differences.items()]
        self.others, self.baseline, self.replications, self.name = ["mou"], "now", replications, str

    def table(self, measure, by_):
        return self

    def places(self):
        return {}

    def arm_title(self, words_, arm):
        return arm, True


def interval(mean, half_width):
    return {"mean": mean, "half_width": half_width, "low": mean - half_width, "high": mean + half_width}


def test_tiles_are_coloured_by_bonferroni():
    """Blue fewer, orange more, grey not told, all looked at together; replications that agree by chance tell nothing."""
    wider = stats.t.ppf(1 - 0.025 / 6, 15) / stats.t.ppf(0.975, 15)
    known = {"most": interval(-6.0, 1.0), "less": interval(-0.2, 0.199 / wider), "alone": interval(-1.0, 1.001 / wider),
             "more": interval(2.0, 0.5), "agree": interval(-4.0, 0.0), "same": interval(0.0, 0.0)}
    tiles = {v["name"][0]: v for v in values_of(charts.tiles(Hand(known), EN))}
    assert known["alone"]["high"] < 0, "it would be told alone"
    assert tiles["most"]["colour"].upper() == charts.FEWER, tiles
    for name, kind in [("most", "fewer"), ("less", "fewer"), ("more", "more"), ("alone", ""), ("agree", ""), ("same", "")]:
        red, _, blue = (int(tiles[name]["colour"][i:i + 2], 16) for i in (1, 3, 5))
        assert ({"fewer": blue > red + 20, "more": red > blue + 20,
                 "": tiles[name]["colour"] == charts.UNTOLD}[kind]), (name, tiles[name])
    assert [tiles[n]["value"] for n in ("agree", "same", "less")] == ["−4.0", "same", "−0.2"], tiles
    assert tiles["same"]["error"] == "" and tiles["agree"]["error"] == "± 0.0", tiles


def test_tile_places_keep_apart_and_in_place():
    """Every name has a cell of its own, near where it lies; without coordinates too."""
    generator = numpy.random.default_rng(1)
    for n in range(1, 40):
        names = [f"d{i}" for i in range(n)]
        spots = {name: tuple(generator.random(2)) for name in names}
        for coordinates in (spots, {}, dict(list(spots.items())[:-1]), dict.fromkeys(names, (106.0, -6.0))):
            found = charts.tile_places(names, coordinates)
            assert set(found) == set(names) and len(set(found.values())) == n, found
            columns, lines = (max(at[axis] for at in found.values()) + 1 for axis in (0, 1))
            assert columns * lines <= 3 * n + 4 and min(min(at) for at in found.values()) == 0, (n, found)
            assert {at[1] for at in found.values()} == set(range(lines)), ("an empty line:", found)
    grid = {f"{x}{y}": (106 + x, -6 - y) for x in range(4) for y in range(3)}
    assert charts.tile_places(list(grid), grid) == {f"{x}{y}": (x, y) for x in range(4) for y in range(3)}


def test_banten_lies_as_on_a_map():
    """Of two districts the one further west or north by a fifth of the province stands no further east or south."""
    scenario = Scenario(Study(banten_run()).data.attrs["scenario_text"])
    places = scenario.places()
    assert len(places) == 8, places
    found = charts.tile_places(list(places), places)
    width, height = (numpy.ptp([at[axis] for at in places.values()]) for axis in (0, 1))
    for a, b in itertools.permutations(places, 2):
        if places[a][0] < places[b][0] - 0.2 * width:
            assert found[a][0] <= found[b][0], (a, "is west of", b, found)
        if places[a][1] > places[b][1] + 0.3 * height:
            assert found[a][1] <= found[b][1], (a, "is north of", b, found)
    assert found["cilegon"][0] < found["kota-tangerang"][0] and found["cilegon"][1] < found["lebak"][1], found


def test_costs_are_those_of_each_replication():
    """The district's and all payers' money, and expected deaths averted, from the measures themselves."""
    p, found = Plain(small_run()), chart("costs")
    million = 1e-6
    district = million * (p.yearly("money") + p.yearly("outreach_budget") + p.yearly("cash_paid"))
    recruited = p.yearly("money", cost="recruitment")
    centres = million * (p.yearly("drive_money") - recruited + p.yearly("bag_money") + p.yearly("waste_money"))
    families = million * (p.yearly("family_money") - p.yearly("cash_paid"))
    money = {"district": district, "all payers": district + centres + families}
    averted = million * (p.yearly("deaths_conditional")[:1] - p.yearly("deaths_conditional"))
    arms = p.labels("arm")
    assert [heading for heading, _ in found.panels] == ["district", "all payers"], found.panels
    for panel, payer in enumerate(money):
        dots, means = (values_of(found, panel, layer) for layer in (2, 5))
        for arm in arms[1:]:
            a = arms.index(arm)
            cost = money[payer][a] - money[payer][0]
            mine = [d for d in dots if d["arm"] == arm]
            expect_near([d["averted"] for d in mine], averted[a], NEAR, arm)
            expect_near([1000 * d["cost"] for d in mine], cost, 1e-6 * abs(cost).max() + 1e-9, arm, payer)
            mean = by(means, "arm")[arm,]
            expect_near([mean["averted"], mean["a_low"], mean["a_high"]], student(averted[a]), NEAR, arm)
            expect_near([1000 * mean["cost"], 1000 * mean["c_low"], 1000 * mean["c_high"]], student(cost), 1e-6, arm)
            lines = csv_of(found, 3)
            for r in range(3):
                expect_near(lines[payer, arm, r], [averted[a, r], cost[r]], 1e-6, arm, r)
            row = next(r for r in found.rows if r[:2] == [arm, payer])
            cell_is(row[2], student(cost), 0, EN)
            cell_is(row[3], student(averted[a]), 1, EN)


def test_delays_are_cumulative_shares():
    p, found = Plain(small_run()), chart("delays")
    counts = p.kept("delay_histogram", "delay", "arm", "replication", "duration_bin")
    minutes = p.arrays["duration_bin"][1:] / 60
    assert [heading for heading, _ in found.panels] == [EN.label(d) for d in p.labels("delay")], found.panels
    for i, delay in enumerate(p.labels("delay")):
        lines, values = csv_of(found, 3), by(values_of(found, i), "arm", "minutes")
        assert len(values) == 3 * len(minutes)
        for a, arm in enumerate(p.labels("arm")):
            women = counts[i, a].sum(1)
            for m in range(len(minutes)):
                known = numpy.clip(student([100 * counts[i, a, r, :m + 1].sum() / women[r] for r in range(3)]), 0, 100)
                v = values[arm, minutes[m]]
                expect_near([v["share"], v["low"], v["high"]], known, 6e-4, delay, arm, minutes[m])
                expect_near(lines[delay, arm, minutes[m]], known, NEAR, delay, arm)
            row = next(r for r in found.rows if r[:2] == [EN.label(delay), arm])
            for cell, at in zip(row[2:], (30, 60, 120, 240)):
                cell_is(cell, lines[delay, arm, at], 1, EN)
            shares = [values[arm, m]["share"] for m in minutes]
            assert shares == sorted(shares) and shares[-1] <= 100


def test_deaths_by_cause_and_place():
    p, study = Plain(small_run()), Study(small_run())
    arms = p.labels("arm")
    for name, measure in (("cause", "deaths_true"), ("place", "deaths_by_place")):
        found, deaths = chart(name), p.yearly(measure, name)
        expect_near(deaths.sum(2), p.yearly("deaths_true"), NEAR, name)
        values, lines = by(values_of(found), "what", "arm"), csv_of(found, 2)
        order = [v["what"] for v in values_of(found) if v["arm"] == study.baseline]
        means = [values[what, study.baseline]["mean"] for what in order]
        assert means == sorted(means, reverse=True), "not the largest first"
        for i, label in enumerate(p.labels(name)):
            for arm in arms:
                known = student(deaths[arms.index(arm), :, i])
                expect_near(lines[label, arm], known, NEAR, label, arm)
                if arm in (study.baseline, study.main):
                    v = values[EN.label(label), arm]
                    expect_near([v["mean"], v["low"], v["high"]], [known[0], max(known[1], 0), known[2]], NEAR, label)
            row = next(r for r in found.rows if r[0] == EN.label(label))
            for arm, cell in zip(study.arms, row[1:]):
                cell_is(cell, lines[label, arm], 1, EN)
            cell_is(row[-1], student(deaths[arms.index(study.main), :, i] - deaths[0, :, i]), 1, EN)


def quantile(values, share):
    """Of a few sorted values, between two of them."""
    values, at = sorted(values), share * (len(values) - 1)
    low = int(at)
    return values[low] + (at - low) * (values[min(low + 1, len(values) - 1)] - values[low])


def test_stock_is_counted_day_by_day():
    p, found, study = Plain(small_run()), chart("stock"), Study(small_run())
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


def test_strips_show_days_without_o_positive():
    """The share of each month's days that were measured; the first month has 22 of them, the last 28."""
    p, found, study = Plain(small_run()), chart("stock"), Study(small_run())
    time = p.kept("stockout_time", "utd", "arm", "month", "replication", group="o_pos").mean(-1) / 86400e6  # days
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


def test_feasts_are_marked_to_their_last_day():
    layers = chart("stock").panels[0][1]["layer"]
    marks = {v["kind"]: (v["from"], v["to"]) for layer in layers for v in layer["data"]["values"] if "kind" in v}
    assert marks == {"ramadan": ("2018-05-17", "2018-06-15"), "lebaran": ("2018-06-15", "2018-06-22")}


def test_fidelity_is_the_mean_where_an_agreement_is_in_force():
    p, found = Plain(small_run()), chart("fidelity")
    done = p.kept("fidelity", "arm", "month", "replication") / 1e6 / len(p.labels("mechanism"))
    force = p.kept("agreement_months", "arm", "month", "replication")
    lines, values = csv_of(found, 2), by(values_of(found), "arm", "month")
    months = ["2018-05-01", "2018-06-01", "2018-07-01"]
    assert set(lines) == {(arm, m) for arm in ("as-2018", "mou-ideal") for m in months}, lines
    for arm, m in lines:
        a, i = p.labels("arm").index(arm), months.index(m)
        known = numpy.clip(student(100 * done[a, i] / force[a, i]), 0, 100)
        expect_near(lines[arm, m], known, NEAR, arm, m)
        v = values[arm, m]
        expect_near([v["mean"], v["low"], v["high"]], known, 6e-4, arm, m)
        row = next(r for r in found.rows if r[:2] == [arm, {"5": "May", "6": "June", "7": "July"}[m[6]] + " 2018"])
        cell_is(row[2], known, 1, EN)
    assert all(abs(lines["mou-ideal", m][0] - 100) < 1e-9 for m in months), lines


# Mechanisms.

def averted_by_subset(p):
    """Expected deaths a year of the attributed arm's family, by the bits of what is left; (replication)."""
    deaths = p.yearly("deaths_conditional") / 1e6
    root = p.labels("arm").index("mou")
    family = numpy.flatnonzero(p.arrays["arm_family"] == root)
    return {int(p.arrays["arm_subset"][a]): deaths[a] for a in family}


def shapley_by_orders(deaths, n):
    """The mean over all orders of adding mechanisms, as it is defined."""
    total = [0.0] * n
    for order in itertools.permutations(range(n)):
        has = 0
        for m in order:
            total[m] = total[m] + deaths[has] - deaths[has | 1 << m]
            has |= 1 << m
    return [t / math.factorial(n) for t in total]


def mechanism_names(path):
    with h5py.File(path, "r") as file:
        return file["arm_subset"].attrs["flag_meanings"].split()


def test_waterfall_adds_up():
    """128 arms: Shapley values by enumeration of all 5040 orders; bars begin where the one before ends."""
    path = mechanisms_run("shapley")
    names = mechanism_names(path)
    deaths = averted_by_subset(Plain(path))
    assert len(deaths) == 128
    known = dict(zip(names, shapley_by_orders(deaths, 7)))
    total = deaths[0] - deaths[127]
    assert abs(total).max() > 0.1, ("the agreement changes nothing", total)
    for words_ in BOTH:
        found = chart("mechanisms", path, words_.code)
        *bars, last = values_of(found)
        assert len(bars) == 7 and "Shapley" in found.caption, bars
        height = 0.0
        steps = [bar["to"] - bar["from"] for bar in bars]
        assert steps == sorted(steps, reverse=True)
        for bar in bars:
            name = next(n for n in names if words_.label(n) == bar["what"])
            mean, low, high = student(known[name])
            expect_near(bar["from"], height, NEAR, name)
            expect_near([bar["to"], bar["low"], bar["high"]], [height + mean, height + low, height + high], NEAR, name)
            assert bar["kind"] == ("more" if mean < 0 else "fewer"), bar
            assert bar["text"] == words_.number(mean, 1, True), bar
            height += mean
            expect_near(csv_of(found, 1)[name,][6:9], [mean, low, high], NEAR, name)
            row = next(r for r in found.rows if r[0] == words_.label(name))
            cell_is(row[3], [mean, low, high], 1, words_)
        expect_near([height, last["to"]], [total.mean()] * 2, NEAR, "the bars do not add up to the total")
        assert last["from"] == 0 and last["what"] == words_("all_together") == found.rows[-1][0], last
        cell_is(found.rows[-1][3], student(total), 1, words_)


def test_a_family_shows_alone_and_last():
    path = mechanisms_run("family")
    names = mechanism_names(path)
    deaths = averted_by_subset(Plain(path))
    assert len(deaths) == 16, sorted(deaths)
    found = chart("mechanisms", path)
    values, lines = by(values_of(found), "what", "kind"), csv_of(found, 1)
    assert "Shapley" not in found.caption and found.header == ["mechanism", "alone", "added last"], found
    for i, name in enumerate(names):
        for kind, known in ((EN("alone"), deaths[0] - deaths[1 << i]), (EN("last"), deaths[127 ^ 1 << i] - deaths[127])):
            v = values[EN.label(name), kind]
            expect_near([v["mean"], v["low"], v["high"]], student(known), NEAR, name, kind)
            at = 0 if kind == EN("alone") else 3
            expect_near(lines[name,][at:at + 3], student(known), NEAR, name, kind)
    # The same women in both runs: what is in both files is the same.
    expect_near(averted_by_subset(Plain(mechanisms_run("shapley")))[127], deaths[127], NEAR)


# Of sweeps.

def sweep_chart(folder, name, *arguments, **options):
    path = write(os.path.join(folder, f"{len(os.listdir(folder))}.h5"), *arguments, **options)
    study = sweep_report.SweepStudy(path)
    return {c.name: c for c in sweep_charts.sweep_charts(study, EN)}[name], study


def test_a_tornado_compares_thirds(folder):
    design = latin_hypercube(3, 90)
    found, study = sweep_chart(folder, "tornado", design, unit_factors(3), lambda x: 4 * x[:, 0] - 9 * x[:, 1])
    y = study.response.values
    values, lines = by(values_of(found), "factor", "kind"), csv_of(found, 2)
    assert [v["factor"] for v in values_of(found)[::2]] == ["x2", "x1", "x3"], values
    for i, name in enumerate(("x1", "x2", "x3")):
        for end, inside in (("lowest", design.share[:, i] < 1 / 3), ("highest", design.share[:, i] >= 2 / 3)):
            v = values[name, EN(end)]
            expect_near([v["from"], v["to"]], [y.mean(), y[inside].mean()], NEAR, name, end)
            expect_near(lines[name, end], student(y[inside]), NEAR, name, end)
            row = next(r for r in found.rows if r[0] == name)
            cell_is(row[2 if end == "lowest" else 3], student(y[inside]), study.decimals(), EN)
    expect_near(values["x2", EN("lowest")]["to"] - values["x2", EN("highest")]["to"], 6, 0.3)  # 9 x two thirds
    length = numpy.array([5, 1, 3])
    listed, _ = sweep_chart(folder, "tornado", plain("list", numpy.linspace(0.05, 0.95, 12)[:, None]),
                            [Factor("days", 0, 2, "list", "", ("5 d", "1 d", "3 d"))], lambda x: length[x[:, 0].astype(int)])
    assert [v["to"] for v in values_of(listed)] == [1, 5], values_of(listed)
    assert "[1 d]" in listed.rows[0][2] and "[5 d]" in listed.rows[0][3], listed.rows


def test_responses_are_means_of_tenths(folder):
    design = latin_hypercube(2, 200)
    factors = [Factor("wait", 1, 100, "log", "h"), Factor("x2")]
    found, study = sweep_chart(folder, "response", design, factors, lambda x: numpy.log10(x[:, 0]) ** 2)
    y, lines = study.response.values, csv_of(found, 2)
    assert found.panels[0][1]["layer"][0]["encoding"]["x"]["scale"]["type"] == "log", found.panels[0]
    for i, factor in enumerate(factors):
        values = values_of(found, i)
        assert len(values) == 10, values
        for tenth, v in enumerate(values):
            inside = (design.share[:, i] >= tenth / 10) & (design.share[:, i] < (tenth + 1) / 10)
            known = student(y[inside])
            expect_near(v["at"], factor.value(design.share[inside, i]).mean(), NEAR)
            expect_near([v["mean"], v["low"], v["high"]], known, 6e-4, factor.name, tenth)
            expect_near(lines[factor.name, v["at"]], [*known, inside.sum()], NEAR, factor.name, tenth)
    names = Factor("rule", 0, 1, "list", "", ("old", "new"))
    named, _ = sweep_chart(folder, "response", latin_hypercube(1, 20), [names], lambda x: x[:, 0])
    assert [v["at"] for v in values_of(named)] == ["old", "new"], values_of(named)
    expect_near([v["mean"] for v in values_of(named)], [0, 1], 1e-6)


def test_sobol_bars_match_closed_forms(folder):
    found, study = sweep_chart(folder, "sobol_bars", saltelli(3, 2048), ISHIGAMI, ishigami, replications=1)
    values, lines = by(values_of(found), "factor", "kind"), csv_of(found, 1)
    for kind, known in zip(("first", "total"), ishigami_indices()):
        for i, name in enumerate(("x1", "x2", "x3")):
            v, row = values[name, EN(kind)], study.analysis.table.loc[name]
            expect_near(v["mean"], known[i], 0.03, name, kind)
            expect_near([v["mean"], v["low"], v["high"]], row[[kind, f"{kind}_low", f"{kind}_high"]], 6e-4, name, kind)
            at = 0 if kind == "first" else 3
            expect_near(lines[name,][at:at + 3], row[[kind, f"{kind}_low", f"{kind}_high"]], 1e-12, name)
            cell = next(r for r in found.rows if r[0] == name)[2 if kind == "first" else 3]
            expect_near(told_in(cell, EN)[0], known[i], 0.03, name, kind)


def test_the_morris_plane_matches_closed_forms(folder):
    slopes = numpy.array([4.0, -3.0, 1.0])
    found, study = sweep_chart(folder, "morris_plane", morris(3, 300), unit_factors(3),
                               lambda x: x @ slopes + 2 * x[:, 0] * x[:, 1])
    values, lines = by(values_of(found), "factor"), csv_of(found, 1)
    for name, mu, sigma in zip(("x1", "x2", "x3"), (5, -2, 1), (2 * numpy.sqrt(5 / 36),) * 2 + (0,)):
        v = values[name,]
        expect_near([v["mu_star"], v["sigma"]], [abs(mu), sigma], 0.1, name)
        expect_near(lines[name,][3], mu, 0.1, name)
        expect_near(lines[name,][:3], [v["mu_star"], v["low"], v["high"]], 6e-4, name)
    diagonal = values_of(found, layer=0)
    assert diagonal[0] == {"mu_star": 0, "sigma": 0} and diagonal[1]["mu_star"] == diagonal[1]["sigma"], diagonal
    assert found.rows[0][0] == "x1" and study.analysis.table.index[0] == "x1", found.rows


def test_correlations_are_those_of_ranks(folder):
    found, study = sweep_chart(folder, "prcc", latin_hypercube(3, 300), unit_factors(3),
                               lambda x: numpy.exp(3 * x[:, 0]) - 2 * x[:, 1], noise=0.5)
    values = by(values_of(found), "factor", "kind")
    ranks = stats.rankdata(numpy.column_stack([study.data.factor_value.values, study.response.values]), axis=0)
    precision = numpy.linalg.inv(numpy.corrcoef(ranks.T))  # partial correlations from the inverse
    for i, name in enumerate(("x1", "x2", "x3")):
        known = -precision[i, 3] / numpy.sqrt(precision[i, i] * precision[3, 3])
        v = values[name, EN("prcc")]
        expect_near(v["mean"], known, 6e-4, name)
        expect_near(csv_of(found, 1)[name,][0], known, NEAR, name)
        assert v["low"] <= v["mean"] <= v["high"], v


# Drawing.

def test_every_chart_draws(folder):
    """Without a warning of Vega-Lite, in both languages, with marks and without what is no number."""
    paths = [small_run(), mechanisms_run("shapley"), mechanisms_run("family"), banten_run(), small_run(1)]
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
    assert {"effects", "map", "mechanisms", "costs", "delays", "cause", "place", "stock", "fidelity", "tornado", "response",
            "sobol_bars", "morris_plane", "prcc"} == {name for _, name, *_ in names}, set(names)


def test_axes_read_the_same_in_every_time_zone():
    """Days are days, wherever the page is read."""
    spec = vega.complete(chart("stock", code="id").panels[0][1], ID, "stock")
    fidelity = vega.complete(chart("fidelity", code="id").panels[0][1], ID, "fidelity")
    before = os.environ.get("TZ")
    seen = set()
    try:
        for zone in ("Asia/Jakarta", "UTC", "America/Los_Angeles"):
            os.environ["TZ"] = zone
            seen.add(tuple(vega.draw([spec, fidelity], 500)))
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    assert len(seen) == 1, "what is drawn depends on the time zone"
    text = re.sub(r"<[^>]*>", " ", " ".join(*seen))
    assert "Jun" in text and "Mei 2018" in text, text


# Colours.

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
    arms = [charts.BASELINE, *charts.OTHERS]
    for colour in arms:
        assert contrast(colour, "white") >= 3, (colour, contrast(colour, "white"))
    for (a, b), sight in itertools.product(itertools.combinations(arms, 2), SIGHT):
        assert far(a, b, sight) >= 20, (a, b, "look alike to", sight, far(a, b, sight))
    for share in (0.01, 0.1, 0.5, 1):
        fewer, more = charts._shade(-share), charts._shade(share)
        for sight in SIGHT:
            assert (min(far(fewer, more, sight), far(fewer, charts.UNTOLD, sight), far(more, charts.UNTOLD, sight))
                    >= 15), (share, fewer, more, sight)


def test_ink_can_be_read_on_every_tile():
    for share in numpy.linspace(-1, 1, 401):
        colour = charts._shade(share)
        assert contrast(charts._ink(colour), colour) >= 4.5, (colour, charts._ink(colour))
    assert contrast(charts._ink(charts.UNTOLD), charts.UNTOLD) >= 4.5, charts.UNTOLD
    assert contrast(vega.INK, "#ffffff") >= 4.5, vega.INK


# The scenario of a file.

def test_a_scenario_is_read_through_its_base():
    study = Study(banten_run())
    scenario = study.scenario
    assert scenario.title("en", study.data.attrs["title"]) == ("Banten 2018 as it was, beside what was found", True)
    title, translated = scenario.title("id", study.data.attrs["title"])
    assert title == scenario.own.get("title_id", study.data.attrs["title"]) and translated == ("title_id" in scenario.own)
    assert study.arm_title(ID, "as-2018") == ("Sebagaimana adanya: hanya Cilegon", True)
    assert study.arm_title(EN, "as-2018") == ("As it was: Cilegon alone", True)
    names = scenario.names("districts")
    assert list(names) == [str(d) for d in study.data.district.values] and names["cilegon"] == "Kota Cilegon", names
    assert study.name("utd-cilegon") != "utd-cilegon" and study.name("nowhere") == "nowhere"
    settings = scenario.settings()
    assert settings["run.replications"] == 100 and settings["run.start"] == datetime.date(2018, 1, 1)
    assert settings["emergency.pph.lethality"] == 0.099 and not any(key.startswith("arm") for key in settings), settings
    year = scenario.periods(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))
    feasts = {p.kind: p for p in year if p.kind in ("ramadan", "lebaran")}
    assert (feasts["ramadan"].first, feasts["ramadan"].last) == (datetime.date(2018, 5, 17),
                                                                 datetime.date(2018, 6, 14)), feasts
    cut = scenario.periods(datetime.date(2018, 6, 1), datetime.date(2018, 6, 10))
    ramadan = next(p for p in cut if p.kind == "ramadan")
    assert (ramadan.first, ramadan.last) == (datetime.date(2018, 6, 1), datetime.date(2018, 6, 10)), ramadan
    assert not any(p.kind == "lebaran" for p in cut), cut
    west, north = scenario.places()["cilegon"]
    assert 105.9 < west < 106.1 and -6.1 < north < -5.9, (west, north)
    nothing = Scenario("")
    assert (nothing.names("districts") == {} and nothing.places() == {} and nothing.settings() == {}
            and nothing.periods(datetime.date.min, datetime.date.max) == []), "of no text"


def test_the_nearest_layer_counts():
    """Own files before those of a base, its tables by their path, and titles by the name of the arm."""
    scenario = Scenario("==> scenario.toml <==\ntitle_id = \"Judul\"\nbase = \"../b\"\n[run]\nseed = 2\n[[arm]]\nname = \"a\"\n"
                        "title_id = \"Satu\"\n\n==> ../b/scenario.toml <==\n[run]\nseed = 1\nhorizon = \"9 d\"\n[tables]\n"
                        "districts = \"d/places.csv\"\n\n==> ../b/d/places.csv <==\n# comment\nid,name (S),births [/y] (E)\n"
                        "x,\"X, the first\",3\ny,,4\n")
    assert scenario.settings() == {"run.seed": 2, "run.horizon": "9 d", "base": "../b", "title_id": "Judul"}
    assert scenario.names("districts") == {"x": "X, the first", "y": "y"}
    assert scenario.table("districts")[0]["births"] == "3", scenario.table("districts")
    assert scenario.title("id", "Title") == ("Judul", True) and scenario.title("en", "Title") == ("Title", True)
    assert scenario.arm_title("id", "a", "One") == ("Satu", True) and scenario.arm_title("id", "b", "Two") == ("Two", False)


def test_the_window_is_what_was_measured():
    """From the first day, though months begin before it."""
    assert Study(small_run()).window == (datetime.date(2018, 5, 10), datetime.date(2018, 7, 28))
    assert Study(banten_run()).window == (datetime.date(2018, 1, 1), datetime.date(2018, 1, 31))
    assert Study(mechanisms_run("family")).window == (datetime.date(2018, 5, 1), datetime.date(2018, 5, 20))


# Words.

def test_numbers_are_written_as_in_each_language():
    for value, decimals, sign, en, id_ in [
            (1234567.891, 1, False, "1,234,567.9", "1.234.567,9"), (-1234.5, 1, False, "−1,234.5", "−1.234,5"),
            (0.05, 2, True, "+0.05", "+0,05"), (-0.04, 1, True, "0.0", "0,0"), (0.0, 0, True, "0", "0"),
            (-0.0, 2, False, "0.00", "0,00"), (999.96, 1, False, "1,000.0", "1.000,0"), (12, 0, True, "+12", "+12"),
            (None, 1, False, "–", "–"), (numpy.nan, 1, False, "–", "–"), (-numpy.inf, 1, True, "–", "–")]:
        assert EN.number(value, decimals, sign) == en and ID.number(value, decimals, sign) == id_, value


def test_intervals_are_written_whole():
    known = interval(-1234.56, 10.5)
    assert EN.interval(known, 1) == "−1,234.6 (−1,245.1 to −1,224.1)"
    assert ID.interval(known, 1) == "−1.234,6 (−1.245,1 sampai −1.224,1)"
    assert EN.interval(interval(60.4, 12.2), 0, suffix="%") == "60% (48% to 73%)"
    assert EN.interval(interval(0.5, 1), 1, True) == "+0.5 (−0.5 to +1.5)"
    for words_, text in ((EN, "5.0 (no interval)"), (ID, "5,0 (tanpa selang)")):
        assert words_.interval({"mean": 5.0, "half_width": None, "low": None, "high": None}, 1) == text
        assert words_.interval({"mean": 5.0, "half_width": 0, "low": None, "high": 9.0}, 1) == text
        assert words_.interval(None) == "–" == words_.interval({"mean": None, "half_width": None, "low": None, "high": None})
    # An end that is not 0 is not shown as 0, which the interval leaves out.
    assert EN.interval(interval(0.3, 0.27), 1) == "0.30 (0.03 to 0.57)"
    assert ID.interval(interval(-0.004, 0.0036), 1, True) == "−0,0040 (−0,0076 sampai −0,0004)"
    assert EN.interval(interval(0.3, 0.31), 1) == "0.3 (0.0 to 0.6)"


def test_differences_are_written_as_compare_does():
    for known, en, id_ in [(interval(-22.71, 1.35), "−22.7 ± 1.4", "−22,7 ± 1,4"), (interval(0.0, 0.0), "same", "sama"),
                           (interval(0.0, 1.0), "0.0 ± 1.0", "0,0 ± 1,0"), (interval(1.0, 0.0), "+1.0 ± 0.0", "+1,0 ± 0,0"),
                           (None, "–", "–")]:
        assert EN.plus_minus(known, 1, True) == en and ID.plus_minus(known, 1, True) == id_, known


def test_lists_counts_and_dates():
    assert [EN.listed(x) for x in ([], ["a"], ["a", "b"], iter("abc"))] == ["", "a", "a and b", "a, b and c"], "in English"
    assert ID.listed("abc") == "a, b dan c"
    assert [EN.count(n, "cell") for n in (1, 2, 1200)] == ["1 cell", "2 cells", "1,200 cells"], EN.count(1200, "cell")
    assert [ID.count(n, "district") for n in (1, 1200)] == ["1 kabupaten/kota", "1.200 kabupaten/kota"], ID.count(8,
                                                                                                                  "district")
    day = datetime.date(2018, 8, 17)
    assert EN.date(day) == "17 August 2018" and ID.date(day) == "17 Agustus 2018"
    assert len(EN.months()) == len(ID.months()) == 12, ID.months()
    for words_, sunday, friday in ((EN, "Sunday", "Friday"), (ID, "Minggu", "Jumat")):
        time = words_.vega_locale()["time"]
        assert time["days"][0] == sunday and time["days"][5] == friday and len(set(time["days"])) == 7, time
        assert len(set(time["shortDays"])) == 7 and len(set(time["shortMonths"])) == 12, time
        number_ = words_.vega_locale()["number"]
        assert words_.number(1234.5, 1) == f"1{number_['thousands']}234{number_['decimal']}5", number_


def placeholders(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def test_every_message_is_in_both_languages():
    for kind, texts in (("message", MESSAGES), ("label", LABELS)):
        for key, pair in texts.items():
            assert len(pair) == 2 and all(isinstance(t, str) and (t.strip() or key == "") for t in pair), (kind, key, pair)
            assert placeholders(pair[0]) == placeholders(pair[1]), (kind, key, "has not the same {places}:", pair)
            assert all((t == t.strip() or key == "and") and "  " not in t for t in pair), (kind, key, pair)
            assert pair[0].count("<") == pair[1].count("<") and pair[0].count("|") == pair[1].count("|"), (kind, key, pair)
            assert pair[0].endswith(".") == pair[1].endswith("."), (kind, key, pair)
            assert not re.search(r"\bsetahun\b|\bdi-|\bRp \d|Rp \{", pair[1]), (kind, key, pair[1])
    same = {key for key, (en, id_) in MESSAGES.items() if en == id_ and re.search("[a-z]{3}", re.sub(r"\{\w+\}", "", en))}
    assert same <= {"total", "ramadan", "lebaran"}, ("the same in both languages:", same)


def sources():
    """Trees of the package's modules, and the text of its page."""
    trees = {}
    for path in sorted(glob.glob(os.path.join(ANALYSIS, "darah", "*.py"))):
        with open(path, encoding="utf-8") as file:
            trees[os.path.basename(path)] = ast.parse(file.read())
    with open(os.path.join(ANALYSIS, "darah", "page", "page.html"), encoding="utf-8") as file:
        return trees, file.read()


def literals_of(tree):
    """Texts in a module, but keys of dictionaries and subscripts; and the beginnings of those that it puts together."""
    inner = {id(node) for parent in ast.walk(tree) for node in
             (parent.keys if isinstance(parent, ast.Dict) else [parent.slice] if isinstance(parent, ast.Subscript) else [])}
    whole = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
             and id(node) not in inner}
    return whole, {node.values[0].value for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
                   and isinstance(node.values[0], ast.Constant)}


def keys_called(tree):
    """Keys that calls of words("key"), self("key") and Remark("key") name."""
    keys = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args and isinstance(call.func, ast.Name) \
                and call.func.id in ("words", "self", "Remark"):
            key = call.args[0]
            keys |= {c.value for c in ([key.body, key.orelse] if isinstance(key, ast.IfExp) else [key])
                     if isinstance(c, ast.Constant)}
    return keys


def test_every_message_is_used_and_there():
    trees, page = sources()
    called = set(re.findall(r'\bw\(["\'](\w+)["\']', page)).union(*map(keys_called, trees.values()))
    assert len(called) > 60 and called <= set(MESSAGES), ("words.py lacks", called - set(MESSAGES))
    named, beginnings = map(set().union, *(literals_of(tree) for name, tree in trees.items() if name != "words.py"))
    used = called | named | {"inside", "outside"}  # verdicts on figures, as `darah compare` says them
    beginnings = tuple(b for b in beginnings if re.fullmatch(r"[a-z]+_", b))
    unused = [key for key in MESSAGES if not (key in used or key.startswith(beginnings) or
                                              re.sub("_(many|none)$", "", key) in used)]
    assert not unused, ("nothing says", unused)


def test_every_code_of_a_file_has_a_label():
    """Causes, places, delays, steps, mechanisms, payers, and lines of `darah compare` with their units."""
    for path in (small_run(), mechanisms_run("shapley"), banten_run()):
        study = Study(path)
        asked = {t.title for t in study.comparison.tables} | {row.label for t in study.comparison.tables for row in t.rows
                                                              if t.by not in ("district", "utd")}
        asked |= {p["payer"] for c in study.comparison.said["costs"] for p in c["payers"]}
        asked |= {m["name"] for a in study.comparison.said["attributions"] for m in a["mechanisms"]}
        asked |= {i["name"] for i in (study.comparison.monitoring or {"indicators": []})["indicators"]}
        for name in asked:
            label = ID.label(name)
            assert label != name and not re.search(r"\b(?:the|of|and|deaths|units)\b|{", label), (repr(name), "is")
