"""Pages, opened in a browser as users do, by look.mjs beside this."""

import itertools
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor

from darah.words import LANGUAGES
from program import SOURCE, expect_code, run

LOOK = os.path.join(SOURCE, "tests", "analysis", "pages", "look.mjs")
MODULES = os.path.join(SOURCE, "analysis", "node_modules")
VIEWS = [(360, "screen"), (1440, "screen"), (688, "print")]


def look(*paths):
    """What look.mjs tells of each page; two browsers share them."""
    def browse(some):
        done = expect_code(0, run(["node", LOOK, MODULES, *some])) if some else None
        return [json.loads(line) for line in done.stdout.splitlines()] if done else []
    with ThreadPoolExecutor(2) as at_once:
        first, second = at_once.map(browse, (paths[::2], paths[1::2]))
    return [found for pair in itertools.zip_longest(first, second) for found in pair if found]


def opens(path):
    """In which language a page opens, by the browser's language and the end of its address."""
    done = expect_code(0, run(["node", os.path.join(os.path.dirname(LOOK), "opens.mjs"), MODULES, path]))
    return json.loads(done.stdout)


def faults(found, languages):
    """What is wrong with a page that was looked at, a line each."""
    said = [f"error: {error}" for error in found["errors"]] + [f"request: {request}" for request in found["requests"]]
    said += [f"does not lead there: {found['astray']}"] if found["astray"] else []
    seen = [(view["language"], view["width"], view["media"]) for view in found["views"]]
    if seen != [(language, *view) for language in languages for view in VIEWS]:
        said.append(f"views: {seen}")
    for view in found["views"]:
        where = f"{view['language']} {view['width']} {view['media']}: "
        lines = [f"shows {view['lang']}"] if view["lang"] != view["language"] else []
        lines += [f"sideways: {view['scroll']}"] if view["scroll"] > 0 else []
        lines += [f"sticks out: {element}" for element in view["sticking"]]
        lines += [f"axe: {violation}" for violation in view.get("axe", ["not asked"] if view["width"] == 360 else [])]
        lines += [] if view["selectable"] else ["text that cannot be selected"]
        for chart in view["charts"]:
            lines += [f"empty chart: {chart['name']}"] if chart["marks"] == 0 or not chart["labels"] else []
            lines += [f"cut in {chart['name']}: {label}" for label in chart["cut"]]
            lines += [f"crowded in {chart['name']}: {labels}" for labels in chart["crowded"]]
            lines += [f"chart of the other language: {chart['name']}"] if not chart["name"].startswith(view["lang"]) else []
        lines += [f"shows {match[0]!r}" for match in re.finditer(
            r"\b(?:undefined|NaN|nan|None|null|Infinity)\b|\{|\}|\[object", view["text"])]
        said += [where + line for line in lines]
    return said


def expect_clean(found, languages=LANGUAGES):
    wrong = faults(found, languages)
    assert not wrong, "\n".join(wrong[:20])


def charts_drawn(found):
    """Names of charts without language and panel, in their order."""
    return list(dict.fromkeys(chart["name"][3:].rsplit("-", 1)[0] for chart in found["views"][0]["charts"]))
