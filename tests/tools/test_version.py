"""The commit stamped into a program names the very sources that it was built of."""

import os
import re
import subprocess

import pytest

from program import SOURCE


@pytest.fixture
def sources(folder):
    os.makedirs(os.path.join(folder, "sim"))
    for name in "CMakeLists.txt", "CMakePresets.json", "sim/a.cpp":
        write(folder, name, "earlier\n")
    return folder


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def git(folder, *words):
    subprocess.run(["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True, stdout=subprocess.DEVNULL)


def commit_of(folder):
    header = os.path.join(folder, "version.hpp")
    subprocess.run(["cmake", "-D", f"SOURCE={folder}", "-D", f"HEADER={header}", "-D", "VERSION=1", "-D", "COMPILER=c",
                    "-P", os.path.join(SOURCE, "tools", "version.cmake")], check=True)
    with open(header, encoding="utf-8") as file:
        return re.search(r'git_commit = "(.*)"', file.read()).group(1)


def test_outside_git_a_hash_of_the_sources_stands_in(sources):
    first = commit_of(sources)
    assert re.fullmatch("unknown-sources-[0-9a-f]{40}", first)
    write(sources, "sim/a.cpp", "later\n")
    assert commit_of(sources) != first


def test_edits_and_what_git_does_not_know_of_count_by_their_contents(sources):
    git(sources, "init", "-q")
    git(sources, "add", ".")
    git(sources, "commit", "-qm", "first")
    clean = commit_of(sources)
    assert re.fullmatch("[0-9a-f]{40}", clean)
    found = {clean}
    for name, text in (("sim/a.cpp", "edited\n"), ("sim/new.cpp", "one\n"), ("sim/new.cpp", "two\n"),
                       ("CMakePresets.json", "edited\n")):
        write(sources, name, text)
        stamped = commit_of(sources)
        assert re.fullmatch(clean + "-modified-[0-9a-f]{8}", stamped) and stamped not in found, (name, text)
        found.add(stamped)
    os.remove(os.path.join(sources, "sim", "new.cpp"))
    git(sources, "checkout", "-q", ".")
    write(sources, "notes.txt", "not compiled\n")
    assert commit_of(sources) == clean
