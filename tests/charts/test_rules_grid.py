"""The grid of projects and rules: what they decide differently is drawn, everything is in the table."""

from commonweal.charts.rules_grid import GridProject, RulesGrid, rules_grid
from tests.charts.examples import GRID, TEXT, cells, picture


def test_the_title_counts_what_is_decided_differently():
    assert TEXT(picture("grid").title) == ("The rules decide 2 of 4 projects differently; all of them fund 1.")


def test_what_all_rules_decide_alike_is_in_the_table_alone():
    shown = picture("grid")
    assert ">Bench<" not in shown.wide
    assert "Hall roof, most votes first: funded" in shown.wide
    assert [row[0] for row in cells(shown)] == [project.name for project in GRID.projects]
    assert cells(shown)[1][1:] == ["funded", "not funded", "not funded"]


def test_on_a_phone_rules_are_numbers_that_the_key_explains():
    shown = picture("grid")
    assert [TEXT(entry.label) for entry in shown.key] == [
        "funded",
        "not funded",
        "most votes first",
        "Equal Shares, by cost",
        "Phragmén",
    ]
    assert ">3</text>" in shown.narrow


def test_where_all_rules_agree_the_funded_are_drawn():
    alike = RulesGrid(GRID.rules, (GridProject("Bench", (True,) * 3), GridProject("Bus", (False,) * 3)))
    shown = rules_grid("x", alike, TEXT)
    assert TEXT(shown.title) == "All 3 rules fund the same 1 project."
    assert ">Bench<" in shown.wide
    nothing = RulesGrid(GRID.rules, (GridProject("Bus", (False,) * 3),))
    assert TEXT(rules_grid("x", nothing, TEXT).title) == "All 3 rules fund the same 0 projects."
