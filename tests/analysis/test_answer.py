"""The words: what answers name and what they leave out, that no figure stands without its interval, in both languages."""

import itertools
import os
import re
from unittest import mock

import numpy
import xarray
from markupsafe import Markup, escape
from scipy import stats

from known_sweeps import (ISHIGAMI, Factor, expect_raises, ishigami, latin_hypercube, morris, saltelli, sobol_g,
                          unit_factors, write)

from darah import answer, report, sensitivity, study, sweep_report
from darah.compare import Comparison
from darah.read import AskedError, FileError
from darah.study import about, replications_to_tell, told
from darah.sweep_report import SweepStudy
from darah.text import Remark
from darah.words import MESSAGES, Words

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


# Comparisons made by hand.

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
               "rows": [row(answer.DEATHS, [c["true"]["difference"] for c in changes.values()])] if deaths else []}]
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


# What texts hold.

def plain(texts):
    """As a reader sees them."""
    return re.sub(r"<[^>]*>", "", " ".join(map(str, texts)))


def number(text, words):
    text = text.rstrip("%").replace("−", "-")
    return float(text.replace(".", "").replace(",", ".") if words.code == "id" else text.replace(",", ""))


def figures(texts, words):
    """(mean, low, high) of every figure with its interval, as numbers."""
    return [tuple(number(part, words) for part in match) for match in re.findall(INTERVAL, plain(texts))]


def all_said(of):
    """In each language: what is missing, the answer, the other policies. Checks what holds of every one."""
    texts = []
    for words in BOTH:
        results = [*answer.answer(of, words), *answer.others(of, words)]
        no_figure_stands_alone(results)
        found = [*answer.missing(of, words), *results]
        assert "{" not in plain(found) and "None" not in plain(found) and "nan" not in plain(found), found
        texts.append(found)
    assert figures(texts[0], EN) == figures(texts[1], ID), ("the languages differ in their figures:", *texts)
    assert len(texts[0]) == len(texts[1]), texts
    return texts


def no_figure_stands_alone(texts):
    rest = plain(texts)
    for pattern in (INTERVAL, BARE_INTERVAL, *NO_RESULTS):
        rest = re.sub(pattern, "", rest)
    assert not re.search(r"\d", rest), ("a figure without its interval:", rest, "of", texts)


def first(of):
    return [plain(texts[:1]) for texts in all_said(of)]


def shown(known, words, decimals=1, sign=False, suffix=""):
    """The interval as the words have it."""
    return words.interval(known, decimals, sign, suffix)


def minus(known):
    return {"mean": -known["mean"], "half_width": known["half_width"], "low": -known["high"], "high": -known["low"]}


# How sure, and how many replications.

def test_told_is_what_a_t_test_says():
    """Bonferroni's too: of so many, p below 0.05 / so many."""
    generator = numpy.random.default_rng(2)
    seen = set()
    for n, together in itertools.product((2, 3, 8, 40), (1, 3, 8)):
        for _ in range(60):
            values = generator.normal(generator.choice([0, 0.5, 1.5]), 1, n)
            known = of_samples(values)
            certain = stats.ttest_1samp(values, 0).pvalue < 0.05 / together
            assert told(known, n, together) == certain, (n, together, values)
            seen.add((certain, together))
    assert len(seen) == 6, seen
    for nothing in (None, interval(3.0, None), ZERO, interval(-2.0, 0.0), {"mean": None, "half_width": 1.0}):
        assert not told(nothing), nothing
    assert not told(interval(1.0, 1.0)) and not told(interval(-1.0, 1.0)), "an end of 0 is taken to leave it out"


def test_replications_to_tell_are_the_fewest():
    """With the mean and spread seen, an interval of so many leaves out 0, and one of fewer does not."""
    for n, mean, spread, together in itertools.product((2, 3, 32), (0.05, -0.4, 3.0), (1.0, 2.5), (1, 8)):
        half_width = stats.t.ppf(0.975, n - 1) * spread / numpy.sqrt(n)

        def leaves_out_0(m, mean=mean, spread=spread, together=together):
            return abs(mean) > stats.t.ppf(1 - 0.025 / together, m - 1) * spread / numpy.sqrt(m)
        needed = replications_to_tell(interval(mean, half_width), n, together)
        assert leaves_out_0(needed) and (needed == 2 or not leaves_out_0(needed - 1)), (n, mean, spread, together)
    assert replications_to_tell(ZERO, 8) == numpy.inf and replications_to_tell(interval(0.0, 2.0), 8) == numpy.inf
    assert numpy.isnan([replications_to_tell(known, 8) for known in (None, interval(1.0, None), interval(1.0, 0.0))]).all()


def test_about_keeps_two_digits():
    for asked in [*numpy.linspace(0.1, 120, 997), 99.2, 100, 101, 990.5, 991, 12345, 3.2e5]:
        n = about(asked)
        assert n >= max(asked, 2) and n == int(n) and len(str(n).rstrip("0")) <= 2, asked
        assert n <= 2 or n - asked < max(1, 0.1 * n), (asked, n)
        assert about(n) == n


# The first sentence.

def test_says_how_many_fewer_die():
    known = interval(-22.7, 1.8)
    of = opened(said({"mou": change(known)}), {"mou": "To the letter", "now": "As it was"},
                {"mou": "Sepenuhnya", "now": "Apa adanya"})
    en, id_ = first(of)
    assert en.startswith("To the letter (mou): about 22.7 (20.9 to 24.5) mothers fewer die a year in 8 districts, of "
                         "432.7 (426.4 to 439.0) under As it was (now)."), en
    assert id_.startswith("Sepenuhnya (mou): kematian ibu berkurang sekitar 22,7 (20,9 sampai 24,5) per tahun di 8 "
                          "kabupaten/kota, dari 432,7 (426,4 sampai 439,0) pada pembanding, Apa adanya (now)."), id_
    one = opened(said({"mou": change(known)}), names={"cilegon": "Kota Cilegon"})
    assert all("Kota Cilegon" in text and "mou (mou)" not in text for text in first(one)), first(one)


def test_says_how_many_more_die():
    of = opened(said({"bad": change(interval(5.0, 1.5))}))
    en, id_ = first(of)
    assert "5.0 (3.5 to 6.5) mothers more die" in en and "fewer" not in en, en
    assert "bertambah sekitar 5,0 (3,5 sampai 6,5)" in id_ and "berkurang" not in id_, id_


def test_says_when_it_cannot_tell():
    """And how many replications it takes, all arms being looked at; never the mean."""
    generator = numpy.random.default_rng(3)
    values = generator.normal(-0.8, 2, 16)
    known = of_samples(values)
    wide = interval(known["mean"], 1.2 * known["half_width"])
    changes = {"mou": change(known, wide), "other": change(interval(0.1, 3.0))}
    of = opened(said(changes))
    assert of.main == "mou"
    spread, n = values.std(ddof=1), 2
    while stats.t.ppf(1 - 0.025 / 2, n - 1) * spread / numpy.sqrt(n) >= abs(known["mean"]):
        n += 1
    for text, words in zip(first(of), BOTH):
        low, high = (words.number(wide[end], 1, True) for end in ("low", "high"))
        assert f"{low} {'to' if words is EN else 'sampai'} {high}" in text, text
        assert f"(-r {about(n)})" in text, (n, text)
        assert words.number(known["mean"], 1) not in text and words.number(-known["mean"], 1) + " (" not in text, text
    assert "cannot tell whether fewer mothers die" in first(of)[0] and "mothers fewer die a year" not in first(of)[0]
    rare = opened(said({"mou": change(wide, to_see=5000.0)}))  # counts as rare as these take more
    assert all("(-r 5000)" in text for text in first(rare)), first(rare)
    never = opened(said({"mou": change(interval(0.0, 2.0), to_see=None)}))
    assert "more replications than can be run" in first(never)[0] and "-r" not in first(never)[0], first(never)


def test_says_when_nothing_differs():
    of = opened(said({"paper": change(ZERO, expected=ZERO, to_see=None)}, districts={d: [ZERO] for d in DISTRICTS}))
    (en, *more), _ = all_said(of)
    assert "in no replication does the number of deaths differ" in en and not more, (en, more)


def test_agreeing_replications_tell_nothing():
    """A width of 0 is no certainty: three counts of one death each happen to agree."""
    alike = interval(-4.1, 0.0)
    of = opened(said({"mou": change(alike, averted=interval(4.1, 0.0), to_see=4.0), "two": change(interval(-1.0, 0.0))},
                     replications=3, districts={"lebak": [alike, ZERO], "cilegon": [ZERO, ZERO]}))
    for texts, words in zip(all_said(of), BOTH):
        text = plain(texts)
        assert words.number(4.1, 1) not in text and "-r 4" in text, text
        assert ("cannot tell whether fewer mothers die" if words is EN else "belum dapat memastikan") in text, text
        assert "lebak" not in text, ("a district is named by three that agree:", text)
        assert "two" in texts[-1] and not re.search(r"\d", plain(texts[-1])), texts
    many = opened(said({"mou": change(alike, to_see=4.0)}, replications=9))
    assert all("-r 10" in text for text in first(many)), first(many)


def test_brackets_are_explained():
    two = opened(said({"a": change(interval(-9.0, 1.0)), "b": change(interval(-1.0, 2.0))}))
    assert "hold for all policies together" in first(two)[0] and "semua kebijakan sekaligus" in first(two)[1], first(two)
    one = opened(said({"a": change(interval(-9.0, 1.0))}))
    assert "together" not in first(one)[0] and "95%" in first(one)[0] and "sekaligus" not in first(one)[1], first(one)


def test_expected_deaths_are_told_apart():
    for expected, en, id_ in [(interval(-20.1, 4.8), "it is 20.1 (15.3 to 24.9) fewer", "berkurang 20,1 (15,3 sampai 24,9)"),
                              (interval(2.0, 0.5), "it is 2.0 (1.5 to 2.5) more", "bertambah 2,0 (1,5 sampai 2,5)"),
                              (interval(-1.0, 1.5), "the change is −1.0 (−2.5 to +0.5): not told from 0",
                               "perubahannya −1,0 (−2,5 sampai +0,5): tidak dapat dibedakan dari 0")]:
        texts = all_said(opened(said({"mou": change(interval(-16.2, 6.7), expected=expected)})))
        for text, wanted in zip(texts, (en, id_)):
            assert wanted in plain(text[1:2]), text
    for none in (None, ZERO):
        texts = all_said(opened(said({"mou": change(interval(-16.2, 6.7), expected=none)})))
        assert "noisy" not in plain(texts[0]) and "halus" not in plain(texts[1]), texts


def test_women_are_counted_by_name():
    averted, caused = interval(23.0, 1.4), interval(0.3, 0.2)
    both = all_said(opened(said({"mou": change(interval(-22.7, 1.8), averted=averted, caused=caused)})))
    for text, words in zip(both, BOTH):
        assert shown(averted, words) in plain(text) and shown(caused, words) in plain(text), text
    alone = all_said(opened(said({"mou": change(interval(-23.0, 1.4), averted=averted)})))
    assert "in these replications none dies who would have lived" in plain(alone[0]), alone
    assert "dalam replikasi ini tidak ada ibu meninggal yang semestinya selamat" in plain(alone[1]), alone
    none = all_said(opened(said({"mou": change(interval(-23.0, 1.4))})))
    assert "woman by woman" not in plain(none[0]) and "ibu demi ibu" not in plain(none[1]), none


def test_others_have_a_line_each():
    changes = {"most": change(interval(-22.0, 2.0)), "fewer": change(interval(-5.1, 1.1)), "more": change(interval(4.3, 0.2)),
               "untold": change(interval(-0.4, 0.9)), "same": change(ZERO)}
    of = opened(said(changes), {"fewer": "As elsewhere"}, {"fewer": "Seperti di tempat lain"})
    assert [plain([line]) for line in answer.others(of, EN)] == [
        "fewer (As elsewhere): 5.1 (4.0 to 6.2) fewer", "more: 4.3 (4.1 to 4.5) more",
        "untold: −0.4 (−1.3 to +0.5), not told from 0. If the change is as large as it looks here, about 130 replications "
        "(-r 130) would tell.", "same: the same in every replication"]
    assert [plain([line]) for line in answer.others(of, ID)] == [
        "fewer (Seperti di tempat lain): berkurang 5,1 (4,0 sampai 6,2)", "more: bertambah 4,3 (4,1 sampai 4,5)",
        "untold: −0,4 (−1,3 sampai +0,5), tidak dapat dibedakan dari 0. Bila perubahannya memang sebesar yang tampak di sini, "
        "sekitar 130 replikasi (-r 130) dapat memastikannya.", "same: sama dalam setiap replikasi"]
    all_said(of)


def test_the_main_arm_differs_most():
    """By expected deaths, where there are any."""
    changes = {"a": change(interval(-3.0, 9.0), expected=interval(-9.0, 1.0)),
               "b": change(interval(-5.0, 2.0), expected=interval(-4.0, 1.0)), "c": change(ZERO, expected=ZERO)}
    assert opened(said(changes)).others == ["a", "b", "c"]


# Districts and mechanisms.

def district_study(values):
    """values: (district, replication)."""
    found = dict(zip(DISTRICTS, values))
    total = of_samples(values.sum(0))
    return opened(said({"mou": change(total)}, replications=values.shape[1],
                       districts={d: [of_samples(v) if v.any() else ZERO] for d, v in found.items()}),
                  names={d: f"Kab. {d.title()}" for d in DISTRICTS})


def test_districts_are_named_by_bonferroni():
    """Those whose p, by scipy, is below 0.05 / 8, the largest first, three with their intervals; of the rest no figure."""
    generator = numpy.random.default_rng(5)
    cases = set()
    for case in range(30):
        means = -generator.choice([0, 0.3, 0.8, 3], 8) * generator.choice([0, 1, 1])
        values = numpy.rint(generator.normal(means[:, None], 1, (8, 16)))
        if case % 3 == 0:
            values[2] = 0
        p = numpy.array([stats.ttest_1samp(v, 0).pvalue if v.any() else 1 for v in values])
        order = numpy.argsort(-abs(values.mean(1)), kind="stable")
        sure = [i for i in order if p[i] < 0.05 / 8]
        same = [i for i in order if not values[i].any()]
        rest = [i for i in order if i not in sure and i not in same]
        of = district_study(values)
        cases.add((min(len(sure), 4), bool(rest)))
        for texts, words in zip(all_said(of), BOTH):
            told_of = next((plain([t]) for t in texts if "Kab. " in t), "")
            for place, i in enumerate(sure):
                name, known = f"Kab. {DISTRICTS[i].title()}", of_samples(values[i])
                assert name in told_of, (name, told_of)
                assert (f"{name} {shown(known, words, sign=True)}" in told_of) == (place < 3), (place, name, told_of)
            for i in (*rest, *same):
                assert not re.search(rf"Kab\. {DISTRICTS[i].title()} {NUMBER}", told_of), (DISTRICTS[i], told_of)
            named = [m.start() for i in sure[:3] for m in [re.search(DISTRICTS[i].title(), told_of)]]
            assert named == sorted(named), ("not the largest first:", told_of)
            if not sure and rest:
                takes = [replications_to_tell(of_samples(values[i]), 16, 8) for i in rest]
                assert f"Kab. {DISTRICTS[rest[int(numpy.argmin(takes))]].title()}" in told_of, told_of
                assert sum(DISTRICTS[i].title() in told_of for i in rest) == 1, told_of
            if sure and rest and (values[rest].mean(1) != 0).all():
                takes = max(replications_to_tell(of_samples(values[i]), 16, 8) for i in rest)
                assert f"(-r {about(takes)})" in told_of, (takes, told_of)
    assert {(0, True), (1, True), (4, True)} <= cases, cases


def test_all_districts_may_be_named():
    values = numpy.random.default_rng(1).normal(-6, 0.5, (8, 16)) - numpy.arange(8)[:, None]
    texts = all_said(district_study(values))
    for text in texts:
        assert all(d.title() in plain(text) for d in DISTRICTS), text
        assert plain(text).count("Kab. ") == 8, text
    assert "cannot tell" not in plain(texts[0]) and "belum dapat" not in plain(texts[1]), texts


def test_none_is_nearest_where_nothing_is_known():
    values = numpy.tile([1.0, -1.0], (8, 8))  # means of 0
    texts = all_said(opened(said({"mou": change(interval(-9.0, 2.0))}, districts={d: [of_samples(v)] for d, v
                                                                              in zip(DISTRICTS, values)})))
    for text in texts:
        assert not any(d in plain(text) for d in DISTRICTS) and "-r" not in plain(text), text
    assert "No single district's change can be told from 0." in plain(texts[0]), texts


def attribution(arm="mou", total=interval(20.2, 4.7), shapley=True, **known):
    """Of an arm; known: intervals of mechanisms, 0 the others."""
    return {"arm": arm, "total": total, "replications": 16, "mechanisms": [
        {"name": m, "alone": known.get(m, ZERO), "last": interval(0.0, 0.1),
         "shapley": known.get(m, ZERO) if shapley else None,
         "share": {k: v / total["mean"] * 100 for k, v in known.get(m, ZERO).items()}
         if shapley and told(total) else None} for m in MECHANISMS]}


def mechanisms_said(*attributions, arms=("mou",)):
    of = opened(said({arm: change(interval(-16.2 + i, 3.0)) for i, arm in enumerate(arms)}, mechanisms=list(attributions)))
    return [plain(texts) for texts in all_said(of)]


def test_mechanisms_are_named_with_their_shares():
    """By Bonferroni among seven; what is told from 0 alone, as one of one, is not."""
    narrow = stats.t.ppf(1 - 0.025 / 7, 15) / stats.t.ppf(0.975, 15)
    courier, call_up = interval(4.4, 4.39 / narrow), interval(2.0, 2.01 / narrow)
    assert told(call_up), "it would be told alone"
    texts = mechanisms_said(attribution(pre_notification=interval(12.1, 3.6), courier=courier, call_up=call_up,
                                        candidates=interval(-0.2, 0.5)))
    for text, words in zip(texts, BOTH):
        share = shown(interval(100 * 12.1 / 20.2, 100 * 3.6 / 20.2), words, 0, suffix="%")
        assert f"{words.label('pre_notification')} {shown(interval(12.1, 3.6), words, sign=True)}" in text, text
        assert share in text and shown(interval(20.2, 4.7), words, sign=True) in text, (share, text)
        assert f"{words.label('courier')} {shown(courier, words, sign=True)}" in text, text
        assert text.index(words.label("pre_notification")) < text.index(words.label("courier")), text
        for untold in ("call_up", "candidates", "joint_review"):
            assert words.label(untold) in text and f"{words.label(untold)} +" not in text, (untold, text)
    rest, _, same = texts[0].partition("cannot tell")
    rest, same = rest.rpartition("Of ")[2], same.partition("In no replication is anything changed by ")[2]
    assert "call-up of donors" in rest and "candidate donors" in rest and "joint review" not in rest, texts
    assert "joint review" in same and "call-up" not in same, texts
    needed = about(max(replications_to_tell(i, 16, 7) for i in (call_up, interval(-0.2, 0.5))))
    assert f"about {EN.number(needed)} (-r {needed}) would tell for all" in rest_of(texts[0]), (needed, texts)


def rest_of(text):
    """What is said of those that are not told."""
    return text.partition("cannot tell")[2]


def test_mechanisms_may_be_known_alone():
    texts = mechanisms_said(attribution(shapley=False, courier=interval(4.4, 1.0), call_up=interval(0.5, 0.7)))
    assert "courier for blood +4.4 (+3.4 to +5.4) when it alone is in force" in texts[0], texts
    assert "kurir darah +4,4 (+3,4 sampai +5,4) bila hanya itu yang berlaku" in texts[1], texts
    assert "%" not in texts[0].replace("95%", ""), texts


def test_a_mechanism_that_kills_is_named_so():
    texts = mechanisms_said(attribution(maternal_reserve=interval(-2.0, 0.5), courier=interval(9.0, 1.0)))
    assert "reserve for mothers −2.0 (−2.5 to −1.5)" in texts[0] and "cadangan darah untuk ibu −2,0" in texts[1], texts


def test_mechanisms_without_a_total_have_no_share():
    texts = mechanisms_said(attribution(total=interval(2.0, 4.0), courier=interval(4.4, 1.0)))
    assert "courier for blood +4.4 (+3.4 to +5.4); all its mechanisms together +2.0 (−2.0 to +6.0)" in texts[0], texts


def test_untold_mechanisms_are_not_named():
    found = attribution(courier=interval(1.0, 1.2), call_up=interval(0.5, 2.0))
    n = replications_to_tell(interval(1.0, 1.2), 16, 7)
    for text, words in zip(mechanisms_said(found), BOTH):
        assert f"(-r {about(n)})" in text and words.label("courier") in text, (n, text)
        assert words.label("call_up") not in text and words.number(1.2, 1) not in text, text
    flat = mechanisms_said(attribution(courier=interval(0.0, 1.2)))
    assert "No single mechanism's effect can be told from 0 with these replications." in flat[0], flat
    assert "courier" not in flat[0] and "-r" not in flat[0], flat


def test_without_attribution_it_says_how_to_get_it():
    texts = mechanisms_said()
    assert all('attribute = "agreement.mechanisms"' in text for text in texts), texts
    elsewhere = mechanisms_said(attribution("second", courier=interval(4.4, 1.0)), arms=("mou", "second"))
    for text, words in zip(elsewhere, BOTH):
        assert "second" in text and "attribute =" not in text and words.label("courier") not in text, text


# Costs.

def payer(verdict, name="district", cost=interval(6643.6, 10.0), ratio=(293.95, 278.0, 311.8)):
    mean, low, high = ratio
    return {"payer": name, "cost": cost, "verdict": verdict, "by_replication": [],
            "ratio": {"bounded": mean is not None, "ratio": mean, "low": low, "high": high}}


def costs_said(*payers, expected=interval(-22.6, 1.7)):
    of = opened(said({"mou": change(interval(-22.7, 1.8), expected=expected)},
                     costs=[{"arm": "mou", "averted_true": None, "averted": ZERO, "by_replication": [], "payers": payers}]))
    return [plain(texts[-1:]) for texts in all_said(of)]


def test_every_verdict_on_costs_is_said():
    en, id_ = costs_said(payer("ratio"), payer("ratio", "all payers", ratio=(622.1, 588.0, 1660.4)))
    assert en == ("An expected death averted costs local government IDR 294 (278 to 312) million. An expected death averted "
                  "costs all payers together IDR 622 (588 to 1,660) million.")
    assert "Rp294 (278 sampai 312) juta" in id_ and "Rp622 (588 sampai 1.660) juta" in id_, id_
    en, id_ = costs_said(payer("saves money", cost=interval(-70.0, 20.0)))
    assert "IDR 70 (50 to 90) million" in en and "294" not in en and "Rp70 (50 sampai 90) juta" in id_, (en, id_)
    worse = interval(3.0, 0.5)
    en, id_ = costs_said(payer("dominated"), expected=worse)
    assert "More die and it costs local government no less: IDR 6,644 (6,634 to 6,654) million" in en and "294" not in en, en
    en, id_ = costs_said(payer("forgone"), expected=worse)
    assert "at the price of lives: IDR 294 (278 to 312) million" in en and "taruhan nyawa" in id_, (en, id_)
    for unbounded in ((None, None, None), (35.0, None, None), (35.0, -20.0, 90.0)):
        en, id_ = costs_said(payer("not estimable", ratio=unbounded, cost=interval(51.0, 153.0)))
        assert "cannot be estimated" in en and "IDR +51 (−102 to +204) million" in en and "35" not in en, en
        assert "tidak dapat ditaksir" in id_ and "+51 (−102 sampai +204)" in id_, id_


def test_costs_of_an_untold_effect_are_not_stated():
    """Of arms looked at together expected deaths may be untold where one alone would be told, and have a ratio."""
    for expected in (interval(-1.0, 1.5), None):
        en, id_ = costs_said(payer("ratio"), expected=expected)
        assert "cannot be estimated" in en and "294" not in en and "294" not in id_, (en, id_)


# Files that hold too little.

def test_says_what_is_missing():
    whole = said({"mou": change(interval(-22.7, 1.8))})
    assert not answer.missing(opened(whole), EN) and not answer.missing(opened(whole), ID)
    stopped = opened(whole, complete=0, replications_requested=64)
    assert plain(answer.missing(stopped, EN)) == "The run was interrupted: 16 of 64 replications are here."
    assert "16 dari 64 replikasi" in plain(answer.missing(stopped, ID)), answer.missing(stopped, ID)
    no_deaths = opened(said({"mou": change(ZERO)}, deaths=False))
    blood = opened(said({"mou": change(ZERO)}, deaths=False), measures=("donations",))
    one_arm = opened(said({}), {"now": "As it was"})
    single = opened(said({"mou": change(interval(-22.7, None))}, replications=1), measures=("deaths_true",))
    for of, keys in [(no_deaths, ["no_deaths"]), (blood, ["no_women"]), (one_arm, ["one_arm"]), (single, ["one_replication"])]:
        for words in BOTH:
            found = answer.missing(of, words)
            assert len(found) == len(keys), (keys, found)
            assert found[0][:20] == MESSAGES[keys[0]][words.code == "id"][:20], (keys, found)
    for of in (no_deaths, blood, single):
        assert not answer.answer(of, EN) and not answer.others(of, EN), ("it answers of", answer.missing(of, EN))
    all_said(no_deaths), all_said(blood)
    for texts, words in zip(all_said(one_arm), BOTH):
        assert "As it was (now)" in plain(texts) and shown(LEVEL, words) in plain(texts), texts
    both = opened(said({}, replications=1), complete=0)
    assert len(answer.missing(both, ID)) == 3, answer.missing(both, ID)


def test_what_comes_from_files_is_escaped():
    """Markup and braces in arms, titles and names of places stay text."""
    arm, title, place = 'a<b>&"c"', "<script>alert(1)</script> {0} {n} & {title}", "Kab. <i>{x}</i> & {list}"
    values = numpy.random.default_rng(4).normal(-3, 1, (8, 16))
    values[4:] += 3
    for changed, told_of in itertools.product((interval(-22.7, 1.8), interval(-1.0, 2.0), interval(2.0, 0.5), ZERO,
                                               interval(-1.0, 0.0)), (values, values * 0 + [1, -1.5] * 8)):
        districts = {d: [of_samples(v)] * 2 for d, v in zip(DISTRICTS, told_of)}
        of = opened(said({arm: change(changed, expected=interval(-20.0, 3.0), averted=interval(3.0, 1.0)),
                          "second{}": change(interval(changed["mean"] / 2, 1.0))}, districts=districts,
                         mechanisms=[attribution(courier=interval(9.0, 1.0))]),
                    {arm: title, "now": title, "second{}": title}, names={d: f'{place} {d}' for d in DISTRICTS})
        for words in BOTH:
            for text in [*answer.answer(of, words), *answer.others(of, words)]:
                text = str(escape(text))  # as the page does it
                assert not re.search(r"<(?!/?(?:strong|b)>)", text) and not re.search(r"&(?!amp;|lt;|gt;|#3[49];)",
                                                                                      text), text
                assert "&amp;lt;" not in text, ("escaped twice:", text)
            whole = Markup(" ").join(map(escape, answer.answer(of, words)))
            assert escape(title) in whole and escape(f"({arm})") in whole, whole
    one = opened(said({}), {"now": title})
    for text in map(escape, [*answer.missing(one, EN), *answer.answer(one, EN)]):
        assert "<script" not in text, text


# Sweeps.

def sweep_study(folder, *arguments, **options):
    path = os.path.join(folder, f"{len(os.listdir(folder))}.h5")  # those before are still open
    return SweepStudy(write(path, *arguments, **options))


def sweep_said(of):
    """In each language; every figure of a factor has its interval."""
    texts = []
    for words in BOTH:
        found = sweep_report.answer(of, words)
        assert all(isinstance(text, Markup) or "<" not in text for text in found), found
        texts.append([str(text) for text in found])
    assert figures(texts[0], EN) == figures(texts[1], ID), texts
    assert len(texts[0]) == len(texts[1]), texts
    return texts


def named(texts):
    """Factors that the second sentence gives a figure."""
    return sorted(found[0] for found in re.findall(rf"(\w+) {INTERVAL}", texts[1]))


def test_a_sweep_says_how_far_the_answer_goes(folder):
    of = sweep_study(folder, saltelli(3, 128), ISHIGAMI, ishigami, noise=0.3)
    values = of.response.values
    p5, p95 = numpy.percentile(values, [5, 95])
    for texts, words in zip(sweep_said(of), BOTH):
        for value in (values.min(), values.max(), p5, p95):
            assert words.number(value, of.decimals()) in texts[0], (value, texts[0])
        assert f"({words.number(100 * of.response.noise_share)}%" in texts[0], (of.response.noise_share, texts[0])
        assert "640" in texts[0], texts[0]
    alone = sweep_study(folder, saltelli(3, 128), ISHIGAMI, ishigami, replications=1)
    assert "an unknown part of the variance" in sweep_said(alone)[0][0], sweep_said(alone)[0]


def test_a_sweep_names_what_its_intervals_tell(folder):
    """Of each design those whose effect is no chance; what has none is not named; figures are those of the analysis."""
    def function(x):
        return 5 * x[:, 0] + 2 * x[:, 1]
    for design, index in ((saltelli(4, 256), "total"), (morris(4, 40), "mu_star"), (latin_hypercube(4, 120), "prcc")):
        of = sweep_study(folder, design, unit_factors(4), function, noise=0.4, replications=4)
        texts = sweep_said(of)
        assert named(texts[0]) == named(texts[1]) == ["x1", "x2"], (index, texts)
        table = of.analysis.table
        for words, text in zip(BOTH, texts):
            for name in ("x1", "x2"):
                found = words.interval(sweep_report.interval_of(table.loc[name], index),
                                       sweep_report.sensitivity_decimals(table, index))
                assert f"{name} {found}" in text[1], (found, text)
            assert MESSAGES[f"index_{index}"][words.code == "id"] in text[1], text
            assert "x3" in text[2] and "x4" in text[2], text


def test_chance_alone_is_not_named(folder):
    """Over many sweeps in which nothing matters, rarely any of the six factors is named: looked at together."""
    with mock.patch.object(sensitivity, "RESAMPLES", 200):
        for make, seldom in ((lambda seed: latin_hypercube(6, 90, seed), 2), (lambda seed: saltelli(3, 64, seed), 1),
                             (lambda seed: morris(6, 12, seed=seed), 1)):
            wrong = 0
            for seed in range(12):
                design = make(seed)
                of = sweep_study(folder, design, unit_factors(design.share.shape[1]), lambda x: 0 * x[:, 0], noise=1,
                                 streams="own", seed=seed)
                wrong += "No factor's effect can be told from chance" not in sweep_report.answer(of, EN)[1]
            assert wrong <= seldom, (wrong, "of 12 sweeps of chance name a factor")


def test_without_replications_no_sum_of_squares_is_named(folder):
    """Monte Carlo error is unknown then, and these are never 0; correlations have intervals over cells."""
    for design, any_named in ((saltelli(3, 64), False), (morris(3, 20), False), (latin_hypercube(3, 60), True)):
        of = sweep_study(folder, design, unit_factors(3), lambda x: 5 * x[:, 0], replications=1)
        text = sweep_report.answer(of, EN)[1]
        assert ("No factor" not in text) == any_named, (design.method, text)


def test_matters_looks_at_the_interval():
    def prcc(value, low, high):
        return {"prcc": value, "prcc_low": low, "prcc_high": high}

    def total(value, low, noise):
        return {"total": value, "total_low": low, "total_high": 1.0, "total_noise": noise}
    for row_, index, together, certain in [
            (prcc(0.5, 0.1, 0.9), "prcc", 1, True), (prcc(0.5, -0.1, 0.9), "prcc", 1, False),
            (prcc(-0.5, -0.9, -0.1), "prcc", 1, True), (prcc(0.5, 0.1, 0.9), "prcc", 6, False),
            (prcc(0.5, 0.3, 0.7), "prcc", 6, True), (prcc(numpy.nan, numpy.nan, numpy.nan), "prcc", 1, False),
            (total(0.5, 0.3, 0.1), "total", 3, True), (total(0.5, 0.3, 0.26), "total", 3, False),
            (total(0.5, 0.05, 0.1), "total", 3, False), (total(0.5, 0.3, numpy.nan), "total", 3, False),
            (total(0.0, 0.0, 0.0), "total", 3, False)]:
        assert sweep_report.matters(row_, index, 100, together) == certain, (row_, together)


def test_a_sweep_says_what_it_rests_on(folder):
    """Days measured, what the design sets and what it varies, in the words and in the list of parameters."""
    factors = [Factor("turn_up", 0.2, 0.6), Factor("lethality", 0.07, 0.13)]
    design = 'title = "x"\n[set]\n"run.horizon" = "31 d"\n"referral.night" = "1.7"\n'
    study = sweep_study(folder, latin_hypercube(2, 24), factors, lambda x: x[:, 0], measured_days=31, design_text=design)
    study.varied = {"agreement.turn_up": study.factors[0], "emergency.pph.lethality": study.factors[1]}
    described = {key: {"mark": "A", "unit": "1", "default": "0", "meaning": "m"}
                 for key in ("referral.night", "agreement.turn_up", "emergency.*.lethality", "untouched.key")}
    for words, said in ((EN, ("Each cell measures 31 days.", "run.horizon = 31 d; referral.night = 1.7", "are scaled")),
                        (ID, ("Tiap sel mengukur 31 hari.", "run.horizon = 31 d; referral.night = 1.7", "musim di luarnya"))):
        page = sweep_report.contents(study, words, described)
        for text in said:
            assert any(text in line for line in page["rests"]), (text, page["rests"])
        here = {row[0]: str(row[3]) for row in page["parameters"]}
        assert here["referral.night"] == "1.7" and here["untouched.key"] == "", here
        assert words.number(0.2, 1) in here["agreement.turn_up"] and here["emergency.*.lethality"].startswith("pph: "), here
        assert [b["name"] for b in page["first_blocks"]] == ["arms", "factors"], page["first_blocks"]
    year = sweep_study(folder, latin_hypercube(2, 24), factors, lambda x: x[:, 0])
    assert not any("scaled" in line for line in sweep_report.contents(year, EN, {})["rests"])


def test_a_page_never_takes_the_place_of_results(folder):
    path = write(os.path.join(folder, "s.h5"), latin_hypercube(2, 24), [Factor("a"), Factor("b")], lambda x: x[:, 0])
    with open(path, "rb") as file:
        before = file.read()
    expect_raises(AskedError, lambda: report.write(path, path), "would destroy it")
    with open(path, "rb") as file:
        assert file.read() == before, "changed"


def test_a_partial_sweep_says_why_it_cannot(folder):
    """In the language of the page."""
    for options, design, en, id_ in [
            ({"keep": [0, 1, 2]}, saltelli(2, 8), "no row of the base sample is complete yet: 3 cells of 32",
             "belum ada baris sampel dasar yang lengkap: 3 sel dari 32"),
            ({}, latin_hypercube(4, 6), "6 cells are too few for partial correlations of 4 factors: it takes 7",
             "6 sel terlalu sedikit untuk korelasi parsial 4 faktor: diperlukan 7")]:
        of = sweep_study(folder, design, unit_factors(design.share.shape[1]), lambda x: x[:, 0], **options)
        texts = sweep_said(of)
        assert en in texts[0][1] and id_ in texts[1][1], texts
    along = latin_hypercube(2, 30)
    along.share[:, 1] = along.share[:, 0]
    of = sweep_study(folder, along, unit_factors(2), lambda x: x[:, 0])
    assert "bergerak bersama" in sweep_said(of)[1][1], sweep_said(of)


def test_names_of_factors_are_escaped(folder):
    factors = [Factor("<i>a</i> & {b}"), Factor("{x}<script>")]
    of = sweep_study(folder, latin_hypercube(2, 60), factors, lambda x: 5 * x[:, 0] + x[:, 1], noise=0.1)
    for words in BOTH:
        for text in sweep_report.answer(of, words):
            assert "<" not in str(escape(text)), text
        assert escape("<i>a</i> & {b}") in sweep_report.answer(of, words)[1], sweep_report.answer(of, words)


# Remarks.

def provoked(folder):
    """Warnings of analyses that lack something, by their keys."""
    def jump(x):
        return (x[:, 0] - 0.5) ** 2
    three = [Factor("rule", 0, 2, "list", "", ("old", "new", "mixed")), Factor("x2"), Factor("x3")]
    flat = latin_hypercube(3, 40)
    flat.share[:, 1] = 0.5
    studies = [
        (saltelli(2, 16), unit_factors(2), lambda x: x[:, 0], {}),
        (saltelli(2, 1), unit_factors(2), lambda x: x[:, 0], {}),
        (saltelli(6, 32, seed=4), unit_factors(6), sobol_g([0] * 6), {}),
        (saltelli(4, 32), unit_factors(4), lambda x: x[:, 0], {"noise": 3}),
        (saltelli(4, 32), unit_factors(4), lambda x: x[:, 0], {"noise": 3, "streams": "own"}),
        (saltelli(2, 16, seed=3), unit_factors(2), lambda x: x[:, 0] ** 20 + x[:, 1] ** 20, {}),
        (morris(3, 5), ISHIGAMI, ishigami, {}),
        (latin_hypercube(3, 20), unit_factors(3), jump, {}),
        (latin_hypercube(3, 20), three, lambda x: 0 * x[:, 1], {}),
        (flat, unit_factors(3), lambda x: x[:, 0], {})]
    found = {}
    for design, factors, function, options in studies:
        for warning in sweep_study(folder, design, factors, function, **options).analysis.warnings:
            found.setdefault(warning.key, warning)
    return found


def test_every_remark_is_said_in_both_languages(folder):
    found = provoked(folder)
    with open(sensitivity.__file__, encoding="utf-8") as file:
        keys = set(re.findall(r'"(warn_\w+|why_\w+)"', file.read()))
    known = {key for key in MESSAGES if key.startswith(("warn_", "why_"))}
    assert keys == known, ("not both in sensitivity.py and words.py:", keys ^ known)
    assert set(found) == {key for key in keys if key.startswith("warn_")}, ("not provoked or not expected:",
                                                                            set(found) ^ {key for key in keys
                                                                                          if key.startswith("warn_")})
    for key, warning in found.items():
        english, indonesian = str(warning), warning.said_in(ID)
        assert warning.said_in(EN) == english and english != indonesian, warning
        assert "{" not in english + indonesian and "np." not in english + indonesian, (english, indonesian)
        assert ([number(n, EN) for n in re.findall(NUMBER, english)]
                == [number(n, ID) for n in re.findall(NUMBER, indonesian)]), (key, english, indonesian)
        assert not re.search(r" (?:and|of|are|is|more|rows?|cells?) ", f" {indonesian} "), indonesian
        for name in re.findall(r"\bx\d\b", english):
            assert name in indonesian, (name, indonesian)


def test_remarks_write_as_their_language_does():
    few = Remark("warn_few", n=(1200, "cell"), least=12345)
    assert str(few) == "1,200 cells are few: take 12,345 or more", few
    assert few.said_in(ID) == "1.200 sel terlalu sedikit: ambil 12.345 atau lebih"
    wide = Remark("warn_wide", limit=(0.25, 2), what=Remark("first"), widest=(1.5, 2), names=["a", "b", "c"],
                  more=Remark("row_many"))
    assert str(wide) == "intervals wider than 0.25 (first order; widest 1.50): a, b and c: more rows", wide
    assert (wide.said_in(ID)
            == "selang lebih lebar dari 0,25 (orde pertama; terlebar 1,50): a, b dan c: perlu lebih banyak baris")
    negative = Remark("warn_negative", names=[Remark("with_value", name="x1", value=(-0.051, 2))])
    assert negative.said_in(ID) == "orde pertama negatif: x1 (−0,05): perlu lebih banyak baris"
    error = FileError(Remark("why_together"))
    assert str(error) == MESSAGES["why_together"][0] and error.args[0].said_in(ID) == MESSAGES["why_together"][1], error
