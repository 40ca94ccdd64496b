"""The sweep that every way of running it is compared with."""

import pytest

from sweeps import merged_whole


@pytest.fixture(scope="module")
def whole(module_folder):
    return merged_whole(module_folder)
