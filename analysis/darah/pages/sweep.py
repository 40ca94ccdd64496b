"""The page of a merged sweep: how far the answer moves with what is not known, and which factors move it."""

from .. import charts
from . import sweep_answer
from .blocks import arms_block, block, in_english, table
from .parameters import meaning_of, rests_parameters
from .provenance import provenance


def contents(study, words, parameters):
    """What the template wants to know of a sweep in one language."""
    attributes = study.data.attrs
    method = words.label("method", str(attributes["design_method"]))
    design = words("sweep_design", method=method, cells=words.count(study.data.sizes["cell"], "cell"),
                   factors=words.count(len(study.factors), "factor"),
                   replications=words.count(study.response.replications, "replication"))
    partial = study.data.sizes["cell"] < attributes["cells_requested"]
    missing = [words("sweep_partial", n=words.number(study.data.sizes["cell"]),
                     of=words.number(int(attributes["cells_requested"])))] if partial else []
    if study.background.is_old:
        missing.append(words("old_format", version=attributes["format_version"]))
    if study.response.replications < 2:
        missing.append(words("sweep_one_replication"))
    return {"title": str(attributes.get("title") or attributes.get("design_name", "")),
            "title_translated": words.code == "en",
            "subtitle": f"{attributes.get('design_name', '')} · {design}",
            "missing": missing, "answer": sweep_answer.answer(study, words), "others": [],
            "rests": _rests(study, words, parameters, design),
            "unknown": [words(key) for key in ("sweep_unknown_ranges", "unknown_implementation", "unknown_model")],
            "charts": charts.of_sweep(study, words),
            "first_blocks": [_arms(study, words), _factors(study, words, parameters)], "blocks": [],
            "to_run": [], **provenance(study, words, parameters)}


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
    return arms_block(study, words, [_title(study, words, arm, str(title)) for arm, title in zip(study.arms, titles)])


def _title(study, words, arm, title):
    said, translated = study.background.arm_title(words.code, arm, title)
    return said if translated else in_english(said, words)


def _factors(study, words, parameters):
    rows = [[f.name, f.key, f.said_in(words), in_english(meaning_of(f.key, parameters), words)]
            for f in study.factors]
    header = [words("factor"), words("key"), words("range"), words("meaning")]
    title = words("sweep_factors")
    return block("factors", title, "", [table(title, header, rows, 9)], True)
