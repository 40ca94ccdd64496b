"""The component of docs/adding.md compiles where the page puts it and keeps the rules of tests/layering.sh, with its name in
the list and no other place touched."""

import os
import re
import shutil
import subprocess

from program import SOURCE

LIST = "sim/model/world/components.hpp"
FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Werror", "-isystem", "/usr/include/eigen3"]
# What the list reaches; its own files are added.
UNITS = ["sim/model/world/world.cpp", "sim/model/world/model.cpp", "sim/model/world/parameters.cpp", "sim/scenario/row.cpp"]


def files_of(page):
    """The files the page shows: a paragraph that opens with a path, and the code after it."""
    blocks = re.findall(r"\n\n`((?:sim|tests)/[\w/]+\.[ch]pp)`(?:(?!```).)*?```cpp\n(.*?)^```$", page, re.M | re.S)
    return dict(blocks)


def add_to_list(text, name, header):
    with_header = text.replace('#include "model/world/hooks.hpp"', f'#include "{header}"\n#include "model/world/hooks.hpp"')
    with_name = re.sub(r"(using Components =\s*ComponentList<[^>]*)>;", rf"\1, {name}>;", with_header)
    assert text.count("\n") + 1 == with_name.count("\n") and name in with_name, "the list is not where it was"
    return with_name


def test_the_component_compiles(folder):
    with open(os.path.join(SOURCE, "docs", "adding.md"), encoding="utf-8") as file:
        files = files_of(file.read())
    assert sorted(os.path.basename(path) for path in files) == ["outage.cpp", "outage.hpp", "outage_tables.cpp", "test_outage.cpp"], list(files)
    for tree in ("sim", "tests", "analysis"):
        shutil.copytree(os.path.join(SOURCE, tree), os.path.join(folder, tree), ignore=shutil.ignore_patterns("node_modules"))
    for path, text in files.items():
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(text)
    with open(os.path.join(folder, LIST), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(folder, LIST), "w", encoding="utf-8") as file:
        file.write(add_to_list(text, "Outage", "model/place/outage.hpp"))
    subprocess.run(["sh", "tests/layering.sh"], cwd=folder, check=True)
    compiler = os.environ.get("CXX", "c++")
    for unit in [path for path in files if path.endswith(".cpp")] + UNITS:
        subprocess.run([compiler, *FLAGS, "-I", "sim", "-I", "tests", unit], cwd=folder, check=True)
