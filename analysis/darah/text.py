"""Numbers and tables as text."""

import math
import textwrap

from .words import Words

WIDTH = 110


class Remark(str):
    """A message of the catalogues of words with its values: English as it stands, and said_in() other languages.

    Values are texts, whole numbers, (number, decimals), (how many, noun), other Remarks, or lists of these.
    """

    def __new__(cls, key, **values):
        remark = super().__new__(cls, _said(Words("en"), key, values))
        remark.key, remark.values = key, values
        return remark

    def said_in(self, words):
        """In a language; lists are joined as there, numbers written as there."""
        return _said(words, self.key, self.values)


def _said(words, key, values):
    def spoken(value):
        if isinstance(value, Remark):
            return value.said_in(words)
        if isinstance(value, list):
            return words.listed(map(spoken, value))
        if isinstance(value, tuple):
            return words.count(*value) if isinstance(value[1], str) else words.number(*value)
        return value if isinstance(value, str) else words.number(value)
    return words(key, **{name: spoken(value) for name, value in values.items()})


def decimals(values, digits=3):
    """Decimals with which the largest of the values has so many digits."""
    largest = max((abs(v) for v in values if math.isfinite(v)), default=0)
    return max(0, digits - 1 - math.floor(math.log10(largest))) if largest > 0 else 0


def number(value, places):
    """With so many decimals and without a negative zero; "-" where there is none."""
    if not math.isfinite(value):
        return "-"
    text = f"{value:.{places}f}"
    return text.lstrip("-") if float(text) == 0 else text


def interval(low, high, places):
    return f"{number(low, places)} to {number(high, places)}"


def percent(share):
    if not math.isfinite(share):
        return "-"
    return "under 0.1%" if 0 < share < 0.001 else f"{100 * share:.{0 if share >= 0.01 or share == 0 else 1}f}%"


def aligned(header, rows):
    """Lines of a table: text to the left, all that begins like a number to the right."""
    columns = list(zip(header, *rows))
    right = [all(cell[:1].isdigit() or cell[:1] == "-" for cell in column[1:]) for column in columns]
    widths = [max(map(len, column)) for column in columns]
    lines = []
    for row in [header, *rows]:
        cells = [cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(row, widths, right)]
        lines.append("  ".join(cells).rstrip())
    return lines


def wrapped(line):
    """Lines no wider than a screen; what follows the first is indented."""
    return textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) or [""]


def page(title, table, notes, warnings):
    """Title and table as they are, then notes and warnings, wrapped."""
    remarks = [*notes, *(f"Warning: {warning}." for warning in warnings)]
    return "\n".join([*title, "", *table, "", *(line for remark in remarks for line in wrapped(remark))])


def listed(names):
    """a, b and c"""
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def count(n, noun):
    """1 row, 2 rows; 1 trajectory, 2 trajectories"""
    return f"{n} {noun}" if n == 1 else f"{n} {noun[:-1]}ies" if noun.endswith("y") else f"{n} {noun}s"
