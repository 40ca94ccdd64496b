"""A small sweep run in many ways, by the commands that docs/clusters.md prints, and its merged files compared."""

import os
import re

import h5py
import pytest

from program import CHECKED, DARAH, SHORT_CELLS, SOURCE, command, expect_code, run

# Sobol's N(k + 2) cells: 64, or 16 in a build too slow for them.
CELLS = 16 if CHECKED else 64
DESIGN = f"""\
{SHORT_CELLS}
[design]
method = "sobol"
size = {CELLS // 4}

[[factor]]
name = "border"
key = "agreement.north.initial_fidelity"
low = "0.2"
high = "0.9"

[[factor]]
name = "standards"
key = "agreement.north.standards"
low = "0.3"
high = "0.9"
"""
# May differ between ways of running the same.
OF_THE_RUN = {"command_line", "compiler"}


def skip_where(why):
    """Skips a test that lacks what `why` names; in CI, which installs all it needs, that is a failure."""
    if why and os.environ.get("CI"):
        pytest.fail(why)
    if why:
        pytest.skip(why)


def printed(language, *headings):
    """The blocks in a language that docs/clusters.md prints under headings, as one text."""
    with open(os.path.join(SOURCE, "docs", "clusters.md")) as file:
        sections = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", file.read(), re.M | re.S))
    blocks = [re.findall(rf"^```{language}\n(.*?)^```", sections[name], re.M | re.S) for name in headings]
    assert all(blocks), ("no", language, "under", headings)
    return "\n".join(sum(blocks, []))


# Assignments the page prints: the merged file holds the name of the design's file.
PRINTED = dict(re.findall(r"\b([A-Z]+)=(\S+)", printed("sh", "Before you start")))


def design(folder, text=DESIGN):
    path = os.path.join(folder, PRINTED["DESIGN"])
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".part", "w") as file:
        file.write(text)
    os.replace(path + ".part", path)  # whole at any time: a process that was started before may read it now
    return path


def sweep(folder, *arguments):
    """The command for the sweep whose slices go into a folder; the design is made beside it."""
    return command("sweep", design(os.path.dirname(folder)), "-o", folder, *arguments)


def merge(folder, output, *options):
    return command("merge", folder, "-o", output, *options)


def merged_whole(folder):
    """The merged file of the sweep run in one piece in a folder."""
    output = os.path.join(folder, "whole.h5")
    expect_code(0, run(sweep(os.path.join(folder, "whole"))))
    expect_code(0, run(merge(os.path.join(folder, "whole"), output)))
    expect_whole(output)
    return output


def contents(path):
    """All that a merged file says, but for clock times: attributes and bits of every object by its name."""
    found = {}

    def text(value):
        return value.decode() if isinstance(value, bytes) else str(value)

    def attributes(item):
        return {name: str(value.dtype) + str(value.tolist()) if hasattr(value, "dtype") else text(value)
                for name, value in item.attrs.items()
                if name not in OF_THE_RUN | {"DIMENSION_LIST", "REFERENCE_LIST"}}  # addresses within the file

    def visit(name, item):
        if name.split("/")[0] == "clock":
            return
        found[name] = attributes(item)
        if isinstance(item, h5py.Dataset):
            value = item[()]
            found[name]["(type)"] = str(item.dtype) + str(item.shape)
            found[name]["(scales)"] = [[scale.name for scale in dimension.values()] for dimension in item.dims]
            found[name]["(bits)"] = value.tolist() if item.dtype == object else value.tobytes()

    with h5py.File(path, "r") as file:
        found["/"] = attributes(file)
        file.visititems(visit)
    return found


def expect_equal(path, reference):
    """Same objects, attributes and bits."""
    here, there = contents(path), contents(reference)
    assert here.keys() == there.keys(), (path, "only in one file:", sorted(here.keys() ^ there.keys()))
    for name, facts in there.items():
        differing = [fact for fact in {**here[name], **facts} if here[name].get(fact) != facts.get(fact)]
        assert not differing, (path, "differs from", reference, "in", name, differing)


def expect_whole(path):
    """The file holds every cell of the design, and arms differ somewhere."""
    with h5py.File(path, "r") as file:
        assert file.attrs["cells_complete"] == CELLS and file.attrs["complete"] == 1, dict(file.attrs)
        assert file["cell"][()].tolist() == list(range(CELLS))
        births = file["births"][()]
        assert births.shape[:3] == (CELLS, 2, 2) and births.min() > 0, births.shape


def run_documented(heading, folder, darah=DARAH, environment=None):
    """Runs them in a folder that looks like the repository and whose design is the small one. The results file."""
    script = printed("sh", "Before you start", heading)
    design(folder)
    os.symlink(os.path.join(SOURCE, "analysis"), os.path.join(folder, "analysis"))
    for place, program in ("darah", DARAH), ("build/release/darah", DARAH), ("build/mpi/darah-mpi", darah):
        os.makedirs(os.path.dirname(os.path.join(folder, place)), exist_ok=True)
        os.symlink(program, os.path.join(folder, place))
    result = run(["sh", "-eu", "-c", script], cwd=folder, env=environment)
    assert result.returncode == 0, (script, result.stdout, result.stderr)
    return os.path.join(folder, PRINTED["RESULTS"])
