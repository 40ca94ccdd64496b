"""Cells along the factors of a sweep, and what is known there."""

import numpy

INDICES = ("total", "mu_star", "prcc")  # by which factors are ranked, as the design has it


def ranked_by(study):
    """The index of INDICES that the sweep's analysis has; None without an analysis."""
    return None if study.analysis is None else next(name for name in INDICES if name in study.analysis.table)


def groups(study, i, parts):
    """(label, places of cells) along factor i: its listed values, or equal parts of its range that hold cells."""
    factor = study.factors[i]
    value = study.data.factor_value.values[:, i]
    if factor.scale == "list":
        ordered = factor.ordered(value)
        names = {o: str(factor.levels[int(v)]) for o, v in zip(ordered, value)}
        return [(names[o], numpy.flatnonzero(ordered == o)) for o in sorted(names)]
    share = study.data.factor_share.values[:, i].round(9)
    distinct = numpy.unique(share)
    if len(distinct) <= parts:  # a grid's steps
        return [("", numpy.flatnonzero(share == s)) for s in distinct]
    part = numpy.minimum((share * parts).astype(int), parts - 1)
    return [("", numpy.flatnonzero(part == p)) for p in range(parts) if (part == p).any()]


def interval_of(row, index):
    """As `darah compare` gives intervals; those of a bootstrap lie unevenly."""
    value, low, high = (float(row[f"{index}{end}"]) for end in ("", "_low", "_high"))
    known = numpy.isfinite(low) and numpy.isfinite(high)
    return {"mean": value if numpy.isfinite(value) else None, "half_width": (high - low) / 2 if known else None,
            "low": low if known else None, "high": high if known else None}
