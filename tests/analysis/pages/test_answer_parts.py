"""The parts of an answer: districts, mechanisms and costs."""

import re

import numpy
from scipy import stats

from by_hand import (BOTH, DISTRICTS, EN, MECHANISMS, NUMBER, ZERO, all_said, as_read, attribution, change, claims, interval,
                     of_samples, opened, said, shown)
from darah.pages.answer import about, to_run


def district_study(values):
    """values: (district, replication)."""
    found = dict(zip(DISTRICTS, values))
    total = of_samples(values.sum(0))
    return opened(said({"mou": change(total)}, replications=values.shape[1],
                       districts={d: [of_samples(v) if v.any() else ZERO] for d, v in found.items()}),
                  names={d: f"Kab. {d.title()}" for d in DISTRICTS})


def replications(words, takes):
    """As many as the answer says that it takes."""
    return f"{words.number(about(takes))} {'replications' if words is EN else 'replikasi'}"


def test_districts_are_named_by_holm():
    """Those that Holm's tests reject, with p by scipy, the largest first, three with their intervals; of the rest no figure."""
    generator = numpy.random.default_rng(5)
    cases = set()
    for case in range(30):
        means = -generator.choice([0, 0.3, 0.8, 3], 8) * generator.choice([0, 1, 1])
        values = numpy.rint(generator.normal(means[:, None], 1, (8, 16)))
        if case % 3 == 0:
            values[2] = 0
        p = numpy.array([stats.ttest_1samp(v, 0).pvalue if v.any() else 1 for v in values])
        order = numpy.argsort(-abs(values.mean(1)), kind="stable")
        ranked = numpy.argsort(p, kind="stable")
        first_kept = next((k for k, i in enumerate(ranked) if p[i] > 0.05 / (8 - k)), 8)
        sure = [i for i in order if i in ranked[:first_kept]]
        same = [i for i in order if not values[i].any()]
        rest = [i for i in order if i not in sure and i not in same]
        of = district_study(values)
        cases.add((min(len(sure), 4), bool(rest)))
        for texts, words in zip(all_said(of), BOTH):
            told_of = next((as_read([t]) for t in texts if "Kab. " in t), "")
            for place, i in enumerate(sure):
                name, known = f"Kab. {DISTRICTS[i].title()}", of_samples(values[i])
                assert name in told_of, (name, told_of)
                assert (f"{name} {shown(known, words, sign=True)}" in told_of) == (place < 3), (place, name, told_of)
            for i in (*rest, *same):
                assert not re.search(rf"Kab\. {DISTRICTS[i].title()} {NUMBER}", told_of), (DISTRICTS[i], told_of)
            named = [m.start() for i in sure[:3] for m in [re.search(DISTRICTS[i].title(), told_of)]]
            assert named == sorted(named), ("not the largest first:", told_of)
            takes_of = [claim["to_tell"] or numpy.inf
                        for claim in claims([of_samples(v) if v.any() else ZERO for v in values])]
            if not sure and rest:
                takes = min(takes_of[i] for i in rest)
                assert not any(DISTRICTS[i].title() in told_of for i in rest), ("names one that is not told:", told_of)
                assert takes == numpy.inf or replications(words, takes) in as_read(texts), (takes, texts)
            if sure:
                assert words("districts_no_forecast") in told_of, told_of
            if sure and rest and (values[rest].mean(1) != 0).all():
                takes = max(takes_of[i] for i in rest)
                assert replications(words, takes) in told_of, (takes, told_of)
    assert {(0, True), (1, True), (4, True)} <= cases, cases


def test_all_districts_may_be_named():
    values = numpy.random.default_rng(1).normal(-6, 0.5, (8, 16)) - numpy.arange(8)[:, None]
    texts = all_said(district_study(values))
    for text in texts:
        assert all(d.title() in as_read(text) for d in DISTRICTS), text
        assert as_read(text).count("Kab. ") == 8, text
    assert "cannot tell" not in as_read(texts[0]) and "belum dapat" not in as_read(texts[1]), texts


def test_none_is_nearest_where_nothing_is_known():
    values = numpy.tile([1.0, -1.0], (8, 8))  # means of 0
    texts = all_said(opened(said({"mou": change(interval(-9.0, 2.0))}, districts={d: [of_samples(v)] for d, v
                                                                              in zip(DISTRICTS, values)})))
    for text in texts:
        assert not any(d in as_read(text) for d in DISTRICTS) and "repli" not in as_read(text[1:]), text
    assert "No single district's change can be told from 0." in as_read(texts[0]), texts


def mechanisms_said(*attributions, arms=("mou",)):
    of = opened(said({arm: change(interval(-16.2 + i, 3.0)) for i, arm in enumerate(arms)}, mechanisms=list(attributions)))
    return [as_read(texts) for texts in all_said(of)]


def test_mechanisms_are_named_with_their_shares():
    """By Holm's method among seven; what is told from 0 alone, as one of one, is not."""
    def just(level, share):
        """An interval of half a width with which the test at this level misses, or not, by a hundredth."""
        return share * stats.t.isf(0.025, 15) / stats.t.isf(level / 2, 15)
    courier, call_up = interval(4.4, 4.4 * just(0.05 / 6, 0.99)), interval(2.0, 2.0 * just(0.05 / 5, 1.01))
    assert call_up["low"] > 0, "it would be told alone"
    texts = mechanisms_said(attribution(pre_notification=interval(12.1, 3.6), courier=courier, call_up=call_up,
                                        candidates=interval(-0.2, 0.5)))
    for text, words in zip(texts, BOTH):
        share = shown(interval(100 * 12.1 / 20.2, 100 * 3.6 / 20.2), words, 0, suffix="%")
        assert f"{words.label('code', 'pre_notification')} {shown(interval(12.1, 3.6), words, sign=True)}" in text, text
        assert share in text and shown(interval(20.2, 4.7), words, sign=True) in text, (share, text)
        assert f"{words.label('code', 'courier')} {shown(courier, words, sign=True)}" in text, text
        assert text.index(words.label("code", "pre_notification")) < text.index(words.label("code", "courier")), text
        for untold in ("call_up", "candidates", "joint_review"):
            assert words.label("code", untold) in text and f"{words.label('code', untold)} +" not in text, (untold, text)
    rest, _, same = texts[0].partition("cannot tell")
    rest, same = rest.rpartition("Of ")[2], same.partition("In no replication is anything changed by ")[2]
    assert "call-up of donors" in rest and "candidate donors" in rest and "joint review" not in rest, texts
    assert "joint review" in same and "call-up" not in same, texts
    claimed = dict(zip(MECHANISMS, claims([{"pre_notification": interval(12.1, 3.6), "courier": courier, "call_up": call_up,
                                            "candidates": interval(-0.2, 0.5)}.get(m, ZERO) for m in MECHANISMS])))
    needed = about(max(claimed[m]["to_tell"] for m in ("call_up", "candidates")))
    assert f"about {EN.number(needed)} replications would tell for all" in rest_of(texts[0]), (needed, texts)


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
    n = claims([interval(1.0, 1.2), interval(0.5, 2.0), *[ZERO] * 5])[0]["to_tell"]
    for text, words in zip(mechanisms_said(found), BOTH):
        assert replications(words, n) in text and words.label("code", "courier") in text, (n, text)
        assert words.label("code", "call_up") not in text and words.number(1.2, 1) not in text, text
    flat = mechanisms_said(attribution(courier=interval(0.0, 1.2)))
    assert "No single mechanism's effect can be told from 0 with these replications." in flat[0], flat
    assert "courier" not in flat[0] and "about" not in flat[0].partition("No single mechanism")[2], flat


def test_without_attribution_it_says_so_and_how_to_get_it_elsewhere():
    """Whoever plans is told what is not known; how to run it stands where it is told how to run the page again."""
    alone = opened(said({"mou": change(interval(-16.2, 3.0))}))
    for texts, words in zip(all_said(alone), BOTH):
        assert words("mechanisms_absent") in as_read(texts) and "attribute" not in as_read(texts), texts
        assert any('attribute = "agreement.mechanisms"' in text for text in to_run(alone, words))
    one = opened(said({arm: change(interval(-16.2 + i, 3.0)) for i, arm in enumerate(("mou", "second"))},
                      mechanisms=[attribution("second", courier=interval(4.4, 1.0))]))
    for texts, words in zip(all_said(one), BOTH):
        assert "second" in as_read(texts) and words.label("code", "courier") not in as_read(texts), texts
        assert to_run(one, words) == [words("to_run_more")]


def payer(verdict, name="district", cost=interval(6643.6, 10.0), ratio=(293.95, 278.0, 311.8)):
    mean, low, high = ratio
    return {"payer": name, "cost": cost, "verdict": verdict, "by_replication": [],
            "ratio": {"bounded": mean is not None, "ratio": mean, "low": low, "high": high}}


def costs_said(*payers, expected=interval(-22.6, 1.7)):
    of = opened(said({"mou": change(interval(-22.7, 1.8), expected=expected)},
                     costs=[{"arm": "mou", "averted_true": None, "averted": ZERO, "by_replication": [], "payers": payers}]))
    return [as_read(texts[-1:]) for texts in all_said(of)]


def test_every_verdict_on_costs_is_said():
    en, id_ = costs_said(payer("ratio"), payer("ratio", "all_payers", ratio=(622.1, 588.0, 1660.4)))
    assert en == ("An expected death averted costs local government IDR 294 (278 to 312) million. An expected death averted "
                  "costs all payers together IDR 622 (588 to 1,660) million.")
    assert "Rp294 (278 sampai 312) juta" in id_ and "Rp622 (588 sampai 1.660) juta" in id_, id_
    en, id_ = costs_said(payer("saves_money", cost=interval(-70.0, 20.0)))
    assert "IDR 70 (50 to 90) million" in en and "294" not in en and "Rp70 (50 sampai 90) juta" in id_, (en, id_)
    worse = interval(3.0, 0.5)
    en, id_ = costs_said(payer("dominated"), expected=worse)
    assert "More die and it costs local government no less: IDR 6,644 (6,634 to 6,654) million" in en and "294" not in en, en
    en, id_ = costs_said(payer("forgone"), expected=worse)
    assert "at the price of lives: IDR 294 (278 to 312) million" in en and "taruhan nyawa" in id_, (en, id_)
    for unbounded in ((None, None, None), (35.0, None, None), (35.0, -20.0, 90.0)):
        en, id_ = costs_said(payer("not_estimable", ratio=unbounded, cost=interval(51.0, 153.0)))
        assert "cannot be estimated" in en and "IDR +51 (−102 to +204) million" in en and "35" not in en, en
        assert "tidak dapat ditaksir" in id_ and "+51 (−102 sampai +204)" in id_, id_
