"""What a report or a figure of one results file starts from: the dataset, the comparison, what it says of its scenario."""

import datetime

from .background import Background
from .compare import compare
from .read import loaded, open_results


class Study:
    """A results file with what is known of it.

    `main` is the arm whose deaths differ most from the baseline's (expected from care where the file has that), or
    None without another arm. comparison: a file with what `darah compare --format json` says of it, which is asked
    otherwise.
    """

    def __init__(self, path, baseline=None, comparison=None):
        self.path = path
        self.data = open_results(path)
        self.comparison = compare(path, baseline, comparison)
        self.background = Background(self.data)
        self.arms, self.baseline = self.comparison.arms, self.comparison.baseline
        self.others = sorted(self.comparison.others, key=self._size, reverse=True)
        self.main = self.others[0] if self.others else None
        self.district_names = self.background.names("district")
        self.facility_names = self.background.names("facility")

    def _size(self, arm):
        known = self.comparison.deaths(arm)
        if not known:
            return 0
        difference = (known["expected"] or known["true"])["difference"]
        return abs(difference["mean"] or 0)

    @property
    def replications(self):
        return self.comparison.replications

    @property
    def window(self):
        """First and last day measured; None where the file does not say."""
        first = self.background.start
        if first is None and "month" in self.data.coords:
            first = self.day_of(self.data.month.values[0])
        days = int(self.data.attrs["measured_days"])
        return (first, first + datetime.timedelta(days - 1)) if first else (None, None)

    @property
    def districts(self):
        """Ids, also where the file sums over districts; none in an old file that does."""
        return [str(d) for d in self.data.district.values] if "district" in self.data.coords else []

    def keeps(self, dimension):
        """Whether some measure is kept along a dimension."""
        return any(dimension in v.dims and {"arm", "replication"} <= set(v.dims) for v in self.data.data_vars.values())

    def arm_title(self, words, arm):
        """What an arm stands for, and whether that is in the language."""
        at = [str(a) for a in self.data.arm.values].index(arm)
        title = str(self.data.arm_title.values[at]) if "arm_title" in self.data else arm
        return self.background.arm_title(words.code, arm, title)

    def name(self, place):
        """Of a district or facility, as the scenario's tables have it."""
        return self.district_names.get(place) or self.facility_names.get(place) or place

    def has(self, *measures):
        return all(measure in self.data for measure in measures)

    def select(self, measure, arm):
        """A measure's values in one arm: float64 with dimension replication first. Raises FileError."""
        return loaded(self.data[measure]).sel(arm=arm).astype(float)

    @staticmethod
    def day_of(value):
        """datetime.date of a numpy date."""
        return value.astype("datetime64[D]").astype(object)
