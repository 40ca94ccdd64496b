"""The answer of a sweep in words: how far the response goes, and which factors an interval tells from chance."""

import numpy
from markupsafe import Markup, escape
from scipy import stats

from .. import compare, sweep
from ..charts.factors import INDICES, interval_of
from ..text import Remark

LEVEL = 0.95


def answer(study, words):
    """How far the response goes, and which factors move it: those whose index an interval tells from chance."""
    values, digits = study.response.values, study.decimals()
    share = study.response.noise_share
    noise = words("sweep_noise_unknown") if not numpy.isfinite(share) else words.number(100 * share, 0) + "%"
    p5, p95 = numpy.percentile(values, [5, 95])
    said = [words("sweep_range", cells=words.count(len(values), "cell"), what=escape(study.what(words)),
                  low=words.number(values.min(), digits), high=words.number(values.max(), digits),
                  p5=words.number(p5, digits), p95=words.number(p95, digits), noise=noise)]
    if study.analysis is None:
        why = study.why.said_in(words) if isinstance(study.why, Remark) else study.why
        return [Markup(said[0]), words("sweep_impossible", why=why)]
    index = next(name for name in INDICES if name in study.analysis.table)
    said += _factors(study, words, index)
    warned = [warning.said_in(words) for warning in study.analysis.warnings]
    said += [str(escape(f"{text[:1].upper()}{text[1:]}.")) for text in warned]
    return [Markup(text) for text in said]


def _factors(study, words, index):
    """Which factors matter, and which are open; where the program is not found that holds claims, that this is not known."""
    if index == "prcc" and compare.program() is None:
        return [words("sweep_no_program")]
    table, said = study.analysis.table, []
    sure = matters(table, index, len(study.response.values))
    rest = [name for name in table.index if name not in sure]
    places = sensitivity_decimals(table, index)
    if sure:
        listed = words.listed(f"{escape(name)} {words.interval(interval_of(table.loc[name], index), places)}"
                              for name in sure)
        said.append(words("sweep_named", index=words(f"index_{index}"), list=listed))
    else:
        said.append(words("sweep_unnamed"))
    if sure and rest:
        said.append(words("sweep_rest", list=words.listed(str(escape(name)) for name in rest)))
    return said


def matters(table, index, cells=2):
    """Factors whose index is told from chance, in the order of the table.

    Sums of squares are never 0: their interval has to leave out what Monte Carlo error alone gives, and they be over twice
    that; with one replication a cell, and that error unknown, none is told. Correlations are claims that are looked at
    together: the program tells which hold, by the rule that it has for those of runs. p is Student's, of the width of the
    interval.
    """
    if index == "prcc":
        p = [_p(row, index, cells) for _, row in table.iterrows()]
        return [name for name, claim in zip(table.index, compare.claims(p)) if claim["told"]]
    noise = table[f"{index}_noise"]
    return [name for name in table.index if table[f"{index}_low"][name] > max(noise[name], 0)
            and table[index][name] > 2 * noise[name]]


def _p(row, index, cells):
    """Of no correlation; 1 where the interval is unknown, has no width or holds 0."""
    value, low, high = (float(row[f"{index}{end}"]) for end in ("", "_low", "_high"))
    half_width = (high - low) / 2
    if not (numpy.isfinite([value, half_width]).all() and half_width > 0 and (low > 0 or high < 0)):
        return 1.0
    spread = half_width / stats.t.isf((1 - LEVEL) / 2, cells - 1)
    return 2 * float(stats.t.sf(abs(value) / spread, cells - 1))


def sensitivity_decimals(table, index):
    """Decimals with which an index is printed."""
    return 2 if index in ("prcc", "total") else max(1, sweep.decimals(table[index]))
