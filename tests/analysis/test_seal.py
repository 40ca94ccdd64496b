"""The seal of a file: found right, found wrong, not there, and set anew."""

import hashlib
import os

import pytest

from darah import seal as module
from darah.errors import FileError
from darah.seal import BYTES, MAGIC, is_sealed, seal
from known_sweeps import expect_raises

BLOCK = 1000  # bytes that are read at a time, here


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_a_seal_is_found_right_and_every_change_is_told(folder, size, monkeypatch):
    monkeypatch.setattr(module, "BLOCK", BLOCK)
    path, text = os.path.join(folder, "f"), bytes(i % 251 for i in range(size))
    with open(path, "wb") as file:
        file.write(text)
    assert not is_sealed(path)
    seal(path)
    with open(path, "rb") as file:
        sealed = file.read()
    assert sealed == text + MAGIC + hashlib.sha256(text).digest() and len(sealed) == size + BYTES
    assert is_sealed(path)
    seal(path)
    with open(path, "rb") as file:
        assert file.read() == sealed, "sealed twice"
    for at in {0, size // 2, size - 1, size + len(MAGIC)} & set(range(size + BYTES)) - set(range(size, size + len(MAGIC))):
        with open(path, "wb") as file:
            file.write(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1:])
        expect_raises(FileError, lambda: is_sealed(path), f"{path}: is damaged: its bytes are not those that were written")


def test_without_its_mark_there_is_no_seal(folder):
    path = os.path.join(folder, "f")
    with open(path, "wb") as file:
        file.write(b"x" * 100)
    seal(path)
    os.truncate(path, os.path.getsize(path) - 1)
    assert not is_sealed(path)
