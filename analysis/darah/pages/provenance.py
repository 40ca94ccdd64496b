"""Where the numbers of a page come from: the file, its scenario, how to run it again."""

import datetime

from .blocks import in_english
from .parameters import parameter_rows, parameters_text


def provenance(study, words, parameters):
    """Where the numbers come from: the file, its parameters, its scenario, how to run it again."""
    attributes = study.data.attrs
    commit, edited, _ = str(attributes.get("git_commit", "")).partition("-modified")
    sha = str(attributes.get("sweep_sha256") or attributes.get("scenario_sha256", ""))
    text = words("rerun_text_edited" if edited else "rerun_text", commit=commit[:12], sha=sha[:12])
    keys = ("title", "filetype", "format_version", "program_version", "git_commit", "compiler", "rng", "seed",
            "scenario_name", "scenario_sha256", "design_name", "design_method", "design_seed", "sweep_sha256", "streams",
            "settings", "precision", "detail", "measured_days", "warm_up_days", "replications_requested",
            "replications_complete", "cells_requested", "cells_complete", "complete")
    facts = [(key, str(attributes[key]).strip()) for key in keys if str(attributes.get(key, "")).strip()]
    facts = [(key, in_english(value, words) if key == "title" else value) for key, value in facts]
    files = list(study.background.files.items())
    texts = [(words("scenario_text"), files)] if files else []
    if attributes.get("design_text"):
        texts.insert(0, (words("design_text"), [(str(attributes["design_name"]) + ".toml", attributes["design_text"])]))
    return {"facts_header": [words("fact"), words("value")], "rerun_text": text, "rerun": _rerun(attributes, commit),
            "facts": facts, "texts": texts, "parameters": parameter_rows(study, words, parameters),
            "parameters_text": parameters_text(study, words, parameters),
            "made_by": words("made_by", version=attributes.get("program_version", "?"),
                             date=words.date(datetime.date.today()))}


def changed(study, words):
    """What the command line set in place of the scenario's values; a line, or none."""
    settings = str(study.data.attrs.get("settings", "")).strip().splitlines()
    return [words("rests_changed", list="; ".join(settings))] if settings else []


def _rerun(attributes, commit):
    """Commands that compute the file again."""
    if attributes.get("filetype") == "darah sweep":
        design = attributes["design_name"]
        commands = [f"./darah sweep {design}.toml -o {design}", f"./darah merge {design} -o {design}.h5"]
    else:
        commands = ["./" + str(attributes.get("command_line", "")).strip()]
    return "\n".join([*([f"git checkout {commit}"] if commit and not commit.startswith("unknown") else []), *commands])
