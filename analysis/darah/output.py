"""Files that are whole or as they were, and take the place of their own kind alone."""

import contextlib
import os
import re
import shutil
import tempfile

from .errors import OutputError

HEAD = 512  # bytes from which a file's kind is known


@contextlib.contextmanager
def whole(path, begins):
    """A path beside this one to write to; the file takes its place when all is written. Raises OutputError.

    begins: a pattern that a file which is there already matches from its first byte, unless it is empty; else it is no earlier
    output, and stays.
    """
    require_replaceable(path, begins)
    target = os.path.realpath(path)
    try:
        with tempfile.TemporaryDirectory(dir=os.path.dirname(target), suffix=".part") as beside:
            part = os.path.join(beside, os.path.basename(target))
            yield part
            if os.path.exists(target):
                shutil.copymode(target, part)
            os.replace(part, target)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def require_replaceable(path, begins):
    """Raises OutputError where a file is there that begins otherwise."""
    if not os.path.isfile(path):
        return
    try:
        with open(path, "rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise OutputError(f"{path}: is there, and cannot be read: {error.strerror}") from error
    if head and not re.match(begins, head.removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
        raise OutputError(f"{path}: is there and is no earlier output of this kind, so it is not written over; name another file")


def write(path, text, begins):
    """Writes a text as UTF-8, what is none of it replaced. As whole()."""
    with whole(path, begins) as part, open(part, "w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)


def write_csv(path, text):
    """Writes a table; one that is there already has the same first column."""
    write(path, text, re.escape(text.partition("\n")[0].split(",")[0].encode(errors="replace")) + b",")
