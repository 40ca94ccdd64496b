"""On a file system without locks runs and sweeps work, and a file that another run took the place of is told."""

import errno
import os
import subprocess

import h5py
import pytest

from program import SMALL, command, expect_code, list_design, release_alone, run

# flock() as on a file system without locks; with THEN a rename to r.h5 is followed by another of THEN to it, as if a second run
# had ended just then.
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int flock(int file, int operation) {
  errno = atoi(getenv("WITHOUT_LOCKS"));
  return -1;
}

int rename(const char *from, const char *to) {
  int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  const char *then = getenv("THEN");
  const size_t length = strlen(to);
  const int done = real(from, to);
  if (done == 0 && then && length >= 5 && strcmp(to + length - 5, "/r.h5") == 0) return real(then, to);
  return done;
}
"""
FEW = ["-r", "1", "-j", "1"]


@pytest.fixture(scope="module")
def shim(module_folder):
    source, library = os.path.join(module_folder, "shim.c"), os.path.join(module_folder, "shim.so")
    with open(source, "w", encoding="utf-8") as file:
        file.write(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", source, "-o", library, "-ldl"], check=True)
    return library


def without_locks(shim, error, **more):
    return {**os.environ, "LD_PRELOAD": shim, "WITHOUT_LOCKS": str(getattr(errno, error)), **more}


@release_alone
@pytest.mark.parametrize("error", ["ENOLCK", "EOPNOTSUPP"])
def test_runs_and_sweeps_work(folder, shim, error):
    plain, output = os.path.join(folder, "plain.h5"), os.path.join(folder, "r.h5")
    environment = without_locks(shim, error)
    expect_code(0, run(command("run", SMALL, *FEW, "-o", plain)))
    expect_code(0, run(command("run", SMALL, *FEW, "--keep-every", "0", "-o", output), env=environment))
    with h5py.File(plain) as a, h5py.File(output) as b:
        assert (a["births"][()] == b["births"][()]).all()
    assert not [name for name in os.listdir(folder) if name.endswith((".part", ".parts", ".bad"))]
    design, slices = os.path.join(folder, "design.toml"), os.path.join(folder, "s")
    with open(design, "w", encoding="utf-8") as file:
        file.write(list_design(0.5))
    expect_code(0, run(command("sweep", design, "-o", slices, "-j", "1"), env=environment))
    expect_code(0, run(command("merge", slices), env=environment))
    assert h5py.is_hdf5(slices + ".h5")


@release_alone
def test_a_file_that_another_run_took_the_place_of_is_told(folder, shim):
    """No lock refused the second writer before it computed; its table is never printed as the first one's."""
    other, output = os.path.join(folder, "other.h5"), os.path.join(folder, "r.h5")
    expect_code(0, run(command("run", SMALL, *FEW, "--seed", "9", "-o", other)))
    done = run(command("run", SMALL, *FEW, "-o", output), env=without_locks(shim, "ENOLCK", THEN=other))
    expect_code(4, done, "r.h5: another run has written it while this one ended; name another file with -o")
    assert done.stdout == ""
    with h5py.File(output) as file:
        assert file.attrs["seed"] == 9
