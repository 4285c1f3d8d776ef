"""Pages of the documentation whose table names a test in each row, held against the tests that there are."""

import ast
import re
from functools import cache

from tests.conventions.sources import ROOT

_NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def rows_of(page: str) -> list[list[str]]:
    """Give the rows of the one table of a page of ``docs/``, each as its cells; its heading is left out."""
    lines = [line for line in (ROOT / "docs" / page).read_text("utf-8").splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def named_in(cell: str) -> list[tuple[str, str]]:
    """Give the tests that a cell names, each as its file below ``tests/`` and its name."""
    return _NAMED.findall(cell)


@cache
def written_in(file: str) -> frozenset[str]:
    """Give the names of the functions in a file below ``tests/``."""
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def faults_of(cell: str) -> list[str]:
    """Say which tests a cell names that there are not, or names twice."""
    named = named_in(cell)
    twice = sorted({f"{file}::{test} stands twice" for file, test in named if named.count((file, test)) > 1})
    return twice + [f"there is no {file}::{test}" for file, test in named if test not in written_in(file)]
