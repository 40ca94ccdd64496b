"""The page of a merged sweep: how far the answer moves with what is not known, and which factors move it."""

import tomllib

import numpy
from markupsafe import Markup, escape

from . import sensitivity, sweep
from .read import AskedError, FileError, measures, open_sweep
from .report import arms_block, block, in_english, provenance, rests_parameters, table
from .scenario import Scenario, flat
from .study import told
from .sweep_charts import INDICES, interval_of, sweep_charts
from .text import Remark

DEATHS = ("deaths_conditional", "deaths_true")  # what a sweep is taken to be about, the first that the file has


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
        self.scenario = Scenario(self.data.attrs.get("scenario_text", ""))
        self.set = _set(self.data.attrs.get("design_text", ""))
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


def _set(design):
    """What the design sets in every cell, by key."""
    try:
        return flat(tomllib.loads(design).get("set", {}))
    except tomllib.TOMLDecodeError:
        return {}


def contents(study, words, parameters):
    """What the template wants to know of a sweep in one language."""
    attributes = study.data.attrs
    method = words.label(attributes["design_method"])
    design = words("sweep_design", method=method, cells=words.count(study.data.sizes["cell"], "cell"),
                   factors=words.count(len(study.factors), "factor"),
                   replications=words.count(study.response.replications, "replication"))
    partial = study.data.sizes["cell"] < attributes["cells_requested"]
    missing = [words("sweep_partial", n=words.number(study.data.sizes["cell"]),
                     of=words.number(int(attributes["cells_requested"])))] if partial else []
    if study.response.replications < 2:
        missing.append(words("sweep_one_replication"))
    return {"title": str(attributes.get("title") or attributes.get("design_name", "")), "title_translated": words.code == "en",
            "subtitle": f"{attributes.get('design_name', '')} · {design}",
            "missing": missing, "answer": answer(study, words), "others": [],
            "rests": _rests(study, words, parameters, design),
            "unknown": [words(key) for key in ("sweep_unknown_ranges", "unknown_implementation", "unknown_model")],
            "charts": sweep_charts(study, words), "first_blocks": [_arms(study, words), _factors(study, words, parameters)], "blocks": [],
            **provenance(study, words, parameters)}


def _rests(study, words, parameters, design):
    days = int(study.data.attrs["measured_days"])
    said = [design + ".", words("sweep_days", days=words.count(days, "day"))]
    if days != 365:
        said.append(words("rests_scaled"))
    if study.set:
        said.append(words("sweep_set", list="; ".join(f"{key} = {value}" for key, value in study.set.items())))
    if study.response.common:
        said.append(words("sweep_common"))
    return [*said, rests_parameters(words, parameters)]


def _arms(study, words):
    titles = study.data.arm_title.values if "arm_title" in study.data else study.arms
    return arms_block(study, words, [in_english(str(title), words) for title in titles])


def _factors(study, words, parameters):
    rows = [[f.name, f.key, f.said_in(words), in_english(parameters.get(_starred(f.key), {}).get("meaning", ""), words)]
            for f in study.factors]
    header = [words("factor"), words("key"), words("range"), words("meaning")]
    title = words("sweep_factors")
    return block("factors", title, "", [table(title, header, rows, 9)], True)


def _starred(key):
    """As the program describes keys of elements: emergency.pph.lethality is emergency.*.lethality."""
    parts = key.split(".")
    return ".".join([parts[0], "*", *parts[2:]]) if len(parts) > 2 else key


def answer(study, words):
    """How far the response goes, and which factors move it: those whose index an interval tells from chance."""
    values, digits = study.response.values, study.decimals()
    share = study.response.noise_share
    noise = words("sweep_noise_unknown") if not numpy.isfinite(share) else words.number(100 * share, 0) + "%"
    p5, p95 = numpy.percentile(values, [5, 95])
    said = [words("sweep_range", cells=words.count(len(values), "cell"), what=escape(study.what(words)),
                  low=words.number(values.min(), digits), high=words.number(values.max(), digits),
                  p5=words.number(p5, digits), p95=words.number(p95, digits), noise=noise)]
    if study.analysis is None:
        why = study.why.said_in(words) if isinstance(study.why, Remark) else study.why
        return [Markup(said[0]), words("sweep_impossible", why=why)]
    index = next(name for name in INDICES if name in study.analysis.table)
    table = study.analysis.table
    sure = [name for name in table.index if matters(table.loc[name], index, len(values), len(table))]
    rest = [name for name in table.index if name not in sure]
    places = sensitivity_decimals(table, index)
    if sure:
        listed = words.listed(f"{escape(name)} {words.interval(interval_of(table.loc[name], index), places)}"
                              for name in sure)
        said.append(words("sweep_named", index=words(f"index_{index}"), list=listed))
    else:
        said.append(words("sweep_unnamed"))
    if sure and rest:
        said.append(words("sweep_rest", list=words.listed(str(escape(name)) for name in rest)))
    warned = [warning.said_in(words) for warning in study.analysis.warnings]
    said += [str(escape(f"{text[:1].upper()}{text[1:]}.")) for text in warned]
    return [Markup(text) for text in said]


def matters(row, index, cells=2, together=1):
    """Whether an index is told from chance.

    A correlation is where its interval leaves out 0, also as one of so many looked at (Bonferroni). Sums of squares are never
    0: their interval has to leave out what Monte Carlo error alone gives, and they be over twice that; with one
    replication a cell, and that error unknown, none is told.
    """
    low, high = row[f"{index}_low"], row[f"{index}_high"]
    if index == "prcc":
        return bool(low > 0 or high < 0) and told(interval_of(row, index), cells, together)
    noise = row[f"{index}_noise"]
    return bool(low > max(noise, 0) and row[index] > 2 * noise)


def sensitivity_decimals(table, index):
    """Decimals with which an index is printed."""
    return 2 if index in ("prcc", "total") else max(1, sweep.decimals(table[index]))
