"""Sums between the cells of tables with margins, nested groups and shared cells."""

import numpy as np
import pytest
from hypothesis import given

from commonweal.evidence.propagation import Bounds, narrowed
from commonweal.evidence.sums import crossed, joined, listed
from tests.evidence.attack import every_table
from tests.evidence.counted import arrays, axis, nested, with_margins


@given(arrays((3, 2, 2)))
def test_every_margin_is_a_sum_and_one_changed_cell_breaks_some(leaves):
    axes = [axis(letter, size) for letter, size in zip("abc", leaves.shape, strict=True)]
    sums, counts = crossed(axes), with_margins(leaves, axes)
    assert sums.holds(counts)
    for cell in range(sums.cells):
        changed = counts.copy()
        changed[cell] += 1
        assert not sums.holds(changed)


def test_groups_within_groups_add_up_at_each_level():
    axes = [nested("a", (2, 3)), axis("b", 2)]
    sums = crossed(axes)
    assert sums.holds(with_margins(np.arange(10).reshape(5, 2), axes))
    assert sums.rows == 3 * 3 + 8


def test_a_sum_that_may_be_less_is_broken_only_by_more():
    sums = listed(3, [(2, [0, 1], True)])
    assert sums.holds(np.array([1, 1, 3]))
    assert not sums.holds(np.array([2, 2, 3]))


def test_tables_that_share_cells_are_held_together():
    sums = joined(4, [(crossed([axis("a", 2)]), np.array([0, 1, 3])), (listed(2, [(1, [0], False)]), np.array([2, 3]))])
    assert sums.holds(np.array([4, 5, 9, 9]))
    assert not sums.holds(np.array([4, 5, 8, 9]))


@pytest.mark.parametrize("shift", range(-3, 4))
def test_bounds_by_sums_keep_every_table_and_see_where_there_is_none(shift):
    sums = listed(3, [(2, [0, 1], False)])
    low, high = np.array([1, 8, 9 + shift]), np.array([7, 12, 9 + shift])
    from commonweal.evidence.disclosure import Published

    tables = every_table(Published(sums, low, high, np.zeros(3)), [0, 1], 99)
    found = narrowed(sums, Bounds(low, high))
    if not len(tables):
        assert found is None
    else:
        assert (found.low.tolist(), found.high.tolist()) == (tables.min(axis=0).tolist(), tables.max(axis=0).tolist())
