"""The page for planners: one HTML file of one results file or of one merged sweep, in one or both languages.

    write("results/banten-2018.h5", "report.html")
"""

import base64
import csv
import io
import json
import os

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .. import output, vega
from ..cells import safe_rows
from ..errors import AskedError
from ..read import file_type, look_up
from ..study import Study
from ..words import LANGUAGES, NAMES, Words
from . import run
from .parameters import described

HERE = os.path.dirname(__file__)
PAGE = rb"<!doctype html>\s*<html[^>]* data-language="  # how a page begins


def write(results, page=None, language=None, baseline=None, of=None, arm=None, comparison=None):
    """Writes the page and returns its path, by default that of page_of; it is whole or not there.

    language: "id", "en", or None for both. of, arm: of a sweep, the measure and the arm less the baseline that are
    explained. comparison: of a run, a file with what `darah compare --format json` said of it already. Raises FileError, AskedError.
    """
    if language is not None:
        look_up(language, LANGUAGES, "language")
    page = os.fspath(page or page_of(results))
    output.require_replaceable(page, PAGE)  # before it is made
    output.write(page, render(results, [language] if language else list(LANGUAGES), baseline, of, arm, comparison), PAGE)
    return page


def page_of(results):
    """The page beside results, another for each file, as `darah run` leaves it."""
    name, suffix = os.path.splitext(os.fspath(results))
    return name + "-report.html" if suffix == ".h5" else os.fspath(results) + ".report.html"


def render(results, languages, baseline=None, of=None, arm=None, comparison=None):
    """The page's text."""
    scripts = vega.scripts()
    if file_type(results).startswith("darah sweep"):
        from ..sweep_study import SweepStudy  # a run's page need not wait for what analyses sweeps
        from . import sweep
        study, contents = SweepStudy(results, baseline, of, arm), sweep.contents
    else:
        if of or arm:
            raise AskedError("--of and --arm are for sweeps: a report of a run shows all its measures and arms")
        study, contents = Study(results, baseline, comparison), run.contents
    parameters = described()
    pages = []
    for code in languages:
        words = Words(code)
        pages.append({"code": code, "words": words, "language": NAMES[code],
                      "file": _shown(os.path.splitext(os.path.basename(results))[0]), **contents(study, words, parameters)})
        for chart in pages[-1]["charts"]:
            _prepare(chart, words)
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True)
    return environment.get_template("page.html").render(
        pages=pages, first=languages[0], version=study.data.attrs.get("program_version", ""),
        scripts=[Markup(text) for text in [*scripts, _text("page.js")]], css=Markup(_text("page.css")))


def _prepare(chart, words):
    """Makes a chart's specifications and its CSV ready for the page."""
    chart.panels = [(heading, Markup(_json(vega.complete(spec, words, chart.title)))) for heading, spec in chart.panels]
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(safe_rows(
        [[f"{cell:.6g}" if isinstance(cell, float) else cell for cell in line] for line in chart.csv]))
    chart.csv_address = "data:text/csv;charset=utf-8;base64," + base64.b64encode(
        lines.getvalue().encode(errors="replace")).decode()


def _shown(path):
    """A path as UTF-8 has it, in whatever locale it was given."""
    return os.fsencode(path).decode("utf-8", "replace")


def _json(value):
    """JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def _text(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()
