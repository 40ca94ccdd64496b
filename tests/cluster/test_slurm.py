"""The sweep as a job array on a Slurm of one node gives the bits it gives run whole, by the commands of docs/clusters.md."""

import glob
import os

import slurm
from slurm import OneNodeSlurm
from sweeps import (DARAH, SOURCE, design, expect, expect_code, expect_equal, main, merge, release_alone, run,
                    run_documented, skip, whole)

SWEEP = os.path.join(SOURCE, "analysis", "slurm", "sweep.sbatch")


def logs_of_jobs(folder):
    """What the jobs printed, for the report of a failure."""
    return "".join(f"\n== {path}\n{open(path).read()}" for path in sorted(glob.glob(os.path.join(folder, "slurm-*"))))


def as_documented(folder):
    here = os.path.join(folder, "here")
    results = run_documented("Slurm", here, environment=cluster.environment)
    jobs = cluster.wait()
    expect(len(jobs) == 5 and all(task == ("COMPLETED", 0) for task in jobs.values()), jobs, logs_of_jobs(here))
    expect_equal(results, whole())


def out_of_time(folder):
    """The signal that Slurm sends before the time is over reaches the program, and the task run again goes on."""
    slices = os.path.join(folder, "slices")
    values = {"DARAH": DARAH, "DESIGN": design(folder), "DIR": slices, "SLICES": "2"}

    def submit(tasks):
        return cluster.sbatch(f"--array={tasks}", SWEEP, cwd=folder, **values)

    job = submit("1-2")
    pieces = os.path.join(slices, "slice-0002-of-0002.pieces")
    cluster.until(lambda: os.path.isdir(pieces) and os.listdir(pieces), "slice 2 has not begun")
    # --batch: the batch script alone, as --signal=B: does.
    expect_code(0, run(["scancel", "--batch", "--signal=TERM", f"{job}_2"], env=cluster.environment))
    tasks = cluster.wait(job)
    expect(tasks == {1: ("COMPLETED", 0), 2: ("FAILED", 130)}, tasks, logs_of_jobs(folder))
    expect_code(4, run(merge(slices, os.path.join(folder, "r.h5"))), "slice-0002-of-0002")

    tasks = cluster.wait(submit("2"))
    expect(tasks == {2: ("COMPLETED", 0)}, tasks, logs_of_jobs(folder))
    results = os.path.join(folder, "r.h5")
    expect_code(0, run(merge(slices, results)))
    expect_equal(results, whole())


def nothing_left(folder):
    """A cluster that stops with a job running leaves no process behind."""
    pid = os.path.join(folder, "pid")
    script = os.path.join(folder, "long.sbatch")
    with open(script, "w") as file:
        file.write(f"#!/bin/sh\necho $$ >{pid}\nexec sleep 1000\n")
    with OneNodeSlurm() as other:
        other.sbatch(script, cwd=folder)
        other.until(lambda: os.path.exists(pid) and open(pid).read(), "the job has not begun")
        processes = [int(open(pid).read()), *(daemon.pid for daemon in other.daemons.values())]
    for process in processes:
        expect(not os.path.exists(f"/proc/{process}/exe"), process, "is still there")
    expect(not os.path.exists(other.folder))


release_alone()
if slurm.why_not():
    skip(slurm.why_not())
with OneNodeSlurm() as cluster:
    main([as_documented, out_of_time, nothing_left])
