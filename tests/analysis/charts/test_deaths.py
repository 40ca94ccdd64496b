"""Deaths by cause and by place."""

from arrays import EN, NEAR, Plain, by, cell_is, csv_of, student, values_of
from darah.study import Study
from known_sweeps import expect_near


def test_deaths_by_cause_and_place(chart, small_run):
    p, study = Plain(small_run), Study(small_run)
    arms = p.labels("arm")
    for name, measure in (("cause", "deaths_true"), ("place", "deaths_by_place")):
        found, deaths = chart(name), p.yearly(measure, name)
        expect_near(deaths.sum(2), p.yearly("deaths_true"), NEAR, name)
        values, lines = by(values_of(found), "what", "arm"), csv_of(found, 2)
        order = [v["what"] for v in values_of(found) if v["arm"] == study.baseline]
        means = [values[what, study.baseline]["mean"] for what in order]
        assert means == sorted(means, reverse=True), "not the largest first"
        for i, label in enumerate(p.labels(name)):
            for arm in arms:
                known = student(deaths[arms.index(arm), :, i])
                expect_near(lines[label, arm], known, NEAR, label, arm)
                if arm in (study.baseline, study.main):
                    v = values[EN.label("code", label), arm]
                    expect_near([v["mean"], v["low"], v["high"]], [known[0], max(known[1], 0), known[2]], NEAR, label)
            row = next(r for r in found.rows if r[0] == EN.label("code", label))
            for arm, cell in zip(study.arms, row[1:]):
                cell_is(cell, lines[label, arm], 1, EN)
            cell_is(row[-1], student(deaths[arms.index(study.main), :, i] - deaths[0, :, i]), 1, EN)
