"""The page of one results file."""

from collections import Counter

from .. import charts
from . import answer
from .blocks import arms_block, block, in_english, table
from .parameters import rests_parameters
from .provenance import changed, provenance


def contents(study, words, parameters):
    """What the template wants to know of a results file in one language."""
    title, translated = study.background.title(words.code, study.data.attrs.get("title", ""))
    return {"title": title, "title_translated": translated, "subtitle": _subtitle(study, words),
            "missing": answer.missing(study, words), "answer": answer.answer(study, words),
            "others": answer.others(study, words), "rests": _rests(study, words, parameters),
            "unknown": [words(key) for key in ("unknown_interval", "unknown_implementation", "unknown_districts",
                                               "unknown_model")],
            "charts": charts.of_run(study, words),
            "first_blocks": [arms_block(study, words, [study.arm_title(words, arm)[0] for arm in study.arms])],
            "blocks": [b for b in (_own_figures(study, words), _found(study, words), _monitoring(study, words), _all_results(study, words)) if b],
            "to_run": answer.to_run(study, words), **provenance(study, words, parameters)}


def _subtitle(study, words):
    first, last = study.window
    said = [words("of_scenario", name=study.data.attrs.get("scenario_name", "")),
            words.count(study.replications, "replication")]
    if first:
        said.append(f"{words.date(first)} – {words.date(last)}")
    return " · ".join(said)


def _probes(study, words):
    probed = study.data.get("emergencies_probed")
    return [words("rests_probes")] if probed is not None and (probed > 0).any() else []


def _rests(study, words, parameters):
    first, _ = study.window
    attributes = study.data.attrs
    said = [words("rests_runs", replications=words.count(study.replications, "replication"),
                  place=answer.place(study, words), days=words.count(int(attributes["measured_days"]), "day"),
                  start=words.date(first) if first else "–",
                  warm_up=words.count(int(attributes.get("warm_up_days", 0)), "day")),
            *_probes(study, words), *changed(study, words), rests_parameters(words, parameters)]
    if int(attributes["measured_days"]) != 365:
        said.insert(1, words("rests_scaled"))
    verdicts = Counter(arm["verdict"] for figure in study.comparison.said["figures"] for arm in figure["arms"])
    if verdicts["inside"] + verdicts["outside"]:
        said.append(words("rests_found", n=words.count(verdicts["inside"] + verdicts["outside"], "published_figure"),
                          inside=words.number(verdicts["inside"]), outside=words.number(verdicts["outside"])))
    return said


def _found(study, words):
    figures = [f for f in study.comparison.said["figures"] if f["published"] is not None]
    if not figures:
        return None
    rows = []
    for figure in figures:
        for arm, cell in zip(study.arms, figure["arms"]):
            if cell["verdict"] != "none":
                unit = "" if figure["unit"] == "-" else f" ({figure['unit']})"
                verdict = words("unknown_verdict" if cell["verdict"] == "unknown" else cell["verdict"])
                rows.append([in_english(figure["name"] + unit, words), arm, _published(figure, words),
                             words.interval(cell["value"], figure["decimals"]), verdict, figure["source"]])
    header = [words(key) for key in ("figure", "arm", "published", "simulated", "verdict", "source")]
    return block("found", words("found"), words("found_text"), [table(words("found"), header, rows, 2)], True)


def _published(figure, words):
    """What was published, with its own interval where one stands behind it."""
    value, *ends = (None if figure[key] is None else words.number(figure[key], figure["decimals"])
                    for key in ("published", "published_low", "published_high"))
    return value if None in ends else words("interval", mean=value, low=ends[0], high=ends[1])


def _own_figures(study, words):
    """The figures that the scenario asks for, of which nothing was published."""
    figures = [f for f in study.comparison.said["figures"] if f["published"] is None]
    if not figures:
        return None
    header = [words("figure"), *study.arms]
    rows = [[in_english(figure["name"] + ("" if figure["unit"] == "-" else f" ({figure['unit']})"), words),
             *(words.interval(cell["value"], figure["decimals"]) if cell["value"] else "-" for cell in figure["arms"])]
            for figure in figures]
    return block("own_figures", words("own_figures"), words("own_figures_text"), [table(words("own_figures"), header, rows, 1)], True)


def _monitoring(study, words):
    said = study.comparison.monitoring
    if not said or not any(arm["in_force"] for arm in said["arms"]):
        return None
    by_year = any(row["year"] for arm in said["arms"] for row in arm["rows"])
    effects = [key for key in ("deaths", "minutes") if any(row[key] for arm in said["arms"] for row in arm["rows"])]
    header = [words("district"), *([words("year")] if by_year else []),
              *(words.label("indicator", i["id"]) for i in said["indicators"]),
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
            name = words.label("place", "everywhere") if row["district"] is None else study.name(row["district"])
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
            rows.append([_row_name(t, row, study, words),
                         *(words.interval(row.value(arm), row.decimals) if row.counted else words("not_counted") for arm in study.arms),
                         *(_difference(row, arm, words) for arm in study.arms[1:])])
        name = words.label("table", t.id) if t.id in ("all", "costs") else words.line(t.id, t.unit)
        tables.append(table(name, header, rows))
    return block("all", words("all_results"), words("all_results_text", baseline=study.baseline), tables)


def _row_name(of, row, study, words):
    """What a row of a table of `darah compare` is called."""
    if of.by in ("district", "utd"):
        return study.name(row.id)
    if of.by:
        return words.label("code", row.id)
    return words.cost(row.payer, row.cost) if row.payer else words.line(row.id, row.unit)


def _difference(row, arm, words):
    interval = row.difference(arm)
    text = words.plus_minus(interval, row.decimals, sign=True)
    unsure = interval and interval["half_width"] and interval["low"] <= 0 <= interval["high"]
    return text + " ~" if unsure else text
