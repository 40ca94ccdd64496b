"""Reads and analyses what the simulator darah writes; see analysis/README.md."""

import os

# Results are read and never written, also where a file system keeps no locks. HDF5 looks at this when it is loaded.
os.environ.setdefault("HDF5_USE_FILE_LOCKING", "FALSE")
