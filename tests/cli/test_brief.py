"""The brief view: one screen, where it is asked for and on a terminal too narrow for the whole table."""

import fcntl
import os
import pty
import struct
import subprocess
import termios

import pytest

from program import DARAH, SMALL, command, expect_code, run


@pytest.fixture(scope="module")
def results(module_folder):
    output = os.path.join(module_folder, "r.h5")
    expect_code(0, run(command("run", SMALL, "-r", 4, "-o", output)))
    return output


def on_terminal(columns, arguments, lines=24):
    """What a command prints on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    with subprocess.Popen(arguments, stdout=theirs, stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            said += part
    os.close(ours)
    assert process.returncode == 0
    return said.decode().replace("\r\n", "\n")


def is_one_screen(text, lines=24):
    return text.count("\n") <= lines and all(len(line) <= 80 for line in text.splitlines())


def test_brief_is_one_screen_with_the_answer_first(results):
    text = expect_code(0, run([DARAH, "compare", results, "--brief"])).stdout
    assert is_one_screen(text), text
    title, condition, blank, answer, *_ = text.splitlines()
    assert title.startswith("Small:") and condition.startswith("90 days measured") and blank == "" and answer.startswith(("mou-ideal: ", "no-mou: "))
    assert "of chance alone" in text.replace("\n", " ") and "maternal deaths, true  " in text
    assert "Other arms, expected deaths a year:" in text
    assert "--format text" in text and "--brief" not in text


def test_a_narrow_terminal_has_the_brief_view_and_a_wide_one_the_table(results):
    compare = [DARAH, "compare", results]
    whole = expect_code(0, run(compare)).stdout
    brief = expect_code(0, run([*compare, "--brief"])).stdout
    assert on_terminal(80, compare) == brief
    assert on_terminal(300, compare) != brief and "How well differences" in on_terminal(300, compare)
    assert on_terminal(110, [*compare, "--format", "text"]) == whole  # what is asked for is given
    assert on_terminal(300, [*compare, "--brief"]) == brief


def test_the_command_that_it_names_prints_the_whole_table(results):
    text = expect_code(0, run([DARAH, "compare", results, "--baseline", "no-mou", "--brief"])).stdout
    named = text.replace("\n", " ").split("Whole table: darah ")[1].split()
    assert "How well differences" in expect_code(0, run([DARAH, *named])).stdout


def test_a_run_fits_a_screen_with_where_its_results_are(folder):
    output = os.path.join(folder, "r.h5")
    text = on_terminal(80, command("run", SMALL, "-r", 2, "-o", output))
    assert is_one_screen(text), text
    assert text.endswith(f"\nResults: {output}\n") and "Whole table:" in text
    piped = expect_code(0, run(command("run", SMALL, "-r", 2, "-o", output))).stdout
    assert "How well differences" in piped
