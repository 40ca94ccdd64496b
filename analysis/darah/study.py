"""What a report or a figure of one results file starts from: the dataset, the comparison, the scenario."""

import datetime

import numpy
from scipy import stats

from .compare import compare
from .read import loaded, open_results
from .scenario import Scenario, set_by_command

SMALL = 1e-9


class Study:
    """A results file with what is known of it.

    `main` is the arm whose deaths differ most from the baseline's (expected from care where the file has that), or
    None without another arm.
    """

    def __init__(self, path, baseline=None):
        self.path = path
        self.data = open_results(path)
        self.comparison = compare(path, baseline)
        self.scenario = Scenario(self.data.attrs.get("scenario_text", ""))
        self.arms, self.baseline = self.comparison.arms, self.comparison.baseline
        self.others = sorted(self.comparison.others, key=self._size, reverse=True)
        self.main = self.others[0] if self.others else None
        self.district_names = self.scenario.names("districts")
        self.facility_names = self.scenario.names("facilities")

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
        first = self._start()
        if first is None and "month" in self.data.coords:
            first = self.day_of(self.data.month.values[0])
        days = int(self.data.attrs["measured_days"])
        return (first, first + datetime.timedelta(days - 1)) if first else (None, None)

    def _start(self):
        """run.start, as the command line or the scenario sets it."""
        start = set_by_command(self.data.attrs).get("run.start") or self.scenario.settings().get("run.start")
        try:
            return datetime.date.fromisoformat(str(start).strip('"'))
        except ValueError:
            return None

    @property
    def districts(self):
        """Ids: those of the file, or where it sums over districts those of the scenario's table."""
        if "district" in self.data.coords:
            return [str(d) for d in self.data.district.values]
        return list(self.district_names)

    def arm_title(self, words, arm):
        """What an arm stands for, and whether that is in the language."""
        at = [str(a) for a in self.data.arm.values].index(arm)
        title = str(self.data.arm_title.values[at]) if "arm_title" in self.data else arm
        return self.scenario.arm_title(words.code, arm, title)

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


def student(values, axis=0, level=0.95):
    """Mean, low and high of the Student interval over an axis; NaN ends below two values."""
    n = values.shape[axis]
    mean = values.mean(axis)
    if n < 2:
        return mean, mean * numpy.nan, mean * numpy.nan
    half = stats.t.ppf((1 + level) / 2, n - 1) * values.std(axis, ddof=1) / numpy.sqrt(n)
    return mean, mean - half, mean + half


def told(interval, replications=2, together=1):
    """Whether an interval of Student's at 95% leaves out 0 when it is one of so many looked at (Bonferroni).

    One of width 0 tells nothing: a few replications happen to agree.
    """
    if interval is None or not interval["half_width"] or interval["mean"] is None:
        return False
    return abs(interval["mean"]) > interval["half_width"] * _wider(replications, together) + SMALL


def replications_to_tell(interval, replications, together=1):
    """The fewest replications with which it is told(), if mean and spread are those seen.

    Infinite for a mean of 0, NaN where no spread is known.
    """
    if interval is None or interval["half_width"] is None:
        return numpy.nan
    if abs(interval["mean"]) <= SMALL:
        return numpy.inf
    if interval["half_width"] == 0:
        return numpy.nan
    tail = 0.025 / together
    spread = interval["half_width"] * numpy.sqrt(replications) / stats.t.isf(0.025, replications - 1)
    least = abs(interval["mean"]) / spread
    n = max(2, int(numpy.ceil((stats.norm.isf(tail) / least) ** 2)))
    while stats.t.isf(tail, n - 1) / numpy.sqrt(n) >= least:
        n += 1
    return n


def about(number):
    """A number of replications, its first two digits, rounded up; at least 2."""
    number = max(float(numpy.ceil(number)), 2.0)
    step = 10 ** max(0, int(numpy.floor(numpy.log10(number))) - 1)
    return int(numpy.ceil(number / step) * step)


def _wider(replications, together):
    """What Bonferroni's intervals of so many are wider by."""
    if together <= 1 or replications < 2:
        return 1.0
    point = stats.t(replications - 1).isf
    return point(0.025 / together) / point(0.025)
