"""The cost-effectiveness planes."""

from arrays import EN, NEAR, Plain, by, cell_is, csv_of, student, values_of
from known_sweeps import expect_near


def test_costs_are_those_of_each_replication(chart, small_run):
    """The district's and all payers' money, and expected deaths averted, from the measures themselves."""
    p, found = Plain(small_run), chart("costs")
    million = 1e-6
    district = million * sum(p.yearly(of) for of in ("money", "running_money", "driver_money", "night_money", "poned_money",
                                                     "outreach_budget", "cash_paid"))
    hospitals = million * sum(p.yearly(of) for of in ("bed_day_money", "operation_money", "night_team_money"))
    recruited = p.yearly("money", cost="recruitment")
    centres = million * (p.yearly("drive_money") - recruited + p.yearly("bag_money") + p.yearly("waste_money"))
    families = million * (p.yearly("family_money") - p.yearly("cash_paid"))
    money = {"district": district, "all_payers": district + hospitals + centres + families}
    averted = million * (p.yearly("deaths_expected")[:1] - p.yearly("deaths_expected"))
    arms = p.labels("arm")
    assert [heading for heading, _ in found.panels] == ["district", "all payers"], found.panels
    for panel, payer in enumerate(money):
        dots, means = (values_of(found, panel, layer) for layer in (2, 5))
        for arm in arms[1:]:
            a = arms.index(arm)
            cost = money[payer][a] - money[payer][0]
            mine = [d for d in dots if d["arm"] == arm]
            expect_near([d["averted"] for d in mine], averted[a], NEAR, arm)
            expect_near([1000 * d["cost"] for d in mine], cost, 1e-6 * abs(cost).max() + 1e-9, arm, payer)
            mean = by(means, "arm")[arm,]
            expect_near([mean["averted"], mean["a_low"], mean["a_high"]], student(averted[a]), NEAR, arm)
            expect_near([1000 * mean["cost"], 1000 * mean["c_low"], 1000 * mean["c_high"]], student(cost), 1e-6, arm)
            lines = csv_of(found, 3)
            for r in range(3):
                expect_near(lines[payer, arm, r], [averted[a, r], cost[r]], 1e-6, arm, r)
            row = next(r for r in found.rows if r[:2] == [arm, EN.label("payer", payer)])
            cell_is(row[2], student(cost), 0, EN)
            cell_is(row[3], student(averted[a]), 1, EN)
