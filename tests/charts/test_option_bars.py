"""Options side by side: the title is the finding, and what needs attention is marked."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.charts.option_bars import OptionCosts, carried, option_bars
from commonweal.delivery.options import Range
from tests.charts.examples import TEXT, cells

KEEP = OptionCosts("Keep it", Range(90, 100, 120), Range(182, 204, 248), marked=False, costs_known=True)
CLOSE = OptionCosts("Close it", Range(5, 6, 9), Range(140, 272, 538), marked=True, costs_known=True)
RESHAPE = OptionCosts("Reshape it", Range(50, 60, 70), Range(120, 150, 180), marked=False, costs_known=False)


def test_a_false_economy_is_the_title_and_is_marked():
    shown = option_bars("options", (KEEP, CLOSE), 2, TEXT)
    assert TEXT(shown.title) == "Cheapest now, dearer later: Close it."
    assert [row[-1] for row in cells(shown)] == ["", "cheapest now, dearer later"] * 2


def test_otherwise_the_title_names_what_costs_least_by_what_is_known():
    shown = option_bars("options", (KEEP, RESHAPE), 2, TEXT)
    assert TEXT(shown.title) == "Over all years, Reshape it costs least by what is worked out."
    assert cells(shown)[1][-1] == "not all costs are worked out: it may cost more"


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_range_is_told_no_finer_than_it_is_known_and_never_narrower(low, up, more):
    cost = Range(low, low + up, low + up + more)
    told = carried(cost)
    assert told.low <= cost.low
    assert cost.high <= told.high
    assert told.low <= told.central <= told.high
    width = cost.high - cost.low
    if not width:
        assert told == cost
        return
    step = max(100, 10 ** (len(str(width)) - 2))
    assert all(figure % step == 0 for figure in (told.low, told.central, told.high))
    assert told.high - told.low < width + 2 * step
    assert abs(told.central - cost.central) * 2 <= step


def test_no_pence_stand_beside_a_guess_and_what_is_known_keeps_them():
    guess = OptionCosts(
        "Keep it", Range(1_234_567, 1_500_001, 1_987_654), Range(5, 5, 5), marked=False, costs_known=True
    )
    rows = cells(option_bars("options", (guess,), 2, TEXT))
    assert [row[2:5] for row in rows] == [["£12,300", "£15,000", "£19,900"], ["£0.05"] * 3]
