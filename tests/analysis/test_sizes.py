"""Python is kept in pieces that can be read: no function over 60 lines, no file over 500."""

import ast
import os
import pathlib

import pytest

from program import SOURCE

FILES = sorted(path for folder in ("analysis", "tests", "bench") for path in pathlib.Path(SOURCE, folder).glob("**/*.py")
               if "node_modules" not in path.parts)


@pytest.mark.parametrize("path", FILES, ids=[os.path.relpath(path, SOURCE) for path in FILES])
def test_pieces_are_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 60, node.name
