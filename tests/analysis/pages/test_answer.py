"""The first sentences of an answer: what they name and leave out, no figure without its interval, in both languages."""

import itertools
import re

import numpy
from markupsafe import Markup, escape

from by_hand import (BOTH, DISTRICTS, EN, ID, LEVEL, ZERO, all_said, as_read, attribution, change, first, interval,
                     of_samples, opened, row, said, shown)
from darah.pages import answer
from darah.words import MESSAGES


def test_says_how_many_fewer_die():
    known = interval(-22.7, 1.8)
    of = opened(said({"mou": change(known)}), {"mou": "To the letter", "now": "As it was"},
                {"mou": "Sepenuhnya", "now": "Apa adanya"})
    en, id_ = first(of)
    assert en.startswith("To the letter (mou): about 22.7 (chance alone: 20.9 to 24.5) mothers fewer die a year in 8 districts, of "
                         "432.7 (426.4 to 439.0) under As it was (now)."), en
    assert id_.startswith("Sepenuhnya (mou): kematian ibu berkurang sekitar 22,7 (galat acak saja: 20,9 sampai 24,5) per tahun di 8 "
                          "kabupaten/kota, dari 432,7 (426,4 sampai 439,0) pada pembanding, Apa adanya (now)."), id_
    one = opened(said({"mou": change(known)}), names={"cilegon": "Kota Cilegon"})
    assert all("Kota Cilegon" in text and "mou (mou)" not in text for text in first(one)), first(one)


def test_says_how_many_more_die():
    of = opened(said({"bad": change(interval(5.0, 1.5))}))
    en, id_ = first(of)
    assert "5.0 (chance alone: 3.5 to 6.5) mothers more die" in en and "fewer" not in en, en
    assert "bertambah sekitar 5,0 (galat acak saja: 3,5 sampai 6,5)" in id_ and "berkurang" not in id_, id_


def test_says_when_it_cannot_tell():
    """And how many replications it takes, as `darah compare` says; never the mean."""
    known, wide = interval(-0.8, 1.1), interval(-0.8, 1.3)
    changes = {"mou": change(known, wide, to_tell=41.0), "other": change(interval(0.1, 3.0))}
    of = opened(said(changes))
    assert of.main == "mou"
    for text, words in zip(first(of), BOTH):
        low, high = (words.number(wide[end], 1, True) for end in ("low", "high"))
        assert f"{low} {'to' if words is EN else 'sampai'} {high}" in text, text
        assert ("about 41 replications" if words is EN else "sekitar 41 replikasi") in text, text
        assert words.number(known["mean"], 1) not in text and words.number(-known["mean"], 1) + " (" not in text, text
    assert "cannot tell whether fewer mothers die" in first(of)[0] and "mothers fewer die a year" not in first(of)[0]
    never = opened(said({"mou": change(interval(0.0, 2.0), to_tell=None)}))
    assert "more replications than can be run" in first(never)[0] and "about" not in first(never)[0], first(never)


def test_says_when_nothing_differs():
    of = opened(said({"paper": change(ZERO, expected=ZERO, to_tell=None)}, districts={d: [ZERO] for d in DISTRICTS}))
    (en, *more), _ = all_said(of)
    assert "in no replication does the number of deaths differ" in en and not more, (en, more)


def test_agreeing_replications_tell_nothing():
    """A width of 0 is no certainty: three counts of one death each happen to agree."""
    alike = interval(-4.1, 0.0)
    of = opened(said({"mou": change(alike, averted=interval(4.1, 0.0), to_tell=4.0), "two": change(interval(-1.0, 0.0))},
                     replications=3, districts={"lebak": [alike, ZERO], "cilegon": [ZERO, ZERO]}))
    for texts, words in zip(all_said(of), BOTH):
        text = as_read(texts)
        assert words.number(4.1, 1) not in text and (" 4 replications" if words is EN else " 4 replikasi") in text, text
        assert ("cannot tell whether fewer mothers die" if words is EN else "belum dapat memastikan") in text, text
        assert "lebak" not in text, ("a district is named by three that agree:", text)
        assert "two" in texts[-1] and not re.search(r"\d", as_read(texts[-1])), texts


def test_brackets_are_explained():
    two = opened(said({"a": change(interval(-9.0, 1.0)), "b": change(interval(-1.0, 2.0))}))
    assert "hold for all policies together" in first(two)[0] and "semua kebijakan sekaligus" in first(two)[1], first(two)
    one = opened(said({"a": change(interval(-9.0, 1.0))}))
    assert "together" not in first(one)[0] and "95%" in first(one)[0] and "sekaligus" not in first(one)[1], first(one)


def test_counted_deaths_are_told_apart():
    """The answer is of deaths expected from care, where there are any; those that were drawn stand after it."""
    expected = interval(-16.2, 6.7)
    for counted, en, id_ in [(interval(-20.1, 4.8), "it is 20.1 (15.3 to 24.9) fewer", "berkurang 20,1 (15,3 sampai 24,9)"),
                             (interval(2.0, 0.5), "it is 2.0 (1.5 to 2.5) more", "bertambah 2,0 (1,5 sampai 2,5)"),
                             (interval(-1.0, 1.5), "the change is −1.0 (−2.5 to +0.5): not told from 0",
                              "perubahannya −1,0 (−2,5 sampai +0,5): tidak dapat dibedakan dari 0")]:
        texts = all_said(opened(said({"mou": change(counted, expected=expected)})))
        for text, wanted in zip(texts, (en, id_)):
            assert wanted in as_read(text[1:2]), text
            assert re.search(r"16[.,]2 \([^)]*9[.,]5 (?:to|sampai) 22[.,]9\)", as_read(text[:1])), text
    for none in (change(expected), change(ZERO, expected=expected)):
        texts = all_said(opened(said({"mou": none})))
        assert "counting" not in as_read(texts[0]) and "dihitung dari" not in as_read(texts[1]), texts


def test_general_patients_stand_beside_mothers():
    """What the arm costs or spares those who need the same blood; that it is not counted where it is not."""
    def texts_of(difference, counted=True):
        made = said({"mou": change(interval(-20.0, 2.0))})
        made["tables"][0]["rows"].append(row("deaths_general_expected", [difference]) | {"counted": counted})
        return [as_read(texts) for texts in all_said(opened(made))]
    for difference, en, id_ in [(interval(-3.0, 1.0), "red cells: 3.0 (2.0 to 4.0) fewer", "berkurang 3,0 (2,0 sampai 4,0)"),
                                (interval(3.0, 1.0), "This costs others: ", "Ini merugikan orang lain: "),
                                (interval(1.0, 2.0), "1.0 (−1.0 to +3.0) a year, not told from 0", "1,0 (−1,0 sampai +3,0) per tahun")]:
        for text, wanted in zip(texts_of(difference), (en, id_)):
            assert wanted in text, text
    for text, wanted in zip(texts_of(None, False), ("are not counted", "tidak dihitung")):
        assert wanted in text, text
    assert "General patients" not in as_read(all_said(opened(said({"mou": change(interval(-20.0, 2.0))})))[0])


def test_women_are_counted_by_name():
    averted, caused = interval(23.0, 1.4), interval(0.3, 0.2)
    both = all_said(opened(said({"mou": change(interval(-22.7, 1.8), averted=averted, caused=caused)})))
    for text, words in zip(both, BOTH):
        assert shown(averted, words) in as_read(text) and shown(caused, words) in as_read(text), text
    alone = all_said(opened(said({"mou": change(interval(-23.0, 1.4), averted=averted)})))
    assert "in these replications none dies who would have lived" in as_read(alone[0]), alone
    assert "dalam replikasi ini tidak ada ibu meninggal yang semestinya selamat" in as_read(alone[1]), alone
    none = all_said(opened(said({"mou": change(interval(-23.0, 1.4))})))
    assert "woman by woman" not in as_read(none[0]) and "ibu demi ibu" not in as_read(none[1]), none


def test_others_have_a_line_each():
    changes = {"most": change(interval(-22.0, 2.0)), "fewer": change(interval(-5.1, 1.1)), "more": change(interval(4.3, 0.2)),
               "untold": change(interval(-0.4, 0.9), to_tell=121.0), "same": change(ZERO)}
    of = opened(said(changes), {"fewer": "As elsewhere"}, {"fewer": "Seperti di tempat lain"})
    assert [as_read([line]) for line in answer.others(of, EN)] == [
        "fewer (As elsewhere): 5.1 (4.0 to 6.2) fewer", "more: 4.3 (4.1 to 4.5) more",
        "untold: −0.4 (−1.3 to +0.5), not told from 0. If the change is as large as it looks here, about 130 replications "
        "would tell.", "same: the same in every replication"]
    assert [as_read([line]) for line in answer.others(of, ID)] == [
        "fewer (Seperti di tempat lain): berkurang 5,1 (4,0 sampai 6,2)", "more: bertambah 4,3 (4,1 sampai 4,5)",
        "untold: −0,4 (−1,3 sampai +0,5), tidak dapat dibedakan dari 0. Bila perubahannya memang sebesar yang tampak di sini, "
        "sekitar 130 replikasi dapat memastikannya.", "same: sama dalam setiap replikasi"]
    all_said(of)


def test_the_main_arm_differs_most():
    """By expected deaths, where there are any."""
    changes = {"a": change(interval(-3.0, 9.0), expected=interval(-9.0, 1.0)),
               "b": change(interval(-5.0, 2.0), expected=interval(-4.0, 1.0)), "c": change(ZERO, expected=ZERO)}
    assert opened(said(changes)).others == ["a", "b", "c"]


def test_says_what_is_missing():
    whole = said({"mou": change(interval(-22.7, 1.8))})
    assert not answer.missing(opened(whole), EN) and not answer.missing(opened(whole), ID)
    stopped = opened(whole, complete=0, replications_requested=64)
    assert as_read(answer.missing(stopped, EN)) == "The run was interrupted: 16 of 64 replications are here."
    assert "16 dari 64 replikasi" in as_read(answer.missing(stopped, ID)), answer.missing(stopped, ID)
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
        assert "As it was (now)" in as_read(texts) and shown(LEVEL, words) in as_read(texts), texts
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
