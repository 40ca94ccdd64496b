"""The catalogues of both languages: no message lacks one of them, nor is left over."""

import ast
import pathlib
import re
import string

from darah.words import LABELS, MESSAGES
from darah.words.catalogue import CATALOGUES
from known_sweeps import ANALYSIS

def placeholders(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def test_catalogues_have_the_same_messages():
    """And no msgid twice, which a reader of catalogues would take for one."""
    english, indonesian = CATALOGUES["en"], CATALOGUES["id"]
    assert set(english.messages) == set(indonesian.messages), set(english.messages) ^ set(indonesian.messages)
    assert set(english.labels) == set(indonesian.labels), set(english.labels) ^ set(indonesian.labels)
    for code in CATALOGUES:
        text = pathlib.Path(ANALYSIS, "darah", "words", "locale", f"{code}.po").read_text(encoding="utf-8")
        keys = re.findall(r'^(?:msgctxt ("[^"]*")\n)?msgid ("[^"]+")', text, re.MULTILINE)
        assert len(keys) == len(set(keys)) > 300, [key for key in keys if keys.count(key) > 1]


def english_in(tree):
    """Literals that a module compares with or looks up, which are English texts of the catalogues."""
    known = {text for en, _ in (*MESSAGES.values(), *LABELS.values()) for text in (en,) if " " in text.strip()}
    known |= {"all districts", "saves money", "not estimable", "all payers", "maternal deaths, true (a year)"}
    looked_at = [part for node in ast.walk(tree) for part in
                 ([node.left, *node.comparators] if isinstance(node, ast.Compare) else
                  [node.slice] if isinstance(node, ast.Subscript) else node.keys if isinstance(node, ast.Dict) else
                  node.args if isinstance(node, ast.Call) else [])]
    literals = {c.value for part in looked_at if part is not None for c in ast.walk(part) if isinstance(c, ast.Constant)}
    return {text for text in literals if isinstance(text, str) and text in known}


def test_nothing_is_found_by_its_english_text():
    """Ids are for programs, texts for people: no module compares with what `darah compare` or a catalogue calls a thing."""
    trees, _ = sources()
    found = {name: english_in(tree) for name, tree in trees.items()}
    assert not any(found.values()), {name: texts for name, texts in found.items() if texts}
    assert english_in(ast.parse('row == "all districts"')) and english_in(ast.parse('t["saves money"]'))
    labels = re.compile(r"""(?:==|!=|\bin) *["'](?!darah )[A-Za-z]+(?: [a-z]+)+["']|\.label *==|\.title *==|\["(?:label|title)"\] *==""")
    package = pathlib.Path(ANALYSIS, "darah")
    for path in sorted(package.glob("**/*.py")):
        assert not labels.search(path.read_text(encoding="utf-8")), (path, labels.search(path.read_text(encoding="utf-8")))


def test_every_message_is_in_both_languages():
    for kind, texts in (("message", MESSAGES), ("label", LABELS)):
        for key, pair in texts.items():
            assert len(pair) == 2 and all(isinstance(t, str) and t.strip() for t in pair), (kind, key, pair)
            assert placeholders(pair[0]) == placeholders(pair[1]), (kind, key, "has not the same {places}:", pair)
            assert all((t == t.strip() or key == "and") and "  " not in t for t in pair), (kind, key, pair)
            assert pair[0].count("<") == pair[1].count("<") and pair[0].count("|") == pair[1].count("|"), (kind, key, pair)
            assert pair[0].endswith(".") == pair[1].endswith("."), (kind, key, pair)
            assert not re.search(r"\bsetahun\b|\bdi-|\bRp \d|Rp \{", pair[1]), (kind, key, pair[1])
    same = {key for key, (en, id_) in MESSAGES.items() if en == id_ and re.search("[a-z]{3}", re.sub(r"\{\w+\}", "", en))}
    assert same <= {"total", "ramadan", "lebaran", "in_unit", "of_payer"}, ("the same in both languages:", same)


def sources():
    """Trees of the package's modules, and the text of its page."""
    package = pathlib.Path(ANALYSIS, "darah")
    trees = {str(path.relative_to(package)): ast.parse(path.read_text(encoding="utf-8"))
             for path in sorted(package.glob("**/*.py"))}
    return trees, (package / "pages" / "page.html").read_text(encoding="utf-8")


def literals_of(tree):
    """Texts in a module, but keys of dictionaries and subscripts; and the beginnings of those that it puts together."""
    inner = {id(node) for parent in ast.walk(tree) for node in
             (parent.keys if isinstance(parent, ast.Dict) else [parent.slice] if isinstance(parent, ast.Subscript) else [])}
    whole = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
             and id(node) not in inner}
    return whole, {node.values[0].value for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
                   and isinstance(node.values[0], ast.Constant)}


def keys_called(tree):
    """Keys that calls of words("key"), self("key") and Remark("key") name."""
    keys = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args and isinstance(call.func, ast.Name) \
                and call.func.id in ("words", "self", "Remark"):
            key = call.args[0]
            keys |= {c.value for c in ([key.body, key.orelse] if isinstance(key, ast.IfExp) else [key])
                     if isinstance(c, ast.Constant)}
    return keys


def test_every_message_is_used_and_there():
    trees, page = sources()
    called = set(re.findall(r'\bw\(["\'](\w+)["\']', page)).union(*map(keys_called, trees.values()))
    assert len(called) > 60 and called <= set(MESSAGES), ("no catalogue has", called - set(MESSAGES))
    named, beginnings = map(set().union, *(literals_of(tree) for name, tree in trees.items()
                                                if not name.startswith("words/")))
    used = called | named | {"inside", "outside"}  # verdicts on figures, as `darah compare` says them
    beginnings = tuple(b for b in beginnings if re.fullmatch(r"[a-z]+_", b))
    unused = [key for key in MESSAGES if not (key in used or key.startswith(beginnings) or
                                              re.sub("_(many|none)$", "", key) in used)]
    assert not unused, ("nothing says", unused)
