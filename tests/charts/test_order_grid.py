"""The grid of settings: a box for each, signed so that colour is not needed, and undecided where it is."""

from commonweal.charts.order_grid import OrderGrid, order_grid
from tests.charts.examples import ORDER_GRID, TEXT, cells, picture


def test_the_title_counts_what_is_won_and_what_is_undecided():
    assert TEXT(picture("orders").title) == (
        "Social action first is better in 1 of 3 settings, services first in 1; undecided: 1."
    )


def test_every_box_has_a_sign_and_its_difference():
    shown = picture("orders")
    for form in (shown.wide, shown.narrow):
        for text in ("1 · 5.2%", "2 · 3.0%", "? · 0.4%"):
            assert f">{text}</text>" in form
    assert "slow growth, fast cuts: undecided" in shown.wide


def test_the_table_has_every_setting_with_what_the_bounds_leave_open():
    assert cells(picture("orders")) == [
        ["quick growth", "gradual cuts", "Social action first", "5.2%", "1.0%"],
        ["quick growth", "fast cuts", "services first", "-3.0%", "2.0%"],
        ["slow growth", "fast cuts", "undecided", "0.4%", "3.0%"],
    ]


def test_on_a_phone_columns_are_letters_that_the_key_explains():
    shown = picture("orders")
    assert [TEXT(entry.label) for entry in shown.key] == [
        "Social action first is better",
        "services first is better",
        "undecided",
        "gradual cuts",
        "fast cuts",
    ]
    assert ">b</text>" in shown.narrow
    assert ">b. fast cuts</text>" in shown.wide


def test_one_setting_alone_is_drawn():
    one = OrderGrid(ORDER_GRID.orders, ORDER_GRID.rows[:1], ORDER_GRID.columns[:1], ORDER_GRID.cells[:1])
    assert TEXT(order_grid("x", one, TEXT).title).startswith("Social action first is better in 1 of 1 settings")
