"""The sample's costs: the same for the same seed, sound, and the false economy is in it."""

import pytest

from commonweal.delivery.full_cost import full_cost
from commonweal.delivery.options import compare_options
from commonweal.formats.rates_table import packaged_rates
from commonweal.samples.costings import sample_costing

AREAS = ["Kelpside", "Herring Hill", "Bellbuoy", "Tidewell"]


def test_the_same_seed_gives_the_same_and_another_other_values():
    first, again, other = (sample_costing(seed, packaged_rates(), AREAS) for seed in (1, 1, 2))
    assert first == again
    assert first.comparison != other.comparison
    assert first.budgets != other.budgets


@pytest.mark.parametrize("seed", range(12))
def test_closing_looks_cheapest_and_is_dearer_by_whatever_seed(seed):
    made = sample_costing(seed, packaged_rates(), AREAS)
    found = compare_options(made.comparison, made.uplifts)
    assert [mark.option for mark in found.marked] == ["close"]
    assert made.comparison.kinds_left_out == ()
    assert all(figure.range.ordered for one in made.comparison.options for figure in one.figures)
    parents = full_cost(made.budgets[1], made.uplifts, packaged_rates()).years[0]
    assert [one.line for one in parents.below] == ["play workers"]
    assert parents.unfilled > 0
