"""Checks what a file says against docs/results-format.md, before any of it is used."""

import h5py
import numpy

from .errors import FileError

MOST_OBJECTS = 1000     # of a group; attributes of an object
MOST_RANK = 8
MOST_TEXT = 64 << 20    # bytes of a text
MOST_DEFLATED = 1032    # zlib's limit: bytes for one
MOST_DAYS = 36_500
MOST_REPLICATIONS = 10**9
DATES = {"month", "day", "week"}
FIRST_DATE, LAST_DATE = -719162, 2567655  # 0001-01-01 and 9000-01-01 in days since 1970-01-01
ROWS = {"death", "probe"}  # dimensions whose labels are numbers of rows
NUMBERED = DATES | {"duration_bin", "replication", "cell", "block"} | ROWS
UNORDERED = {"replication"}  # an interrupted run may have them in any order
INTEGERS, NATURALS, REALS, TEXTS = "integers of 8 bytes", "natural numbers of 8 bytes", "reals of 8 bytes", "texts"
KINDS = {"<i8": INTEGERS, "<u8": NATURALS, "<f8": REALS}
KNOWN = {"arm_title": (TEXTS, "arm"), "arm_title_id": (TEXTS, "arm"), "arm_family": (INTEGERS, "arm"),
         "arm_subset": (INTEGERS, "arm"), "death_woman": (NATURALS, "death"), "death_woman_text": (TEXTS, "death"),
         **{f"death_{column}": (INTEGERS, "death") for column in ("arm", "replication", "time", "district", "cause", "place",
                                                                  "last_missing", "saved_by")},
         "probe_woman": (NATURALS, "probe"), "probe_deaths": (INTEGERS, "probe", "arm"),
         **{f"probe_{column}": (INTEGERS, "probe") for column in ("replication", "district", "cause")},
         "district_name": (TEXTS, "district"), "district_longitude": (REALS, "district"),
         "district_latitude": (REALS, "district"), "facility_name": (TEXTS, "facility"), "period_kind": (TEXTS, "period"),
         "period_name": (TEXTS, "period"), "period_first": (INTEGERS, "period"), "period_last": (INTEGERS, "period"),
         "written_value": (TEXTS, "written_key"), "scenario_file_text": (TEXTS, "scenario_file"),
         "design_value": (TEXTS, "design_key"),
         **{f"weekly_{level}": (INTEGERS, "replication", "week") for level in ("red_cells", "plasma", "active_donors",
                                                                               "women", "waiting")}}
KNOWN_OF_SWEEPS = {"factor_value": (REALS, "cell", "factor"), "factor_share": (REALS, "cell", "factor"),
                   **{f"factor_{column}": (TEXTS, "factor") for column in ("key", "unit", "scale", "levels")},
                   "factor_low": (REALS, "factor"), "factor_high": (REALS, "factor"), "design_group": (INTEGERS, "cell"),
                   "design_role": (INTEGERS, "cell"), "clock/wall_seconds": (REALS, "cell", "replication")}


def check_form(path, file):
    """Raises FileError that names the item and what was expected. Reads no values but labels. O(objects)."""
    try:
        _Contents(path, file).check()
    except (TypeError, AttributeError, LookupError) as error:  # h5py trusts what it reads
        raise FileError(f"{path}: is damaged or cut short ({error})") from error


class _Contents:
    def __init__(self, path, file):
        self.path, self.file = path, file
        self.kinds, self.lengths, self.dimensions = {}, {}, {}
        self.places = {}  # names of scales by where they lie
        self._take(file["/"], "")
        for name, places in self.dimensions.items():
            self.dimensions[name] = tuple(self.places.get(place, "") for place in places)

    def refuse(self, text):
        raise FileError(f"{self.path}: is damaged: {text}")

    def _take(self, group, prefix):
        self._check_attributes(group, prefix or "the file")
        if len(group) > MOST_OBJECTS:
            self.refuse(f"{prefix or 'the file'} holds {len(group)} objects, of at most {MOST_OBJECTS}")
        for link in group:
            name = prefix + link
            if not isinstance(group.get(link, getlink=True), h5py.HardLink):
                self.refuse(f"{name} leads out of the file")
            item = group[link]
            info = h5py.h5o.get_info(item.id)
            if info.rc != 1:
                self.refuse(f"{name} has a second name")
            if isinstance(item, h5py.Group) and name == "clock":
                self._take(item, "clock/")
            elif isinstance(item, h5py.Dataset):
                self._look(name, item, info.addr)
            else:
                self.refuse(f"{name} is no dataset")

    def _look(self, name, item, place):
        rank = len(item.shape or ())
        if not 1 <= rank <= MOST_RANK:
            self.refuse(f"{name} has {rank} dimensions, of 1 to {MOST_RANK}")
        self.lengths[name] = item.shape
        text = item.id.get_type()
        is_text = isinstance(text, h5py.h5t.TypeStringID) and text.is_variable_str()
        self.kinds[name] = TEXTS if is_text else KINDS.get(item.dtype.str)
        if self.kinds[name] is None:
            self.refuse(f"the values of {name} are neither numbers of 8 bytes nor texts")
        self._check_storage(name, item)
        self._check_attributes(item, name)
        lists = item.attrs.get("DIMENSION_LIST")
        if lists is None:
            if "CLASS" not in item.attrs:
                self.refuse(f"{name} has an axis without a dimension")
            if rank != 1:
                self.refuse(f"the dimension {name} has {rank} axes")
            self.dimensions[name] = ()
            self.places[place] = name
            return
        if len(lists) != rank or not all(len(refs) for refs in lists):
            self.refuse(f"{name} has an axis without a dimension")
        self.dimensions[name] = tuple(h5py.h5o.get_info(h5py.h5r.dereference(refs[0], self.file.id)).addr for refs in lists)

    def _check_storage(self, name, item):
        """All values lie in the file, as they are or deflated, and there are enough bytes for them."""
        how = item.id.get_create_plist()
        if how.get_external_count() or how.get_layout() == h5py.h5d.VIRTUAL:
            self.refuse(f"the values of {name} are not in the file")
        filters = {how.get_filter(i)[0] for i in range(how.get_nfilters())}
        if not filters <= (set() if self.kinds[name] == TEXTS else {h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_DEFLATE}):
            self.refuse(f"{name} has passed a filter that the format does not know")
        claimed = int(numpy.prod([int(n) for n in item.shape], dtype=object)) * (16 if self.kinds[name] == TEXTS else 8)
        stored = item.id.get_storage_size()
        if claimed > stored * (MOST_DEFLATED if h5py.h5z.FILTER_DEFLATE in filters else 1) + MOST_DEFLATED:
            self.refuse(f"{name} claims {claimed} bytes of values, of which {stored} are there")

    def _check_attributes(self, item, name):
        count = h5py.h5a.get_num_attrs(item.id)
        if count > MOST_OBJECTS:
            self.refuse(f"{name} has {count} attributes, of at most {MOST_OBJECTS}")
        for i in range(count):
            attribute = h5py.h5a.open(item.id, index=i)
            if attribute.get_storage_size() > MOST_TEXT:
                self.refuse(f"the attribute {attribute.name.decode()} of {name} is longer than {MOST_TEXT} bytes")

    def check(self):
        for name in self.lengths:
            self._check_dimensions(name)
            self._check_meaning(name)
        for name, dimensions in self.dimensions.items():
            if not dimensions and name not in ROWS:
                self._check_labels(name)
        if not self.lengths.get("arm", (0,))[0]:
            self.refuse("it has no arm")
        self._check_attribute("measured_days", 1, MOST_DAYS)
        self._check_attribute("warm_up_days", 0, MOST_DAYS)
        self._check_attribute("complete", 0, 1)
        self._check_attribute("replications_requested", 1, MOST_REPLICATIONS)
        self._check_attribute("cells_requested", 1, MOST_REPLICATIONS)
        if str(self.file.attrs.get("start", "")) > "9000":
            self.refuse("start lies beyond the calendar")
        there = self.lengths.get("replication", (0,))[0]
        if self.file.attrs.get("replications_complete", there) != there:
            self.refuse(f"replications_complete is {self.file.attrs['replications_complete']}, where {there} are there")

    def _check_dimensions(self, name):
        dimensions = self.dimensions[name]
        for length, dimension in zip(self.lengths[name], dimensions):
            if self.dimensions.get(dimension, True):
                self.refuse(f"{name} has an axis without a dimension")
            if length != self.lengths[dimension][0]:
                self.refuse(f"{name} has {length} places along {dimension}, which has {self.lengths[dimension][0]}")
        if len(set(dimensions)) != len(dimensions):
            self.refuse(f"{name} has a dimension twice")

    def _check_meaning(self, name):
        """What is known by name is what it should be; what lies along arms and replications holds integers."""
        dimensions = self.dimensions[name]
        if self.file.attrs.get("filetype") == "darah sweep":
            known, leading = {**KNOWN, **KNOWN_OF_SWEEPS}.get(name), ("cell", "arm", "replication")
        else:
            known, leading = KNOWN.get(name), ("arm", "replication")
        if not dimensions:
            known = (INTEGERS if name in NUMBERED else TEXTS,)
        elif known is None and dimensions[:len(leading)] == leading:
            known = (INTEGERS, *dimensions)
        if known is None:
            return
        if self.kinds[name] != known[0]:
            self.refuse(f"{name} does not hold {known[0]}")
        if dimensions != known[1:]:
            self.refuse(f"it lacks {name}({', '.join(known[1:])})")

    def _check_labels(self, name):
        item = self.file[name]
        is_text = self.kinds[name] == TEXTS
        labels = item.asstr()[()] if is_text else item[()]
        if not is_text:
            least, most = (FIRST_DATE, LAST_DATE) if name in DATES else (0, numpy.iinfo("i8").max)
            for label in labels[(labels < least) | (labels > most)][:1]:
                self.refuse(f"{name} holds {label}, which is none of its values")
        seen = set()
        for label in labels.tolist():
            if label in seen:
                self.refuse(f"{name} names {label} twice")
            seen.add(label)
        if not is_text and name not in UNORDERED and (labels[1:] < labels[:-1]).any():
            self.refuse(f"{name} is not in order")

    def _check_attribute(self, name, least, most):
        value = self.file.attrs.get(name)
        if value is None:
            return
        if not isinstance(value, (int, numpy.integer)):
            self.refuse(f"{name} is no whole number")
        if not least <= value <= most:
            self.refuse(f"{name} is {value}, which is not in {least} to {most}")
