"""Files are whole or as they were, keep their permissions, and take the place of their own kind alone."""

import os

import pytest

from darah.errors import OutputError
from darah.output import require_replaceable, whole, write, write_csv
from darah.pages import PAGE
from known_sweeps import expect_raises


def content(path):
    with open(path, "rb") as file:
        return file.read()


ANY = b""  # how a file begins that may be replaced


def put(path, data):
    with open(path, "wb") as file:
        file.write(data)


def test_a_file_is_written_as_utf_8_with_the_permissions_of_the_one_before(folder):
    path, link = os.path.join(folder, "a.txt"), os.path.join(folder, "link")
    os.symlink("a.txt", link)
    write(link, "é\n", ANY)
    assert content(path) == "é\n".encode() and os.path.islink(link)
    os.chmod(path, 0o640)
    write(link, "2\n", ANY)
    assert content(path) == b"2\n" and os.stat(path).st_mode & 0o777 == 0o640
    assert sorted(os.listdir(folder)) == ["a.txt", "link"]


def test_what_fails_half_way_leaves_what_was_there(folder):
    path = os.path.join(folder, "a")
    write(path, "before", ANY)
    with pytest.raises(ZeroDivisionError), whole(path, ANY) as part:
        put(part, b"half")
        raise ZeroDivisionError
    assert content(path) == b"before" and os.listdir(folder) == ["a"]
    expect_raises(OutputError, lambda: write(os.path.join(folder, "none", "a"), "", ANY), "cannot be written: No such file")


def test_a_file_of_another_kind_is_not_written_over(folder):
    path = os.path.join(folder, "districts.csv")
    put(path, b"name,births\n")
    expect_raises(OutputError, lambda: write_csv(path, "factor,total\na,1\n"), "is no earlier output of this kind")
    assert content(path) == b"name,births\n"
    for earlier in b"", b"factor,other\n", b"\xef\xbb\xbffactor,total\n":
        put(path, earlier)
        write_csv(path, "factor,total\na,1\n")
        assert content(path) == b"factor,total\na,1\n"
    require_replaceable(os.path.join(folder, "none"), b"x")
    put(path, b'<!DOCTYPE html>\n<html lang="en" data-language="en">\n')
    require_replaceable(path, PAGE)
    put(path, b"<!doctype html>\n<html><body>mine</body></html>\n")
    expect_raises(OutputError, lambda: require_replaceable(path, PAGE), "is no earlier output of this kind")
