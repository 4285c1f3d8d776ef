"""What is spent on the way: stacked by what it is for, with what is borrowed beside it."""

from dataclasses import replace
from fractions import Fraction

from commonweal.charts.way_money import way_money, way_money_chart
from commonweal.handover.spending import way_spending
from tests.charts.examples import TEXT, WAY, cells, picture
from tests.handover.tiny import solved


def test_the_title_says_what_the_way_costs_and_when_most():
    assert TEXT(picture("way").title) == (
        "The way costs £88,100 in all, of which £36,000 for running services twice; most in Q2 2027."
    )


def test_borrowed_money_is_told_and_not_stacked():
    assert "£7,000 is borrowed, and £7,500 repaid with interest" in TEXT(picture("way").description)
    assert "borrowed" not in [entry.sign for entry in picture("way").key]
    free = replace(WAY, borrowed=(Fraction(0),) * 8)
    assert "Nothing is borrowed" in TEXT(way_money_chart(free, TEXT).description)


def test_running_twice_is_hatched_and_every_part_has_its_sign():
    assert picture("way").wide.count("url(#way-money-wide-hatch-ochre)") == 4
    assert [TEXT(entry.label) for entry in picture("way").key] == [TEXT(label) for label, _ in WAY.parts]


def test_a_part_that_is_nothing_has_no_sign():
    none = replace(WAY, parts=((WAY.parts[0][0], (Fraction(0),) * 8), *WAY.parts[1:]))
    assert len(way_money_chart(none, TEXT).key) == 4
    nothing = replace(WAY, parts=tuple((label, (Fraction(0),) * 8) for label, _ in WAY.parts))
    assert TEXT(way_money_chart(nothing, TEXT).title) == "Nothing is spent on the way."


def test_the_table_adds_every_quarter_up():
    rows = cells(picture("way"))
    assert rows[1] == ["Q2 2027", "£9,000", "£0", "£7,000", "£700", "£3,000", "£19,700", "£0"]
    assert len(rows) == 8


def test_sums_are_those_of_the_plan_in_pounds():
    problem, plan, _ = solved(1)
    spent = way_spending(problem, plan)
    shown = way_money(problem, spent)
    assert shown.parts[0][1] == tuple(1000 * units for units in spent.running_twice)
    assert shown.borrowed == tuple(1000 * units for units in spent.borrowed)
    assert len(cells(way_money_chart(shown, TEXT))) == problem.quarters
