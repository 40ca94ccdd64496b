"""The page for planners: opened in a browser, read in both languages, held to `darah compare`; what it says of odd files."""

import atexit
import base64
import csv
import functools
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from unittest import mock

import h5py
import numpy

from known_sweeps import (ANALYSIS, Factor, analysis_command, latin_hypercube, morris, plain, refused, saltelli,
                          unit_factors, write)
from program import SCENARIO, SOURCE, command, expect_code, run

from darah import figures, report
from darah.compare import compare
from darah.read import file_type
from darah.study import Study
from darah.words import LABELS, LANGUAGES, MESSAGES, Words

EN = Words("en")
LOOK = os.path.join(SOURCE, "tests", "analysis", "look.mjs")
MODULES = os.path.join(SOURCE, "analysis", "node_modules")
SMALL = os.path.join(SOURCE, "tests", "scenario", "small")  # two districts, seconds
BLOOD = os.path.join(SOURCE, "tests", "validation", "perishable", "hospital-oldest-7")  # no mothers
SHARED = tempfile.TemporaryDirectory()  # of files that several tests read
atexit.register(SHARED.cleanup)
MOST_BYTES = 6_000_000
MOST_KIBIBYTES = 1 << 20  # of memory, for a sweep of a thousand cells
VIEWS = [(360, "screen"), (1440, "screen"), (688, "print")]

IDEAL = """ "agreement.*.template" = "permenkes-92-2015", "agreement.*.operational" = 5, "agreement.*.fidelity" = 1 """

# Arms that do each thing to deaths that a page must tell apart. One has no Indonesian title.
TOLD = """
title = "Told apart <b>"
title_id = "Terbedakan <b>"
base = "{base}"

[[arm]]
name = "as-2018"
title = "As it was"
title_id = "Sebagaimana adanya"

[[arm]]
name = "mou-and-milder-emergencies"
title = "To the letter, and emergencies that kill few & fewer"
title_id = "Sepenuhnya, dan kegawatdaruratan yang jarang & makin jarang mematikan"
set = {{ {ideal}, "emergency.*.lethality" = 0.01 }}

[[arm]]
name = "harsher"
title = "Deadlier emergencies"
set = {{ "emergency.*.lethality" = 0.2 }}

[[arm]]
name = "twin"
title = "As it was, again"
title_id = "Sebagaimana adanya, sekali lagi"

[[arm]]
name = "mou-ideal"
title = "To the letter in every district"
title_id = "Sepenuhnya di semua kabupaten/kota"
set = {{ {ideal} }}

[[figure]]
name = "births of all the mothers"
of = "births"
unit = "a year"
decimals = 0
published = 100
source = "Invented & escaped"
"""

ATTRIBUTED = """
title = "Attributed"
base = "{base}"
[output]
detail = "{detail}"
[[arm]]
name = "none"
set = {{ "agreement.*.mechanisms" = [] }}
[[arm]]
name = "mou"
attribute = "agreement.mechanisms"
attribution = "{attribution}"
set = {{ {ideal} }}
"""

SWEPT = """
title = "Swept"
scenario = "{base}"
replications = 3
arms = ["no-mou", "mou-ideal"]
set."run.warm_up" = "14 d"
set."run.horizon" = "30 d"
set."run.policy_start" = "2018-04-20"
[design]
method = "latin-hypercube"
size = 8
[[factor]]
name = "lethality"
key = "emergency.pph.lethality"
low = "0.05"
high = "0.5"
[[factor]]
name = "turn up"
key = "agreement.turn_up"
low = "0"
high = "1"
"""


# Files to report of. A file of a cache is read by several tests and changed by none.

def scenario(name, text, **values):
    folder = os.path.join(SHARED.name, name)
    os.makedirs(folder)
    with open(os.path.join(folder, "scenario.toml"), "w", encoding="utf-8") as file:
        file.write(text.format(ideal=IDEAL, **values))
    return folder


def simulated(path, of, days, *arguments, warm_up=14):
    words = ["--set", f"run.warm_up={warm_up} d", "--set", f"run.horizon={days} d", *arguments]
    expect_code(0, run(command("run", of, "-o", path, *words)))
    return path


@functools.cache
def banten():
    """A month of Banten with the end of Ramadan and Lebaran in it."""
    return simulated(os.path.join(SHARED.name, "banten.h5"), scenario("told", TOLD, base=SCENARIO), 31, "-r", 6, "--set",
                     "run.start=2018-05-20", "--set", "run.policy_start=2018-05-06", warm_up=28)


@functools.cache
def small():
    """The same arms in two districts."""
    return simulated(os.path.join(SHARED.name, "small.h5"), scenario("told-small", TOLD, base=SMALL), 60, "-r", 4,
                     "--set", "run.policy_start=2018-04-20")


@functools.cache
def attributed(attribution="family", detail="summary"):
    """Each mechanism alone and added last; or each set of them."""
    name = f"attributed-{attribution}-{detail}"
    return simulated(os.path.join(SHARED.name, name + ".h5"),
                     scenario(name, ATTRIBUTED, base=SMALL, attribution=attribution, detail=detail), 20, "-r", 2,
                     "--set", "run.policy_start=2018-04-24")


@functools.cache
def page():
    """The page of banten()."""
    return report.write(banten(), os.path.join(SHARED.name, "banten.html"))


def swept(folder):
    """A sweep that the program ran."""
    design, cells_of, merged = (os.path.join(folder, name) for name in ("swept.toml", "cells", "swept.h5"))
    with open(design, "w", encoding="utf-8") as file:
        file.write(SWEPT.format(base=SMALL))
    expect_code(0, run(command("sweep", design, "-o", cells_of)))
    expect_code(0, run(command("merge", cells_of, "-o", merged)))
    return merged


def short_page(results, path, language=None):
    """Without the list of parameters, which is the same in every page and takes a browser seconds."""
    with mock.patch.object(report, "_parameters", dict):
        return report.write(results, path, language)


def small_run(path, *arguments):
    return simulated(path, SMALL, 20, "--set", "run.policy_start=2018-04-20", *arguments)


def changed(path, source, change):
    """A copy in which change(file) was done."""
    shutil.copy(source, path)
    with h5py.File(path, "r+") as file:
        change(file)
    return path


def sloped(x):
    return -5 * x[:, 0] + 2 * x[:, 1]


KINDS = [Factor("antenatal contacts, poorest women", 0.2, 0.6), Factor("wait", 1, 100, "log", "h"),
         Factor("rule", 0, 1, "list", "", ("early", "late")),
         Factor("days", 0, 2, "list", "", ("5 d", "1 d", "3 d"))]


def kinds(x):
    return 20 * x[:, 0] + numpy.log(x[:, 1]) + 3 * x[:, 2]


# Pages, read as text.

class Element:
    """An element of a page: its tag, attributes and children, which are elements and texts."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag=None, **attributes):
        return [e for e in self.walk() if tag in (None, e.tag)
                and all(e.attributes.get(key.strip("_").replace("_", "-")) == value for key, value in attributes.items())]

    def text(self, leave_out=lambda element: element.tag in ("script", "style")):
        """Its words with single blanks between."""
        return re.sub(r"\s+", " ", self._raw(leave_out)).strip()

    def _raw(self, leave_out):
        edge = " " if self.tag in BLOCKS else ""
        return edge + "".join(child if isinstance(child, str) else "" if leave_out(child) else child._raw(leave_out)
                              for child in self.children) + edge


INTERVAL = r"[+−]?[\d.,]+%? \([+−]?[\d.,]+%? (?:to|sampai) [+−]?[\d.,]+%?\)"
BLOCKS = {"html", "body", "div", "main", "header", "section", "nav", "ul", "table", "thead", "tbody", "tr", "figure", "details",
          "p", "li", "h1", "h2", "h3", "th", "td", "caption", "figcaption", "summary", "pre", "footer"}


class Reader(HTMLParser):
    """Makes Elements of HTML in which every element but the void ones is closed."""

    def __init__(self, text):
        super().__init__()
        self.open = [Element("document", [])]
        self.feed(text)
        assert len(self.open) == 1, ("not closed:", [e.tag for e in self.open])

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs)
        self.open[-1].children.append(element)
        if tag not in ("meta", "link", "br"):
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag, "closes another element"

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parts_of(path):
    """The part of a page in each language."""
    with open(path, encoding="utf-8") as file:
        document = Reader(file.read()).open[0]
    return {part.attributes["data-in"]: part for part in document.walk() if "data-in" in part.attributes}


def section(part, name):
    return part.find("section", id=f"{part.attributes['data-in']}-{name}")[0]


def answer_of(part):
    return [p.text() for box in part.find("div", class_="answer") for p in box.find("p") + box.find("li")]


def warned(part):
    """What is said to be missing; the last such paragraph is for browsers without scripts."""
    return [p.text() for p in section(part, "answer").find("p", class_="warning")][:-1]


def cells(element):
    """Rows of the one table there."""
    body = element.find("tbody")
    assert len(body) == 1, "not one table"
    return [[cell.text() for cell in row.find("th") + row.find("td")] for row in body[0].find("tr")]


def fragments(message):
    """What of a message stands in the page whatever is filled in: pieces of over three words."""
    plainly = re.sub(r"</?\w+>", "", message)
    return [piece.strip() for piece in re.split(r"\{\w*\}", plainly) if len(piece.split()) > 3]


def in_english(element):
    return element.attributes.get("lang") == "en" or element.tag == "script"


# Pages, opened.

def look(*paths):
    """What look.mjs tells of each page; two browsers share them."""
    def browse(some):
        done = expect_code(0, run(["node", LOOK, MODULES, *some])) if some else None
        return [json.loads(line) for line in done.stdout.splitlines()] if done else []
    with ThreadPoolExecutor(2) as at_once:
        first, second = at_once.map(browse, (paths[::2], paths[1::2]))
    return [found for pair in itertools.zip_longest(first, second) for found in pair if found]


def faults(found, languages):
    """What is wrong with a page that was looked at, a line each."""
    said = [f"error: {error}" for error in found["errors"]] + [f"request: {request}" for request in found["requests"]]
    seen = [(view["language"], view["width"], view["media"]) for view in found["views"]]
    if seen != [(language, *view) for language in languages for view in VIEWS]:
        said.append(f"views: {seen}")
    for view in found["views"]:
        where = f"{view['language']} {view['width']} {view['media']}: "
        lines = [f"shows {view['lang']}"] if view["lang"] != view["language"] else []
        lines += [f"sideways: {view['scroll']}"] if view["scroll"] > 0 else []
        lines += [f"sticks out: {element}" for element in view["sticking"]]
        lines += [f"axe: {violation}" for violation in view.get("axe", ["not asked"] if view["width"] == 360 else [])]
        lines += [] if view["selectable"] else ["text that cannot be selected"]
        for chart in view["charts"]:
            lines += [f"empty chart: {chart['name']}"] if chart["marks"] == 0 or not chart["labels"] else []
            lines += [f"cut in {chart['name']}: {label}" for label in chart["cut"]]
            lines += [f"chart of the other language: {chart['name']}"] if not chart["name"].startswith(view["lang"]) else []
        lines += [f"shows {match[0]!r}" for match in re.finditer(
            r"\b(?:undefined|NaN|nan|None|null|Infinity)\b|\{|\}|\[object", view["text"])]
        said += [where + line for line in lines]
    return said


def expect_clean(found, languages=LANGUAGES):
    wrong = faults(found, languages)
    assert not wrong, "\n".join(wrong[:20])


def charts_drawn(found):
    """Names of charts without language and panel, in their order."""
    return list(dict.fromkeys(chart["name"][3:].rsplit("-", 1)[0] for chart in found["views"][0]["charts"]))


# The tests.

def test_a_run_is_shown_whole():
    """In both languages, on a telephone, on a screen and on paper, with every chart drawn and nothing asked of a network."""
    found, = look(page())
    expect_clean(found)
    assert charts_drawn(found) == ["effects", "map", "costs", "delays", "cause", "place", "stock", "fidelity"]
    panels = [[chart["name"][3:] for chart in view["charts"]] for view in found["views"]]
    assert all(names == panels[0] for names in panels), panels
    assert len(panels[0]) == 1 + 4 + 2 + 3 + 1 + 1 + 7 + 1, panels[0]
    size = os.path.getsize(page())
    assert size < MOST_BYTES, size
    print(f"  {size / 1e6:.1f} MB, all charts of a language drawn in {found['milliseconds'] / 1000:.1f} s")
    wide = {view["language"]: view for view in found["views"] if view["width"] == 1440}
    for indonesian, english in zip(wide["id"]["charts"], wide["en"]["charts"]):
        assert numbers_in(indonesian["labels"], "id") == numbers_in(english["labels"], "en"), (indonesian, english)
    labels = {chart["name"]: chart["labels"] for view in wide.values() for chart in view["charts"]}
    assert "1.440" in labels["id-delays-0"] and "1,440" in labels["en-delays-0"], labels["id-delays-0"]
    assert "Mei 2018" in labels["id-fidelity-0"] and "May 2018" in labels["en-fidelity-0"], labels["id-fidelity-0"]
    stock = {chart["name"]: chart["marks"] for chart in wide["en"]["charts"]}["en-stock-0"]
    assert stock >= 2 + 2 + 2 * 2 + 2, ("Ramadan, Lebaran, two arms and their strips:", stock)


def numbers_in(texts, code):
    """The numbers in texts, in order, as English writes them."""
    swap = str.maketrans(".,", ",.") if code == "id" else {}
    return [number.translate(swap) for text in texts for number in re.findall(r"[+−]?\d[\d.,]*\d|[+−]?\d", text)]


def test_broken_pages_are_noticed(folder):
    """Each fault that a page can have shows in what is said of it: else these tests could not fail."""
    whole, path = (os.path.join(folder, name) for name in ("whole.html", "broken.html"))
    with open(short_page(small(), whole, "en"), encoding="utf-8") as file:
        text = file.read()

    def spoil(text, at, old, new):
        place = text.index(old, text.index(at))
        return text[:place] + new + text[place + len(old):]

    text = spoil(text, 'id="en-effects-0"', '"values":[', '"values":[],"unused":[')
    text = spoil(text, 'id="en-map-0"', '"layer":[', '"layer":[],"unused":[')
    text = spoil(text, 'id="en-delays-0"', '"type":"log"', '"zero":true,"type":"log"')
    text = spoil(text, 'id="en-cause-0"', '"title":["', '"title":["' + 30 * "long ")
    text = spoil(text, '<div class="answer">', "<p", '<p style="width: 2000px; user-select: none"')
    text = spoil(text, 'id="en-answer"', "<h2>", '<img src="https://example.invalid/a.png"><h2>NaN {}')
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    found, broken = look(whole, path)
    assert faults(found, LANGUAGES) == [f"views: {[('en', *view) for view in VIEWS]}"], faults(found, ["en"])
    said = "\n".join(faults(broken, ["en"]))
    for fault in ("error: WARN", "request: https://example.invalid/a.png", "empty chart: en-effects-0",
                  "empty chart: en-map-0", "cut in en-cause-0", "en 360 screen: sideways", "en 688 print: sticks out: P.first",
                  "axe: image-alt", "text that cannot be selected", "en 1440 screen: shows 'NaN'", "shows '{'"):
        assert fault in said, (fault, "is not noticed:", said)


def test_both_languages_are_whole():
    """The same sections, charts, tables and paragraphs with the same numbers; nothing empty; no English in Indonesian."""
    for path in (page(), report.write(small(), small() + ".html"), report.write(attributed(), attributed() + ".html")):
        parts = parts_of(path)
        assert list(parts) == list(LANGUAGES)
        shape = {code: [(e.tag, e.attributes.get("id", "")[3:], e.attributes.get("class")) for e in part.walk()
                        if e.tag != "span"] for code, part in parts.items()}
        differing = [pair for pair in itertools.zip_longest(*shape.values()) if pair[0] != pair[1]]
        assert not differing, (path, differing[:3])
        for code, part in parts.items():
            for tag in ("h1", "h2", "h3", "p", "li", "caption", "figcaption", "summary", "title", "button", "a"):
                assert all(e.text().strip() for e in part.find(tag)), (path, code, "an empty", tag)
        texts = {code: [" ".join(re.findall(INTERVAL, text)) for text in answer_of(part)] +
                 [cell.text() for cell in part.find("td", class_="n")] for code, part in parts.items()}
        for indonesian, english in zip(*texts.values()):
            assert numbers_in([indonesian], "id") == numbers_in([english], "en"), (path, indonesian, english)
        expect_no_english(path, parts["id"])


def expect_no_english(path, part):
    """Neither what the page says in English nor other prose of that language, but what is marked as such."""
    text = part.text(in_english)
    charts = " ".join(c for e in part.find("script", type="application/json") for c in e.children)
    for key, (english, indonesian) in MESSAGES.items():
        for piece in fragments(english):
            assert piece in indonesian or piece not in text and piece not in charts, (path, key, piece)
    for english, indonesian in LABELS.values():
        if len(english.split()) > 1 and english not in indonesian:
            assert not re.search(rf"(?<!\w){re.escape(english)}(?!\w)", text + charts), (path, english)
    prose = re.sub(r"--?[\w-]+|[\w.-]+\.\w+", "", text)
    found = [prose[max(0, m.start() - 50):m.end() + 30] for m in
             re.finditer(r"\b(?:the|of|and|which|with|from|are|is|to|in|for|by|every)\b", prose)]
    assert not found, (path, "English in Indonesian:", found[:8])


def test_one_language_has_no_switch(folder):
    for code, other in (("id", "en"), ("en", "id")):
        path = os.path.join(folder, f"{code}.html")
        report.write(small(), path, code)
        assert list(parts_of(path)) == [code], code
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert f'<html lang="{code}"' in text and 'class="switch"' not in text, code
        assert Words(code)("rests") in text and Words(other)("rests") not in text, code


def test_titles_are_escaped():
    with open(page(), encoding="utf-8") as file:
        text = file.read()
    assert "<title>Terbedakan &lt;b&gt;</title>" in text and "Terbedakan <b>" not in text
    assert "few &amp; fewer" in text and "few & fewer (" not in text
    assert "Invented &amp; escaped" in text


NUMBER = r"[+-]?[\d,]+(?:\.\d+)?"
CHANGE = rf"(?:same|({NUMBER}) ± ({NUMBER}|n/a))(?: ~)?"


def number(text):
    return float(text.replace(",", "").replace("−", "-"))


class Printed:
    """What `darah compare` prints, in numbers."""

    def __init__(self, path):
        self.text = re.sub("± +", "± ", expect_code(0, run(command("compare", path))).stdout)
        self.tables, self.together = {}, {}  # {(title, arm): {label: (baseline, arm, difference)}}, {(arm, which): ...}
        for block in self.text.split("\n\n"):
            head, *lines = block.splitlines()
            title, *columns = re.split("  +", head)
            if columns[-1:] == ["difference"]:
                self._read_table(title, columns[1:-1:2], lines)
            if head.startswith("How well differences in deaths"):
                self._read_together(lines)
        self.costs = self._read_costs()

    def _read_table(self, title, arms, lines):
        row = re.compile(rf"(\S.*?)  +({NUMBER}|-)" + rf"  +({NUMBER}|-)(?:  +({CHANGE}))?" * len(arms))
        for line in lines:
            label, before, *rest = row.fullmatch(line.rstrip()).groups()
            for arm, after, change in zip(arms, rest[::4], rest[1::4]):
                self.tables.setdefault((title, arm), {})[label] = before, after, change or "-"

    def _read_together(self, lines):
        arm = None
        for line in lines:
            match = re.match(rf"(\S*) +(true|expected) +{CHANGE} +({CHANGE})", line)
            if match:
                arm = match[1] or arm
                self.together[arm, match[2]] = change_of(match[5])

    def _read_costs(self):
        """{(arm, payer): "1.2 (1.0 to 1.4)" or a verdict}"""
        found, arm = {}, None
        text = self.text[self.text.index("\nCost of a death averted"):self.text.index("\nCosts are")]
        for line in text.splitlines():
            match = re.match(r"(\S+)? +(district|all payers)  .*?(\S+ \(\S+ to \S+\)|not estimable|saves money|dominated)",
                             line)
            if match:
                arm = match[1] or arm
                found[arm, match[2]] = match[3]
        return found


def change_of(text):
    """Mean and half width of a difference as it is printed."""
    return (0.0, 0.0) if text == "same" else tuple(map(number, re.match(CHANGE, text).groups()))


def near(shown, printed):
    """Whether a number is the one printed, but for digits that this lacks."""
    places = len(printed.partition(".")[2])
    return printed == "-" and shown == "–" or abs(number(shown) - number(printed)) <= 0.5001 * 10.0 ** -places


def intervals(text):
    """(mean, low, high) of each interval in English."""
    return [tuple(map(number, re.findall(r"[+−]?[\d,]+(?:\.\d+)?", interval))) for interval in re.findall(INTERVAL, text)]


def expect_interval(found, mean, half_width, *facts, places=1):
    """The same but for what rounding to so many places leaves open."""
    tolerance = 1.1 * 10.0 ** -places
    known = (mean, mean - half_width, mean + half_width)
    assert all(abs(a - b) <= tolerance for a, b in zip(found, known)), (*facts, "found", found, "known", known)


def test_words_say_what_compare_says(_):
    """The answer's figures are those that `darah compare` prints: of all arms together where there are several."""
    printed, part = Printed(banten()), parts_of(page())["en"]
    text = answer_of(part)
    changes = {arm: change for (arm, which), change in printed.together.items() if which == "true"}
    assert len(changes) == 4, printed.together
    main_arm = max(changes, key=lambda arm: abs(printed.together[arm, "expected"][0]))
    assert main_arm == "mou-and-milder-emergencies"
    change, level = intervals(text[0])
    mean, half_width = changes[main_arm]
    assert mean + half_width < 0 and "mothers fewer die a year" in text[0] and f"({main_arm})" in text[0], (text[0], mean)
    expect_interval(change, -mean, half_width, text[0])
    deaths = "maternal deaths, true (a year)"
    before, after, _ = printed.tables["All districts", main_arm][deaths]
    assert level[0] == number(before) and level[1] < level[0] < level[2], (text[0], before)
    expected = next(t for t in text if "less noisy" in t)
    mean, half_width = printed.together[main_arm, "expected"]
    expect_interval(intervals(expected)[0], -mean, half_width, expected)

    # Woman by woman: what died and lives less what lives and died is the change.
    averted, *caused = intervals(next(t for t in text if "woman by woman" in t))
    assert abs(averted[0] - (caused[0][0] if caused else 0) + changes[main_arm][0]) < 0.11, (averted, caused)
    assert abs(number(after) - number(before) - changes[main_arm][0]) < 0.11, (before, after)

    # The other arms, a line each.
    lines = {arm: next(t for t in text if t.startswith(arm + " ") and t != text[0]) for arm in changes if arm != main_arm}
    for arm, line in lines.items():
        mean, half_width = changes[arm]
        if arm == "twin":
            assert (mean, half_width) == (0, 0) and "the same in every replication" in line and not intervals(line), line
        elif abs(mean) <= half_width:
            assert "not told from 0" in line, line
            expect_interval(intervals(line)[0], mean, half_width, line)
        else:
            assert f"{'fewer' if mean < 0 else 'more'}" in line, line
            expect_interval(intervals(line)[0], abs(mean), half_width, line)
    assert "more" in lines["harsher"], lines

    # Districts that are named, and those that are not.
    names = {name: place for place, name in Study(banten()).district_names.items()}
    districts = printed.tables[deaths, main_arm]
    said = next(t for t in text if t.startswith("District by district"))
    named = re.findall(r"([A-Z][\w. ]+?) ([+−]\S+ \(\S+ to \S+?\))", said)
    assert named, said
    for name, interval in named:
        place = next(place for known, place in names.items() if name.endswith(known))
        mean, half_width = change_of(districts[place][2])
        assert abs(mean) > half_width, (name, districts[place])
        expect_interval(intervals(interval)[0], mean, half_width, said)
    assert all(name in said for name in names), said

    # What a death averted costs.
    said = next(t for t in text if "death averted costs" in t)
    for payer in ("district", "all payers"):
        assert intervals(printed.costs[main_arm, payer]), printed.costs
        known = intervals(printed.costs[main_arm, payer])[0]
        assert any(all(abs(a - b) <= 0.56 for a, b in zip(known, shown)) for shown in intervals(said)), (printed.costs, said)


def test_tables_say_what_compare_says():
    """Every number of the table of all results is printed by `darah compare`."""
    printed, part = Printed(banten()), parts_of(page())["en"]
    said = compare(banten())
    for table, element in zip(said.tables, section(part, "all").find("table")):
        rows = cells(element)
        assert len(rows) == len(table.rows), table.title
        for row, line in zip(table.rows, rows):
            for i, arm in enumerate(said.others):
                before, after, difference = printed.tables[table.title, arm][row.label]
                shown = [line[1], line[2 + i], line[1 + len(said.arms) + i]]
                assert all(near(cell.split(" (")[0], known) for cell, known in zip(shown, (before, after))), (
                    row.label, shown, before, after)
                assert shown[2].replace("−", "-").replace("–", "-") == difference, (row.label, shown)
    deaths = printed.tables["maternal deaths, true (a year)", "harsher"]
    rows = {(row[0], row[1]): row for row in cells(section(part, "map").find("details")[0])}
    for place, name in Study(banten()).district_names.items():
        expect_interval(intervals(rows["harsher", name][4])[0], *change_of(deaths[place][2]), name)


def test_costs_say_what_compare_says():
    printed, part = Printed(banten()), parts_of(page())["en"]
    rows = {(row[0], row[1]): row for row in cells(section(part, "costs").find("details")[0])}
    for (arm, payer), known in printed.costs.items():
        shown = rows[arm, EN.label(payer)][4]
        if intervals(known):
            (a, b, c), (x, y, z) = intervals(known)[0], intervals(shown)[0]
            assert max(abs(a - x), abs(b - y), abs(c - z)) <= 0.56, (arm, payer, known, shown)
        else:
            assert shown == EN(f"verdict_{known}"), (arm, payer, known)


def test_every_label_is_known():
    """What `darah compare` calls its lines, tables, units and indicators, and the codes of the file, has two names."""
    def known(label):
        head, bracket, unit = label.rpartition(" (")
        payer, colon, line = label.partition(": ")
        return label in LABELS or bracket and head in LABELS and unit[:-1] in LABELS or \
            colon and payer in LABELS and line in LABELS

    for path in (banten(), small(), attributed()):
        said = compare(path)
        labels = {table.title for table in said.tables}
        labels |= {row.label for table in said.tables if table.by not in ("district", "utd") for row in table.rows}
        labels |= {i["name"] for i in (said.monitoring or {"indicators": []})["indicators"]}
        labels |= {m["name"] for a in said.said["attributions"] for m in a["mechanisms"]}
        labels |= {p["payer"] for c in said.said["costs"] for p in c["payers"]}
        assert len(labels) > 60, (path, labels)
        unknown = sorted(label for label in labels if not known(label))
        assert not unknown, (path, "labels that words.py lacks:", unknown)
        for key, messages in (*LABELS.items(), *MESSAGES.items()):
            assert len(messages) == 2 and all(map(str.strip, messages)) or not key, (key, messages)
        for payer in {p["payer"] for c in said.said["costs"] for p in c["payers"]}:
            assert f"payer_{payer}" in MESSAGES, payer
        for verdict in {p["verdict"] for c in said.said["costs"] for p in c["payers"]}:
            assert f"cost_{verdict}" in MESSAGES and (verdict == "ratio" or f"verdict_{verdict}" in MESSAGES)


def odd_runs(folder):
    """(results, charts that they have and have not, keys of what is said to be missing, whether anything is claimed)"""
    def at(name):
        return os.path.join(folder, name + ".h5")

    def interrupted(file):
        file.attrs.modify("complete", type(file.attrs["complete"])(0))
        file.attrs.modify("replications_requested", type(file.attrs["replications_requested"])(32))

    every = {"effects", "map", "costs", "delays", "cause", "place", "stock", "fidelity", "mechanisms"}
    yield small_run(at("one-arm"), "-r", 3, "--arm", "as-2018"), {"delays", "cause", "stock"}, \
        {"effects", "map", "costs"}, ["one_arm"], True
    yield small_run(at("one-replication"), "-r", 1), {"delays", "stock"}, {"effects", "map", "costs"}, \
        ["one_replication"], False
    yield small_run(at("no-deaths"), "-r", 2, "--set", "emergency.*.lethality=0", "--set", "run.horizon=1 d"), {"stock"}, \
        {"effects", "map", "cause", "place"}, ["no_deaths"], False
    yield simulated(at("blood-alone"), BLOOD, 60, "-r", 2), set(), every, ["one_arm", "no_deaths", "summary"], False
    yield changed(at("interrupted"), small(), interrupted), {"effects", "map", "costs", "delays", "stock"}, set(), \
        ["incomplete"], True
    yield attributed(), {"effects", "mechanisms", "delays", "cause"}, {"map", "stock", "fidelity"}, ["summary"], True
    yield attributed("shapley"), {"mechanisms"}, set(), ["summary"], True
    yield attributed(detail="full"), {"effects", "mechanisms", "map", "stock", "fidelity"}, set(), [], True


def test_odd_runs_give_sensible_pages(folder):
    """One arm, one replication, no deaths, no mothers, interrupted, summed over all districts: each says what it lacks."""
    cases = list(odd_runs(folder))
    pages, shown = [], itertools.cycle(LANGUAGES)
    for results, there, absent, missing, claims in cases:
        parts = parts_of(short_page(results, os.path.join(folder, "whole.html")))
        for code, part in parts.items():
            words, charts = Words(code), {s.attributes["id"][3:] for s in part.find("section") if s.find("figure")}
            assert there <= charts and not absent & charts, (results, charts)
            expect_missing(results, part, missing)
            assert bool(answer_of(part)) == claims, (results, answer_of(part))
            assert words("all_results") in part.text(), results
        expect_no_bare_figure(results, parts["en"])
        expect_no_english(results, parts["id"])
        pages.append(short_page(results, os.path.join(folder, f"{len(pages)}.html"), next(shown)))
    for found, language in zip(look(*pages), itertools.cycle(LANGUAGES)):
        expect_clean(found, [language])


def expect_missing(path, part, keys):
    """Just these messages stand above the answer."""
    said = warned(part)
    assert len(said) == len(keys), (path, said)
    for key, line in zip(keys, said):
        pieces = fragments(MESSAGES[key][part.attributes["data-in"] == "id"])
        assert pieces and all(piece in line for piece in pieces), (path, key, line)


def expect_no_bare_figure(path, part):
    """In the answer every figure has its interval; beside these stand replications to run, districts and dates alone."""
    for text in answer_of(part):
        allowed = [INTERVAL, "95%", r"\(-r \d+\)", r"about [\d,]+", r"from [+−]?[\d,.]+ to [+−]?[\d,.]+",
                   r"(?:from|below) 0", r"\d+ districts", "as-2018"]
        rest = re.sub("|".join(allowed), "", text)
        assert not re.search(r"\d", rest), (path, text)


def odd_sweeps(folder):
    """(merged sweep, charts, keys of what is said to be missing, whether factors may be named)"""
    def made(name, design, factors, function, **options):
        options = {"replications": 4, "noise": 1, "git_commit": "0123456789abcdef",
                   "command_line": "darah sweep known.toml", **options}
        return write(os.path.join(folder, name + ".h5"), design, factors, function, **options)

    steps = numpy.array(list(itertools.product([0, 1 / 3, 2 / 3, 0.999], [0, 0.999], [0, 0.4, 0.7])))
    three, listed = unit_factors(3), [KINDS[0], KINDS[2], KINDS[3]]
    yield swept(folder), ["tornado", "prcc", "response"], [], None
    yield made("sobol", saltelli(3, 64), three, sloped), ["tornado", "sobol_bars", "response"], [], True
    yield made("morris", morris(3, 12), three, sloped), ["tornado", "morris_plane", "response"], [], True
    yield made("latin", latin_hypercube(4, 60), KINDS, kinds), ["tornado", "prcc", "response"], [], True
    yield made("grid", plain("grid", steps), listed, sloped, noise=0.1), ["tornado", "prcc", "response"], [], True
    yield made("partial", saltelli(3, 64), three, sloped, keep=range(103)), ["tornado", "sobol_bars", "response"], \
        ["sweep_partial"], True
    yield made("no-row", saltelli(3, 64), three, sloped, keep=range(3)), ["tornado", "response"], \
        ["sweep_partial"], False
    yield made("two-cells", latin_hypercube(3, 40), three, sloped, keep=range(2)), ["tornado", "response"], \
        ["sweep_partial"], False
    yield made("one-cell", latin_hypercube(3, 40), three, sloped, keep=range(1)), ["response"], ["sweep_partial"], False
    yield made("one-replication", saltelli(3, 64), three, sloped, replications=1), ["tornado", "sobol_bars", "response"], \
        ["sweep_one_replication"], False
    yield made("one-arm", latin_hypercube(3, 60), three, sloped, arms=("base",), common_noise=1), \
        ["tornado", "prcc", "response"], [], False
    yield made("flat", saltelli(2, 8), unit_factors(2), lambda x: 0 * x[:, 0], noise=0), ["tornado", "response"], [], False


def test_odd_sweeps_give_sensible_pages(folder):
    """Every design, and sweeps that are partial, of one arm, of one replication a cell, or without any effect."""
    cases = list(odd_sweeps(folder))
    pages, shown = [], itertools.cycle(LANGUAGES)
    for results, drawn, missing, named in cases:
        make = report.write if named is None else short_page
        parts = parts_of(make(results, os.path.join(folder, "whole.html")))
        pages.append(make(results, os.path.join(folder, f"{len(pages)}.html"), next(shown)))
        for code, part in parts.items():
            charts = [s.attributes["id"][3:] for s in part.find("section") if s.find("figure")]
            assert charts == drawn, results
            expect_missing(results, part, missing)
            text = answer_of(part)
            head = MESSAGES["sweep_named"][code == "id"].partition("{")[0]
            assert named is None or any(line.startswith(head) for line in text) == named, (results, text)
            assert len(set(text)) == len(text), (results, text)
        expect_no_english(results, parts["id"])
    for found, language in zip(look(*pages), itertools.cycle(LANGUAGES)):
        expect_clean(found, [language])


def test_a_sweep_of_other_measures_and_arms(folder):
    """--of and --arm choose what is explained; a measure that is none of deaths stands under its own name."""
    path = write(os.path.join(folder, "s.h5"), latin_hypercube(2, 40), unit_factors(2), lambda x: x[:, 0], noise=0.1,
                 arms=("base", "policy", "other"), replications=4)
    part = parts_of(report.write(path, os.path.join(folder, "p.html"), "en", of="deaths[cause=pph]", arm="other"))["en"]
    assert "deaths[cause=pph]" in answer_of(part)[0] and "other" in answer_of(part)[0], answer_of(part)[0]
    for words, text in [(["--of", "births", "--arm", "nobody"], "unknown arm nobody"), (["--of", "deths"], '"deaths"'),
                        (["--arm", "base"], "is the baseline"), (["--baseline", "policy"], "baseline is its first arm")]:
        code, said = refused("report", path, "-o", os.path.join(folder, "q.html"), *words)
        assert code == 2 and text in said, (words, said)
    assert sorted(os.listdir(folder)) == ["p.html", "s.h5"], os.listdir(folder)


def test_tables_behind_charts_can_be_downloaded(_):
    """The CSV in the page has the chart's numbers; every chart of both languages has one, and a table."""
    for code, part in parts_of(page()).items():
        charts = [s for s in part.find("section") if s.find("figure")]
        for chart in charts:
            link, = chart.find("a")
            kind, _, text = link.attributes["href"].partition(",")
            assert kind == "data:text/csv;charset=utf-8;base64"
            rows = list(csv.reader(io.StringIO(base64.b64decode(text).decode())))
            assert len(rows) > 1 and len({len(row) for row in rows}) == 1, (chart.attributes["id"], rows[:3])
            assert link.attributes["download"] == f"banten-{chart.attributes['id'][3:]}.csv"
            assert len(cells(chart.find("details")[0])) > 0, (code, chart.attributes["id"])


def test_refused_files_leave_no_page(folder):
    """Missing, foreign, of another version, a slice, cut short or damaged inside: exit code 4 and why; what was there stays."""
    sweep = write(os.path.join(folder, "s.h5"), saltelli(2, 8), unit_factors(2), lambda x: x[:, 0])

    def named(name):
        return os.path.join(folder, name)

    def text(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write("cell,deaths\n")

    def other(path):
        with h5py.File(path, "w") as file:
            file["x"] = [1, 2]

    def weather(path):
        with h5py.File(path, "w") as file:
            file.attrs["filetype"] = "weather"

    def short(source, part):
        def make(path):
            shutil.copy(source, path)
            os.truncate(path, int(part * os.path.getsize(source)))
        return make

    def edited(source, change):
        return lambda path: changed(path, source, change)

    def overwritten(source, dataset):
        def make(path):
            shutil.copy(source, path)
            with h5py.File(path, "r") as file:
                chunk = file[dataset].id.get_chunk_info(0)
            with open(path, "r+b") as file:
                file.seek(chunk.byte_offset)
                file.write(b"\xff" * chunk.size)
        return make

    def no_number(file):
        file["factor_value"][0, 0] = numpy.nan

    damaged = "damaged"
    cases = [("none", lambda path: None, "no such file"), ("text", text, "is no HDF5 file"),
             ("other", other, "is not of darah (no filetype)"),
             ("weather", weather, "is not of darah (filetype weather)"),
             ("slice", edited(sweep, lambda file: file.attrs.update(filetype="darah sweep slice")), "darah merge makes one"),
             ("future-run", edited(small(), lambda file: file.attrs.update(format_version="2.0")),
              "has format version 2.0"),
             ("future-sweep", edited(sweep, lambda file: file.attrs.update(format_version="2.0")), "has format version 2.0"),
             ("half-run", short(small(), 0.5), "cut short"), ("most-of-a-run", short(small(), 0.99), "cut short"),
             ("half-sweep", short(sweep, 0.5), "cut short"),
             *((f"overwritten-{name}", overwritten(small(), name), damaged)
               for name in ("deaths_true", "red_cells_counted", "delay_histogram", "fidelity")),
             ("overwritten-sweep", overwritten(sweep, "deaths"), "deaths cannot be read"),
             ("no-arm", edited(small(), lambda file: file.pop("arm")), damaged),
             ("no-month", edited(small(), lambda file: file.pop("month")), damaged),
             ("no-window", edited(small(), lambda file: file.attrs.pop("measured_days")), damaged),
             ("no-share", edited(sweep, lambda file: file.pop("factor_share")), damaged),
             ("no-number", edited(sweep, no_number), damaged)]
    old = named("page.html")
    for name, make, why in cases:
        path = named(name + ".h5")
        make(path)
        with open(old, "w", encoding="utf-8") as file:
            file.write("what was there")
        before = sorted(os.listdir(folder))
        code, said = refused("report", path, "-o", old)
        assert code == 4 and path in said and why in said and "Traceback" not in said, (name, said)
        assert len(said.strip().splitlines()) == 1, (name, said)
        assert sorted(os.listdir(folder)) == before, (name, os.listdir(folder))
        with open(old, encoding="utf-8") as file:
            assert file.read() == "what was there", (name, "overwrote the page")
        code, said = refused("figures", path, "-o", named("figures"))
        assert code == 4 and path in said and not os.path.exists(named("figures")), (name, said)


def test_refused_questions_leave_no_page(folder):
    """What the file does not have or a run is not asked: exit code 2. Where a page cannot be written: 4."""
    new, taken = os.path.join(folder, "p.html"), os.path.join(folder, "taken")
    os.makedirs(os.path.join(taken, "full"))
    for words, code, text in [
            (["--baseline", "nobody"], 2, "has no arm nobody; it has as-2018"),
            (["--language", "fr"], 2, "unknown language fr"),
            (["--of", "births"], 2, "for sweeps"), (["--arm", "mou-ideal"], 2, "for sweeps"), (["--what"], 2, "--what"),
            (["-o", os.path.join(folder, "none", "p.html")], 4, "cannot be written: No such file"),
            (["-o", taken], 4, "cannot be written: Is a directory"), (["-o", "/proc/p.html"], 4, "cannot be written")]:
        found, said = refused("report", small(), *([] if "-o" in words else ["-o", new]), *words)
        assert found == code and text in said, (words, said)
        assert os.listdir(folder) == ["taken"] and os.listdir(taken) == ["full"], words
    for words, text in [(["--format", "jpg"], "unknown format jpg"), (["--language", "fr"], "unknown language fr"),
                        (["--of", "births"], "for sweeps")]:
        found, said = refused("figures", small(), "-o", new, *words)
        assert found == 2 and text in said and not os.path.exists(new), (words, said)


def test_another_baseline(folder):
    """--baseline turns the differences round."""
    part = parts_of(report.write(small(), os.path.join(folder, "p.html"), "en", "harsher"))["en"]
    arms = [row[0] for row in cells(section(part, "arms"))]
    assert arms[0] == "harsher" and "(baseline)" in cells(section(part, "arms"))[0][1], arms
    rows = {row[0]: row for row in cells(section(part, "effects").find("details")[0])}
    _, _, difference = Printed(small()).tables["All districts", "harsher"]["maternal deaths, true (a year)"]
    mean, half_width = change_of(difference)
    expect_interval(intervals(rows["as-2018"][3])[0], -mean, half_width, rows["as-2018"], difference)


def test_the_program_writes_pages(folder):
    """darah report says where; darah run leaves one beside its results; without Python it says so and the results are whole."""
    path = os.path.join(folder, "r.h5")
    told = [*command("run", SMALL, "-o", path, "-r", 2, "--set", "run.horizon=10 d", "--set", "run.warm_up=7 d",
                     "--set", "run.policy_start=2018-04-30")]
    told.remove("--no-report")
    made = os.path.join(folder, "r-report.html")
    none = expect_code(0, run(told, env={**os.environ, "DARAH_PYTHON": "/bin/false"}))
    assert not os.path.exists(made) and "report" in none.stderr.lower() and "Report:" not in none.stdout, none.stderr
    assert file_type(path) == "darah results" and len(compare(path).arms) == 3
    with h5py.File(path, "r") as file:
        assert file.attrs["complete"] == 1
        file.visititems(lambda _, item: item[()] if isinstance(item, h5py.Dataset) else None)
    done = expect_code(0, run(told))
    assert f"Report: {made}" in done.stdout.splitlines() and list(parts_of(made)) == list(LANGUAGES), done.stdout[-300:]
    assert sorted(os.listdir(folder)) == ["r-report.html", "r.h5"], os.listdir(folder)
    chosen = os.path.join(folder, "p.html")
    done = expect_code(0, run(command("report", path, "-o", chosen, "--language", "en", "--baseline", "no-mou")))
    assert done.stdout == f"Report: {chosen}\n" and done.stderr == ""
    assert cells(section(parts_of(chosen)["en"], "arms"))[0][0] == "no-mou"
    again = expect_code(0, run(command("report", path), cwd=folder))
    assert again.stdout == f"Report: {made}\n"
    expect_code(4, run(command("report", os.path.join(folder, "none.h5"))), "none.h5: no such file")
    expect_code(2, run(command("report", path, "--language", "fr")), "unknown language fr")
    expect_code(4, run(command("report", path, "-o", folder)), "cannot be written")
    assert sorted(os.listdir(folder)) == ["p.html", "r-report.html", "r.h5"], os.listdir(folder)


def test_a_page_without_the_program_says_so(folder):
    """Of a sweep nothing is asked of the program but what its parameters are; a run needs it."""
    path = write(os.path.join(folder, "s.h5"), latin_hypercube(2, 30), unit_factors(2), lambda x: x[:, 0])
    with mock.patch("darah.report.program", lambda: None), mock.patch("darah.compare.program", lambda: None):
        parts = parts_of(report.write(path, os.path.join(folder, "p.html")))
        code, said = refused("report", small(), "-o", os.path.join(folder, "q.html"))
    for language, part in parts.items():
        assert Words(language)("rests_parameters_unknown") in part.text(), part.text()[:800]
    assert code == 4 and "the program darah is not found" in said, said
    assert sorted(os.listdir(folder)) == ["p.html", "s.h5"], os.listdir(folder)


def test_figures_are_files(folder):
    """SVG with text in it, PNG, and CSV with more than a header; only the formats asked for; of runs and of sweeps."""
    sweep = write(os.path.join(folder, "s.h5"), morris(2, 10), unit_factors(2), lambda x: x[:, 0], replications=4, noise=0.1)
    both, svg = os.path.join(folder, "both"), os.path.join(folder, "deep", "svg")
    done = expect_code(0, analysis_command("figures", small(), "-o", both, "--language", "id"))
    files = done.stdout.split()
    assert sorted(files) == sorted(os.path.join(both, name) for name in os.listdir(both)), (files, os.listdir(both))
    names = {os.path.basename(name) for name in files}
    assert {"effects.svg", "effects.png", "effects.csv", "map-1.svg", "delays-3.png", "stock.csv"} <= names, names
    assert "twin: Sebagaimana adanya, sekali lagi" in svg_text(os.path.join(both, "map-4.svg"))
    for name in files:
        if name.endswith(".svg"):
            assert len(svg_text(name)) > 10, name
        elif name.endswith(".png"):
            with open(name, "rb") as file:
                head = file.read(24)
            assert head[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(head[16:20], "big") >= 1280, (name, head)
        else:
            with open(name, encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            assert len(rows) > 1 and len({len(row) for row in rows}) == 1, (name, rows[:3])
            assert not any(cell in ("nan", "None", "inf") for row in rows for cell in row), name
    figures.save(sweep, svg, formats=["svg"])
    assert sorted(os.listdir(svg)) == ["morris_plane.csv", "morris_plane.svg", "response-1.svg", "response-2.svg",
                                       "response.csv", "tornado.csv", "tornado.svg"], os.listdir(svg)
    code, said = refused("figures", sweep, "-o", os.path.join(folder, "s.h5", "f"), "--format", "svg")
    assert code == 4 and "cannot be written" in said, said


def svg_text(path):
    root = xml.etree.ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))


def test_a_large_sweep_takes_little_memory(folder):
    """A thousand cells and more of five factors, eight replications each."""
    path = write(os.path.join(folder, "s.h5"), saltelli(5, 256), unit_factors(5), sloped, replications=8, noise=1)
    begin = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "darah", "report", path, "-o", os.path.join(folder, "p.html")],
                               env={**os.environ, "PYTHONPATH": ANALYSIS}, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    print(f"  1792 cells: {time.monotonic() - begin:.1f} s, {used.ru_maxrss >> 10} MB")
    assert used.ru_maxrss < MOST_KIBIBYTES, used.ru_maxrss
    assert os.path.getsize(os.path.join(folder, "p.html")) < MOST_BYTES
