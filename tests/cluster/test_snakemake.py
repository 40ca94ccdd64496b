"""The sweep by Snakemake and by GNU parallel, with the commands of docs/clusters.md, gives the bits it gives run whole."""

import os
import shutil

import pytest

import slurm
from program import expect_code, release_alone, run
from sweeps import expect_equal, printed, run_documented, skip_where

pytestmark = release_alone


@pytest.fixture(scope="module", autouse=True)
def installed():
    missing = [program for program in ("snakemake", "parallel") if not shutil.which(program)]
    skip_where(f"not installed: {', '.join(missing)}" if missing else "")
    skip_where("" if "GNU parallel" in run(["parallel", "--version"]).stdout else "parallel is not GNU's")


def test_snakemake(folder, whole):
    expect_equal(run_documented("Snakemake", os.path.join(folder, "here")), whole)


def test_snakemake_on_slurm(folder, whole):
    skip_where(slurm.why_not())
    with slurm.OneNodeSlurm() as cluster:
        results = run_documented("Snakemake that submits to Slurm", os.path.join(folder, "here"),
                                 environment=cluster.environment)
        tasks = cluster.tasks()
    assert len(tasks) == 4 and all(task == ("COMPLETED", 0) for task in tasks.values()), tasks
    expect_equal(results, whole)


def test_gnu_parallel(folder, whole):
    here = os.path.join(folder, "here")
    expect_equal(run_documented("GNU parallel", here), whole)
    reading = expect_code(0, run(["/usr/bin/python3", "-c", printed("python", "Results")], cwd=here))
    assert "arm" in reading.stdout, reading.stdout
