"""Districts as tiles: their numbers, colours and places."""

import itertools

import numpy

from arrays import EN, NEAR, Plain, cell_is, csv_of, student, values_of
from by_hand import claims, of_samples
from darah.charts.colours import FEWER, UNTOLD
from darah.charts.tiles import draw, tile_places
from darah.study import Study
from known_sweeps import expect_near


def test_tiles_show_the_change_of_each_district(chart, small_run):
    plain_, found = Plain(small_run), chart("map")
    deaths, arms, places = plain_.yearly("deaths_expected", "district") * 1e-6, plain_.labels("arm"), plain_.labels("district")
    names = {"north": "North", "south": "South"}
    assert len(found.panels) == 2 and sorted(places) == ["north", "south"], found.panels
    for panel, arm in enumerate(Study(small_run).others):
        tiles = {" ".join(v["name"]): v for v in values_of(found, panel)}
        assert found.panels[panel][0].startswith(arm), found.panels[panel][0]
        assert tiles["North"]["y"] < tiles["South"]["y"], ("north is not up", tiles)
        differences = deaths[arms.index(arm)] - deaths[0]
        told = [claim["told"] for claim in claims([of_samples(d) for d in differences.T], len(differences))]
        for i, place in enumerate(places):
            known = student(differences[:, i])
            v = tiles[names[place]]
            assert v["value"] == (EN.number(known[0], 1, True) if (deaths[arms.index(arm), :, i] != deaths[0, :, i]).any()
                                  else "same"), (v, known)
            assert v["error"] in ("", f"± {EN.number(known[2] - known[0], 1)}"), (v, known)
            assert (v["colour"] != UNTOLD) == (told[i] in ("less", "more")), (v, told[i])
            expect_near(csv_of(found, 2)[arm, place], known, NEAR, arm, place)
            row = next(r for r in found.rows if r[:2] == [arm, names[place]])
            cell_is(row[2], student(deaths[0, :, i]), 1, EN)
            cell_is(row[3], student(deaths[arms.index(arm), :, i]), 1, EN)
            cell_is(row[4], known, 1, EN)


class Hand:
    """As much of a Study as tiles() asks for, of a table made by hand."""

    def __init__(self, differences, replications=16):
        class Row:
            def __init__(self, id_, known, told):
                self.id, self.decimals = id_, 1
                self.difference = self.value = lambda arm: known
                self.claim = lambda arm: {"told": told}
        self.comparison = self.background = self
        self.rows = [Row(id_, *known) for id_, known in differences.items()]
        self.others, self.baseline, self.replications, self.name = ["mou"], "now", replications, str

    @property
    def deaths_by_district(self):
        return self

    def places(self):
        return {}

    def arm_title(self, words_, arm):
        return arm, True


def interval(mean, half_width):
    return {"mean": mean, "half_width": half_width, "low": mean - half_width, "high": mean + half_width}


def test_tiles_are_coloured_by_what_is_claimed():
    """Blue fewer, orange more, grey not told among all; replications that agree by chance tell nothing."""
    known = {"most": (interval(-6.0, 1.0), "less"), "less": (interval(-0.2, 0.1), "less"),
             "alone": (interval(-1.0, 0.9), "untold"), "more": (interval(2.0, 0.5), "more"),
             "agree": (interval(-4.0, 0.0), "alike"), "same": (interval(0.0, 0.0), "same")}
    tiles = {v["name"][0]: v for v in values_of(draw(Hand(known), EN))}
    assert tiles["most"]["colour"].upper() == FEWER, tiles
    for name, kind in [("most", "fewer"), ("less", "fewer"), ("more", "more"), ("alone", ""), ("agree", ""), ("same", "")]:
        red, _, blue = (int(tiles[name]["colour"][i:i + 2], 16) for i in (1, 3, 5))
        assert ({"fewer": blue > red + 20, "more": red > blue + 20,
                 "": tiles[name]["colour"] == UNTOLD}[kind]), (name, tiles[name])
    assert [tiles[n]["value"] for n in ("agree", "same", "less")] == ["−4.0", "same", "−0.2"], tiles
    assert tiles["same"]["error"] == "" and tiles["agree"]["error"] == "± 0.0", tiles


def test_tile_places_keep_apart_and_in_place():
    """Every name has a cell of its own, near where it lies; without coordinates too."""
    generator = numpy.random.default_rng(1)
    for n in range(1, 40):
        names = [f"d{i}" for i in range(n)]
        spots = {name: tuple(generator.random(2)) for name in names}
        for coordinates in (spots, {}, dict(list(spots.items())[:-1]), dict.fromkeys(names, (106.0, -6.0))):
            found = tile_places(names, coordinates)
            assert set(found) == set(names) and len(set(found.values())) == n, found
            columns, lines = (max(at[axis] for at in found.values()) + 1 for axis in (0, 1))
            assert columns * lines <= 3 * n + 4 and min(min(at) for at in found.values()) == 0, (n, found)
            assert {at[1] for at in found.values()} == set(range(lines)), ("an empty line:", found)
    grid = {f"{x}{y}": (106 + x, -6 - y) for x in range(4) for y in range(3)}
    assert tile_places(list(grid), grid) == {f"{x}{y}": (x, y) for x in range(4) for y in range(3)}


def test_banten_lies_as_on_a_map(banten_run):
    """Of two districts the one further west or north by a fifth of the province stands no further east or south."""
    places = Study(banten_run).background.places()
    assert len(places) == 8, places
    found = tile_places(list(places), places)
    width, height = (numpy.ptp([at[axis] for at in places.values()]) for axis in (0, 1))
    for a, b in itertools.permutations(places, 2):
        if places[a][0] < places[b][0] - 0.2 * width:
            assert found[a][0] <= found[b][0], (a, "is west of", b, found)
        if places[a][1] > places[b][1] + 0.3 * height:
            assert found[a][1] <= found[b][1], (a, "is north of", b, found)
    assert found["cilegon"][0] < found["kota-tangerang"][0] and found["cilegon"][1] < found["lebak"][1], found
