"""Reads and analyses what the simulator darah writes; see analysis/README.md."""
