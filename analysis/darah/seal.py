"""The seal of a file: its last 40 bytes, "darahsum" and the SHA-256 of all bytes before (docs/results-format.md)."""

import hashlib

from .errors import FileError

MAGIC = b"darahsum"
BYTES = len(MAGIC) + hashlib.sha256().digest_size
BLOCK = 1 << 20


def is_sealed(path):
    """Whether the file has a seal; False for one of format 1.0, which set none.

    Read before HDF5 sees the file: that library can abort on damage, or read it as values. Raises FileError where the bytes
    are not those that were sealed; OSError. O(bytes), in constant memory.
    """
    with open(path, "rb") as file:
        size = file.seek(0, 2)
        if size < BYTES:
            return False
        file.seek(size - BYTES)
        found = file.read(BYTES)
        if not found.startswith(MAGIC):
            return False
        file.seek(0)
        digest, left = hashlib.sha256(), size - BYTES
        while left:
            block = file.read(min(left, BLOCK))
            if not block:
                break
            digest.update(block)
            left -= len(block)
    if found != MAGIC + digest.digest():
        raise FileError(f"{path}: is damaged: its bytes are not those that were written; copy or compute it again")
    return True


def seal(path):
    """Seals a closed file that was changed anew, in place of the seal that it had. Raises OSError."""
    with open(path, "rb+") as file:
        text = file.read()
        if text[-BYTES:].startswith(MAGIC):
            text = text[:-BYTES]
        file.seek(len(text))
        file.truncate()
        file.write(MAGIC + hashlib.sha256(text).digest())
