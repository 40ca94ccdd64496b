"""How sure a difference is when so many are looked at, and how many replications it takes to be."""

import itertools

import numpy
from scipy import stats

from by_hand import ZERO, interval, of_samples
from darah.study import about, replications_to_tell, told


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
