"""The scenario that a results file carries as text: titles, names of places and where they lie, named periods."""

import csv
import datetime
import posixpath
import re
import tomllib
from dataclasses import dataclass

HEADING = re.compile(r"^==> (.+) <==$", re.MULTILINE)
MARK = re.compile(r"\s*(\[[^\]]*\]|\([A-Z]\))\s*")  # of a column: its unit, its mark


@dataclass(frozen=True)
class Period:
    """A named time of the calendar, last day included."""

    kind: str  # the id without its year: ramadan, lebaran, ...
    name: str
    first: datetime.date
    last: datetime.date


class Scenario:
    """What is read of scenario_text: the scenario's own files first, then those of its bases."""

    def __init__(self, text):
        pieces = HEADING.split(text or "")
        self.files = dict(zip(pieces[1::2], (piece.strip("\n") + "\n" for piece in pieces[2::2])))
        self._layers = [(posixpath.dirname(name), tomllib.loads(body))
                        for name, body in self.files.items() if name.endswith(".toml")]
        self.own = self._layers[0][1] if self._layers else {}
        arms = {arm.get("name"): arm for arm in self.own.get("arm", [])}
        self._titles = {name: (arm.get("title", name), arm.get("title_id")) for name, arm in arms.items()}

    def title(self, code, title):
        """The scenario's title in a language, and whether it is in that language."""
        return _in_language(code, title, self.own.get("title_id"))

    def arm_title(self, code, arm, title):
        """What an arm stands for in a language, and whether it is in that language."""
        return _in_language(code, title, self._titles.get(arm, (title, None))[1])

    def table(self, kind):
        """Rows of a table of the scenario (districts, facilities, periods, ...), the nearest layer's; else none."""
        for folder, toml in self._layers:
            name = toml.get("tables", {}).get(kind, f"{kind}.csv")
            body = self.files.get(posixpath.normpath(posixpath.join(folder, name)))
            if body is not None:
                lines = [line for line in body.splitlines() if line.strip() and not line.startswith("#")]
                rows = list(csv.reader(lines))
                columns = [MARK.sub("", column) for column in rows[0]]
                return [dict(zip(columns, row)) for row in rows[1:]]
        return []

    def names(self, kind):
        """Names by id, of districts or facilities."""
        return {row["id"]: row.get("name") or row["id"] for row in self.table(kind) if row.get("id")}

    def places(self):
        """(longitude, latitude) of each district: the mean of its facilities'. Districts without any are absent."""
        found = {}
        for row in self.table("facilities"):
            try:
                at = float(row["longitude"]), float(row["latitude"])
            except (KeyError, ValueError):
                continue
            found.setdefault(row.get("district"), []).append(at)
        return {district: tuple(sum(axis) / len(at) for axis in zip(*at)) for district, at in found.items()}

    def periods(self, first, last):
        """Ramadan, Lebaran and others that touch the days from first to last."""
        found = []
        for row in self.table("periods"):
            try:
                begin, end = (datetime.date.fromisoformat(row[key]) for key in ("first", "last"))
            except (KeyError, ValueError):
                continue
            if begin <= last and end >= first:
                found.append(Period(re.sub(r"-\d{4}.*$", "", row["id"]), row.get("name", row["id"]),
                                    max(begin, first), min(end, last)))
        return found

    def settings(self):
        """Values that the scenario's files set outside arms, by dotted key, the nearest layer's."""
        found = {}
        for _, toml in reversed(self._layers):
            found.update(flat({key: value for key, value in toml.items() if key not in ("arm", "figure", "tables")}))
        return found


def _in_language(code, title, indonesian):
    return (indonesian, True) if code == "id" and indonesian else (title, code == "en")


def set_by_command(attributes):
    """Values by key that --set gave in place of the scenario's, from a file's attributes."""
    lines = str(attributes.get("settings", "")).splitlines()
    return {key.strip(): value.strip() for key, equals, value in (line.partition("=") for line in lines) if equals}


def flat(tree, prefix=""):
    """Values by dotted key."""
    found = {}
    for key, value in tree.items():
        path = f"{prefix}{key}"
        found.update(flat(value, path + ".") if isinstance(value, dict) else {path: value})
    return found
