"""What a file says of its scenario beside the outcomes: titles, places and where they lie, named periods, settings, files."""

import datetime
from dataclasses import dataclass

import numpy

OLD_FORMATS = ("0.1", "1.0")  # of files that say none of it


@dataclass(frozen=True)
class Period:
    """A named time of the calendar, last day included."""

    kind: str  # the id without its year: ramadan, lebaran, ...
    name: str
    first: datetime.date
    last: datetime.date


class Background:
    """What docs/results-format.md names under "Scenario". Of a file that has none of it, ids stand for names."""

    def __init__(self, data):
        self._data = data

    @property
    def is_old(self):
        """Whether the file is of a format that holds nothing of this."""
        return str(self._data.attrs.get("format_version")) in OLD_FORMATS

    def title(self, code, title):
        """The scenario's title in a language, and whether it is in that language."""
        return _in_language(code, title, str(self._data.attrs.get("title_id", "")))

    def arm_title(self, code, arm, title):
        """What an arm stands for in a language, and whether it is in that language."""
        return _in_language(code, title, self._texts("arm", "arm_title_id").get(arm, ""))

    def names(self, dimension):
        """Names by id, of a "district" or a "facility"."""
        return {place: name or place for place, name in self._texts(dimension, f"{dimension}_name").items()}

    def places(self):
        """(longitude, latitude) of each district; those of which nobody says are absent."""
        if "district_longitude" not in self._data:
            return {}
        known = zip(self._data.district.values, self._data.district_longitude.values, self._data.district_latitude.values)
        return {str(place): (float(x), float(y)) for place, x, y in known if numpy.isfinite([x, y]).all()}

    def periods(self, first, last):
        """Ramadan, Lebaran and others, as far as they touch the days from first to last."""
        if "period_first" not in self._data:
            return []
        columns = (self._data[f"period_{column}"].values for column in ("kind", "name", "first", "last"))
        found = [Period(str(kind), str(name), _day(begin), _day(end)) for kind, name, begin, end in zip(*columns)]
        return [Period(p.kind, p.name, max(p.first, first), min(p.last, last)) for p in found
                if p.first <= last and p.last >= first]

    @property
    def start(self):
        """The first day measured, or None."""
        try:
            return datetime.date.fromisoformat(str(self._data.attrs.get("start", "")))
        except ValueError:
            return None

    def settings(self):
        """Values that the scenario's files set outside arms, by dotted key."""
        return self._texts("written_key", "written_value")

    def design_settings(self):
        """Values that the design of a sweep sets in every cell, by key."""
        return self._texts("design_key", "design_value")

    @property
    def files(self):
        """Texts of the scenario's files by name, the scenario's own first."""
        return self._texts("scenario_file", "scenario_file_text")

    def _texts(self, dimension, variable):
        if variable not in self._data:
            return {}
        return {str(key): str(text) for key, text in zip(self._data[dimension].values, self._data[variable].values)}


def set_by_command(attributes):
    """Values by key that --set gave in place of the scenario's, from a file's attributes."""
    lines = str(attributes.get("settings", "")).splitlines()
    return {key.strip(): value.strip() for key, equals, value in (line.partition("=") for line in lines) if equals}


def _in_language(code, title, indonesian):
    return (indonesian, True) if code == "id" and indonesian else (title, code == "en")


def _day(value):
    return value.astype("datetime64[D]").astype(object)
