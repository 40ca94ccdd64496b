"""The parameters of the program: how they are known, and what a file sets in their place."""

import functools
import json
import re
from collections import Counter

from ..compare import ask, program
from ..background import set_by_command
from .blocks import in_english

MARKS = "SDEBA-"


def described():
    """Of each key its mark, unit, default and meaning, as the program describes it, whether it is a text, such as a title or
    the name of a file, and of a key with names in braces the pattern of the keys it stands for; empty without the program."""
    if program() is None:
        return {}
    described = json.loads(ask("describe", "--format", "json-schema"))["$defs"]
    return {key: {"mark": d["x-mark"], "unit": d["x-unit"], "default": d["x-default"],
                  "pattern": d.get("x-pattern"), "text": "minLength" in d, "meaning": d["description"].split("; default ")[0]}
            for key, d in described.items() if "x-mark" in d}


def meaning_of(key, parameters):
    """What a key means, which may name an element: emergency.pph.lethality; empty if no parameter has it."""
    return next((p["meaning"] for name, p in parameters.items()
                 if key == name or p["pattern"] and re.fullmatch(p["pattern"], key)), "")


def rests_parameters(words, parameters):
    """How many parameters are known how; a line. Texts, which tell the model nothing, are not counted."""
    if not parameters:
        return words("rests_parameters_unknown")
    marks = Counter(p["mark"] for p in parameters.values() if not p["text"])
    listed = words.listed(f"{words.number(marks[m])} {words.label('mark', m)}" for m in MARKS if marks[m])
    return words("rests_parameters", n=words.number(marks.total()), list=listed)


def parameter_rows(study, words, parameters):
    settings = {**study.background.settings(), **getattr(study, "set", {}), **set_by_command(study.data.attrs)}
    for name, factor in getattr(study, "varied", {}).items():
        settings[name] = words("varied", range=factor.said_in(words))
    rows = []
    for key, p in parameters.items():
        here = _here(key, p["pattern"], settings)
        rows.append([re.sub(r"\{(\w+)\}", r"<\1>", key), p["mark"], in_english(p["default"], words),
                     in_english(here, words) if key in ("title", "description") else here, p["unit"],
                     in_english(p["meaning"], words)])
    return rows


def _here(key, pattern, settings):
    """What is set in place of a key's default; of a key of elements for each that has its own, `pph: 0.099; aph: 0.072`."""
    def written(value):
        return value if isinstance(value, str) else json.dumps(value, default=str)
    if pattern is None:
        return written(settings[key]) if key in settings else ""
    found = ((re.fullmatch(pattern, name), value) for name, value in settings.items())
    return "; ".join(f"{'.'.join(match.groups())}: {written(value)}" for match, value in found if match)


def parameters_text(study, words, parameters):
    marks = "; ".join(f"{m}: {words.label('mark', m)}" for m in MARKS)
    said = [words("assumptions_text", marks=marks)]
    now = _version_of(program()) if parameters else ""
    then = f"{study.data.attrs.get('program_version', '')} (commit {study.data.attrs.get('git_commit', '')})"
    if parameters and now != then:
        said.append(words("other_version", now=now, then=then))
    if words.code != "en":
        said.append(words("in_english"))
    return " ".join(said)


@functools.cache
def _version_of(_program):
    """Version and commit, as the program says; asked once for all languages."""
    return ask("--version").strip().split(", ")[0].removeprefix("darah ") + ")"
