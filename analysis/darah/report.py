"""The page for planners: one HTML file of one results file or of one merged sweep, in one or both languages.

    write("results/banten-2018.h5", "report.html")
"""

import base64
import csv
import datetime
import functools
import io
import json
import os
import re
import tempfile
from collections import Counter

import h5py
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import answer, charts, vega
from .compare import ask, program
from .read import AskedError, FileError, file_type, look_up
from .scenario import set_by_command
from .study import Study
from .words import LANGUAGES, NAMES, Words

PAGE = os.path.join(os.path.dirname(__file__), "page")
MARKS = "SDEBA-"


def write(results, page=None, language=None, baseline=None, of=None, arm=None):
    """Writes the page and returns its path, by default RESULTS-report.html; it is whole or not there.

    language: "id", "en", or None for both. of, arm: of a sweep, the measure and the arm less the baseline that are
    explained. Raises FileError, AskedError.
    """
    if language is not None:
        look_up(language, LANGUAGES, "language")
    page = os.fspath(page or os.path.splitext(results)[0] + "-report.html")
    if os.path.exists(page) and h5py.is_hdf5(page):
        raise AskedError(f"-o {page} is a results file: a page in its place would destroy it")
    text = render(results, [language] if language else list(LANGUAGES), baseline, of, arm)
    folder = os.path.dirname(os.path.abspath(page))
    try:
        with tempfile.TemporaryDirectory(dir=folder, suffix=".part") as beside:
            part = os.path.join(beside, "page.html")
            with open(part, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(part, page)
    except OSError as error:
        raise FileError(f"{page}: cannot be written: {error.strerror}") from error
    return page


def render(results, languages, baseline=None, of=None, arm=None):
    """The page's text."""
    scripts = vega.scripts()
    if file_type(results).startswith("darah sweep"):
        from .sweep_report import SweepStudy, contents
        study = SweepStudy(results, baseline, of, arm)
    else:
        if of or arm:
            raise AskedError("--of and --arm are for sweeps: a report of a run shows all its measures and arms")
        study, contents = Study(results, baseline), contents_of_run
    parameters = _parameters()
    pages = []
    for code in languages:
        words = Words(code)
        pages.append({"code": code, "words": words, "language": NAMES[code],
                      "file": os.path.splitext(os.path.basename(results))[0], **contents(study, words, parameters)})
        for chart in pages[-1]["charts"]:
            _prepare(chart, words)
    environment = Environment(loader=FileSystemLoader(PAGE), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True)
    return environment.get_template("page.html").render(
        pages=pages, first=languages[0], version=study.data.attrs.get("program_version", ""),
        scripts=[Markup(text) for text in [*scripts, _text("page.js")]], css=Markup(_text("page.css")))


def contents_of_run(study, words, parameters):
    """What the template wants to know of a results file in one language."""
    title, translated = study.scenario.title(words.code, study.data.attrs.get("title", ""))
    return {"title": title, "title_translated": translated, "subtitle": _subtitle(study, words),
            "missing": answer.missing(study, words), "answer": answer.answer(study, words),
            "others": answer.others(study, words), "rests": _rests(study, words, parameters),
            "unknown": [words(key) for key in ("unknown_interval", "unknown_implementation", "unknown_districts",
                                               "unknown_model")],
            "charts": charts.charts(study, words), "first_blocks": [arms_block(study, words, [study.arm_title(words, arm)[0] for arm in study.arms])],
            "blocks": [b for b in (_found(study, words), _monitoring(study, words), _all_results(study, words)) if b],
            **provenance(study, words, parameters)}


def provenance(study, words, parameters):
    """Where the numbers come from: the file, its parameters, its scenario, how to run it again."""
    attributes = study.data.attrs
    commit, edited, _ = str(attributes.get("git_commit", "")).partition("-modified")
    sha = str(attributes.get("sweep_sha256") or attributes.get("scenario_sha256", ""))
    text = words("rerun_text_edited" if edited else "rerun_text", commit=commit[:12], sha=sha[:12])
    keys = ("title", "filetype", "format_version", "program_version", "git_commit", "compiler", "rng", "seed",
            "scenario_name", "scenario_sha256", "design_name", "design_method", "design_seed", "sweep_sha256", "streams",
            "settings", "precision", "detail", "measured_days", "warm_up_days", "replications_requested",
            "replications_complete", "cells_requested", "cells_complete", "complete")
    facts = [(key, str(attributes[key]).strip()) for key in keys if str(attributes.get(key, "")).strip()]
    facts = [(key, in_english(value, words) if key == "title" else value) for key, value in facts]
    texts = [(words("scenario_text"), list(study.scenario.files.items()))]
    if attributes.get("design_text"):
        texts.insert(0, (words("design_text"), [(str(attributes["design_name"]) + ".toml", attributes["design_text"])]))
    return {"facts_header": [words("fact"), words("value")], "rerun_text": text, "rerun": _rerun(attributes, commit),
            "facts": facts, "texts": texts, "parameters": _parameter_rows(study, words, parameters),
            "parameters_text": _parameters_text(study, words, parameters),
            "made_by": words("made_by", version=attributes.get("program_version", "?"),
                             date=words.date(datetime.date.today()))}


def in_english(text, words):
    """What is there in English alone, marked as such in the page of another language."""
    return text if words.code == "en" else Markup('<span lang="en">{}</span>').format(text)


def block(name, title, text, tables, is_open=False):
    """A part of the page that is tables alone."""
    return {"name": name, "title": title, "text": text, "tables": tables, "open": is_open}


def table(title, header, rows, numbers_from=1):
    """A table of texts; columns from `numbers_from` on stand to the right."""
    return {"title": title, "header": header, "rows": rows, "numbers_from": numbers_from}


def changed(study, words):
    """What the command line set in place of the scenario's values; a line, or none."""
    settings = str(study.data.attrs.get("settings", "")).strip().splitlines()
    return [words("rests_changed", list="; ".join(settings))] if settings else []


def rests_parameters(words, parameters):
    """How many parameters are known how; a line."""
    if not parameters:
        return words("rests_parameters_unknown")
    marks = Counter(p["mark"] for p in parameters.values())
    listed = words.listed(f"{words.number(marks[m])} {words.label(m)}" for m in MARKS if marks[m])
    return words("rests_parameters", n=words.number(len(parameters)), list=listed)


def _rerun(attributes, commit):
    """Commands that compute the file again."""
    if attributes.get("filetype") == "darah sweep":
        design = attributes["design_name"]
        commands = [f"./darah sweep {design}.toml -o {design}", f"./darah merge {design} -o {design}.h5"]
    else:
        commands = ["./" + str(attributes.get("command_line", "")).strip()]
    return "\n".join([*([f"git checkout {commit}"] if commit not in ("", "unknown") else []), *commands])


def _subtitle(study, words):
    first, last = study.window
    said = [words("of_scenario", name=study.data.attrs.get("scenario_name", "")),
            words.count(study.replications, "replication")]
    if first:
        said.append(f"{words.date(first)} – {words.date(last)}")
    return " · ".join(said)


def _rests(study, words, parameters):
    first, _ = study.window
    attributes = study.data.attrs
    said = [words("rests_runs", replications=words.count(study.replications, "replication"),
                  place=answer.place(study, words), days=words.count(int(attributes["measured_days"]), "day"),
                  start=words.date(first) if first else "–",
                  warm_up=words.count(int(attributes.get("warm_up_days", 0)), "day")),
            *changed(study, words), rests_parameters(words, parameters)]
    if int(attributes["measured_days"]) != 365:
        said.insert(1, words("rests_scaled"))
    verdicts = Counter(arm["verdict"] for figure in study.comparison.said["figures"] for arm in figure["arms"])
    if verdicts["inside"] + verdicts["outside"]:
        said.append(words("rests_found", n=words.number(verdicts["inside"] + verdicts["outside"]),
                          inside=words.number(verdicts["inside"]), outside=words.number(verdicts["outside"])))
    return said


def arms_block(study, words, titles):
    """What each arm stands for."""
    rows = [[arm, title + (f" ({words('baseline')})" if arm == study.baseline else "")]
            for arm, title in zip(study.arms, titles)]
    return block("arms", words("arms"), "", [table(words("arms"), [words("arm"), words("meaning")], rows, 9)], True)


def _found(study, words):
    figures = [f for f in study.comparison.said["figures"] if f["published"] is not None]
    if not figures:
        return None
    rows = []
    for figure in figures:
        for arm, cell in zip(study.arms, figure["arms"]):
            if cell["verdict"] != "none":
                unit = "" if figure["unit"] == "-" else f" ({words.label(figure['unit'])})"
                verdict = words("unknown_verdict" if cell["verdict"] == "unknown" else cell["verdict"])
                rows.append([in_english(figure["name"], words) + unit, arm, words.number(figure["published"], figure["decimals"]),
                             words.interval(cell["value"], figure["decimals"]), verdict, figure["source"]])
    header = [words(key) for key in ("figure", "arm", "published", "simulated", "verdict", "source")]
    return block("found", words("found"), words("found_text"), [table(words("found"), header, rows, 2)], True)


def _monitoring(study, words):
    said = study.comparison.monitoring
    if not said or not any(arm["in_force"] for arm in said["arms"]):
        return None
    by_year = any(row["year"] for arm in said["arms"] for row in arm["rows"])
    effects = [key for key in ("deaths", "minutes") if any(row[key] for arm in said["arms"] for row in arm["rows"])]
    header = [words("district"), *([words("year")] if by_year else []),
              *(words.label(i["name"]) for i in said["indicators"]),
              *(words({"deaths": "deaths_column", "minutes": "blood_column"}[key]) for key in effects)]
    tables = []
    for arm in said["arms"]:
        if not arm["in_force"]:
            continue
        rows = []
        for row in arm["rows"]:
            levels = [words.number(level, i["decimals"]) if row["in_force"] else "–"
                      for level, i in zip(row["levels"], said["indicators"])]
            if not row["in_force"] and levels:
                levels[0] = words("monitoring_none")
            name = words.label(row["district"]) if row["district"] == "all districts" else study.name(row["district"])
            rows.append([name, *([row["year"]] if by_year else []), *levels,
                         *(words.interval(row[key], {"deaths": 2, "minutes": 1}[key], sign=True) for key in effects)])
        tables.append(table(f"{arm['name']}: {study.arm_title(words, arm['name'])[0]}", header, rows))
    return block("monitoring", words("monitoring"), words("monitoring_text", baseline=study.baseline), tables, True)


def _all_results(study, words):
    header = [words("meaning"), *(f"{arm}" for arm in study.arms), *(f"{words('difference')}: {arm}" for arm in study.arms[1:])]
    tables = []
    for t in study.comparison.tables:
        rows = []
        for row in t.rows:
            name = study.name(row.label) if t.by in ("district", "utd") else words.label(row.label)
            rows.append([name, *(words.interval(row.value(arm), row.decimals) for arm in study.arms),
                         *(_difference(row, arm, words) for arm in study.arms[1:])])
        tables.append(table(words.label(t.title), header, rows))
    return block("all", words("all_results"), words("all_results_text", baseline=study.baseline), tables)


def _difference(row, arm, words):
    interval = row.difference(arm)
    text = words.plus_minus(interval, row.decimals, sign=True)
    unsure = interval and interval["half_width"] and interval["low"] <= 0 <= interval["high"]
    return text + " ~" if unsure else text


def _parameters():
    """Of each key its mark, unit, default and meaning, as the program describes it; empty without the program."""
    if program() is None:
        return {}
    described = json.loads(ask("describe", "--format", "json-schema"))["$defs"]
    return {key: {"mark": d["x-mark"], "unit": d["x-unit"], "default": d["x-default"],
                  "meaning": d["description"].split("; default ")[0]}
            for key, d in described.items() if "x-mark" in d}


def _parameter_rows(study, words, parameters):
    settings = {**study.scenario.settings(), **getattr(study, "set", {}), **set_by_command(study.data.attrs)}
    for name, factor in getattr(study, "varied", {}).items():
        settings[name] = words("varied", range=factor.said_in(words))
    rows = []
    for key, p in parameters.items():
        here = _here(key, settings)
        rows.append([key, p["mark"], in_english(p["default"], words),
                     in_english(here, words) if key in ("title", "description") else here, p["unit"],
                     in_english(p["meaning"], words)])
    return rows


def _here(key, settings):
    """What is set in place of a key's default; of a key of elements for each that has its own, `pph: 0.099; aph: 0.072`."""
    def written(value):
        return value if isinstance(value, str) else json.dumps(value, default=str)
    if "*" not in key.split("."):
        return written(settings[key]) if key in settings else ""
    pattern = re.compile(re.escape(key).replace(r"\*", r"([^.]+)"))
    found = ((pattern.fullmatch(name), value) for name, value in settings.items())
    return "; ".join(f"{'.'.join(match.groups())}: {written(value)}" for match, value in found if match)


def _parameters_text(study, words, parameters):
    marks = "; ".join(f"{m}: {words.label(m)}" for m in MARKS)
    said = [words("assumptions_text", marks=marks)]
    now = _version_of(program()) if parameters else ""
    then = f"{study.data.attrs.get('program_version', '')} (commit {study.data.attrs.get('git_commit', '')})"
    if parameters and now != then:
        said.append(words("other_version", now=now, then=then))
    if words.code != "en":
        said.append(words("in_english"))
    return " ".join(said)


@functools.cache
def _version_of(_program):
    """Version and commit, as the program says; asked once for all languages."""
    return ask("--version").strip().split(", ")[0].removeprefix("darah ") + ")"


def _prepare(chart, words):
    """Makes a chart's specifications and its CSV ready for the page."""
    chart.panels = [(heading, Markup(_json(vega.complete(spec, words, chart.title)))) for heading, spec in chart.panels]
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(
        [[f"{cell:.6g}" if isinstance(cell, float) else cell for cell in line] for line in chart.csv])
    chart.csv_address = "data:text/csv;charset=utf-8;base64," + base64.b64encode(lines.getvalue().encode()).decode()


def _json(value):
    """JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def _text(name):
    with open(os.path.join(PAGE, name), encoding="utf-8") as file:
        return file.read()
