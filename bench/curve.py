#!/usr/bin/python3
"""What a run costs by the number of districts, and what was foreseen: bench/curve.py DARAH [N...]; 8, 64 and 514 unless told.

Of each number of districts a scenario is made (bench/national.py) and one arm of it simulated for two years on one thread.
Time is the processor's, of the whole program: reading, making the world, writing results. Foreseen is what `darah check`
says. Exit code 1 where a figure is off its target.
"""

import os
import re
import subprocess
import sys
import tempfile

import national

YEARS = 2
ONE_ARM = ["--arm", "as-2018", "-r", "1", "-j", "1", "--set", "run.warm_up=365 d"]
GROWTH, FORESEEN = 1.3, 1.5  # the most: seconds a birth over those of the first; foreseen over real, either way


def usage_of(command):
    """Processor seconds, most memory in bytes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit code {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def foreseen(darah, scenario):
    text = subprocess.run([darah, "check", scenario, *ONE_ARM], capture_output=True, encoding="utf-8", check=True).stdout
    hours, minutes, seconds, memory = re.search(r"(?:(\d+):)?(\d+):(\d\d) on 1 thread, ([\d,.]+) MB", text).groups()
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds), 1e6 * float(memory.replace(",", ""))


def main(darah, counts):
    print("districts  births/y  s/year  us/birth  growth  foreseen     MB  foreseen  bytes/birth a year")
    first, missed = None, False
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            scenario = os.path.join(folder, str(count))
            national.make(count, scenario)
            births = sum(float(row["births"]) for row in national.table("districts.csv", scenario)[1])
            thought, thought_bytes = foreseen(darah, scenario)
            results = os.path.join(folder, "results.h5")
            seconds, memory = usage_of([darah, "run", scenario, *ONE_ARM, "--no-report", "-o", results])
            os.remove(results)
            a_birth = seconds / YEARS / births
            first = first or a_birth
            print(f"{count:9} {births:9.0f} {seconds / YEARS:7.2f} {1e6 * a_birth:9.2f} {a_birth / first:7.2f} "
                  f"{thought / seconds:9.2f} {memory / 1e6:6.0f} {thought_bytes / memory:9.2f} {memory / births:10.0f}", flush=True)
            missed |= a_birth > GROWTH * first
            for ratio in (thought / seconds, thought_bytes / memory):
                missed |= not 1 / FORESEEN <= ratio <= FORESEEN
    return int(missed)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not all(number.isdigit() and int(number) > 0 for number in sys.argv[2:]):
        sys.exit(f"usage: {sys.argv[0]} DARAH [N...]")
    sys.exit(main(sys.argv[1], [int(number) for number in sys.argv[2:]] or [8, 64, 514]))
