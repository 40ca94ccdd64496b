"""The sweep handed out by MPI gives the bits it gives run whole, by the commands of docs/clusters.md."""

import os
import shutil
import signal
import subprocess
import time

from sweeps import (DARAH, expect, expect_code, expect_equal, main, merge, release_alone, run, run_documented, skip,
                    sweep, whole)

DARAH_MPI = DARAH + "-mpi"  # built with the program where DARAH_MPI is on
# As root, with more ranks than processors; on a user's machine neither is needed.
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
               "OMPI_MCA_rmaps_base_oversubscribe": "1"}


def mpirun(folder):
    expect_equal(run_documented("MPI", os.path.join(folder, "here"), darah=DARAH_MPI, environment=ENVIRONMENT),
                 whole())


def rank_killed(folder):
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
    expect(process.returncode != 0, errors)
    kept = len(os.listdir(place))
    expect(kept > 10, kept)

    expect_code(0, run(line, env=ENVIRONMENT))
    output = os.path.join(folder, "r.h5")
    expect_code(0, run(merge(there, output)))
    expect_equal(output, whole())


release_alone()
if not shutil.which("mpirun"):
    skip("not installed: mpirun (Debian packages openmpi-bin and libopenmpi-dev)")
if not os.path.exists(DARAH_MPI):
    skip(f"not built: {DARAH_MPI} (configure with -D DARAH_MPI=ON)")
main([mpirun, rank_killed])
