"""Which factors of a sweep matter: Sobol indices, Morris effects, partial rank correlations, with intervals.

The estimators take plain arrays; analyse() takes a merged sweep, partial ones too, and picks by its design.
Sources:
  Sobol 2001, doi:10.1016/S0378-4754(00)00270-6           first-order and total indices
  Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018     first order, their table 2 (b)
  Jansen 1999, doi:10.1016/S0010-4655(98)00154-4          total
  Morris 1991, doi:10.1080/00401706.1991.10484804         elementary effects: mu, sigma
  Campolongo et al. 2007, doi:10.1016/j.envsoft.2006.10.004   mu*
  Marino et al. 2008, doi:10.1016/j.jtbi.2008.04.011      partial rank correlation
"""

from dataclasses import dataclass, field

import numpy
import pandas
from scipy.stats import rankdata

from . import sweep, text
from .read import FileError
from .text import Remark

RESAMPLES = 1000
LEVEL = 95               # %, of intervals
INTERVAL = f"{LEVEL}% interval"
WIDE = {"total": 0.1, "mu_star": 0.25, "prcc": 0.2}  # widest interval; of mu* as a part of the largest
STRAY = 0.02             # what an index may leave its range by before it says something
MATTERS = 0.05           # from this part of the largest on, the place in the ranking is looked at
LEAST_ROWS, LEAST_TRAJECTORIES, LEAST_CELLS_A_FACTOR = 64, 10, 10
ROUNDING = 1e-12         # part of the variance of ranks that is none
NOISY = 0.2              # part of the variance that is Monte Carlo error


@dataclass
class Analysis:
    """A table with one row a factor, the most important first, and what to know about it."""

    title: list               # lines
    table: pandas.DataFrame   # indexed by factor; interval of x in x_low, x_high
    columns: list             # (heading, column or (low, high) of the table or texts, decimals) as printed
    notes: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    def __str__(self):
        rows = [[name, *(self._cell(name, column, places) for _, column, places in self.columns)]
                for name in self.table.index]
        header = ["factor", *(heading for heading, _, _ in self.columns)]
        return text.page(self.title, text.aligned(header, rows), self.notes, self.warnings)

    def _cell(self, name, column, places):
        row = self.table.loc[name]
        if isinstance(column, tuple):
            return text.interval(row[column[0]], row[column[1]], places)
        return row[column] if isinstance(row[column], str) else text.number(row[column], places)


def analyse(data, of, arm=None, per="year"):
    """The Analysis that fits the design of a sweep. Arguments as of sweep.response. Raises AskedError, FileError."""
    y = sweep.response(data, of, arm, per)
    method = {"sobol": sobol, "morris": morris}.get(data.attrs["design_method"], prcc)
    analysis = method(data, y)
    analysis.title = sweep.describe(data, y)
    if y.noise_share > NOISY:
        analysis.warnings.append(Remark("warn_noisy" if y.common else "warn_noisy_own", share=(100 * y.noise_share, 0)))
    return analysis


def sobol(data, y):
    """First-order and total Sobol indices of a Response over the whole rows of a sobol design."""
    k = data.sizes["factor"]
    places, note = whole_groups(data, k + 2, "row", "of the base sample", "row_of_sample")
    values = y.values[places]
    first, total = sobol_indices(values)
    (first_low, total_low), (first_high, total_high) = bootstrap(
        lambda rows: numpy.array(sobol_indices(values[rows])), len(values))
    with numpy.errstate(all="ignore"):
        noise = y.noise_between(places[:, [0]], places[:, 2:]).mean(0) / 2 / values[:, :2].var()
    table = _table(data, {"first": first, "first_low": first_low, "first_high": first_high, "total": total,
                          "total_low": total_low, "total_high": total_high, "total_noise": noise})
    added, rest = (text.number(part, 2) for part in (first.sum(), numpy.maximum(1 - first.sum(), 0)))
    analysis = Analysis([], table.sort_values("total", ascending=False), [
        ("range", "range", 0), ("first", "first", 3), (INTERVAL, ("first_low", "first_high"), 3),
        ("total", "total", 3), (INTERVAL, ("total_low", "total_high"), 3), ("of it noise", "total_noise", 3)],
        [note, f"first: part of the variance that goes if the factor is known; the sum is {added}, so {rest} "
               "is interaction. total: part that stays if all others are known; noise: what of it is Monte Carlo "
               "error."])
    half = sobol_indices(values[:len(values) // 2])[1] if len(values) > 1 else total
    analysis.warnings = [
        *_few(len(values), LEAST_ROWS, "row"), *_constant(values),
        *_wide(data, "total", total_high - total_low, 1, "row"),
        *_wide(data, "first", first_high - first_low, 1, "row"),
        *_unsettled(data, half, total, "row"), *_drowned(data, Remark("the_total"), total, noise),
        *_astray(data, first)]
    return analysis


def sobol_indices(values):
    """First-order and total indices, each (k).

    values: (rows, 2 + k) as design_role counts them, that is f(A), f(B), f(A with column i of B). Saltelli et al.
    2010, with f(B) centred, and Jansen 1999. NaN where f does not vary. O(rows k).
    """
    a, b, ab = values[:, 0], values[:, 1], values[:, 2:]
    both = values[:, :2]
    variance = both.var() if len(values) else 0
    with numpy.errstate(all="ignore"):
        scale = 1 / variance if variance > 0 else numpy.nan
        first = ((b - both.mean())[:, None] * (ab - a[:, None])).mean(0) * scale
        return first, ((a[:, None] - ab) ** 2).mean(0) / 2 * scale


def morris(data, y):
    """mu*, mu and sigma of the elementary effects of a Response over the whole trajectories of a morris design."""
    k = data.sizes["factor"]
    places, note = whole_groups(data, k + 1, "trajectory", "", "trajectory")
    effects, noise = elementary_effects(data.factor_share.values[places], y.values[places],
                                        y.noise_between(places[:, :-1], places[:, 1:]))
    mu_star = abs(effects).mean(0)
    low, high = bootstrap(lambda rows: abs(effects[rows]).mean(0), len(effects))
    sigma = effects.std(0, ddof=1) if len(effects) > 1 else numpy.full(k, numpy.nan)
    # The mean absolute value of a normal with this variance.
    chance = numpy.sqrt(2 / numpy.pi) * numpy.sqrt(noise).mean(0)
    table = _table(data, {"mu_star": mu_star, "mu_star_low": low, "mu_star_high": high, "mu": effects.mean(0),
                          "sigma": sigma, "mu_star_noise": chance})
    shown = text.decimals(mu_star)
    analysis = Analysis([], table.sort_values("mu_star", ascending=False), [
        ("range", "range", 0), ("mu*", "mu_star", shown), (INTERVAL, ("mu_star_low", "mu_star_high"), shown),
        ("mu", "mu", shown), ("sigma", "sigma", shown), ("noise", "mu_star_noise", shown)],
        [note, f"mu*, mu: mean effect, without and with its sign, of a factor over its whole range, in {y.unit}; "
               "sigma: how it differs from place to place (interaction, curvature); noise: the mu* of Monte Carlo "
               "error alone."])
    analysis.warnings = [
        *_few(len(effects), LEAST_TRAJECTORIES, "trajectory"), *_constant(y.values[places]),
        *_wide(data, "mu_star", high - low, mu_star.max(), "trajectory"),
        *_unsettled(data, abs(effects[:len(effects) // 2]).mean(0) if len(effects) > 1 else mu_star, mu_star,
                    "trajectory"), *_drowned(data, "mu*", mu_star, chance)]
    return analysis


def elementary_effects(share, values, noise=None):
    """Elementary effects (trajectories, k), per whole range of the factor, and their variance by Monte Carlo error.

    share: (trajectories, k + 1, k), coordinates in the unit cube, of which each step changes one; values:
    (trajectories, k + 1); noise: (trajectories, k), variance of the differences along the steps. Morris 1991.
    Raises FileError where the cells are no trajectories.
    """
    steps = numpy.diff(share, axis=1)
    moved = abs(steps) > 1e-9
    if not ((moved.sum(1) == 1).all() and (moved.sum(2) == 1).all()):
        raise FileError("the cells are no trajectories: a step does not change one factor alone, each factor once")
    length, factor = steps.sum(2), moved.argmax(2)
    effects, variances = numpy.empty(factor.shape), numpy.full(factor.shape, numpy.nan)
    numpy.put_along_axis(effects, factor, numpy.diff(values, axis=1) / length, 1)
    if noise is not None:
        numpy.put_along_axis(variances, factor, noise / length**2, 1)
    return effects, variances


def prcc(data, y):
    """Partial rank correlations of a Response with each factor, over all cells of any other design."""
    kinds = sweep.factors(data)
    values = data.factor_value.values
    x = numpy.column_stack([factor.ordered(values[:, i]) for i, factor in enumerate(kinds)])
    constant = [factor.name for i, factor in enumerate(kinds) if numpy.ptp(x[:, i]) == 0]
    cells, k = x.shape
    if cells < k + 3:
        raise FileError(Remark("why_too_few", cells=(cells, "cell"), factors=(k, "factor"), least=k + 3))
    if not constant and numpy.linalg.matrix_rank(numpy.corrcoef(_ranks(x).T).reshape(k, k)) < k:
        raise FileError(Remark("why_together"))
    correlations, explained = partial_rank_correlations(x, y.values)
    low, high = bootstrap(lambda rows: partial_rank_correlations(x[rows], y.values[rows])[0], cells)
    table = _table(data, {"prcc": correlations, "prcc_low": low, "prcc_high": high})
    analysis = Analysis([], table.sort_values("prcc", key=abs, ascending=False), [
        ("range", "range", 0), ("PRCC", "prcc", 3), (INTERVAL, ("prcc_low", "prcc_high"), 3)],
        [f"{text.count(cells, 'cell')} used. PRCC: correlation of ranks, the other factors' taken out; 1 or -1 is a "
         "monotone effect, 0 none or one that turns.",
         f"Monotone effects explain {text.percent(explained)} of the variance of ranks; the rest is curvature that "
         "turns, interaction or Monte Carlo error."])
    some = numpy.random.default_rng(1).permutation(cells)[:cells // 2]  # of a grid the first half is one corner
    half = numpy.nan_to_num(partial_rank_correlations(x[some], y.values[some])[0])
    named = [factor.name for factor in kinds if len(factor.names) > 2]
    analysis.warnings = [
        *_few(cells, LEAST_CELLS_A_FACTOR * k, "cell"), *_constant(y.values),
        *_wide(data, "prcc", high - low, 1, "cell"),
        *(_unsettled(data, abs(half), abs(correlations), "cell") if cells // 2 > k + 2 else []),
        *([Remark("warn_one_value", names=constant)] if constant else []),
        *([Remark("warn_names", names=named)] if named else []),
        *([Remark("warn_not_monotone")] if explained < 0.5 else [])]
    return analysis


def partial_rank_correlations(x, y):
    """Partial rank correlation of y (n) with each column of x (n, k), and R^2 of the ranks' regression.

    From the regression of the ranks of y on those of x: r^2 = t^2 / (t^2 + degrees of freedom). NaN where a column
    is constant or y is; 0 of factors to which others leave nothing. O(n (k + log n) k).
    """
    ranks = _ranks(numpy.column_stack([x, y]))
    varies = ranks.std(0) > 0
    result = numpy.full(x.shape[1], numpy.nan)
    if not varies[-1] or len(y) < 3:
        return result, numpy.nan
    scaled = (ranks[:, varies] - ranks[:, varies].mean(0)) / ranks[:, varies].std(0)
    x, y = scaled[:, :-1], scaled[:, -1]
    inverse = numpy.linalg.pinv(x.T @ x)
    slopes = inverse @ (x.T @ y)
    rest = max(((y - x @ slopes) ** 2).sum() / len(y), ROUNDING)
    result[varies[:-1]] = slopes / numpy.sqrt(slopes**2 + rest * len(y) * numpy.diag(inverse))
    return result, 1 - rest


def bootstrap(statistic, n, seed=1):
    """Percentile interval, low and high, of statistic(rows) over rows drawn n out of n with replacement."""
    generator = numpy.random.default_rng(seed)
    drawn = numpy.array([statistic(generator.integers(n, size=n)) for _ in range(RESAMPLES)])
    empty = numpy.isnan(drawn).all(0)
    tail = (100 - LEVEL) / 2
    ends = numpy.nanpercentile(numpy.where(empty, 0, drawn), [tail, 100 - tail], axis=0)
    return numpy.where(empty, numpy.nan, ends)


def whole_groups(data, roles, noun, of, message):
    """Places of the cells (groups, roles) of the groups that have all roles, and a line on what was left out.

    message: of the catalogues of words, what a group is called.
    """
    group, at = numpy.unique(data.design_group.values, return_inverse=True)
    role = data.design_role.values
    if role.min(initial=0) < 0 or role.max(initial=0) >= roles:
        raise FileError(f"design_role leaves 0..{roles - 1}")
    places = numpy.full((len(group), roles), -1)
    places[at, role] = numpy.arange(len(role))
    if (places >= 0).sum() < len(role):
        raise FileError("two cells have the same design_group and design_role")
    whole = (places >= 0).all(1)
    wanted = data.attrs["cells_requested"] // roles
    left_out = (places[~whole] >= 0).sum()
    if not whole.any():
        raise FileError(Remark("why_none_whole", group=Remark(message), cells=(int(left_out), "cell"),
                               of=int(data.attrs["cells_requested"])))
    note = f"{whole.sum()} of {text.count(wanted, noun)} {of}".rstrip() + " used"
    return places[whole], note + (f"; {text.count(left_out, 'cell')} left out, of {text.count((~whole).sum(), noun)} "
                                  "begun." if left_out else ".")


def _ranks(x):
    return rankdata(x, axis=0)


def _table(data, columns):
    kinds = sweep.factors(data)
    names = pandas.Index([factor.name for factor in kinds], name="factor")
    return pandas.DataFrame({"range": [factor.text for factor in kinds], **columns}, index=names)


def _few(n, least, noun):
    return [Remark("warn_few" if n > 1 else "warn_few_one", n=(n, noun), least=least)] if n < least else []


def _constant(values):
    return [Remark("warn_constant")] if numpy.ptp(values) == 0 else []


def _wide(data, what, widths, unit, more):
    limit = WIDE.get(what, WIDE["total"])
    wide = [str(name) for name, width in zip(data.factor.values, widths) if width > limit * unit]
    if not wide:
        return []
    shown = {"mu_star": Remark("part_of_largest"), "prcc": "PRCC"}.get(what) or Remark(what)
    return [Remark("warn_wide", limit=(limit, 2), what=shown, widest=(numpy.nanmax(widths) / unit, 2), names=wide,
                   more=Remark(more + "_many"))]


def _unsettled(data, half, whole, more):
    """Factors that matter, and whose order the first half of the sample has otherwise."""
    matters = numpy.flatnonzero(whole >= MATTERS * numpy.nanmax(whole)) if (whole == whole).any() else []
    by_whole, by_half = (sorted(matters, key=lambda i: -values[i]) for values in (whole, half))
    moved = [str(data.factor.values[i]) for i, j in zip(by_whole, by_half) if i != j]
    return [Remark("warn_unsettled", half_of=Remark(more + "_many"), names=moved)] if moved else []


def _drowned(data, what, values, chance):
    names = [str(name) for name, value, noise in zip(data.factor.values, values, chance) if 0 < value < 2 * noise]
    return [Remark("warn_drowned", what=what, names=names)] if names else []


def _astray(data, first):
    negative = [Remark("with_value", name=str(name), value=(value, 2))
                for name, value in zip(data.factor.values, first) if value < -STRAY]
    over = [Remark("warn_over", sum=(first.sum(), 2))] if first.sum() > 1 + STRAY else []
    return ([Remark("warn_negative", names=negative)] if negative else []) + over
