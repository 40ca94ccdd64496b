"""The sweep by Snakemake and by GNU parallel, with the commands of docs/clusters.md, gives the bits it gives run whole."""

import os
import shutil

import slurm
from sweeps import (expect, expect_code, expect_equal, main, printed, release_alone, run, run_documented, skip,
                    whole)


def snakemake(folder):
    expect_equal(run_documented("Snakemake", os.path.join(folder, "here")), whole())


def snakemake_on_slurm(folder):
    if slurm.why_not():
        skip(slurm.why_not())
    with slurm.OneNodeSlurm() as cluster:
        results = run_documented("Snakemake that submits to Slurm", os.path.join(folder, "here"),
                                 environment=cluster.environment)
        tasks = cluster.tasks()
    expect(len(tasks) == 4 and all(task == ("COMPLETED", 0) for task in tasks.values()), tasks)
    expect_equal(results, whole())


def gnu_parallel(folder):
    here = os.path.join(folder, "here")
    expect_equal(run_documented("GNU parallel", here), whole())
    reading = expect_code(0, run(["/usr/bin/python3", "-c", printed("python", "Results")], cwd=here))
    expect("arm" in reading.stdout, reading.stdout)


release_alone()
missing = [program for program in ("snakemake", "parallel") if not shutil.which(program)]
if missing:
    skip(f"not installed: {', '.join(missing)}")
if "GNU parallel" not in run(["parallel", "--version"]).stdout:
    skip("parallel is not GNU's")
main([snakemake, gnu_parallel, snakemake_on_slurm])
