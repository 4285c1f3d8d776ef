"""Purchases: one column for each, its table, and a title that says what is found."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.charts.purchases import Purchase, Purchases, purchases_chart
from tests.charts.examples import PURCHASES, TEXT, cells, picture


def titled(*each):
    bought = tuple(Purchase(f"P{k}", Fraction(100), 10, paid) for k, paid in enumerate(each))
    return TEXT(purchases_chart("x", Purchases(bought, Fraction(1_000), "GBP"), TEXT).title)


def test_the_table_has_every_purchase_and_what_is_left_after_it():
    assert cells(picture("purchases")) == [
        ["1", "Bench", "shares", "55", "£7.27", "£29,600"],
        ["2", "Pond", "shares", "30", "£30", "£28,700"],
        ["3", "Bins", "the budget", "5", "£140", "£28,000"],
    ]


def test_what_the_budget_paid_for_is_hollow_and_named_in_the_key():
    shown = picture("purchases")
    assert [entry.sign for entry in shown.key] == ["full", "hollow"]
    assert shown.wide.count("var(--ochre)") == 1
    only = purchases_chart("x", replace(PURCHASES, bought=PURCHASES.bought[:2]), TEXT)
    assert [entry.sign for entry in only.key] == ["full"]


def test_the_title_says_between_what_the_purchases_lie():
    assert titled(Fraction(7), Fraction(1), Fraction(3)) == (
        "3 projects are funded; for each supporter they came to between £1 and £7."
    )
    assert titled(None) == "1 project is funded; for each supporter it came to £10."
    points = purchases_chart("x", replace(PURCHASES, points=True), TEXT)
    assert "for each point of support they came to between £7.27 and £140." in TEXT(points.title)


@pytest.mark.parametrize("count", [1, 2, 7, 31, 160])
def test_any_number_of_purchases_is_drawn_and_the_last_is_numbered(count):
    bought = tuple(Purchase(f"P{k}", Fraction(100), 10 + k, Fraction(k + 1)) for k in range(count))
    shown = purchases_chart("x", Purchases(bought, Fraction(100_000), "GBP"), TEXT)
    for drawing in (shown.wide, shown.narrow):
        assert f">{count}</text>" in drawing
        assert drawing.count("hover") == 0
        assert drawing.count("<title>") == count
