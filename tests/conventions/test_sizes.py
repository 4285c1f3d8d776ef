"""Files up to 400 lines, functions up to 40 statements and complexity 8; a longer one is named here with its reason."""

import ast
import re
import subprocess
import sys

import pytest

from tests.conventions.sources import ROOT, product_files

LONG_FILES: dict[str, str] = {}
"""File to the reason why it may be longer than 400 lines."""

LATER = re.compile(r"\bTO(?:DO)\b|\bFIX(?:ME)\b|#.*\bX(?:XX)\b|\bNotImplemented(?:Error)\b")


def too_long(name, text):
    return len(text.splitlines()) > 400 and name not in LONG_FILES


def test_no_file_is_longer_than_400_lines():
    assert [file.name for file in product_files() if too_long(file.name, file.text)] == []


def test_a_long_file_is_caught():
    assert too_long("src/commonweal/funding/long.py", "x = 1\n" * 401)
    assert not too_long("src/commonweal/funding/long.py", "x = 1\n" * 400)


def test_every_exception_is_still_needed():
    lengths = {file.name: len(file.text.splitlines()) for file in product_files()}
    assert [name for name in LONG_FILES if lengths.get(name, 0) <= 400] == []


STATEMENTS = "def long(x: int) -> int:\n" + "    x += 1\n" * 41 + "    return x\n"
BRANCHES = "def branched(x: int) -> int:\n" + "    if x:\n        x += 1\n" * 9 + "    return x\n"


@pytest.mark.parametrize(("code", "rule"), [(STATEMENTS, "PLR0915"), (BRANCHES, "C901")])
def test_a_long_or_branched_function_is_caught_by_the_lint(code, rule):
    told = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--stdin-filename", "src/commonweal/x.py", "-"],
        cwd=ROOT,
        input=code,
        text=True,
        capture_output=True,
        check=False,
    )
    assert (told.returncode, rule in told.stdout) == (1, True), told.stdout + told.stderr


def test_no_lint_is_silenced_for_a_whole_file_or_for_every_rule():
    silenced = [
        f"{file.name}:{number}"
        for file in product_files()
        for number, line in enumerate(file.text.splitlines(), 1)
        if "ruff: noqa" in line or line.rstrip().endswith(("# noqa", "# type: ignore")) or "mypy: ignore" in line
    ]
    assert silenced == []


def test_sizes_are_never_silenced():
    silenced = [
        f"{file.name}:{number}"
        for file in product_files()
        for number, line in enumerate(file.text.splitlines(), 1)
        if "noqa" in line and any(rule in line for rule in ("C901", "PLR0915", "PLR0912"))
    ]
    assert silenced == []


def test_nothing_is_left_for_later():
    left = [
        f"{file.name}:{number}"
        for file in product_files()
        for number, line in enumerate(file.text.splitlines(), 1)
        if LATER.search(line)
    ]
    assert left == []
    assert all(LATER.search(line) for line in ("# TO" + "DO: mend", "raise NotImplemented" + "Error"))


def test_every_public_function_and_class_has_a_docstring_that_says_what_is_raised():
    """Ruff sees that there is one; this sees that a refusal raised in a public function is named in it."""
    silent = []
    for file in product_files():
        for node in file.tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            said = ast.get_docstring(node) or ""
            raised = {
                call.func.id
                for statement in ast.walk(node)
                if isinstance(statement, ast.Raise)
                and isinstance(call := statement.exc, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id[0].isupper()
            }
            silent.extend(f"{file.name}: {node.name} raises {name}" for name in raised if name not in said)
    assert [line for line in silent if "typer" not in line and "Exit" not in line] == []
