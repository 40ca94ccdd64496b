"""The sweep handed out by MPI gives the bits it gives run whole, by the commands of docs/clusters.md."""

import os
import shutil

from sweeps import SOURCE, expect_equal, main, release_alone, run_documented, skip, whole

DARAH_MPI = os.environ.get("DARAH_MPI") or os.path.join(SOURCE, "build", "mpi", "darah")
# As root, with more ranks than processors; on a user's machine neither is needed.
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
               "OMPI_MCA_rmaps_base_oversubscribe": "1"}


def mpirun(folder):
    expect_equal(run_documented("MPI", os.path.join(folder, "here"), darah=DARAH_MPI, environment=ENVIRONMENT),
                 whole())


release_alone()
if not shutil.which("mpirun"):
    skip("not installed: mpirun (Debian packages openmpi-bin and libopenmpi-dev)")
if not os.path.exists(DARAH_MPI):
    skip(f"not built: {DARAH_MPI} (cmake --preset mpi && cmake --build --preset mpi)")
main([mpirun])
