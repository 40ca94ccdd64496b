"""Comparisons made by hand, the answers to them, and what these hold."""

import os
import re
from unittest import mock

import numpy
import xarray
from scipy import stats

from darah import study
from darah.compare import DEATHS, Comparison
from darah.pages import answer
from darah.study import told
from darah.sweep_study import SweepStudy
from darah.words import Words
from known_sweeps import write

EN, ID = Words("en"), Words("id")
EN, ID = Words("en"), Words("id")
BOTH = (EN, ID)
DISTRICTS = ["pandeglang", "lebak", "kab-tangerang", "kab-serang", "kota-tangerang", "cilegon", "kota-serang", "tangsel"]
MECHANISMS = ["candidates", "call_up", "maternal_reserve", "pre_notification", "courier", "recruitment_money",
              "joint_review"]
NUMBER = r"[+−]?\d+(?:[.,]\d+)*%?"
INTERVAL = rf"({NUMBER}) \(({NUMBER}) (?:to|sampai) ({NUMBER})\)"
# What may hold figures and is no result: how many districts there are and replications it takes, the level, 0 itself.
NO_RESULTS = [r"95%", r"\d+ (?:districts|kabupaten/kota)", r"(?:about|sekitar) [\d.,]+(?: \w+)? \(-r \d+\)",
              r"(?:from|dari) 0", r"(?:below|di bawah) 0"]
# An interval alone, where nothing more can be said.
BARE_INTERVAL = rf"(?:from|dari) {NUMBER} (?:to|sampai) {NUMBER} (?:a year|per tahun)"


def interval(mean, half_width):
    return {"mean": mean, "half_width": half_width, "low": None if half_width is None else mean - half_width,
            "high": None if half_width is None else mean + half_width}


def of_samples(values):
    """As `darah compare` computes it, by scipy."""
    values = numpy.asarray(values, float)
    low, high = stats.t.interval(0.95, len(values) - 1, values.mean(), stats.sem(values))
    return {"mean": values.mean(), "half_width": (high - low) / 2, "low": low, "high": high}


ZERO = interval(0.0, 0.0)
LEVEL = interval(432.7, 6.3)


def change(true, together=None, expected=None, averted=None, caused=None, to_see=3.0):
    """What is known of an arm: intervals of its difference in deaths."""
    def known(difference, wider):
        return {"difference": difference, "together": wider, "p": 0.5, "to_see": to_see, "to_tenth": to_see, "gain": 5.0}
    return {"averted": averted or ZERO, "caused": caused or ZERO, "true": known(true, together or true),
            "expected": expected and known(expected, expected)}


def row(label, differences, decimals=1, level=LEVEL):
    return {"label": label, "decimals": decimals,
            "arms": [{"value": level, "difference": None}, *({"value": level, "difference": d} for d in differences)]}


def said(changes, replications=16, districts=None, mechanisms=None, costs=None, deaths=True):
    """What `darah compare` says of arms, the first of them `now`. districts: by district, its difference in each arm."""
    tables = [{"title": "All districts", "measure": "", "by": "",
               "rows": [row(DEATHS, [c["true"]["difference"] for c in changes.values()])] if deaths else []}]
    if districts:
        tables.append({"title": "by district", "measure": "deaths_true", "by": "district",
                       "rows": [row(name, found, 1, interval(40.0, 2.0)) for name, found in districts.items()]})
    return {"arms": ["now", *changes], "replications": replications, "tables": tables, "figures": [], "monitoring": None,
            "deaths": [{"arm": arm, **known} for arm, known in changes.items()] if deaths else [],
            "costs": costs or [], "attributions": mechanisms or []}


def opened(told_by_compare, titles=None, titles_id=None, names=None, measures=("deaths_true",), **attributes):
    """The Study of a comparison made by hand. names: of districts by their ids."""
    arms, replications = told_by_compare["arms"], told_by_compare["replications"]
    titles = titles or {}
    toml = "".join(f"[[arm]]\nname = '''{arm}'''\n" + (f"title_id = '''{titles_id[arm]}'''\n" if arm in (titles_id or {}) else "")
                   for arm in arms)
    names = names or {d: d for d in DISTRICTS}
    text = f"==> scenario.toml <==\n{toml}\n==> districts.csv <==\nid,name (S)\n" + "".join(
        f"{d},{name}\n" for d, name in names.items())
    data = xarray.Dataset(
        {**{m: (("arm", "replication"), numpy.ones((len(arms), replications), int)) for m in measures},
         "arm_title": ("arm", [titles.get(arm, arm) for arm in arms])},
        {"arm": list(arms), "replication": range(replications)},
        {"measured_days": 365, "complete": 1, "replications_requested": replications, "scenario_text": text,
         "scenario_name": "by-hand", **attributes})
    with mock.patch.object(study, "open_results", return_value=data), \
            mock.patch.object(study, "compare", return_value=Comparison(told_by_compare)):
        return study.Study("by-hand.h5")


def as_read(texts):
    """As a reader sees them."""
    return re.sub(r"<[^>]*>", "", " ".join(map(str, texts)))


def number(text, words):
    text = text.rstrip("%").replace("−", "-")
    return float(text.replace(".", "").replace(",", ".") if words.code == "id" else text.replace(",", ""))


def figures(texts, words):
    """(mean, low, high) of every figure with its interval, as numbers."""
    return [tuple(number(part, words) for part in match) for match in re.findall(INTERVAL, as_read(texts))]


def all_said(of):
    """In each language: what is missing, the answer, the other policies. Checks what holds of every one."""
    texts = []
    for words in BOTH:
        results = [*answer.answer(of, words), *answer.others(of, words)]
        no_figure_stands_alone(results)
        found = [*answer.missing(of, words), *results]
        assert "{" not in as_read(found) and "None" not in as_read(found) and "nan" not in as_read(found), found
        texts.append(found)
    assert figures(texts[0], EN) == figures(texts[1], ID), ("the languages differ in their figures:", *texts)
    assert len(texts[0]) == len(texts[1]), texts
    return texts


def no_figure_stands_alone(texts):
    rest = as_read(texts)
    for pattern in (INTERVAL, BARE_INTERVAL, *NO_RESULTS):
        rest = re.sub(pattern, "", rest)
    assert not re.search(r"\d", rest), ("a figure without its interval:", rest, "of", texts)


def first(of):
    return [as_read(texts[:1]) for texts in all_said(of)]


def shown(known, words, decimals=1, sign=False, suffix=""):
    """The interval as the words have it."""
    return words.interval(known, decimals, sign, suffix)


def minus(known):
    return {"mean": -known["mean"], "half_width": known["half_width"], "low": -known["high"], "high": -known["low"]}


def attribution(arm="mou", total=interval(20.2, 4.7), shapley=True, **known):
    """Of an arm; known: intervals of mechanisms, 0 the others."""
    return {"arm": arm, "total": total, "replications": 16, "mechanisms": [
        {"name": m, "alone": known.get(m, ZERO), "last": interval(0.0, 0.1),
         "shapley": known.get(m, ZERO) if shapley else None,
         "share": {k: v / total["mean"] * 100 for k, v in known.get(m, ZERO).items()}
         if shapley and told(total) else None} for m in MECHANISMS]}


def sweep_study(folder, *arguments, **options):
    path = os.path.join(folder, f"{len(os.listdir(folder))}.h5")  # those before are still open
    return SweepStudy(write(path, *arguments, **options))
