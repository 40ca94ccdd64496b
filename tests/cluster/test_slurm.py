"""The sweep as a job array on a Slurm of one node gives the bits it gives run whole, by the commands of docs/clusters.md."""

import os
import pathlib

import pytest

import slurm
from slurm import OneNodeSlurm
from program import DARAH, SOURCE, expect_code, release_alone, run
from sweeps import design, expect_equal, merge, run_documented, skip_where

SWEEP = os.path.join(SOURCE, "analysis", "slurm", "sweep.sbatch")

pytestmark = release_alone


@pytest.fixture(scope="module")
def cluster():
    skip_where(slurm.why_not())
    with OneNodeSlurm() as one:
        yield one


def logs_of_jobs(folder):
    """What the jobs printed, for the report of a failure."""
    return "".join(f"\n== {path}\n{path.read_text()}" for path in sorted(pathlib.Path(folder).glob("slurm-*")))


def test_as_documented(folder, cluster, whole):
    here = os.path.join(folder, "here")
    results = run_documented("Slurm", here, environment=cluster.environment)
    jobs = cluster.wait()
    assert len(jobs) == 5 and all(task == ("COMPLETED", 0) for task in jobs.values()), (jobs, logs_of_jobs(here))
    expect_equal(results, whole)


def test_out_of_time(folder, cluster, whole):
    """The signal that Slurm sends before the time is over reaches the program, and the task run again goes on."""
    slices = os.path.join(folder, "slices")
    values = {"DARAH": DARAH, "DESIGN": design(folder), "DIR": slices, "SLICES": "2"}

    def submit(tasks):
        return cluster.sbatch(f"--array={tasks}", SWEEP, cwd=folder, **values)

    job = submit("1-2")
    pieces = os.path.join(slices, "slice-0002-of-0002.pieces")
    cluster.until(lambda: os.path.isdir(pieces), "slice 2 has not begun")
    # --batch: the batch script alone, as --signal=B: does.
    expect_code(0, run(["scancel", "--batch", "--signal=TERM", f"{job}_2"], env=cluster.environment))
    tasks = cluster.wait(job)
    assert tasks == {1: ("COMPLETED", 0), 2: ("FAILED", 130)}, logs_of_jobs(folder)
    expect_code(4, run(merge(slices, os.path.join(folder, "r.h5"))), "slice-0002-of-0002")

    tasks = cluster.wait(submit("2"))
    assert tasks == {2: ("COMPLETED", 0)}, logs_of_jobs(folder)
    results = os.path.join(folder, "r.h5")
    expect_code(0, run(merge(slices, results)))
    expect_equal(results, whole)


def test_nothing_left(folder, cluster):
    """A cluster that stops with a job running leaves no process behind."""
    pid = pathlib.Path(folder, "pid")
    script = os.path.join(folder, "long.sbatch")
    with open(script, "w") as file:
        file.write(f"#!/bin/sh\necho $$ >{pid}\nexec sleep 1000\n")
    with OneNodeSlurm() as other:
        other.sbatch(script, cwd=folder)
        other.until(lambda: pid.exists() and pid.read_text(), "the job has not begun")
        processes = [int(pid.read_text()), *(daemon.pid for daemon in other.daemons.values())]
    for process in processes:
        assert not os.path.exists(f"/proc/{process}/exe"), (process, "is still there")
    assert not os.path.exists(other.folder)
