"""darah check tells all that is wrong with a scenario, by line, and of a good one what a run will cost."""

import datetime
import os
import re
import shutil
import sys

import h5py
import pytest

from program import CHECKED, DARAH, MONTH, SCENARIO, SMALL, command, expect_code, list_design, release_alone, run

# What stands once in a file of the small scenario, what a careless hand makes of it, and what is told of it.
MISTAKES = [
    ("scenario.toml", "horizon = ", "horizn = ", "unknown key run.horizn; did you mean run.horizon?"),
    ("scenario.toml", 'warm_up = "180 d"', 'warm_up = "180 km"', "run.warm_up"),
    ("scenario.toml", '"agreement.*.fidelity" = 1 ', '"agreement.*.fidelity" = 3 ', "agreement.*.fidelity"),
    ("districts.csv", "north,North,1,190000", "north,North,1,many", "population"),
]


def spoilt(folder):
    """A copy of the small scenario with every mistake, and the lines that tell them."""
    copy = os.path.join(folder, "spoilt")
    shutil.copytree(SMALL, copy)
    for name, good, bad, _ in MISTAKES:
        path = os.path.join(copy, name)
        with open(path) as file:
            text = file.read()
        assert text.count(good) == 1, (good, "stands several times in", name)
        with open(path, "w") as file:
            file.write(text.replace(good, bad))
    return copy


def line_of(copy, name, text):
    with open(os.path.join(copy, name)) as file:
        return next(number for number, line in enumerate(file, 1) if text in line)


def test_every_mistake_is_told(folder):
    copy, results = spoilt(folder), os.path.join(folder, "r.h5")
    for arguments in (["check", copy], ["run", copy, "-o", results]):
        result = expect_code(3, run(command(*arguments), cwd=folder))
        assert result.stdout == ""
        told = result.stderr.splitlines()
        assert len(told) == len(MISTAKES), result.stderr
        for line in told:
            assert re.match(r"\S+:\d+:\d+: \S", line), ("no place in", line)
        for name, _, bad, words in MISTAKES:
            place = f"{name}:{line_of(copy, name, bad)}:"
            assert any(place in line and words in line for line in told), (place, words, result.stderr)
        assert os.listdir(folder) == ["spoilt"]


def predicted(scenario, *arguments):
    """Events, seconds, threads, bytes of memory and of the file."""
    text = expect_code(0, run(command("check", scenario, *arguments))).stdout
    number = r"(\d+(?:\.\d+)?)"
    found = re.search(rf"^predicted +{number} million events, (?:(\d+):)?(\d+):(\d\d) on (\d+) threads?, "
                      rf"{number} MB of memory, results {number} MB$", text, re.MULTILINE)
    assert found, text
    events, hours, minutes, seconds, threads, memory, file = (float(part or 0) for part in found.groups())
    return events * 1e6, 3600 * hours + 60 * minutes + seconds, threads, memory * 1e6, file * 1e6


def near(what, predicted, actual, factor):
    assert actual / factor <= predicted <= actual * factor, (what, "predicted", predicted, "actual", actual)


# Linux counts for a program what the process held that started it: a small one does.
PEAK = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def compare_with_run(folder, scenario, *arguments):
    path = os.path.join(folder, "r.h5")
    events, seconds, threads, memory, size = predicted(scenario, *arguments)
    assert seconds > 0, seconds
    peak = expect_code(0, run([sys.executable, "-I", "-c", PEAK, *command("run", scenario, "-o", path, *arguments)]))
    near("file size", size, os.path.getsize(path), 1.5)
    with h5py.File(path) as file:
        if len(file["arm"]) == 1:  # several share a past, which is executed once and counted in each
            near("events", events, file["events"][()].sum(), 1.5)
        clock = file["clock"].attrs
        assert clock["threads"] == threads, "other threads than predicted"
        if not CHECKED:  # sanitizers keep memory of their own
            near("memory", memory, clock["peak_memory_bytes"], 1.5)
            near("memory to the end", memory, int(peak.stdout), 1.5)


def test_small_costs_what_was_predicted(folder):
    compare_with_run(folder, SMALL)
    compare_with_run(folder, SMALL, "-r", 1)
    compare_with_run(folder, SMALL, "-r", 20)
    compare_with_run(folder, SMALL, "-r", 3, "-j", 2, "--arm", "mou-ideal")


@release_alone  # a checked build keeps what is given back
def test_memory_grows_with_replications_by_their_numbers_alone(folder):
    path, foreseen, real = os.path.join(folder, "r.h5"), [], []
    for replications in 8, 300:
        few = [*MONTH, "-r", replications, "-j", 1]
        foreseen.append(predicted(SMALL, *few)[3])
        expect_code(0, run(command("run", SMALL, *few, "-o", path)))
        with h5py.File(path) as file:
            real.append(int(file["clock"].attrs["peak_memory_bytes"]))
    assert real[1] - real[0] <= 2 * (foreseen[1] - foreseen[0]), (real, foreseen)


@pytest.mark.skipif(CHECKED, reason="a checked build is too slow for the whole of Banten")
def test_banten_costs_what_was_predicted(folder):
    compare_with_run(folder, SCENARIO, "-r", 1, "-j", 1)
    compare_with_run(folder, SCENARIO, "-r", 1, "--arm", "as-2018")


def test_threads_are_those_that_run():
    def threads_and_memory(*arguments):
        return predicted(SMALL, *arguments)[2:4]

    one, two = threads_and_memory("-r", 8, "-j", 1), threads_and_memory("-r", 8, "-j", 2)
    assert one[0] == 1 and two[0] == 2 and two[1] > one[1], (one, two)
    assert threads_and_memory("-r", 1, "-j", 2)[0] == 1, "a thread without a replication"


def test_families_are_counted_and_their_savings_told(folder):
    copy = os.path.join(folder, "attributed")
    shutil.copytree(SMALL, copy)
    for attribution, more in (("family", 15), ("shapley", 127)):
        shutil.copy(os.path.join(SMALL, "scenario.toml"), copy)
        with open(os.path.join(copy, "scenario.toml"), "a") as file:
            file.write(f'\nattribute = "agreement.mechanisms"\nattribution = "{attribution}"\n')
        text = expect_code(0, run(command("check", copy))).stdout
        assert f"{more} arms are generated of it" in text and "mou-ideal." not in text, text
        alone = expect_code(0, run(command("check", copy, "--arm", "mou-ideal.none"))).stdout
        assert "arms          mou-ideal.none  shares the past" in alone and "generated" not in alone, alone
    results = ["-r", 2, "-o", os.path.join(folder, "r.h5")]
    # Three arms of 91 days before policies and 221 after them, two replications.
    expect_code(0, run(command("run", SMALL, *results)),
                "3 arms shared their past: 52 of 267 simulated weeks were not simulated again (19%)")
    single = expect_code(0, run(command("run", SMALL, "--arm", "no-mou", *results)))
    assert "shared" not in single.stderr, single.stderr


def test_every_command_that_reads_a_scenario_reads_files_elsewhere_where_that_is_said(folder):
    deep, design = os.path.join(folder, "deep", "own"), os.path.join(folder, "design.toml")
    shutil.copytree(SMALL, deep)
    shutil.move(os.path.join(deep, "orders.csv"), os.path.join(folder, "elsewhere.csv"))
    path = os.path.join(deep, "scenario.toml")
    with open(path) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(text.replace('orders = "orders.csv"', 'orders = "../../elsewhere.csv"'))
    with open(design, "w") as file:
        file.write(list_design(0.5).replace(SMALL, deep))
    short = ["--set", "run.warm_up=7 d", "--set", "run.horizon=31 d", "--set", "run.policy_start=2018-04-26"]
    for words in (["check", deep], ["run", deep, "-r", "1", *short, "--no-report", "-o", os.path.join(folder, "r.h5")],
                  ["trace", deep, "--district", "north", *short], ["sweep", design, "--list"]):
        expect_code(3, run([DARAH, *words]), "elsewhere.csv lies outside", "--allow-outside")
        expect_code(0, run([DARAH, *words, "--allow-outside"]))
    expect_code(0, run([DARAH, "upgrade", deep, "--allow-outside"]))


@release_alone
def test_much_of_anything_is_checked_in_seconds(folder):
    """The limit of a minute is for what would take hours."""
    copy = os.path.join(folder, "small")
    shutil.copytree(SMALL, copy)
    toml = os.path.join(copy, "scenario.toml")
    with open(toml) as file:
        text = file.read()

    def check():
        return run(command("check", copy), timeout=60)

    with open(os.path.join(copy, "periods.csv"), "w") as file:
        file.write("id,name,first,last,turnout,companies_closed,schools_closed\n")
        first = datetime.date(1990, 1, 1)
        for i in range(32000):
            day = first + datetime.timedelta(days=i % 20000)
            file.write(f"other-{i},Period {i},{day},{day},1,false,false\n")
    assert "32,000 periods" in expect_code(0, check()).stdout

    for keys, told in (("".join(f"k{i}.a.b = 1\n" for i in range(300000)), "unknown key k299999.a.b"),
                       (".".join(["a"] * 4900) + " = 1\n", "unknown key a.a.a"),
                       (".".join(["a"] * 2000000) + " = 1\n", "a line of more than 10000 bytes"),
                       ("x = " + "[" * 4000 + "]" * 4000 + "\n", "")):
        with open(toml, "w") as file:
            file.write(text.replace("\n[", "\n" + keys + "\n[", 1))
        expect_code(3, check(), told)

    for i in range(1000):
        os.mkdir(os.path.join(folder, f"base{i}"))
        with open(os.path.join(folder, f"base{i}", "scenario.toml"), "w") as file:
            file.write(f'format = 2\nbase = "../base{i + 1}"\n')
    longest = run(command("check", os.path.join(folder, "base0")), timeout=60)
    expect_code(3, longest, "more than 100 scenarios lie upon one another")
