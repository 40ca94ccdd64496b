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
from darah.sweep_study import SweepStudy
from darah.words import Words
from known_sweeps import write

EN, ID = Words("en"), Words("id")
BOTH = (EN, ID)
DISTRICTS = ["pandeglang", "lebak", "kab-tangerang", "kab-serang", "kota-tangerang", "cilegon", "kota-serang", "tangsel"]
MECHANISMS = ["candidates", "call_up", "maternal_reserve", "pre_notification", "courier", "recruitment_money",
              "joint_review"]
NUMBER = r"[+−]?\d+(?:[.,]\d+)*%?"
INTERVAL = rf"({NUMBER}) \((?:chance alone: |galat acak saja: )?({NUMBER}) (?:to|sampai) ({NUMBER})\)"
# What may hold figures and is no result: how many districts there are and replications it takes, the level, 0 itself.
NO_RESULTS = [r"95%", r"\d+ (?:districts|kabupaten/kota)", r"(?:about|sekitar) [\d.,]+ (?:replications|replikasi)",
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


def told(known):
    """What an interval tells, as `darah compare` names it."""
    if known["half_width"] == 0:
        return "alike" if known["mean"] else "same"
    if known["half_width"] is None or known["low"] <= 0 <= known["high"]:
        return "untold"
    return "less" if known["mean"] < 0 else "more"


def needed(mean, spread, level, least=2):
    """The fewest replications whose interval at this level leaves out 0."""
    n = max(least, 2, int((stats.norm.isf(level / 2) * spread / mean) ** 2))  # Student's takes more than the normal one
    while stats.t.isf(level / 2, n - 1) * spread / numpy.sqrt(n) > abs(mean):
        n += 1
    return n


def claims(family, replications=16):
    """What may be claimed of differences, of which intervals at 95% are known: by Holm's method, from scipy's t.

    As `darah compare` does it, written down anew.
    """
    point = stats.t.isf(0.025, replications - 1) if replications > 1 else numpy.inf
    spread = [0 if not i["half_width"] else i["half_width"] / point * numpy.sqrt(replications) for i in family]
    p = [2 * stats.t.sf(abs(i["mean"]) * numpy.sqrt(replications) / s, replications - 1) if s else 1.0
         for i, s in zip(family, spread)]
    found, left, level, rejecting = [None] * len(family), len(family), 0.05, True
    for i in sorted(range(len(family)), key=p.__getitem__):
        if rejecting:
            level = 0.05 / left
        rejecting = rejecting and p[i] <= level
        half_width = family[i]["half_width"] and stats.t.isf(level / 2, replications - 1) * spread[i] / numpy.sqrt(replications)
        together = interval(family[i]["mean"], half_width)
        kind = told(together)
        to_tell = None
        if spread[i] and family[i]["mean"]:
            to_tell = needed(family[i]["mean"], spread[i], level, replications + 1 if kind == "untold" else 2)
        found[i] = {"together": together, "p": p[i], "told": kind, "to_tell": to_tell}
        left -= 1
    return found


def change(true, together=None, expected=None, averted=None, caused=None, to_tell=3.0):
    """What is known of an arm: intervals of its difference in deaths."""
    def known(difference, wider):
        return {"difference": difference, "together": wider, "p": 0.5, "told": told(wider), "to_tell": to_tell, "to_see": 3.0,
                "to_tenth": 3.0, "gain": 5.0}
    return {"averted": averted or ZERO, "caused": caused or ZERO, "true": known(true, together or true),
            "expected": expected and known(expected, expected)}


def row(id_, differences, decimals=1, level=LEVEL, claimed=None):
    """A line of a table. claimed: of each difference, what may be claimed of it among those of its table."""
    claimed = claimed or [None] * len(differences)
    return {"id": id_, "label": id_, "unit": "a_year", "payer": "", "cost": "", "decimals": decimals, "counted": True,
            "arms": [{"value": level, "difference": None, "claim": None},
                     *({"value": level, "difference": d, "claim": c} for d, c in zip(differences, claimed))]}


def by_district(districts, replications):
    """Rows of the table of deaths by district: of each its difference in each arm."""
    of_arms = [claims(arm, replications) for arm in zip(*districts.values())]
    return [row(name, found, 1, interval(40.0, 2.0), [arm[i] for arm in of_arms])
            for i, (name, found) in enumerate(districts.items())]


def said(changes, replications=16, districts=None, mechanisms=None, costs=None, deaths=True):
    """What `darah compare` says of arms, the first of them `now`. districts: by district, its difference in each arm."""
    tables = [{"id": "all", "title": "All districts", "measure": "", "by": "", "unit": "",
               "rows": [row(DEATHS, [c["true"]["difference"] for c in changes.values()])] if deaths else []}]
    if districts:
        tables.append({"id": "deaths_true", "title": "by district", "measure": "deaths_true", "by": "district",
                       "unit": "a_year", "rows": by_district(districts, replications)})
    return {"arms": ["now", *changes], "replications": replications, "least_replications": 8, "tables": tables, "figures": [], "monitoring": None,
            "courses": {"minutes": [], "waits": [], "fidelity": []},
            "deaths": [{"arm": arm, **known} for arm, known in changes.items()] if deaths else [],
            "costs": costs or [], "attributions": mechanisms or []}


def opened(told_by_compare, titles=None, titles_id=None, names=None, measures=("deaths_true",), **attributes):
    """The Study of a comparison made by hand. names: of districts by their ids."""
    arms, replications = told_by_compare["arms"], told_by_compare["replications"]
    titles = titles or {}
    names = names or {d: d for d in DISTRICTS}
    data = xarray.Dataset(
        {**{m: (("arm", "replication"), numpy.ones((len(arms), replications), int)) for m in measures},
         "arm_title": ("arm", [titles.get(arm, arm) for arm in arms]),
         "arm_title_id": ("arm", [(titles_id or {}).get(arm, "") for arm in arms]),
         "district_name": ("district", list(names.values()))},
        {"arm": list(arms), "replication": range(replications), "district": list(names)},
        {"measured_days": 365, "complete": 1, "replications_requested": replications,
         "format_version": "2.0", "scenario_name": "by-hand", **attributes})
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


def attribution(arm="mou", total=interval(20.2, 4.7), shapley=True, replications=16, **known):
    """Of an arm; known: intervals of mechanisms, 0 the others."""
    claimed = claims([known.get(m, ZERO) for m in MECHANISMS], replications)
    return {"arm": arm, "total": total, "replications": replications, "mechanisms": [
        {"id": m, "alone": known.get(m, ZERO), "last": interval(0.0, 0.1),
         "shapley": known.get(m, ZERO) if shapley else None,
         "share": {k: v / total["mean"] * 100 for k, v in known.get(m, ZERO).items()}
         if shapley and told(total) in ("less", "more") else None, "claim": claim} for m, claim in zip(MECHANISMS, claimed)]}


def sweep_study(folder, *arguments, **options):
    path = os.path.join(folder, f"{len(os.listdir(folder))}.h5")  # those before are still open
    return SweepStudy(write(path, *arguments, **options))
