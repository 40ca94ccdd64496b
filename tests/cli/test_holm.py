"""darah holm: the one rule for many claims, for whoever has p-values of their own."""

import json

import pytest

from program import command, expect_code, run


def holm(*p):
    return json.loads(expect_code(0, run(command("holm", *p))).stdout)


def test_a_published_family():
    """Neuhaus et al. (1992) in Benjamini and Hochberg (1995), J. R. Statist. Soc. B 57, 289-300: the first three are told."""
    p = [.0201, .0001, .0004, .0019, .0095, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0]
    adjusted = [.2211, .0015, .0056, .0247, .114, .278, .278, .278, .3213, 1, 1, 1, 1, 1, 1]
    found = holm(*p)
    assert [claim["p"] for claim in found] == pytest.approx(adjusted)
    assert [claim["told"] for claim in found] == [0 < i < 4 for i in range(15)]


def test_a_claim_alone_stands_by_its_own_p():
    assert holm("0.05") == [{"p": 0.05, "told": True}]
    assert holm("5.1e-2") == [{"p": 0.051, "told": False}]
    assert [claim["told"] for claim in holm(0, 0, "1e-300")] == [True] * 3


@pytest.mark.parametrize("wrong", ["1.5", "nan", "inf", "half", "0.5x", ""])
def test_what_is_no_p_value_is_refused(wrong):
    expect_code(2, run(command("holm", "0.1", wrong)), "is no p-value: P is a number from 0 to 1")


def test_without_claims_nothing_is_told():
    expect_code(2, run(command("holm")), "P is missing")
