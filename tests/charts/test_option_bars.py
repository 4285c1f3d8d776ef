"""Options side by side: the title is the finding, and what needs attention is marked."""

from commonweal.charts.option_bars import OptionCosts, option_bars
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
