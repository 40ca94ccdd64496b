"""How each language writes numbers, intervals, lists and dates."""

import datetime

import numpy

from darah.words import Words

EN, ID = Words("en"), Words("id")


def interval(mean, half_width):
    return {"mean": mean, "half_width": half_width, "low": mean - half_width, "high": mean + half_width}


def test_numbers_are_written_as_in_each_language():
    for value, decimals, sign, en, id_ in [
            (1234567.891, 1, False, "1,234,567.9", "1.234.567,9"), (-1234.5, 1, False, "−1,234.5", "−1.234,5"),
            (0.05, 2, True, "+0.05", "+0,05"), (-0.04, 1, True, "0.0", "0,0"), (0.0, 0, True, "0", "0"),
            (-0.0, 2, False, "0.00", "0,00"), (999.96, 1, False, "1,000.0", "1.000,0"), (12, 0, True, "+12", "+12"),
            (None, 1, False, "–", "–"), (numpy.nan, 1, False, "–", "–"), (-numpy.inf, 1, True, "–", "–")]:
        assert EN.number(value, decimals, sign) == en and ID.number(value, decimals, sign) == id_, value


def test_intervals_are_written_whole():
    known = interval(-1234.56, 10.5)
    assert EN.interval(known, 1) == "−1,234.6 (−1,245.1 to −1,224.1)"
    assert ID.interval(known, 1) == "−1.234,6 (−1.245,1 sampai −1.224,1)"
    assert EN.interval(interval(60.4, 12.2), 0, suffix="%") == "60% (48% to 73%)"
    assert EN.interval(interval(0.5, 1), 1, True) == "+0.5 (−0.5 to +1.5)"
    for words_, text in ((EN, "5.0 (no interval)"), (ID, "5,0 (tanpa selang)")):
        assert words_.interval({"mean": 5.0, "half_width": None, "low": None, "high": None}, 1) == text
        assert words_.interval({"mean": 5.0, "half_width": 0, "low": None, "high": 9.0}, 1) == text
        assert words_.interval(None) == "–" == words_.interval({"mean": None, "half_width": None, "low": None, "high": None})
    # An end that is not 0 is not shown as 0, which the interval leaves out.
    assert EN.interval(interval(0.3, 0.27), 1) == "0.30 (0.03 to 0.57)"
    assert ID.interval(interval(-0.004, 0.0036), 1, True) == "−0,0040 (−0,0076 sampai −0,0004)"
    assert EN.interval(interval(0.3, 0.31), 1) == "0.3 (0.0 to 0.6)"


def test_differences_are_written_as_compare_does():
    for known, en, id_ in [(interval(-22.71, 1.35), "−22.7 ± 1.4", "−22,7 ± 1,4"), (interval(0.0, 0.0), "same", "sama"),
                           (interval(0.0, 1.0), "0.0 ± 1.0", "0,0 ± 1,0"), (interval(1.0, 0.0), "+1.0 ± 0.0", "+1,0 ± 0,0"),
                           (None, "–", "–")]:
        assert EN.plus_minus(known, 1, True) == en and ID.plus_minus(known, 1, True) == id_, known


def test_lists_counts_and_dates():
    assert [EN.listed(x) for x in ([], ["a"], ["a", "b"], iter("abc"))] == ["", "a", "a and b", "a, b and c"], "in English"
    assert ID.listed("abc") == "a, b dan c"
    assert [EN.count(n, "cell") for n in (1, 2, 1200)] == ["1 cell", "2 cells", "1,200 cells"], EN.count(1200, "cell")
    assert [ID.count(n, "district") for n in (1, 1200)] == ["1 kabupaten/kota", "1.200 kabupaten/kota"], ID.count(8,
                                                                                                                  "district")
    day = datetime.date(2018, 8, 17)
    assert EN.date(day) == "17 August 2018" and ID.date(day) == "17 Agustus 2018"
    assert len(EN.months()) == len(ID.months()) == 12, ID.months()
    for words_, sunday, friday in ((EN, "Sunday", "Friday"), (ID, "Minggu", "Jumat")):
        time = words_.vega_locale()["time"]
        assert time["days"][0] == sunday and time["days"][5] == friday and len(set(time["days"])) == 7, time
        assert len(set(time["shortDays"])) == 7 and len(set(time["shortMonths"])) == 12, time
        number_ = words_.vega_locale()["number"]
        assert words_.number(1234.5, 1) == f"1{number_['thousands']}234{number_['decimal']}5", number_
