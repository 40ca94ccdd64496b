"""Sweeps that lack cells are tested too: that they are read with a warning is no fault of theirs."""


def pytest_configure(config):
    config.addinivalue_line("filterwarnings", "ignore::darah.read.Incomplete")
