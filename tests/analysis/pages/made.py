"""Scenarios and sweeps to make pages of, which do each thing that a page must tell apart."""

import os
import shutil
from unittest import mock

import numpy

from darah.pages import write as write_page
from known_sweeps import Factor
from known_sweeps import change as change_sealed
from program import SMALL, command, expect_code, run

MOST_BYTES = 6_000_000  # of a page

IDEAL = """ "agreement.*.template" = "permenkes-92-2015", "agreement.*.operational" = 5, "agreement.*.fidelity" = 1 """
# Arms that do each thing to deaths that a page must tell apart. One has no Indonesian title.
TOLD = """
title = "Told apart <b>"
title_id = "Terbedakan <b>"
base = "{base}"

[[arm]]
name = "as-2018"
title = "As it was"
title_id = "Sebagaimana adanya"

[[arm]]
name = "mou-and-milder-emergencies"
title = "To the letter, and emergencies that kill few & fewer"
title_id = "Sepenuhnya, dan kegawatdaruratan yang jarang & makin jarang mematikan"
set = {{ {ideal}, "emergency.*.lethality" = 0.01 }}

[[arm]]
name = "harsher"
title = "Deadlier emergencies"
set = {{ "emergency.*.lethality" = 0.2 }}

[[arm]]
name = "twin"
title = "As it was, again"
title_id = "Sebagaimana adanya, sekali lagi"

[[arm]]
name = "mou-ideal"
title = "To the letter in every district"
title_id = "Sepenuhnya di semua kabupaten/kota"
set = {{ {ideal} }}

[[figure]]
name = "births of all the mothers"
of = "births"
unit = "a year"
decimals = 0
published = 100
source = "Invented & escaped"
"""
ATTRIBUTED = """
title = "Attributed"
base = "{base}"
[output]
detail = "{detail}"
[[arm]]
name = "none"
set = {{ "agreement.*.mechanisms" = [] }}
[[arm]]
name = "mou"
attribute = "agreement.mechanisms"
attribution = "{attribution}"
set = {{ {ideal} }}
"""


def scenario(folder, text, **values):
    """Writes a scenario's file into a folder of its own, and returns that."""
    os.makedirs(folder)
    with open(os.path.join(folder, "scenario.toml"), "w", encoding="utf-8") as file:
        file.write(text.format(ideal=IDEAL, **values))
    return folder


def simulated(path, of, days, *arguments, warm_up=14):
    words = ["--set", f"run.warm_up={warm_up} d", "--set", f"run.horizon={days} d", *arguments]
    expect_code(0, run(command("run", of, "-o", path, *words)))
    return path


def small_run(path, *arguments):
    return simulated(path, SMALL, 20, "--set", "run.policy_start=2018-04-20", *arguments)


def changed(path, source, change):
    """A copy in which change(file) was done."""
    shutil.copy(source, path)
    change_sealed(path, change)
    return path


def short_page(results, path, language=None):
    """Without the list of parameters, which is the same in every page and takes a browser seconds."""
    with mock.patch("darah.pages.described", dict):
        return write_page(results, path, language)


def sloped(x):
    return -5 * x[:, 0] + 2 * x[:, 1]


KINDS = [Factor("antenatal contacts, poorest women", 0.2, 0.6), Factor("wait", 1, 100, "log", "h"),
         Factor("rule", 0, 1, "list", "", ("early", "late")),
         Factor("days", 0, 2, "list", "", ("5 d", "1 d", "3 d"))]


def kinds(x):
    return 20 * x[:, 0] + numpy.log(x[:, 1]) + 3 * x[:, 2]
