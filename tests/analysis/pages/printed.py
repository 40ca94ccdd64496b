"""What `darah compare` prints, in numbers, and what pages show of these."""

import re

from elements import INTERVAL
from program import command, expect_code, run

NUMBER = r"[+-]?[\d,]+(?:\.\d+)?"
CHANGE = rf"(?:same|({NUMBER}) ± ({NUMBER}|n/a))(?: ~)?"


def number(text):
    return float(text.replace(",", "").replace("−", "-"))


class Printed:
    """What `darah compare` prints, in numbers."""

    def __init__(self, path):
        self.text = re.sub("± +", "± ", expect_code(0, run(command("compare", path))).stdout)
        self.tables, self.together = {}, {}  # {(title, arm): {label: (baseline, arm, difference)}}, {(arm, which): ...}
        for block in self.text.split("\n\n"):
            every = block.splitlines()
            known = [i for i, line in enumerate(every) if line.startswith("How well")]  # a remark may stand before it
            head, *lines = every[known[0] if known else 0:]
            title, *columns = re.split("  +", head)
            if columns[-1:] == ["difference"]:
                self._read_table(title, columns[1:-1:2], lines)
            if head.startswith("How well differences in deaths"):
                self._read_together(lines)
        self.costs = self._read_costs()

    def _read_table(self, title, arms, lines):
        row = re.compile(rf"(\S.*?)  +({NUMBER}|-)" + rf"  +({NUMBER}|-)(?:  +({CHANGE}))?" * len(arms))
        for line in lines:
            label, before, *rest = row.fullmatch(line.rstrip()).groups()
            for arm, after, change in zip(arms, rest[::4], rest[1::4]):
                self.tables.setdefault((title, arm), {})[label] = before, after, change or "-"

    def _read_together(self, lines):
        arm = None
        for line in lines:
            match = re.match(rf"(\S*) +(true|expected) +{CHANGE} +({CHANGE})", line)
            if match:
                arm = match[1] or arm
                self.together[arm, match[2]] = change_of(match[5])

    def _read_costs(self):
        """{(arm, payer): "1.2 (1.0 to 1.4)" or a verdict}"""
        found, arm = {}, None
        text = self.text[self.text.index("\nCost of a death averted"):self.text.index("\nCosts are")]
        for line in text.splitlines():
            match = re.match(r"(\S+)? +(district|all payers)  .*?(\S+ \(\S+ to \S+\)|not estimable|saves money|dominated)",
                             line)
            if match:
                arm = match[1] or arm
                found[arm, match[2]] = match[3]
        return found


def change_of(text):
    """Mean and half width of a difference as it is printed."""
    return (0.0, 0.0) if text == "same" else tuple(map(number, re.match(CHANGE, text).groups()))


def near(shown, printed):
    """Whether a number is the one printed, but for digits that this lacks."""
    places = len(printed.partition(".")[2])
    return printed == "-" and shown == "–" or abs(number(shown) - number(printed)) <= 0.5001 * 10.0 ** -places


def intervals(text):
    """(mean, low, high) of each interval in English."""
    return [tuple(map(number, re.findall(r"[+−]?[\d,]+(?:\.\d+)?", interval))) for interval in re.findall(INTERVAL, text)]


def expect_interval(found, mean, half_width, *facts, places=1):
    """The same but for what rounding to so many places leaves open."""
    tolerance = 1.1 * 10.0 ** -places
    known = (mean, mean - half_width, mean + half_width)
    assert all(abs(a - b) <= tolerance for a, b in zip(found, known)), (*facts, "found", found, "known", known)
