"""Vega-Lite: what goes into a page, and pictures in files."""

import os
from unittest import mock

import pytest

from by_hand import EN, ID
from darah import vega
from darah.errors import FileError
from known_sweeps import expect_raises

BARS = {"data": {"values": [{"a": "one", "b": 1234.5}, {"a": "two", "b": 3000}]}, "mark": "bar", "height": 80,
        "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a", "type": "nominal"}}}


def test_what_all_charts_share_goes_around_a_chart():
    spec = vega.complete({**BARS, "view": {"stroke": "red"}}, EN, "Bars")
    assert spec["description"] == "Bars" and spec["mark"] == "bar"
    assert spec["config"]["view"]["stroke"] == "red" and "stroke" in vega.complete(BARS, EN, "")["config"]["view"]
    assert spec["config"]["locale"] != vega.complete(BARS, ID, "")["config"]["locale"]


def test_pictures_are_drawn_as_their_language_writes():
    english, indonesian = vega.draw([vega.complete(BARS, words, "Bars") for words in (EN, ID)], 300)
    assert english.startswith("<svg") and ">two</text>" in english
    assert ">3,000</text>" in english and ">3.000</text>" in indonesian


def test_what_cannot_be_drawn_is_told():
    expect_raises(FileError, lambda: vega.draw([{"mark": "nothing"}], 300), "Vega-Lite cannot draw: ")


def test_scripts_do_not_end_their_element():
    for text in vega.scripts():
        assert len(text) > 10_000 and "</script" not in text


@pytest.mark.parametrize("missing, action, text", [
    ("node", lambda: vega.draw([], 300), "need Node.js (Debian: nodejs)"),
    ("rsvg-convert", lambda: vega.png("<svg/>", "p.png"), "PNG needs rsvg-convert (Debian: librsvg2-bin)")])
def test_a_program_that_is_missing_is_told_with_its_package(missing, action, text):
    with mock.patch("shutil.which", lambda name: None if name == missing else f"/usr/bin/{name}"):
        expect_raises(FileError, action, text)


def test_a_library_that_is_missing_is_told_with_the_command_that_brings_it(folder):
    with mock.patch.object(vega, "MODULES", folder):
        expect_raises(FileError, vega.scripts, "the charts' library is missing: run npm ci")


def test_png_files_have_twice_as_many_points(folder):
    path = os.path.join(folder, "p.png")
    vega.png('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>', path)
    with open(path, "rb") as file:
        head = file.read(24)
    width, height = (int.from_bytes(head[at:at + 4], "big") for at in (16, 20))
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and (width, height) == (60, 40)
