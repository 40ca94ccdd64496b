"""Every command's purpose and every option's help can be read without the line above."""

import pathlib
import re

from program import DARAH, SOURCE, run

LEANING = re.compile(
    r"(it|its|the same|that|they|their|them|these|those|such|likewise|as above|of (it|that|them|these|those))\b", re.I)


def printed(*arguments):
    result = run([DARAH, *arguments])
    assert result.returncode == 0, result.stderr
    return result.stdout


def purposes():
    """Each command and what `darah --help` says of it."""
    return dict(re.findall(r"^  (\w+) +(.+)$", printed("--help").split("darah COMMAND --help")[0], re.M))


def options(command):
    """Each option of a command and its help; lines that go on stand to the right of all options."""
    helps = {}
    for line in printed(command, "--help").split("Options:\n")[1].split("\nExample:")[0].splitlines():
        begins = re.match(r"  (?:-\w \[ )?--([\w-]+)(?: \])?(?: [^ (]+)?(?: \(=\w+\))? +(.*)", line)
        if begins:
            name = begins[1]
            helps[name] = begins[2].strip()
        elif line.strip():
            helps[name] += " " + line.strip()
    return helps


def stands_alone(text):
    return bool(re.match(r"\w", text)) and not LEANING.match(text) and not text.endswith(".")


def test_a_text_that_leans_on_the_one_above_is_refused():
    assert stands_alone("replications of the run")
    assert stands_alone("item of a list")
    leaning = ["", "of them, those who died", "It ends", "such an arm", "... plus these", "only this arm."]
    for text in leaning:
        assert not stands_alone(text), text


def test_commands():
    found = purposes()
    listed = re.findall(r'\{"(\w+)", command_', pathlib.Path(SOURCE, "sim/cli/commands.hpp").read_text(encoding="utf-8"))
    assert listed and list(found) == listed
    for command, text in found.items():
        assert stands_alone(text), (command, text)


def test_options():
    for command in purposes():
        found = options(command)
        assert "help" in found
        for option, text in found.items():
            assert stands_alone(text), (command, option, text)
