"""Opens what darah writes, results of `darah run` and merged sweeps (docs/results-format.md), and sums measures.

    data = open_results("r.h5")
    rate(data, "deaths_true[cause=pph]", per="denominator")      # arm, replication
    difference(rate(data, "deaths_true"), "mou-ideal").mean("replication")
"""

import contextlib
import difflib
import os
import re
import warnings

import h5py
import numpy
import xarray

from .errors import AskedError, FileError, Incomplete
from .form import check_form
from .seal import is_sealed
from .trial import require_readable

FORMATS = {"darah results": ("0.1", "1.0", "2.x"), "darah sweep": ("1.0", "2.x")}
UNSEALED = ("0.1", "1.0")  # formats of files without a seal
LEADING = ("cell", "arm", "replication")  # dimensions that every measure has, in this order; cell in sweeps alone
PER = ("year", "denominator", "window")
METHODS = ("grid", "list", "latin-hypercube", "sobol", "morris")
OF_SWEEPS = {"factor_value": ("cell", "factor"), "factor_share": ("cell", "factor"), "factor_key": ("factor",),
             "factor_unit": ("factor",), "factor_scale": ("factor",), "factor_low": ("factor",),
             "factor_high": ("factor",), "factor_levels": ("factor",), "design_group": ("cell",),
             "design_role": ("cell",)}
SECONDS_AN_HOUR = 3600


def file_type(path):
    """"darah results", "darah sweep", or another kind of file of darah. Raises FileError for anything else."""
    with _opened(path) as file:
        found = file.attrs.get("filetype")
    _check_ours(path, found)
    return str(found)


def open_results(path):
    """The dataset of a results file. Raises FileError; warns Incomplete."""
    data = _open(path, "darah results")
    _need(data, path, {"arm": ("arm",), "replication": ("replication",)}, ("measured_days",))
    if not data.attrs.get("complete", 1):
        warnings.warn(f"{path}: is incomplete: the run ended after {data.sizes['replication']} of "
                      f"{data.attrs.get('replications_requested')} replications", Incomplete, stacklevel=2)
    return data


def open_sweep(path):
    """The dataset of a merged sweep. Raises FileError; warns Incomplete."""
    data = _open(path, "darah sweep")
    _need(data, path, OF_SWEEPS, ("design_method", "measured_days", "streams", "cells_requested"))
    if data.attrs["design_method"] not in METHODS:
        raise FileError(f"{path}: is damaged: design_method is {data.attrs['design_method']!r}")
    share = loaded(data.factor_share).values
    if not ((share >= 0) & (share <= 1)).all():
        raise FileError(f"{path}: is damaged: factor_share leaves [0, 1]")
    if not numpy.isfinite(loaded(data.factor_value).values).all():
        raise FileError(f"{path}: is damaged: factor_value is not a number everywhere")
    if data.sizes["cell"] < data.attrs["cells_requested"]:
        warnings.warn(f"{path}: is incomplete: {data.sizes['cell']} of {data.attrs['cells_requested']} cells",
                      Incomplete, stacklevel=2)
    return data


def measures(data):
    """Names of what can be analysed: measures, averted_by_name, events, ...; hashes are left out."""
    return [name for name, variable in data.data_vars.items()
            if variable.dtype.kind == "i" and {"arm", "replication"} <= set(variable.dims)
            and variable.attrs.get("units") != "1"]


def total(data, of):
    """A measure summed over its own dimensions: float64 (cell, arm, replication), in attrs["units"].

    `of` is a measure, or some of it: "units_expired[component=prc]". Millionths are made whole, seconds hours.
    Raises AskedError, FileError.
    """
    name, where = _parse(data, of)
    return _total(data, name, where)


def rate(data, of, per="year"):
    """total() over what attrs["units"] says: (cell, arm, replication).

    per: "year", the days measured / 365; "denominator", the total of the measure's own denominator, NaN where that
    is 0; "window", nothing. Raises AskedError, FileError.
    """
    above, below, unit = parts(data, of, per)
    return (above / below.where(below != 0)).assign_attrs(units=unit)


def parts(data, of, per="year"):
    """Numerator and denominator of rate(), as total() gives them, and its unit.

    A selection holds for the denominator too, but for dimensions that it lacks.
    """
    look_up(per, PER, "per")
    name, where = _parse(data, of)
    above = _total(data, name, where)
    unit = above.attrs["units"]
    if per == "window":
        return above, xarray.ones_like(above), unit
    if per == "year":
        return above, xarray.full_like(above, data.attrs["measured_days"] / 365), f"{unit} / year"
    divisor = data[name].attrs.get("denominator")
    if not divisor:
        raise AskedError(f"{name} has no denominator; take it per year")
    if divisor not in data.data_vars:
        raise FileError(f"{divisor}, the denominator of {name}, is not in the file")
    below = _total(data, divisor, {d: label for d, label in where.items() if d in data[divisor].dims})
    return above, below, "1" if unit == below.attrs["units"] else f"{unit} / {below.attrs['units']}"


def difference(values, arm):
    """An arm minus the baseline (the first arm), paired by replication. Raises AskedError."""
    arms = [str(a) for a in values.arm.values]
    look_up(arm, arms, "arm")
    if arm == arms[0]:
        raise AskedError(f"{arm} is the baseline: name another arm, or none for the baseline's own value")
    return (values.sel(arm=arm, drop=True) - values.isel(arm=0, drop=True)).assign_attrs(values.attrs)


def look_up(name, names, what):
    """Raises AskedError unless the name is one of them, with the nearest."""
    if name in names:
        return
    near = difflib.get_close_matches(name, names, 1)
    help_ = f'did you mean "{near[0]}"?' if near else "there is " + ", ".join(names)
    raise AskedError(f"unknown {what} {name}; {help_}")


def _open(path, filetype):
    path = os.fspath(path)
    with _opened(path, filetype) as file:
        _check_format(path, dict(file.attrs), filetype)
    try:
        return _in_seconds(xarray.open_dataset(path, engine="h5netcdf", decode_timedelta=False))
    except Exception as error:  # h5netcdf trusts what it reads, so damage can end anywhere in it
        raise FileError(f"{path}: is damaged or cut short ({error})") from error


def _in_seconds(data):
    """Format 1 kept times in microseconds."""
    for name, variable in data.data_vars.items():
        unit = variable.attrs.get("units", "")
        if unit.split()[-1:] == ["us"]:
            seconds = (variable / 1e6).round().astype(variable.dtype)
            data[name] = seconds.assign_attrs(variable.attrs | {"units": unit[:-2] + "s"})
    return data


@contextlib.contextmanager
def _opened(path, filetype="file of darah"):
    """The HDF5 file. Raises FileError, also for what is damaged inside."""
    path = os.fspath(path)
    if not os.path.exists(path):
        raise FileError(f"{path}: no such file")
    if not os.path.isfile(path):
        raise FileError(f"{path}: is no regular file")
    try:
        sealed = is_sealed(path)
        if not h5py.is_hdf5(path):
            raise FileError(f"{path}: is no HDF5 file, so no {filetype}")
        require_readable(path, sealed)
        with h5py.File(path, "r") as file:
            _check_whole(path, file, sealed)
            yield file
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise FileError(f"{path}: is damaged or cut short ({error})") from error


def _check_whole(path, file, sealed):
    """That nothing was cut off, and that it is of the form that its version has; other versions are refused elsewhere."""
    version = file.attrs.get("format_version")
    if not str(file.attrs.get("filetype")).startswith("darah "):
        return
    if not sealed and version not in UNSEALED:
        raise FileError(f"{path}: is damaged: its seal is missing, so its end is cut off")
    if any(_written(version) in known for known in FORMATS.values()):
        check_form(path, file)


def _written(version):
    """The version as FORMATS has it: within 2.x measures and attributes come and none go."""
    return "2.x" if re.fullmatch(r"2\.\d+", str(version)) else version


def _check_format(path, attributes, filetype):
    found, version = attributes.get("filetype"), attributes.get("format_version")
    _check_ours(path, found)
    if found != filetype:
        merge = "; darah merge makes one of the slices" if filetype == "darah sweep" else ""
        raise FileError(f"{path}: is a file of {found}, not of {filetype}{merge}")
    if _written(version) not in FORMATS[filetype]:
        raise FileError(f"{path}: has format version {version}; this reader knows {', '.join(FORMATS[filetype])}")


def _check_ours(path, found):
    if not str(found).startswith("darah "):
        kind = "no filetype" if found is None else f"filetype {found}"
        raise FileError(f"{os.fspath(path)}: is not of darah ({kind})")


def _need(data, path, variables, attributes):
    for name, dims in variables.items():
        if name not in data.variables or data[name].dims != dims:
            raise FileError(f"{path}: is damaged: it lacks {name}({', '.join(dims)})")
    for name in attributes:
        if name not in data.attrs:
            raise FileError(f"{path}: is damaged: it lacks the attribute {name}")


def loaded(variable):
    """The variable, with its values in memory. Raises FileError."""
    try:
        return variable.load()
    except (OSError, RuntimeError) as error:
        path = variable.encoding.get("source", "the file")
        raise FileError(f"{path}: is damaged: {variable.name} cannot be read ({error})") from error


def _parse(data, of):
    """Name and selection of "name[dimension=label,...]", both looked up."""
    match = re.fullmatch(r"\s*(\w+)\s*(?:\[([^\]]*)\])?\s*", of)
    if not match:
        raise AskedError(f"{of!r} is no measure; write it like deaths_true or deaths_true[cause=pph]")
    name, selection = match.groups()
    look_up(name, measures(data), "measure")
    where = {}
    for choice in selection.split(",") if selection else []:
        dimension, _, label = (part.strip() for part in choice.partition("="))
        own = [d for d in data[name].dims if d not in LEADING]
        look_up(dimension, own or ["no dimensions of its own"], f"dimension of {name}")
        look_up(label, _labels(data, dimension), dimension)
        where[dimension] = label
    return name, where


def _labels(data, dimension):
    values = data[dimension].values
    if values.dtype.kind == "M":
        return [str(value)[:7 if dimension == "month" else 10] for value in values]
    return [str(value) for value in values]


def _total(data, name, where):
    variable = data[name]
    places = {d: _labels(data, d).index(label) for d, label in where.items()}
    own = [d for d in variable.dims if d not in LEADING and d not in where]
    sums = loaded(variable).isel(places, drop=True).sum(own)
    factor, unit = _natural(variable.attrs.get("units", ""))
    return (sums.astype(numpy.float64) * factor).assign_attrs(units=unit)


def _natural(unit):
    """What to multiply a stored number by, and its unit then."""
    words = unit.split()
    factor = 1.0
    if words[:1] == ["1e-6"]:
        factor, words = 1e-6, words[1:] or ["1"]
    if words[-1:] == ["s"]:
        factor, words = factor / SECONDS_AN_HOUR, [*words[:-1], "h"]
    return factor, " ".join(words)
