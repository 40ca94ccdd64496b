"""Files as darah writes them, changed by hand and sealed anew: what an honest program never writes."""

import h5py
import numpy

from program import SHORT_CELLS

from darah.seal import seal

# Four short cells.
DESIGN = f"""\
{SHORT_CELLS}
[design]
method = "latin-hypercube"
size = 4
[[factor]]
name = "border"
key = "agreement.north.initial_fidelity"
low = "0.2"
high = "0.9"
"""
OF_SCALES = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST", "_Netcdf4Dimid"}


def change(path, edit):
    """Does edit(file) and seals the file again."""
    with h5py.File(path, "r+") as file:
        edit(file)
    seal(path)


def put(file, name, data, dimensions=(), **options):
    """A dataset in place of the one of that name, along these dimensions."""
    if name in file:
        del file[name]
    if options.get("dtype") is None and getattr(data, "dtype", None) == object:
        options["dtype"] = h5py.string_dtype()
    item = file.create_dataset(name, data=data, **options)
    for axis, dimension in enumerate(dimensions):
        item.dims[axis].attach_scale(file[dimension])
    return item


def dimensions_of(item):
    return [axis[0].name.rpartition("/")[2] if len(axis) else "" for axis in item.dims]


def cut(path, dimension, length):
    """The same file, whole and sealed, with fewer places along a dimension."""
    with h5py.File(path, "r") as file:
        items = {}
        file.visititems(lambda name, item: items.update({name: (item[()], dimensions_of(item), dict(item.attrs))})
                        if isinstance(item, h5py.Dataset) else None)
        attributes, of_clock = dict(file.attrs), dict(file["clock"].attrs)
    with h5py.File(path, "w", track_order=True) as file:
        file.attrs.update(attributes)
        file.create_group("clock", track_order=True).attrs.update(of_clock)
        scales = [name for name, (_, dimensions, _) in items.items() if dimensions == [""]]
        for name in scales:
            put(file, name, items[name][0][:length] if name == dimension else items[name][0]).make_scale(name)
        for name in set(items) - set(scales):
            values, dimensions, _ = items[name]
            if dimension in dimensions:
                values = numpy.take(values, range(length), dimensions.index(dimension))
            put(file, name, values, dimensions)
        for name, (_, _, own) in items.items():
            file[name].attrs.update({key: value for key, value in own.items() if key not in OF_SCALES})
    seal(path)
