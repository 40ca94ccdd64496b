"""Merged sweeps of known functions, in the format that `darah merge` writes, and the answers to them."""

import contextlib
import io
import itertools
import json
import os
import sys
from dataclasses import dataclass

import h5py
import numpy
import pytest
from scipy.stats import qmc

from darah import __main__
from darah.seal import seal
from program import SCENARIO, SOURCE, command, expect_code, run

ANALYSIS = os.path.join(SOURCE, "analysis")


@dataclass
class Design:
    """Cells as `darah sweep DESIGN --list` would list them, with their group and role."""

    method: str
    share: numpy.ndarray  # (cell, factor)
    group: numpy.ndarray
    role: numpy.ndarray


def saltelli(k, rows, seed=1):
    """A, B and A with each column of B, row by row, from a scrambled Sobol sequence."""
    sample = qmc.Sobol(2 * k, seed=seed).random(rows)
    a, b = sample[:, :k], sample[:, k:]
    blocks = [a, b, *(numpy.where(numpy.arange(k) == i, b, a) for i in range(k))]
    return Design("sobol", numpy.stack(blocks, 1).reshape(-1, k), numpy.repeat(numpy.arange(rows), k + 2),
                  numpy.tile(numpy.arange(k + 2), rows))


def morris(k, trajectories=None, levels=4, seed=1):
    """Random trajectories, or every one there is: each start on the grid, each order of the factors."""
    grid = numpy.arange(levels) / (levels - 1)
    if trajectories is None:
        walks = list(itertools.product(itertools.product(grid, repeat=k), itertools.permutations(range(k))))
    else:
        generator = numpy.random.default_rng(seed)
        walks = [(generator.choice(grid, k), generator.permutation(k)) for _ in range(trajectories)]
    share = []
    for start, order in walks:
        at = numpy.array(start, float)
        share.append(at.copy())
        for factor in order:
            at[factor] = moved(at[factor], levels)
            share.append(at.copy())
    return Design("morris", numpy.array(share), numpy.repeat(numpy.arange(len(walks)), k + 1),
                  numpy.tile(numpy.arange(k + 1), len(walks)))


def moved(share, levels):
    """A step over half the levels, up from the lower half, else down."""
    return share + levels / (2 * (levels - 1)) * (1 if share < 0.5 else -1)


ARMS = ["as-2018", "mou-ideal"]
KEYS = ["agreement.turn_up", "referral.refusal_insured", "referral.refusal_other", "referral.night_teams",
        "referral.team_down", "transport.ambulance_home"]  # fractions: what the program lists are shares


def listed(folder, method, k, size, replications=1, **settings):
    """A design as the program lists it, and its file. settings go over the scenario."""
    path = os.path.join(folder, f"{method}.toml")
    lines = ['title = "Known"', f'scenario = "{SCENARIO}"', f"replications = {replications}",
             f"arms = {json.dumps(ARMS)}", *(f'set."{key}" = "{value}"' for key, value in settings.items()),
             "[design]", f'method = "{method}"', f"size = {size}",
             *(f'[[factor]]\nname = "x{i + 1}"\nkey = "{KEYS[i]}"\nlow = "0"\nhigh = "1"' for i in range(k))]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    text = expect_code(0, run(command("sweep", path, "--list"))).stdout
    share = numpy.loadtxt(io.StringIO(text), delimiter=",", skiprows=1, ndmin=2)[:, 1:]
    roles = {"sobol": k + 2, "morris": k + 1}.get(method, 1)
    cells = numpy.arange(len(share))
    return Design(method, share, cells // roles, cells % roles), path


def latin_hypercube(k, cells, seed=1):
    return plain("latin-hypercube", qmc.LatinHypercube(k, seed=seed).random(cells))


def plain(method, share):
    return Design(method, share, numpy.arange(len(share)), numpy.zeros(len(share), int))


@dataclass
class Factor:
    name: str
    low: float = 0.0
    high: float = 1.0
    scale: str = "linear"
    unit: str = ""
    levels: tuple = ()

    def value(self, share):
        if self.scale == "list":
            return numpy.minimum(numpy.floor(share * len(self.levels)), len(self.levels) - 1)
        if self.scale == "log":
            return self.low * (self.high / self.low) ** share
        return self.low + share * (self.high - self.low)


def unit_factors(k):
    return [Factor(f"x{i + 1}") for i in range(k)]


def values(design, factors):
    return numpy.column_stack([f.value(design.share[:, i]) for i, f in enumerate(factors)])


def write(path, design, factors, function, arms=("base", "policy"), replications=2, noise=0.0, common_noise=0.0,
          streams="common", keep=None, seed=1, design_set=None, **attributes):
    """A merged file in which `deaths` of the policy is function(values) above the baseline, in millionths.

    noise is each replication's own standard deviation, common_noise that of what a replication adds to every cell.
    keep: places of the cells that the file holds; default all. design_set: what the design sets in every cell, by key.
    """
    cells = len(design.share)
    keep = numpy.arange(cells) if keep is None else numpy.asarray(keep)
    generator = numpy.random.default_rng(seed)
    base = 100 + generator.normal(0, 1, (cells, 1, replications))
    effect = function(values(design, factors))[:, None, None]
    effect = effect + noise * generator.normal(size=(cells, 1, replications))
    effect = effect + common_noise * generator.normal(size=(1, 1, replications))
    deaths = numpy.concatenate([base] + [base + effect] * (len(arms) - 1), 1)
    causes = numpy.array([0.25, 0.75])  # exact in halves of halves: the sum over causes is the whole
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update({
            "Conventions": "CF-1.8", "title": "A known function", "filetype": "darah sweep", "format_version": "2.0",
            "seed": 1, "design_name": "known", "design_method": design.method, "design_seed": 1, "streams": streams,
            "measured_days": 365, "detail": "summary", "cells_requested": cells, "cells_complete": len(keep),
            "complete": int(len(keep) == cells), **attributes})
        scales = {"cell": keep, "arm": list(arms), "replication": numpy.arange(replications),
                  "factor": [f.name for f in factors], "cause": ["pph", "sepsis"]}
        for name, labels in scales.items():
            put(file, name, labels).make_scale(name)
        measure = ("cell", "arm", "replication")
        whole = numpy.rint(deaths[keep] * 1e6).astype(numpy.int64)
        first = numpy.rint(whole * causes[0]).astype(numpy.int64)
        attach(file, "deaths", (*measure, "cause"), numpy.stack([first, whole - first], -1), units="1e-6 deaths",
               long_name="deaths", denominator="births")
        attach(file, "births", measure, numpy.full(whole.shape, 2000), units="births", long_name="births")
        attach(file, "idle", measure, numpy.zeros(whole.shape, int), units="h", long_name="idle", denominator="idle")
        attach(file, "hash", measure, numpy.arange(whole.size).reshape(whole.shape), units="1", long_name="a hash")
        attach(file, "factor_value", ("cell", "factor"), values(design, factors)[keep])
        attach(file, "factor_share", ("cell", "factor"), design.share[keep])
        attach(file, "design_group", ("cell",), design.group[keep])
        attach(file, "design_role", ("cell",), design.role[keep])
        for name, column in {"key": [f"model.{f.name}" for f in factors], "unit": [f.unit for f in factors],
                             "scale": [f.scale for f in factors], "low": [float(f.low) for f in factors],
                             "high": [float(f.high) for f in factors],
                             "levels": [json.dumps(f.levels) if f.levels else "" for f in factors]}.items():
            attach(file, f"factor_{name}", ("factor",), column)
        if design_set:
            put(file, "design_key", list(design_set)).make_scale("design_key")
            attach(file, "design_value", ("design_key",), list(design_set.values()))
        file.create_group("clock")
        attach(file, "clock/wall_seconds", ("cell", "replication"), numpy.ones((len(keep), replications)))
    seal(path)
    return path


def change(path, edit):
    """Does edit(file) to a file and seals it anew."""
    with h5py.File(path, "r+") as file:
        edit(file)
    seal(path)


def put(file, name, data):
    if isinstance(data, list) and data and isinstance(data[0], str):
        return file.create_dataset(name, data=data, dtype=h5py.string_dtype())
    data = numpy.asarray(data)
    return file.create_dataset(name, data=data, compression="gzip" if data.ndim > 2 else None)


def attach(file, name, dimensions, data, **attributes):
    dataset = put(file, name, data)
    for axis, dimension in enumerate(dimensions):
        dataset.dims[axis].attach_scale(file[dimension])
    dataset.attrs.update(attributes)


def analysis_command(*arguments):
    """python3 -m darah, as users call it."""
    environment = {**os.environ, "PYTHONPATH": ANALYSIS, "PYTHONDONTWRITEBYTECODE": "1"}
    return run([sys.executable, "-m", "darah", *map(str, arguments)], env=environment)


def refused(*words):
    """Exit code and stderr of the same in this process, which need not import everything again."""
    with contextlib.redirect_stderr(io.StringIO()) as stderr, contextlib.redirect_stdout(io.StringIO()):
        try:
            code = __main__.main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
    return code, stderr.getvalue()


def expect_near(found, known, tolerance, *facts):
    """Numbers of one shape, none of them missing, that differ by no more than the tolerance."""
    numpy.testing.assert_allclose(numpy.asarray(found, float), numpy.asarray(known, float), rtol=0, atol=tolerance,
                                  equal_nan=False, err_msg=str(facts or ""))


def expect_raises(kind, action, *texts):
    """The exception's kind, and what its message holds. What pytest.raises keeps would hold a file that is read open."""
    try:
        action()
    except kind as error:
        said = str(error)
    else:
        pytest.fail(f"no {kind.__name__} of {texts}")
    for text in texts:
        assert text in said


ISHIGAMI_A, ISHIGAMI_B = 7, 0.1
ISHIGAMI = [Factor(f"x{i}", -numpy.pi, numpy.pi) for i in (1, 2, 3)]


def ishigami(x):
    """Ishigami and Homma 1990."""
    return numpy.sin(x[:, 0]) + ISHIGAMI_A * numpy.sin(x[:, 1]) ** 2 + ISHIGAMI_B * x[:, 2] ** 4 * numpy.sin(x[:, 0])


def ishigami_indices():
    """First order and total, in closed form."""
    a, b, pi = ISHIGAMI_A, ISHIGAMI_B, numpy.pi
    alone = numpy.array([(1 + b * pi**4 / 5) ** 2 / 2, a**2 / 8, 0])
    together = b**2 * pi**8 * (1 / 18 - 1 / 50)
    variance = alone.sum() + together
    return alone / variance, (alone + numpy.array([together, 0, together])) / variance


def sobol_g(a):
    """Saltelli and Sobol 1995."""
    a = numpy.asarray(a, float)
    return lambda x: ((abs(4 * x - 2) + a) / (1 + a)).prod(1)


def sobol_g_indices(a):
    alone = 1 / (3 * (1 + numpy.asarray(a, float)) ** 2)
    all_ = (1 + alone).prod()
    return alone / (all_ - 1), alone * all_ / (1 + alone) / (all_ - 1)
