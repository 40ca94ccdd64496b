"""What can be wrong, by exit code: said in one line, wherever it is met."""


class FileError(Exception):
    """A file is absent, foreign, damaged, of another version, or holds too little for what is asked."""


class OutputError(FileError):
    """A file cannot be written, or would take the place of something else."""


class AskedError(Exception):
    """What is asked for is not in the file, or makes no sense; the message names what is."""


class Incomplete(UserWarning):
    """The file opens, but lacks a part of what was to be computed."""
