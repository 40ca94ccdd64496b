"""Change in deaths of each arm."""

from arrays import BOTH, EN, NEAR, Plain, by, cell_is, csv_of, student, values_of
from darah.study import Study
from known_sweeps import expect_near


def test_effects_are_paired_differences(chart, small_run):
    plain_, found = Plain(small_run), chart("effects")
    deaths = plain_.yearly("deaths_expected") * 1e-6
    arms = plain_.labels("arm")
    assert deaths.sum() > 0 and (deaths[2] != deaths[0]).any(), deaths
    values = by(values_of(found), "arm")
    assert [v["arm"] for v in values_of(found)] == Study(small_run).others and len(values) == 2, values
    for arm in arms[1:]:
        known = student(deaths[arms.index(arm)] - deaths[0])
        v = values[arm,]
        expect_near([v["mean"], v["low"], v["high"]], known, NEAR, arm)
        expect_near(csv_of(found, 1)[arm,], known, NEAR, arm)
        for words_ in BOTH:
            row = next(r for r in chart("effects", code=words_.code).rows if r[0] == arm)
            cell_is(row[2], student(deaths[arms.index(arm)]), 1, words_)
            cell_is(row[3], known, 1, words_)
        assert v["text"] == EN.plus_minus({"mean": known[0], "half_width": known[2] - known[0]}, 1, True), v
