"""The sweep handed out by MPI gives the bits it gives run whole, by the commands of docs/clusters.md."""

import os
import shutil
import signal
import subprocess
import time

import pytest

from program import DARAH, expect_code, release_alone, run
from sweeps import expect_equal, merge, run_documented, skip_where, sweep

DARAH_MPI = DARAH + "-mpi"  # built with the program where DARAH_MPI is on
# As root, with more ranks than processors; on a user's machine neither is needed.
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
               "OMPI_MCA_rmaps_base_oversubscribe": "1"}

pytestmark = release_alone


@pytest.fixture(scope="module", autouse=True)
def installed():
    skip_where("" if shutil.which("mpirun") else "not installed: mpirun (Debian packages openmpi-bin and libopenmpi-dev)")
    skip_where("" if os.path.exists(DARAH_MPI) else f"not built: {DARAH_MPI} (configure with -D DARAH_MPI=ON)")


def test_mpirun(folder, whole):
    expect_equal(run_documented("MPI", os.path.join(folder, "here"), darah=DARAH_MPI, environment=ENVIRONMENT),
                 whole)


def test_rank_killed(folder, whole):
    """A rank that is lost ends the job; the same command goes on."""
    there = os.path.join(folder, "slices")
    line = ["mpirun", "-n", "3", DARAH_MPI, *sweep(there, "--resume", "--keep-every", "0")[1:]]
    process = subprocess.Popen(line, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    place = os.path.join(there, "slice-0001-of-0001.pieces")
    while process.poll() is None and not (os.path.isdir(place) and len(os.listdir(place)) > 10):
        time.sleep(0.01)
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
        ranks = [int(child) for child in file.read().split()]
    os.kill(ranks[-1], signal.SIGKILL)
    _, errors = process.communicate()
    assert process.returncode != 0, errors
    kept = len(os.listdir(place))
    assert kept > 10, kept

    expect_code(0, run(line, env=ENVIRONMENT))
    output = os.path.join(folder, "r.h5")
    expect_code(0, run(merge(there, output)))
    expect_equal(output, whole)
