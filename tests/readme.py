#!/usr/bin/python3
"""Holds README.md, the pages of docs/ and the READMEs of scenarios to what is printed now: tests/readme.py PROGRAM [--update] [FILE...]

A block between "<!-- output of ... -->" and "<!-- end of output -->" is the output of the command named there,
or, "of that", of the Python code above it; [...] stands for lines left out. Where they differ, prints how and
exits with 1; with --update writes the files anew. README.md and the pages of docs/ share a folder and what was run in it: a
command that several of them show runs once. A README of a scenario has a folder of its own. Without FILE all are held.
The report that README.md's first command leaves is opened in a browser; --update takes its picture, docs/report.png.
"""

import difflib
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BLOCK = re.compile(r"(?<=<!-- output of )(.*?)(: .*?-->\n```\n)(.*?)(?=```\n<!-- end of output -->)", re.S)
CODE = re.compile(r"```python\n(.*?)```", re.S)
LEFT_OUT = "\n\n[...]\n\n"


class Place:
    """A folder where commands leave results, and what each of them printed."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.known = {}
        os.symlink(os.path.join(ROOT, "scenarios"), os.path.join(folder, "scenarios"))

    def run(self, command):
        return subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout

    def printed(self, source, text_above):
        """What the source of a block prints."""
        if source == "that":
            return self.run(["/usr/bin/python3", "-c", CODE.findall(text_above)[-1]])
        if source not in self.known:
            command = source.strip("`").split()
            if command[0] != "./darah":
                sys.exit(f"a block is the output of {source}, which does not start with ./darah")
            self.known[source] = self.run([self.program, *command[1:]])
        return self.known[source]


def label(line):
    """What stays of a line when its numbers change."""
    return re.sub(r"[-+]?[\d.,]+", "", line.split("  ")[0])


def refreshed(block, output):
    """The block with the lines printed now: of each part as many, from where one like its first comes next;
    of the last all to the end, unless lines are left out there too."""
    lines = output.splitlines()
    parts = (block.rstrip("\n") + "\n\n").split(LEFT_OUT)
    at = 0
    for i, part in enumerate(parts):
        old = part.rstrip("\n").splitlines()
        if not old:
            continue
        if i > 0:
            found = [j for j in range(at, len(lines)) if label(lines[j]) == label(old[0])]
            if not found:
                sys.exit(f"after line {at} of the output now, none is like {old[0]!r}: refresh by hand")
            at = found[0]
        end = at + len(old) if i + 1 < len(parts) else len(lines)
        parts[i] = "\n".join(lines[at:end])
        at = end
    return LEFT_OUT.join(parts).rstrip("\n") + "\n"


def look(folder, update):
    """Opens the report of README.md's first command, whose picture README.md shows. Exits if something is wrong with it."""
    page = os.path.join(folder, "results", "banten-2018-report.html")
    picture = [os.path.join(ROOT, "docs", "report.png")] if update else []
    done = subprocess.run(["node", os.path.join(ROOT, "tests/analysis/pages/look.mjs"), os.path.join(ROOT, "analysis/node_modules"),
                           page, *picture], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    wrong = found["errors"] + found["requests"]
    for view in found["views"]:
        wrong += view.get("axe", []) + view["sticking"] + [chart["name"] for chart in view["charts"] if not chart["marks"]]
    if wrong or len(found["views"]) < 4:
        sys.exit(f"{page}: {wrong}")
    print(f"the report draws {len(found['views'][0]['charts'])} charts, all in {found['milliseconds'] / 1000:.1f} s")


def hold(path, place, update):
    """Whether the file shows what is printed now, or does from now on."""
    name = os.path.relpath(path, ROOT)
    with open(path, encoding="utf-8") as file:
        readme = file.read()

    def anew(match):
        return match[1] + match[2] + refreshed(match[3], place.printed(match[1], readme[:match.start()]))

    now, blocks = BLOCK.subn(anew, readme)
    if name == "README.md":
        if blocks == 0:
            sys.exit("README.md: no block of output is marked")
        look(place.folder, update)
    if now == readme:
        return True
    if not update:
        old, new = readme.splitlines(keepends=True), now.splitlines(keepends=True)
        sys.stdout.writelines(difflib.unified_diff(old, new, name, "now"))
        sys.stdout.flush()
        print(f"{name} shows other output than is printed now; refresh it: tests/readme.py PROGRAM --update",
              file=sys.stderr)
        return False
    with open(path, "w", encoding="utf-8") as file:
        file.write(now)
    return True


def hold_all(paths, program, update):
    """Whether each of the files does, all in one place."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(program, folder)
        return all([hold(path, place, update) for path in paths])


def main(program, update, files):
    files = [os.path.abspath(file) for file in files] or [
        os.path.join(ROOT, "README.md"), *(path for pattern in ("docs/*.md", "scenarios/*/README.md")
                                           for path in sorted(glob.glob(os.path.join(ROOT, pattern))))]
    shared = [path for path in files if os.path.dirname(path) in (ROOT, os.path.join(ROOT, "docs"))]
    together = [shared, *([path] for path in files if path not in shared)]
    if not all([hold_all(paths, program, update) for paths in together]):
        sys.exit(1)


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--update"]
    if not arguments or any(word.startswith("-") for word in arguments):
        sys.exit(__doc__)
    main(os.path.abspath(arguments[0]), "--update" in sys.argv, arguments[1:])
