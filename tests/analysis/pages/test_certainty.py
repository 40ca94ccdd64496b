"""How many replications a sentence names: two digits are enough."""

import numpy

from darah.pages.answer import about


def test_about_keeps_two_digits():
    for asked in [*numpy.linspace(0.1, 120, 997), 99.2, 100, 101, 990.5, 991, 12345, 3.2e5]:
        n = about(asked)
        assert n >= max(asked, 2) and n == int(n) and len(str(n).rstrip("0")) <= 2, asked
        assert n <= 2 or n - asked < max(1, 0.1 * n), (asked, n)
        assert about(n) == n
