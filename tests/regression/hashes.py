#!/usr/bin/python3
"""Holds every scenario's results to the hashes stored: tests/regression/hashes.py WORLD_HASH [--update] [SCENARIO...]

tests/regression/hashes.txt has, for each scenario of the repository, a row for each measure that is not all zero, with its
hash for two seeds. A change that is to change no result leaves the file as it is; one that is to change some says which:
--update writes the file anew, and its difference shows the measures. A new measure adds rows and changes none.
"""

import concurrent.futures
import difflib
import glob
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STORED = os.path.join(ROOT, "tests", "regression", "hashes.txt")
SEEDS = ("1", "2")


def scenarios():
    """Every folder of the repository that holds a scenario of today's format, relative to its root."""
    found = [path for top in ("bench", "scenarios", "tests")
             for path in glob.glob(os.path.join(top, "**", "scenario.toml"), root_dir=ROOT, recursive=True)]
    return sorted(os.path.dirname(path) for path in found if f"{os.sep}format-1{os.sep}" not in path)


def hashes(program, scenario, seed):
    """The hash of each measure's values, by its name."""
    done = subprocess.run([program, scenario, "--seed", seed], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    rows = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    if not rows:
        sys.exit(f"{program} {scenario} prints nothing")
    return rows


def section(scenario, by_seed):
    """The lines of one scenario: measures in the order of their names, a column for each seed; "-" where all is zero."""
    names = sorted(set().union(*by_seed))
    return [f"{scenario}\n", *(f"  {name} {' '.join(rows.get(name, '-') for rows in by_seed)}\n" for name in names)]


def stored_sections():
    sections = {}
    with open(STORED, encoding="utf-8") as file:
        for line in file:
            if not line.startswith(" "):
                rows = sections.setdefault(line.strip(), [])
            rows.append(line)
    return sections


def main(program, update, chosen):
    there = scenarios()
    unknown = [scenario for scenario in chosen if scenario not in there]
    if unknown:
        sys.exit(f"no scenario of the repository: {', '.join(unknown)}; there are: {', '.join(there)}")
    chosen = chosen or there
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {scenario: [pool.submit(hashes, program, scenario, seed) for seed in SEEDS] for scenario in chosen}
        now = {scenario: section(scenario, [job.result() for job in of_seeds]) for scenario, of_seeds in jobs.items()}
    stored = stored_sections() if os.path.exists(STORED) else {}
    if update:
        lines = [line for scenario in there for line in now.get(scenario, stored.get(scenario, []))]
        with open(STORED, "w", encoding="utf-8") as file:
            file.writelines(lines)
        return
    old = [line for scenario in chosen for line in stored.get(scenario, [])]
    new = [line for scenario in chosen for line in now[scenario]]
    left_over = sorted(set(stored) - set(there))
    if old != new or left_over:
        sys.stdout.writelines(difflib.unified_diff(old, new, "tests/regression/hashes.txt", "now"))
        for scenario in left_over:
            print(f"{scenario} is stored and no longer there")
        sys.exit(f"other results than stored; where they are meant to change: tests/regression/hashes.py {program} --update")
    print(f"{len(chosen)} scenarios, {len(SEEDS)} seeds each: {len(new) - len(chosen)} measures as stored")


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--update"]
    if not words or any(word.startswith("-") for word in words):
        sys.exit(__doc__)
    main(os.path.abspath(words[0]), "--update" in sys.argv, [word.rstrip("/") for word in words[1:]])
