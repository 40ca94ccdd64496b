"""Code is kept in pieces that can be read: no function over 60 lines, no file over 500. Functions in C++ that hold a table of
parameters or measures are as long as the table."""

import ast
import os
import pathlib
import re

import pytest

from program import SOURCE

FILES = sorted(path for folder in ("analysis", "tests", "bench") for path in pathlib.Path(SOURCE, folder).glob("**/*.py")
               if "node_modules" not in path.parts)
SOURCES = sorted(path for folder in ("sim", "tests", "bench", "examples")
                 for path in pathlib.Path(SOURCE, folder).glob("**/*.[ch]pp"))


@pytest.mark.parametrize("path", FILES, ids=[os.path.relpath(path, SOURCE) for path in FILES])
def test_pieces_are_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 60, node.name


def blank(text):
    """A text with the lines it had, without comments, directives and what stands in strings."""
    return re.sub(r'^#.*|//[^\n]*|R"\((?:.|\n)*?\)"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'',
                  lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.M)


def functions(text):
    """Heading, first and last line of each function, those in classes too: a block after a list of parameters that is not
    within such a block."""
    code = blank(text)
    blocks, begun = [], 0  # heading and place of each open block; where what is read now began
    for found in re.finditer(r"[{};]", code):
        if found[0] == "{":
            heading = code[begun:found.start()].strip()
            within = any(is_function for _, _, is_function in blocks)
            is_function = not within and ")" in heading and not re.match(r"(?:namespace|class|struct|enum)\b", heading)
            blocks.append((heading, begun + len(code[begun:found.start()]) - len(code[begun:found.start()].lstrip()), is_function))
        elif found[0] == "}" and blocks:
            heading, start, is_function = blocks.pop()
            if is_function and re.search(r"\)\s*(?:noexcept\s*)?:[^:]", heading) and re.match(r"\s*[,{]", code[found.end():]):
                begun = start  # an initialiser of a constructor, whose body is to come
                continue
            if is_function:
                yield heading, code.count("\n", 0, start) + 1, code.count("\n", 0, found.start()) + 1
        begun = found.end()


@pytest.mark.parametrize("path", SOURCES, ids=[os.path.relpath(path, SOURCE) for path in SOURCES])
def test_pieces_in_cpp_are_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    long = [f"{heading}: lines {first} to {last}" for heading, first, last in functions(text)
            if last - first >= 60 and not re.search(r"\b(?:parameters|measures)\(\)$", heading)]
    assert not long


def test_functions_in_cpp_are_found():
    text = "namespace a {\nstruct B {\n  B() : x{1} {\n    // }\n  }\n  int x;\n};\nint f(char c)\n{\n  if (c == '{') {\n  }\n}\n}\n"
    assert [(first, last) for _, first, last in functions(text)] == [(3, 5), (8, 12)]
