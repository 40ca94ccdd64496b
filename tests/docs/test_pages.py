"""What pages name is there: files, folders and functions; their links lead somewhere; every page of docs/ stands in its index."""

import fnmatch
import functools
import os
import pathlib
import re

import pytest

from program import SOURCE

TREE = ("analysis", "bench", "docs", "examples", "scenarios", "sim", "tests", "tools")
SUFFIX = r"\.(?:cpp|hpp|py|sh|md|csv|toml|txt|html|css|json)"

# Every page that is read in the repository, and none of what others wrote.
PAGES = sorted(str(path.relative_to(SOURCE)) for pattern in ("*.md", *(f"{folder}/**/*.md" for folder in TREE))
               for path in pathlib.Path(SOURCE).glob(pattern) if "node_modules" not in path.parts)


def read(path):
    return pathlib.Path(SOURCE, path).read_text(encoding="utf-8")


def named_in(page):
    """Every word of the page's code that is a path, and what its links lead to, from the root of the repository."""
    text = read(page)
    links = [os.path.normpath(os.path.join(os.path.dirname(page), target))
             for target in re.findall(r"\]\((?!https?:)([^)#]+)", text)]
    code = " ".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.S))
    words = re.findall(r"[\w./<>*{},-]+", code)
    return {*links, *(word for word in words if re.match(f"(?:{'|'.join(TREE)})/[^/]|[\\w<>*.-]+{SUFFIX}$", word))}


def is_made(word, page):
    """Whether commands of the page write it, or it is of those that git leaves alone: the reader's files and folders."""
    made = re.findall(r"(?:-o |--csv |--benchmark_out=|> ?|mkdir )([\w./-]+)", read(page))
    ignored = [line for line in read(".gitignore").split() if line.startswith("*")]
    return (any(re.match(rf">?{re.escape(path)}(?:/|$)", word) for path in made)
            or any(fnmatch.fnmatch(word, pattern) for pattern in ignored))


@functools.cache
def names_of_files():
    return {path.name for top in TREE for path in pathlib.Path(SOURCE, top).glob("**/*") if "node_modules" not in path.parts} | {
        path.name for path in pathlib.Path(SOURCE).iterdir()}


def is_there(word):
    """A path from the root, or the bare name of a file, here or of those that the program writes; <any>, * and {a,b} stand
    for some text."""
    pattern = re.sub(r"<[^>]*>|\{[^}]*\}", "*", word.rstrip("."))
    if "/" in word:
        return any(pathlib.Path(SOURCE).glob(pattern))
    return "*" in pattern or word in names_of_files() or any(f'"{word}"' in text for text in sources())


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_are_there(page):
    # The component that docs/adding.md shows whole is the reader's to write.
    shown = {word for word in named_in(page) if re.search(r"\b(?:test_)?outage(?:_tables)?\.[ch]pp$", word)}
    missing = sorted(word for word in named_in(page) - shown
                     if not is_there(word) and not is_made(word, page))
    assert not missing, f"{page} names what is not there"


@functools.cache
def sources():
    return [path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(SOURCE, "sim").glob("**/*.[ch]pp"))]


@functools.cache
def words_of_sources():
    """Of each source its words, the types that it declares, and what stands before a bracket."""
    return [(set(re.findall(r"\w+", text)), set(re.findall(r"\b(?:struct|class|using) (\w+)", text)),
             set(re.findall(r"(\w+)\(", text))) for text in sources()]


@pytest.mark.parametrize("page", PAGES)
def test_functions_that_a_page_names_are_there(page):
    """`Type::function` is declared where the type is, `function()` somewhere in sim/."""
    code = " ".join(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", read(page), flags=re.S)))
    missing = [f"{of}::{name}" for of, name in set(re.findall(r"\b([A-Z]\w+)::(\w+)", code))
               if not any(of in types and name in words for words, types, _ in words_of_sources())]
    missing += [f"{name}()" for name in set(re.findall(r"(?<![:\w])(\w+)\(\)", code))
                if not any(name in called for *_, called in words_of_sources())]
    assert not missing, f"{page} names what is not there"


@functools.cache
def dotted():
    """Kinds of events and keys of parameters."""
    kinds = {name for text in sources() for table in re.findall(r"kind_names\s*\{(.*?)\};", text, re.S)
             for name in re.findall(r'"([\w.]+)"', table)}
    keys = set(re.findall(r"^\| `([^`]+)`", read("docs/parameters.md"), re.M))
    assert "way.step" in kinds and "run.warm_up" in keys
    return kinds | keys


def names_one(word):
    """Whether a word is one of dotted() or the end of one; in a key any element may stand for a name in braces."""
    parts = word.split(".")
    return word in dotted() or any(
        len(name) >= len(parts) and all(n == p or n[0] == "{" for n, p in zip(name[-len(parts):], parts))
        for name in (name.split(".") for name in dotted()))


@pytest.mark.parametrize("page", [page for page in PAGES if page != "CHANGELOG.md"])  # which names what was, too
def test_events_and_keys_that_a_page_names_are_there(page):
    """`component.name` is an event's kind or a parameter's key."""
    first = {name.split(".")[0] for name in dotted()}
    missing = sorted(word for word in set(re.findall(r"`([a-z_]+(?:\.[\w*{}-]+)+)`", read(page)))
                     if word.split(".")[0] in first and not names_one(word) and not is_there(word))
    assert not missing, f"{page} names what is not there"


def headings(page):
    """What links to headings of the page may say behind #."""
    found = re.findall(r"^#+ (.*)", re.sub(r"^```.*?^```", "", read(page), flags=re.S | re.M), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", re.sub(r"^```.*?^```", "", read(page), flags=re.S | re.M))
    missing = []
    for target, heading in links:
        path = os.path.normpath(os.path.join(os.path.dirname(page), target)) if target else page
        if not os.path.exists(os.path.join(SOURCE, path)) or heading and heading not in headings(path):
            missing.append(f"{target}#{heading}")
    assert not missing, f"{page} links to what is not there"


def test_every_command_stands_in_the_table_of_commands():
    listed = re.findall(r'\{"(\w+)", command_', read("sim/cli/commands.hpp"))
    assert listed and re.findall(r"^\| `darah (\w+)", read("docs/commands.md"), re.M) == listed


def test_readme_is_short():
    assert len(read("README.md").splitlines()) <= 130


def test_readme_counts_the_assumptions():
    """Those of the parameters that the page counts: all but texts and what figures say."""
    rows = [line.split(" | ") for line in read("docs/parameters.md").splitlines() 
            if line.startswith("| `") and not line.startswith("| `figure.")]
    marks = [row[4] for row in rows if len(row) == 7 and row[1] != "text"]
    assert f"Of the {len(marks)} parameters" in read("README.md") and f" {marks.count('A')}, seven in\n" in read("README.md"), \
        (len(marks), marks.count("A"))
    assert 0.65 < marks.count("A") / len(marks) < 0.75


def test_a_citation_names_this_version():
    version = re.search(r"project\(darah VERSION (\S+)", read("CMakeLists.txt"))[1]
    assert f"\nversion: {version}\n" in read("CITATION.cff")


def test_every_file_of_the_model_has_its_line():
    """Under the heading of a room docs/architecture.md has a row for each of its files."""
    page = read("docs/architecture.md")
    for room in sorted(path for path in pathlib.Path(SOURCE, "sim/model").iterdir() if path.is_dir()):
        part = re.search(rf"^#+ `sim/model/{room.name}`.*?$(.*?)(?=^#|\Z)", page, re.S | re.M)
        assert part, f"there is no heading of sim/model/{room.name}"
        rows = re.findall(r"^\| `(\w+)` \|", part[1], re.M)
        stems = {path.stem.removesuffix("_tables") for path in room.glob("*.[ch]pp")}
        assert sorted(rows) == sorted(stems), f"sim/model/{room.name}"


def test_every_page_stands_in_the_index():
    pages = {path.name for path in pathlib.Path(SOURCE, "docs").glob("*.md")} - {"index.md"}
    assert pages == {name for name in pages if f"]({name})" in read("docs/index.md")}
