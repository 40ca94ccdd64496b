"""Sobol, Morris and partial rank correlations through merged files, against closed forms and enumeration."""

import itertools
import os

import numpy
import pandas
from scipy.stats import rankdata

from known_sweeps import (ISHIGAMI, Factor, analysis_command, expect_near, expect_raises, ishigami, ishigami_indices,
                          latin_hypercube, listed, morris, moved, plain, refused, saltelli, sobol_g, sobol_g_indices,
                          unit_factors, write)

from darah import read, sensitivity, sweep
from darah.cells import safe

G = [0, 1, 4.5, 9, 99, 99]


def analysed(path, *arguments, **options):
    return sensitivity.analyse(read.open_sweep(path), *(arguments or ("deaths", "policy")), **options)


def in_order(analysis, *columns):
    """Columns in the order of the factors, not of their importance."""
    table = analysis.table.sort_index()
    return [table[column].values for column in columns]


def known_cases():
    return [("Ishigami", ISHIGAMI, ishigami, ishigami_indices()),
            ("Sobol G", unit_factors(len(G)), sobol_g(G), sobol_g_indices(G))]


def test_sobol_matches_closed_forms(folder):
    for name, factors, function, known in known_cases():
        path = write(os.path.join(folder, "s.h5"), saltelli(len(factors), 4096), factors, function)
        analysis = analysed(path)
        for order, truth in zip(("first", "total"), known):
            found, low, high = in_order(analysis, order, f"{order}_low", f"{order}_high")
            expect_near(found, truth, 0.02, name, order)
            assert ((low <= truth) & (truth <= high)).all(), (name, order, low, truth, high)
            assert (high - low < 0.1).all(), (name, order, "is known to", high - low)
        assert not analysis.warnings, (name, analysis.warnings)
        assert "4096 of 4096 rows of the base sample used." in str(analysis), analysis


def test_designs_of_the_program_give_closed_forms(folder):
    """The cells that darah sweep lists, with a known function in place of the world."""
    path = os.path.join(folder, "s.h5")
    for name, factors, function, known in known_cases():
        design, _ = listed(folder, "sobol", len(factors), 1024)
        first, total = in_order(analysed(write(path, design, factors, function)), "first", "total")
        expect_near(first, known[0], 0.04, name)
        expect_near(total, known[1], 0.04, name)
        design, _ = listed(folder, "morris", len(factors), 500)
        mu_star, low, high = in_order(analysed(write(path, design, factors, function)), "mu_star", "mu_star_low",
                                      "mu_star_high")
        truth = [abs(enumerated_effects(factors, function, i)).mean() for i in range(len(factors))]
        expect_near(mu_star, truth, 0.06 * max(truth), name, "mu*")
        held = (low - 1e-5 <= truth) & (truth <= high + 1e-5)
        assert held.sum() >= len(factors) - 1, (name, low, truth, high)
    design, _ = listed(folder, "latin-hypercube", 3, 200)
    row = analysed(write(path, design, unit_factors(3), lambda x: x[:, 0] ** 3 - x[:, 1])).table.prcc
    assert row.x1 > 0.8 and row.x2 < -0.8 and abs(row.x3) < 0.2, row


def test_sobol_intervals_cover():
    """95% intervals of independent random samples hold the closed form nearly always, and shrink as they should."""
    for name, factors, function, known in known_cases():
        held, widths = [], {}
        for rows, seed in itertools.product((64, 1024), range(12)):
            design = saltelli(len(factors), rows, seed=100 + seed)
            x = numpy.column_stack([f.value(design.share[:, i]) for i, f in enumerate(factors)])
            values = function(x).reshape(rows, -1)
            low, high = sensitivity.bootstrap(
                lambda drawn: numpy.array(sensitivity.sobol_indices(values[drawn])), rows)
            held.append((low - 1e-9 <= known) & (known <= high + 1e-9))
            widths.setdefault(rows, []).append((high - low).mean())
        assert numpy.mean(held) >= 0.92, (name, "covered in", numpy.mean(held))
        ratio = numpy.mean(widths[64]) / numpy.mean(widths[1024])
        assert 2.8 < ratio < 5.5, (name, "16 times the rows narrow intervals", ratio, "times, not about 4")


def test_morris_of_all_trajectories_is_exact(folder):
    """A complete design meets each place of the grid alike: the means are those of enumeration."""
    for name, factors, function in [("Ishigami", ISHIGAMI, ishigami), ("G", unit_factors(3), sobol_g([0, 1, 9]))]:
        path = write(os.path.join(folder, "m.h5"), morris(3), factors, function, replications=1)
        mu_star, mu, sigma = in_order(analysed(path), "mu_star", "mu", "sigma")
        truth = numpy.array([enumerated_effects(factors, function, i) for i in range(3)])
        n = 384  # trajectories: 64 starts, 6 orders
        expect_near(mu_star, abs(truth).mean(1), 3e-6, name, "mu*")
        expect_near(mu, truth.mean(1), 3e-6, name, "mu")
        expect_near(sigma, truth.std(1) * numpy.sqrt(n / (n - 1)), 3e-6, name, "sigma")


def enumerated_effects(factors, function, which, levels=4):
    grid = numpy.array(list(itertools.product(numpy.arange(levels) / (levels - 1), repeat=len(factors))))
    there = grid.copy()
    there[:, which] = [moved(share, levels) for share in grid[:, which]]
    at, to = (function(numpy.column_stack([f.value(s[:, i]) for i, f in enumerate(factors)])) for s in (grid, there))
    return (to - at) / (there - grid)[:, which]


def test_morris_matches_closed_form(folder):
    """Linear with one interaction: the effect of x1 is b1 + c x2, and x2 lies anywhere on the grid."""
    slopes, c = numpy.array([4.0, -3.0, 1.0, 0.0]), 2.0
    path = write(os.path.join(folder, "m.h5"), morris(4, 400), unit_factors(4),
                 lambda x: x @ slopes + c * x[:, 0] * x[:, 1])
    mu_star, low, high, mu, sigma = in_order(analysed(path), "mu_star", "mu_star_low", "mu_star_high", "mu", "sigma")
    means = slopes + [c / 2, c / 2, 0, 0]
    spread = c * numpy.sqrt(5 / 36)  # the grid 0, 1/3, 2/3, 1 has variance 5/36
    expect_near(mu, means, 0.1, "mu")
    expect_near(mu_star, abs(means), 0.1, "mu*")  # no effect changes its sign
    expect_near(sigma, [spread, spread, 0, 0], 0.05, "sigma")
    # Millionths of deaths are whole: an effect is known to a few of them.
    assert ((low - 1e-5 <= abs(means)) & (abs(means) <= high + 1e-5)).all(), (low, means, high)


def test_morris_ranks_sobol_g(folder):
    path = write(os.path.join(folder, "m.h5"), morris(len(G), 60), unit_factors(len(G)), sobol_g(G))
    ranking = list(analysed(path).table.index)
    assert ranking[:4] == ["x1", "x2", "x3", "x4"], ranking


def test_morris_counts_steps_on_other_scales(folder):
    """Effects are per whole range, whatever the scale; a list of two moves between them at every step."""
    factors = [Factor("wait", 1, 100, "log", "h"), Factor("rule", 0, 1, "list", "", ("old", "new"))]
    path = write(os.path.join(folder, "m.h5"), morris(2, 30), factors,
                 lambda x: numpy.log10(x[:, 0]) + 0.6 * x[:, 1])
    rule, wait = in_order(analysed(path), "mu_star")[0]
    expect_near([wait, rule], [2, 0.9], 1e-5)  # 0.6 over two thirds of the range


def test_prcc_is_what_its_definition_says():
    """Correlation of what is left of the ranks once the other factors' are regressed out of both."""
    generator = numpy.random.default_rng(5)
    x = generator.random((80, 3))
    y = numpy.exp(2 * x[:, 0]) - x[:, 1] ** 3 + 0.3 * generator.normal(size=80)
    ranks, rank_of_y = rankdata(x, axis=0), rankdata(y)
    for i in range(3):
        others = numpy.column_stack([numpy.ones(80), numpy.delete(ranks, i, 1)])
        left = [v - others @ numpy.linalg.lstsq(others, v, rcond=None)[0] for v in (ranks[:, i], rank_of_y)]
        expect_near(sensitivity.partial_rank_correlations(x, y)[0][i], numpy.corrcoef(left)[0, 1], 1e-10, i)


def test_prcc_matches_closed_form():
    """Of y = z1 + z2, normal: rank correlations are 6/pi asin(r/2), and partial ones follow."""
    z = numpy.random.default_rng(2).normal(size=(20000, 3))
    rank = 6 / numpy.pi * numpy.arcsin(numpy.sqrt(0.5) / 2)
    partial = rank / numpy.sqrt(1 - rank**2)
    found, explained = sensitivity.partial_rank_correlations(z, z[:, 0] + z[:, 1])
    expect_near(found, [partial, partial, 0], 0.02)
    expect_near(explained, 2 * rank**2, 0.01)


def test_prcc_of_a_monotone_function(folder):
    """Through a file: signs, what turns, an idle factor that goes along with another, listed numbers and names."""
    design = latin_hypercube(4, 300)
    design.share[:, 3] = 0.5 * design.share[:, 0] + 0.5 * design.share[:, 3]
    factors = [Factor("up"), Factor("down", 1, 100, "log", "h"), Factor("turns"), Factor("along")]
    path = write(os.path.join(folder, "l.h5"), design, factors,
                 lambda x: numpy.exp(2 * x[:, 0]) - numpy.log10(x[:, 1]) ** 2 + 2 * (x[:, 2] - 0.5) ** 2)
    analysis = analysed(path)
    row = analysis.table.prcc
    assert row.up > 0.7 and row.down < -0.9 and abs(row.turns) < 0.15 and abs(row.along) < 0.15, analysis
    for name in ("turns", "along"):
        assert analysis.table.prcc_low[name] < 0 < analysis.table.prcc_high[name], (name, analysis)
    raw = numpy.corrcoef(rankdata(design.share[:, 3]), rankdata(read_deaths(path)))[0, 1]
    assert raw > 0.3, ("the idle factor shows no correlation to take out", raw)


def read_deaths(path):
    return sweep.response(read.open_sweep(path), "deaths", "policy").values


def test_listed_values_keep_their_order(folder):
    """Cells of a list give numbers in any order, with units; names are taken as they are listed."""
    days = [str(d) + " d" for d in (5, 1, 9, 3, 7, 2, 8, 4, 6, 10, 12, 11)]
    rules = ["new", "old"] * 6
    share = numpy.repeat((numpy.arange(12) + 0.5)[:, None] / 12, 2, 1)
    factors = [Factor("wait", 0, 11, "list", "", tuple(days)), Factor("rule", 0, 11, "list", "", tuple(rules))]
    length = numpy.array([float(d[:-2]) for d in days])
    path = write(os.path.join(folder, "l.h5"), plain("list", share), factors,
                 lambda x: length[x[:, 0].astype(int)] ** 2 + 0.1 * (x[:, 1] % 2))
    table = analysed(path).table
    assert table.prcc["wait"] > 0.999 and abs(table.prcc["rule"]) < 0.001, table


def test_partial_sweeps_use_whole_groups(folder):
    """What is left of a sweep gives what the whole groups alone give, and says how much was left out."""
    generator = numpy.random.default_rng(3)
    for design, role_count, noun in [(saltelli(3, 128), 5, "rows of the base sample"),
                                     (morris(3, 40), 4, "trajectories")]:
        cells = len(design.share)
        kept = numpy.sort(generator.permutation(cells)[:int(0.93 * cells)])
        counts = numpy.bincount(design.group[kept])
        whole = kept[counts[design.group[kept]] == role_count]
        tables = {}
        for name, keep in (("kept", kept), ("whole", whole)):
            path = write(os.path.join(folder, f"{name}.h5"), design, ISHIGAMI, ishigami, keep=keep)
            tables[name] = analysed(path)
        pandas.testing.assert_frame_equal(tables["kept"].table, tables["whole"].table)
        groups, left_out = len(whole) // role_count, len(kept) - len(whole)
        assert 0 < left_out and 0 < groups < len(counts), (groups, left_out)
        assert f"{groups} of {len(counts)} {noun} used; {left_out} cells left out" in str(tables["kept"]), tables["kept"]
        path = write(os.path.join(folder, "none.h5"), design, ISHIGAMI, ishigami, keep=numpy.flatnonzero(design.role))
        expect_raises(read.FileError, lambda path=path: analysed(path), "is complete yet")


def test_monte_carlo_error_is_told_apart(folder):
    """Of the variance between cells, and of each index; what a replication adds to all cells alike is none of it."""
    design, factors = saltelli(3, 2048), unit_factors(3)
    between = 5**2 / 12 + 2**2 / 12
    for streams, common, error in (("common", 3, 0.5), ("own", 0, 0.5), ("common", 0, 2)):
        path = write(os.path.join(folder, "n.h5"), design, factors, lambda x: 5 * x[:, 0] + 2 * x[:, 1],
                     replications=4, noise=error, common_noise=common, streams=streams)
        y = sweep.response(read.open_sweep(path), "deaths", "policy")
        noise = error**2 / 4
        expect_near(y.noise, noise, 0.05 * noise, streams)
        expect_near(y.noise_share, noise / (between + noise), 0.02, streams)
        analysis = analysed(path)
        total, share = in_order(analysis, "total", "total_noise")
        expect_near(share, noise / (between + noise), 0.03, streams)
        expect_near(total - share, numpy.array([25, 4, 0]) / 12 / (between + noise), 0.08, streams)
        noisy = any("is Monte Carlo error" in warning for warning in analysis.warnings)
        assert noisy == (error == 2), analysis.warnings
    alone = write(os.path.join(folder, "1.h5"), design, factors, lambda x: x[:, 0], replications=1)
    assert "With one replication a cell, Monte Carlo error is unknown" in str(analysed(alone))


def test_arms_are_paired(folder):
    """The baseline's chance, one death up or down in each cell, is in both arms and cancels."""
    path = write(os.path.join(folder, "p.h5"), saltelli(3, 64), ISHIGAMI, ishigami)
    data = read.open_sweep(path)
    policy, base = sweep.response(data, "deaths", "policy"), sweep.response(data, "deaths")
    assert policy.noise < 1e-11 and 0.3 < base.noise < 0.7, (policy.noise, base.noise)
    expect_near(base.values.mean(), 100, 0.3)
    expect_near(sweep.response(data, "deaths", "policy", per="denominator").values * 2000, policy.values, 1e-9)


def test_what_has_not_converged_is_said(folder):
    path = os.path.join(folder, "w.h5")

    def warned(design, function, *texts, **options):
        write(path, design, unit_factors(design.share.shape[1]), function, **options)
        found = " ".join(analysed(path).warnings)
        for text in texts:
            assert text in found, (repr(text), "is not in", repr(found))

    warned(saltelli(2, 16), lambda x: x[:, 0], "16 rows are few", "intervals wider than 0.1")
    warned(saltelli(6, 32, seed=4), sobol_g([0] * 6), "otherwise: their order is not settled")
    warned(saltelli(4, 32), lambda x: x[:, 0], "negative first order",
           "the total index of x1, x2, x3 and x4 is less than twice what Monte Carlo error", noise=3)
    warned(saltelli(2, 16, seed=3), lambda x: x[:, 0] ** 20 + x[:, 1] ** 20, "first-order indices sum to")
    warned(saltelli(2, 64), lambda x: 0 * x[:, 0], "the same in all cells")
    warned(morris(3, 5), ishigami, "5 trajectories are few", "mu*, as part of the largest")
    warned(morris(2, 20), lambda x: x[:, 0], "mu* of x2 is less than twice what Monte Carlo error", noise=0.2)
    warned(morris(2, 20), lambda x: 0 * x[:, 0], "the same in all cells")
    warned(latin_hypercube(3, 20), lambda x: (x[:, 0] - 0.5) ** 2, "20 cells are few", "(PRCC; widest",
           "less than half is monotone")
    warned(latin_hypercube(2, 40), lambda x: 0 * x[:, 0], "the same in all cells")


def test_spoiled_designs_are_refused(folder):
    path = os.path.join(folder, "x.h5")
    twice = morris(2, 5)
    twice.share[1] = 1 - twice.share[0]  # both factors at once
    write(path, twice, unit_factors(2), lambda x: x[:, 0])
    expect_raises(read.FileError, lambda: analysed(path), "no trajectories")
    role = saltelli(2, 4)
    role.role[1] = 0
    write(path, role, unit_factors(2), lambda x: x[:, 0])
    expect_raises(read.FileError, lambda: analysed(path), "two cells have the same")
    along = latin_hypercube(2, 30)
    along.share[:, 1] = along.share[:, 0]
    write(path, along, unit_factors(2), lambda x: x[:, 0])
    expect_raises(read.FileError, lambda: analysed(path), "cannot be told apart")
    write(path, latin_hypercube(4, 5), unit_factors(4), lambda x: x[:, 0])
    expect_raises(read.FileError, lambda: analysed(path), "5 cells are too few")


def test_command_prints_and_writes_the_table(folder):
    path, csv = os.path.join(folder, "s.h5"), os.path.join(folder, "t.csv")
    write(path, saltelli(3, 64), ISHIGAMI, ishigami, keep=range(300))
    result = analysis_command("sensitivity", path, "--of", "deaths", "--arm", "policy", "--csv", csv)
    assert result.returncode == 0, result.stderr
    assert result.stderr == f"{path}: is incomplete: 300 of 320 cells\n"
    analysis = analysed(path)
    assert result.stdout == str(analysis) + "\n", analysis
    assert max(map(len, result.stdout.splitlines())) <= 118, result.stdout
    known = analysis.table.assign(range=analysis.table["range"].map(safe))  # "-3 to 3" is no number
    pandas.testing.assert_frame_equal(pandas.read_csv(csv, index_col="factor"), known)
    assert "NaN" not in result.stdout and "nan" not in result.stdout, result.stdout


def test_command_refuses_in_one_line(folder):
    path = write(os.path.join(folder, "s.h5"), saltelli(2, 8), unit_factors(2), lambda x: x[:, 0])
    empty = write(os.path.join(folder, "0.h5"), saltelli(2, 8), unit_factors(2), lambda x: x[:, 0], keep=[0, 1, 2])
    of = ["--of", "deaths"]
    for code, words, text in [
            (2, [], "COMMAND"), (2, ["sensitivty", path, *of], "invalid choice"), (2, ["sensitivity", path], "--of"),
            (2, ["sensitivity", path, "--of", "death"], 'unknown measure death; did you mean "deaths"?'),
            (2, ["sensitivity", path, *of, "--arm", "polcy"], 'unknown arm polcy; did you mean "policy"?'),
            (2, ["sensitivity", path, *of, "--arm", "base"], "base is the baseline"),
            (2, ["sensitivity", path, "--of", "births", "--per", "denominator"], "births has no denominator"),
            (2, ["sensitivity", path, "--of", "idle", "--per", "denominator"], "that is 0 in"),
            (4, ["sensitivity", os.path.join(folder, "no.h5"), *of], "no.h5: no such file"),
            (4, ["sensitivity", empty, *of], "0.h5: no row of the base sample is complete yet: 3 cells of 32"),
            (4, ["sensitivity", path, *of, "--csv", os.path.join(folder, "no", "t.csv")], "t.csv: cannot be written: No such file")]:
        found, stderr = refused(*words)
        assert found == code and text in stderr, (words, stderr)
        assert len(stderr.splitlines()) == 1, ("more than a line:", stderr)
    result = analysis_command("sensitivity", path, "--of", "death")
    assert result.returncode == 2 and result.stdout == "" and "did you mean" in result.stderr, result
