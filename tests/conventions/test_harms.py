"""``docs/harms.md`` names a test for each harm, or says which part brings its guard."""

import ast
import re

import pytest

from tests.conventions.sources import ROOT

PARTS = {"evidence", "funding", "handover", "delivery", "web"}
LINES = [line for line in (ROOT / "docs" / "harms.md").read_text("utf-8").splitlines() if line.startswith("| ")][1:]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES]


def guards(cell):
    return re.findall(r"`([\w/]+\.py)::(\w+)`", cell)


def test_every_known_harm_has_a_row_with_its_guard():
    assert len(ROWS) == 19
    assert all(len(row) == 4 and all(row) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_guard_is_shown_or_said_to_come(row):
    named = guards(row[3])
    assert len(set(named)) == len(named)
    if not named:
        later = re.fullmatch(r"later: (\w+)", row[3])
        assert later, f"neither a test nor a part: {row[3]}"
        assert later[1] in PARTS
    for file, test in named:
        tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
        assert test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{file}::{test}"


def test_every_test_in_the_folder_of_harms_is_named_on_the_page():
    named = {test for row in ROWS for _, test in guards(row[3])}
    written = {
        node.name
        for path in (ROOT / "tests" / "harms").glob("test_*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert written - named == set()
