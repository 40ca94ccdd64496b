"""What a page or a figure of one merged sweep starts from: the dataset, the response, its analysis."""

from . import sensitivity, sweep
from .background import Background
from .errors import AskedError, FileError
from .read import measures, open_sweep

DEATHS = ("deaths_expected", "deaths_conditional", "deaths_true")  # what a sweep is taken to be about, the first that the file has


class SweepStudy:
    """A merged sweep with the response that its page explains: an arm less the baseline, or the baseline itself."""

    def __init__(self, path, baseline=None, of=None, arm=None):
        self.path = path
        self.data = open_sweep(path)
        self.arms = [str(a) for a in self.data.arm.values]
        if baseline not in (None, self.arms[0]):
            raise AskedError(f"a sweep's baseline is its first arm, {self.arms[0]}")
        self.baseline, self.of = self.arms[0], of or self._of()
        self.arm = arm or self._largest()
        self.response = sweep.response(self.data, self.of, self.arm)
        self.factors = sweep.factors(self.data)
        self.background = Background(self.data)
        self.set = self.background.design_settings()
        self.varied = {f.key: f for f in self.factors}
        try:
            self.analysis, self.why = sensitivity.analyse(self.data, self.of, self.arm), ""
        except FileError as error:
            self.analysis, self.why = None, error.args[0]

    def _of(self):
        known = measures(self.data)
        if not known:
            raise FileError(f"{self.path}: holds no measure")
        return next((of for of in DEATHS if of in known), known[0])

    def _largest(self):
        """The arm that differs most from the baseline, or None."""
        def size(arm):
            return abs(sweep.response(self.data, self.of, arm).values.mean())
        return max(self.arms[1:], key=size, default=None)

    def what(self, words):
        """The response in words, with its unit."""
        if self.of not in DEATHS:
            arm = self.baseline if self.arm is None else f"{self.arm} − {self.baseline}"
            return words("sweep_of_measure", measure=f"{self.of} ({self.response.unit})", arm=arm)
        if self.arm is None:
            return words("sweep_of_level", arm=self.baseline)
        return words("sweep_of_difference", arm=self.arm, baseline=self.baseline)

    def short(self, words):
        """The response for an axis with little room."""
        if self.of not in DEATHS:
            return self.of
        return words("deaths_a_year" if self.arm is None else "deaths_change")

    def decimals(self):
        return max(1, sweep.decimals([self.response.values.std()], 2))
