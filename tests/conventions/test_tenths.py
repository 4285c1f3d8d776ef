"""Nothing in the product averages or reckons with tenths of deprivation: they are places in an order."""

import ast

import pytest

from tests.conventions.sources import product_files

TENTH = "deprivation_decile"
AVERAGES = {"sum", "fsum", "mean", "fmean", "median", "average", "mean_by", "std", "var"}
ALLOWED = {"src/commonweal/samples/places.py": "invents needs that rise with deprivation, of no real place"}
"""File to the reason why it may reckon with tenths."""


def reckoned(tree):
    """Give the lines where a tenth is a part of a sum, or is handed to something that averages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) or (isinstance(node, ast.Call) and _name(node.func) in AVERAGES):
            yield from (found.lineno for found in _tenths(node))


def _tenths(node):
    """Find tenths below a node, but not where one is only compared, looked up by, or handed to a call of its own."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Attribute) and child.attr == TENTH:
            yield child
        elif not isinstance(child, ast.Compare | ast.Subscript | ast.Call | ast.keyword | ast.comprehension):
            yield from _tenths(child)


def _name(called):
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""


def test_no_tenth_is_averaged_or_reckoned_with():
    wrong = [
        f"{file.name}:{line}" for file in product_files() if file.name not in ALLOWED for line in reckoned(file.tree)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("sum(area.deprivation_decile for area in areas) / len(areas)", True),
        ("np.mean([area.deprivation_decile for area in areas])", True),
        ("statistics.median(a.deprivation_decile for a in areas)", True),
        ("area.deprivation_decile * area.population", True),
        ("10 - area.deprivation_decile", True),
        ("sum(area.deprivation_decile == 1 for area in areas)", False),
        ("people + area.population * (area.deprivation_decile == 1)", False),
        ("sum(people[area.deprivation_decile] for area in areas)", False),
        ("sorted(areas, key=lambda area: area.deprivation_decile)", False),
        ("sum(area.population for area in areas if area.deprivation_decile <= 3)", False),
    ],
)
def test_averages_of_tenths_are_seen_in_code(code, seen):
    assert bool(list(reckoned(ast.parse(code)))) == seen


def test_every_exception_is_still_needed():
    needed = {file.name for file in product_files() if list(reckoned(file.tree))}
    assert set(ALLOWED) <= needed
