"""Reads and analyses what the simulator darah writes; see analysis/README.md."""

import os
import sys

# python3 -m puts the folder it is called in before all others: a file there named like a module would be run.
if sys.argv[:1] == ["-m"] and not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    del sys.path[0]

# Results are read and never written, also where a file system keeps no locks. HDF5 looks at this when it is loaded.
os.environ.setdefault("HDF5_USE_FILE_LOCKING", "FALSE")
