#!/usr/bin/python3
"""What a run costs by the number of districts, and what was foreseen: bench/curve.py DARAH [N...]; 8, 64 and 514 unless told.

Of each number of districts a scenario is made (bench/national.py) and one arm of it simulated for two years on one thread, without probes.
Time is the processor's, of the whole program: reading, making the world, writing results. Foreseen is what `darah check`
says. Exit code 1 where a figure is off its target.
"""

import os
import re
import subprocess
import sys
import tempfile

import h5py

import national

YEARS = 2
ONE_ARM = ["--arm", "as-2018", "-r", "1", "-j", "1", "--set", "run.warm_up=365 d", "--set", "run.probes=0"]
GROWTH, FORESEEN = 1.3, 1.5  # the most: seconds a birth over those of the first; foreseen over real, either way
COUNTRY, COUNTRY_SECONDS, COUNTRY_BYTES = 514, 25, 1e9  # districts of a country; the most a simulated year takes


def cost_of(command, results):
    """Processor seconds, and the most memory in bytes, which the program itself writes down."""
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = os.times()
    with h5py.File(results) as file:
        memory = int(file["clock"].attrs["peak_memory_bytes"])
    os.remove(results)
    return after.children_user - before.children_user + after.children_system - before.children_system, memory


def foreseen(darah, scenario):
    text = subprocess.run([darah, "check", scenario, *ONE_ARM], capture_output=True, encoding="utf-8", check=True).stdout
    hours, minutes, seconds, memory = re.search(r"(?:(\d+):)?(\d+):(\d\d) on 1 thread, ([\d,.]+) MB", text).groups()
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds), 1e6 * float(memory.replace(",", ""))


def near(thought, real):
    return real / FORESEEN <= thought <= real * FORESEEN


def main(darah, counts):
    print("districts  births/y  s/year  us/birth  growth  foreseen     MB  foreseen  bytes a yearly birth")
    first, missed = None, False
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            scenario = os.path.join(folder, str(count))
            national.make(count, scenario)
            births = sum(float(row["births"]) for row in national.table("districts.csv", scenario)[1])
            thought, thought_bytes = foreseen(darah, scenario)
            results = os.path.join(folder, "results.h5")
            seconds, memory = cost_of([darah, "run", scenario, *ONE_ARM, "--no-report", "-o", results], results)
            a_birth = seconds / YEARS / births
            first = first or a_birth
            print(f"{count:9} {births:9.0f} {seconds / YEARS:7.2f} {1e6 * a_birth:9.2f} {a_birth / first:7.2f} "
                  f"{thought / seconds:9.2f} {memory / 1e6:6.0f} {thought_bytes / memory:9.2f} {memory / births:10.0f}", flush=True)
            missed |= a_birth > GROWTH * first
            missed |= count == COUNTRY and (seconds / YEARS > COUNTRY_SECONDS or memory > COUNTRY_BYTES)
            missed |= not near(thought_bytes, memory)
            missed |= not near(thought, seconds) and abs(thought - seconds) > 1  # which check rounds to
    return int(missed)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not all(number.isdigit() and int(number) > 0 for number in sys.argv[2:]):
        sys.exit(f"usage: {sys.argv[0]} DARAH [N...]")
    sys.exit(main(sys.argv[1], [int(number) for number in sys.argv[2:]] or [8, 64, 514]))
