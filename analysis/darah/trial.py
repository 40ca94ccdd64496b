"""Reads a file in a child process first: HDF5 crashes, or runs for ever, on some of which no honest program wrote the bytes."""

import faulthandler
import itertools
import os
import resource
import signal
import warnings
import zlib

import h5py

from .errors import FileError
from .form import check_form
from .seal import BYTES

SECONDS = 10                 # of processor time, and one more for so many bytes:
BYTES_A_SECOND = 10 << 20
MEMORY = 2 << 30             # bytes beside what this process has
BATCH = 16 << 20             # bytes of values held at a time


_read_before = set()         # seals of files that a child has read


def require_readable(path, sealed):
    """Raises FileError unless a child lives through reading the file: of a sealed one all but numbers, of which it counts
    the bytes.

    sealed: whether the file has a seal, which was found right. A file of the same seal is read once.
    """
    if not sealed:
        _require_life(path, sealed)
        return
    with open(path, "rb") as file:
        file.seek(-BYTES, os.SEEK_END)
        seal = file.read()
    if seal not in _read_before:
        _require_life(path, sealed)
        _read_before.add(seal)


def _require_life(path, sealed):
    told, tell = os.pipe()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: the child calls HDF5 alone
            child = _forked()
        if child == 0:
            _in_child(path, sealed, tell)
        os.close(tell)
        tell = None
        lived = os.read(told, 1)
        os.waitpid(child, 0)
    except ChildProcessError:  # who embeds this package lets nobody wait
        pass
    except OSError as error:
        if not sealed:
            raise FileError(f"{path}: has no seal, and no process can be started that looks whether it can be read") from error
        return
    finally:
        os.close(told)
        if tell is not None:
            os.close(tell)
    if not lived:
        raise FileError(f"{path}: is damaged: HDF5 cannot read it")


def _forked():
    """As os.fork(). The child minds no signal as its parent does, and none comes before that is so."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        child = os.fork()
        if child == 0:
            for number in signal.valid_signals():
                if callable(signal.getsignal(number)):
                    signal.signal(number, signal.SIG_DFL)
        return child
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _in_child(path, sealed, tell):
    code = 1
    try:
        _limit(os.path.getsize(path))
        try:
            with h5py.File(path, "r") as file:
                if str(file.attrs.get("filetype")).startswith("darah "):
                    check_form(path, file)
        except (FileError, OSError, RuntimeError, ValueError, KeyError):
            pass  # told in words when the file is opened for good
        else:
            with h5py.File(path, "r") as file:
                _read(file, sealed)
        os.write(tell, b"1")
        code = 0
    finally:
        os._exit(code)


def _limit(size):
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    with open("/proc/self/statm", "rb") as file:
        present = int(file.read().split()[0]) * resource.getpagesize()
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, SECONDS + size // BYTES_A_SECOND),
                       (resource.RLIMIT_AS, present + MEMORY)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most, hard) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))


def _read(group, sealed):
    dict(group.attrs)
    for name, item in group.items():
        dict(item.attrs)
        if isinstance(item, h5py.Group):
            _read(item, sealed)
        elif item.dtype == object:
            if name != "death_woman_text" or not sealed:
                item[()]
        else:
            if item.chunks:
                _require_whole_chunks(item)
            if not sealed and item.size:
                rows = max(1, BATCH // (item.dtype.itemsize * item.size // len(item)))
                for start in range(0, len(item), rows):
                    item[start:start + rows]


def _require_whole_chunks(item):
    """That each chunk inflates to the bytes that it stands for: where one has fewer, HDF5 reads on beyond its buffer."""
    size = item.dtype.itemsize
    for n in item.chunks:
        size *= n
    how = item.id.get_create_plist()
    deflated = sum(1 << i for i in range(how.get_nfilters()) if how.get_filter(i)[0] == h5py.h5z.FILTER_DEFLATE)
    for at in itertools.product(*(range(0, length, n) for length, n in zip(item.shape, item.chunks))):
        left_out, stored = item.id.read_direct_chunk(at)
        whole = zlib.decompressobj().decompress(stored, size + 1) if deflated & ~left_out else stored
        if len(whole) != size:
            raise FileError("a chunk holds more or fewer values than it should")
