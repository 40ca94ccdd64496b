"""The answer of a sweep in words: how far the response goes, and which factors an interval tells from chance."""

import numpy
from markupsafe import Markup, escape

from .. import sweep
from ..charts.factors import INDICES, interval_of
from ..study import told
from ..text import Remark


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
    table = study.analysis.table
    sure = [name for name in table.index if matters(table.loc[name], index, len(values), len(table))]
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
    warned = [warning.said_in(words) for warning in study.analysis.warnings]
    said += [str(escape(f"{text[:1].upper()}{text[1:]}.")) for text in warned]
    return [Markup(text) for text in said]


def matters(row, index, cells=2, together=1):
    """Whether an index is told from chance.

    A correlation is where its interval leaves out 0, also as one of so many looked at (Bonferroni). Sums of squares are never
    0: their interval has to leave out what Monte Carlo error alone gives, and they be over twice that; with one
    replication a cell, and that error unknown, none is told.
    """
    low, high = row[f"{index}_low"], row[f"{index}_high"]
    if index == "prcc":
        return bool(low > 0 or high < 0) and told(interval_of(row, index), cells, together)
    noise = row[f"{index}_noise"]
    return bool(low > max(noise, 0) and row[index] > 2 * noise)


def sensitivity_decimals(table, index):
    """Decimals with which an index is printed."""
    return 2 if index in ("prcc", "total") else max(1, sweep.decimals(table[index]))
