"""How the arms of a results file compare: what `darah compare` computes, which is asked for it.

    c = compare("results/banten-2018.h5")
    c.all_deaths.difference("mou-ideal")      # {"mean", "half_width", "low", "high"}
    c.frame()                                 # pandas, one line a row and arm
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass

from .errors import AskedError, FileError

DEATHS = "deaths_true"  # the line of all maternal deaths

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
USAGE = 2


@dataclass(frozen=True)
class Row:
    """A line of a table: for each arm its mean and its paired difference from the baseline, with intervals.

    An interval is {"mean", "half_width", "low", "high"}; the last three are None with one replication.
    """

    id: str        # of the line, or the label of the dimension that the table is by
    label: str     # in English
    unit: str      # its id
    payer: str     # of a line of the table of costs: ids of who pays and of what is paid
    cost: str
    decimals: int
    counted: bool  # whether the model counts it; else no arm has a value
    arms: tuple
    cells: tuple

    def value(self, arm):
        """The interval of the arm's mean; None where it is undefined."""
        return self.cells[self.arms.index(arm)]["value"]

    def difference(self, arm):
        """The interval of arm - baseline; None in the baseline."""
        return self.cells[self.arms.index(arm)]["difference"]

    def claim(self, arm):
        """What may be claimed of the arm's difference among those of all rows; None in tables by no dimension.

        {"together", "p", "told", "to_tell"}: docs/results-format.md, "Comparisons".
        """
        return self.cells[self.arms.index(arm)]["claim"]


@dataclass(frozen=True)
class Table:
    id: str
    title: str     # in English
    measure: str  # of a table by a dimension: what is summed, and the dimension of its rows
    by: str
    unit: str
    rows: tuple

    def row(self, id_):
        """The row of this id, or None."""
        return next((row for row in self.rows if row.id == id_), None)


class Comparison:
    """What `darah compare --format json` says (docs/results-format.md, "Comparisons"), as `said` and by name."""

    def __init__(self, said):
        self.said = said
        self.arms = tuple(said["arms"])
        self.baseline = self.arms[0]
        self.replications = said["replications"]
        self.least_replications = said["least_replications"]
        self.tables = [Table(table["id"], table["title"], table["measure"], table["by"], table["unit"],
                             tuple(Row(*(row[key] for key in ("id", "label", "unit", "payer", "cost", "decimals", "counted")), self.arms,
                                       tuple(row["arms"])) for row in table["rows"]))
                       for table in said["tables"]]

    @property
    def others(self):
        """All arms but the baseline."""
        return self.arms[1:]

    def row(self, id_):
        """The line of the whole province with this id, or None."""
        return next((table.row(id_) for table in self.tables if table.id == "all"), None)

    @property
    def all_deaths(self):
        """The line of all maternal deaths a year, or None: those expected from care, which as many replications know best,
        or where results have none those that were drawn."""
        return self.row("deaths_expected") or self.row(DEATHS)

    def table(self, measure, by):
        """The table of a measure by a dimension, or None: table("deaths_true", "district")."""
        return next((t for t in self.tables if (t.measure, t.by) == (measure, by)), None)

    @property
    def deaths_by_district(self):
        """The table of expected deaths by district, which know a district with the fewest replications, or where results
        have none that of deaths as they were drawn; or None."""
        return self.table("deaths_expected", "district") or self.table(DEATHS, "district")

    def deaths(self, arm):
        """How well the arm's difference in deaths is known: {"averted", "caused", "true", "expected"}; or None."""
        return next((known for known in self.said["deaths"] if known["arm"] == arm), None)

    def decisive(self, arm):
        """What is known of the arm's difference in deaths, of those of `all_deaths`."""
        known = self.deaths(arm)
        return known["expected"] or known["true"]

    def costs(self, arm):
        """Costs of a death averted by payer, or None."""
        return next((costs for costs in self.said["costs"] if costs["arm"] == arm), None)

    def attribution(self, arm):
        """What each mechanism of the arm averts, or None without arms that say."""
        return next((a for a in self.said["attributions"] if a["arm"] == arm), None)

    @property
    def courses(self):
        """How waits spread and agreements go on: {"minutes", "waits", "fidelity"}."""
        return self.said["courses"]

    @property
    def monitoring(self):
        """The agreement by district and year, or None where the file keeps no districts."""
        return self.said["monitoring"]

    def frame(self):
        """All tables as one pandas.DataFrame: table, row, arm, then mean, low, high and difference with its ends."""
        import pandas
        lines = []
        for table in self.tables:
            for row in table.rows:
                for arm in self.arms:
                    value, difference = row.value(arm) or {}, row.difference(arm) or {}
                    lines.append((table.title, row.label, arm, *(value.get(k) for k in ("mean", "low", "high")),
                                  *(difference.get(k) for k in ("mean", "low", "high"))))
        return pandas.DataFrame(lines, columns=["table", "row", "arm", "mean", "low", "high", "difference",
                                                "difference_low", "difference_high"])


def compare(path, baseline=None, comparison=None):
    """The Comparison of a results file against an arm of it, the first by default.

    comparison: a file with what the program said of it already, which is then not asked again. Raises FileError, AskedError;
    FileError too where the program `darah` is not found.
    """
    if comparison is not None:
        try:
            with open(comparison, encoding="utf-8") as file:
                return Comparison(json.load(file))
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise FileError(f"{comparison}: is no comparison of darah ({error})") from error
    words = ["compare", os.fspath(path), "--format", "json"]
    return Comparison(json.loads(ask(*words, *(["--baseline", baseline] if baseline else []))))


def claims(p):
    """Of each of some p-values that are looked at together {"p", "told"}: p adjusted, and whether the claim holds.

    What `darah holm` says, the one rule for many claims. Raises FileError.
    """
    return json.loads(ask("holm", *map(repr, map(float, p))))


def program():
    """Path of the program `darah`: $DARAH, else the release build beside this package, else the first on PATH; or None."""
    built = os.path.join(ROOT, "build", "release", "darah")
    return os.environ.get("DARAH") or (built if os.access(built, os.X_OK) else shutil.which("darah"))


def ask(*words):
    """What `darah WORDS` prints. Raises AskedError, FileError with what it says on stderr."""
    path = program()
    if path is None:
        raise FileError("the program darah is not found: build it (./darah --version) or name it in $DARAH")
    try:
        done = subprocess.run([path, *words], capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        raise FileError(f"cannot start {path}: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.strip() or f"darah {words[0]} ended with {done.returncode}"
        raise (AskedError if done.returncode == USAGE else FileError)(said.removeprefix("darah: "))
    return done.stdout
