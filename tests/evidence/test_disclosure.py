"""The auditor, against brute force: what it calls safe is, what it calls narrow is; it sees what everybody sees."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.evidence.disclosure import Published, apart, audit
from commonweal.evidence.disclosure_rules import NHS, RULES
from commonweal.evidence.sums import crossed, listed
from commonweal.evidence.suppression import Counts, published
from tests.evidence.attack import every_table, reach
from tests.evidence.counted import arrays, axis, with_margins

SQUARE = [axis("a", 2), axis("b", 2)]


def seen(rule, leaves, axes, more=()):
    counts = with_margins(leaves, axes)
    hidden = rule.hides(counts)
    hidden[list(more)] |= counts[list(more)] > 0
    return published(rule, Counts(crossed(axes), counts), hidden)


@settings(max_examples=40, deadline=None)
@given(arrays((2, 2), 16), st.sampled_from(sorted(RULES)), st.sets(st.integers(0, 8), max_size=4))
def test_it_finds_narrow_what_brute_force_finds_narrow_and_nothing_else(leaves, name, more):
    told = seen(RULES[name], leaves, SQUARE, more)
    found = audit(told)
    assert found.consistent
    tables = every_table(told, [0, 1, 3, 4], 26)
    wide = tables.max(axis=0) - tables.min(axis=0) >= told.spans
    assert np.flatnonzero(~wide).tolist() == found.narrow.tolist()


@settings(max_examples=12, deadline=None)
@given(arrays((3, 2, 2), 20), st.sampled_from(sorted(RULES)))
def test_in_three_dimensions_it_agrees_with_a_search_of_each_cell(leaves, name):
    axes = [axis(letter, size) for letter, size in zip("abc", leaves.shape, strict=True)]
    told = seen(RULES[name], leaves, axes)
    narrow = set(audit(told).narrow.tolist())
    assert narrow == {cell for cell in np.flatnonzero(told.spans).tolist() if reach(told, cell) < told.spans[cell]}


@settings(max_examples=25, deadline=None)
@given(arrays((4, 3), 20), st.sampled_from(sorted(RULES)))
def test_every_witness_agrees_with_all_that_is_published_and_none_is_needless(leaves, name):
    axes = [axis(letter, size) for letter, size in zip("ab", leaves.shape, strict=True)]
    told = seen(RULES[name], leaves, axes, range(0, 20, 3))
    found = audit(told)
    for witness in found.witnesses:
        assert told.sums.holds(witness)
        assert (witness >= told.low).all()
        assert (witness <= told.high).all()
    if not told.spans.any():
        assert found.safe
        return
    spread = found.witnesses.max(axis=0) - found.witnesses.min(axis=0)
    assert np.flatnonzero(spread < told.spans).tolist() == found.narrow.tolist()
    wide = spread >= told.spans
    for k in range(len(found.witnesses)) if len(found.witnesses) > 1 else ():
        others = np.delete(found.witnesses, k, axis=0)
        assert not (others.max(axis=0) - others.min(axis=0) >= told.spans)[wide].all()


def test_a_hidden_count_beside_exact_ones_is_told_by_subtraction():
    told = seen(RULES["below-10"], [[3, 20], [30, 40]], SQUARE)
    assert audit(told).narrow.tolist() == [0]


def test_rounding_alone_may_tell_exactly():
    """Four times 8 is 32: shown as four times 10 and 30, which only 8, 8, 8, 8 and 32 are."""
    told = published(NHS, Counts(crossed([axis("a", 4)]), np.array([8, 8, 8, 8, 32])), np.zeros(5, dtype=bool))
    assert audit(told).narrow.tolist() == [0, 1, 2, 3, 4]


def test_what_contradicts_itself_is_not_consistent():
    sums = listed(2, [(1, [0], False)])
    told = Published(sums, np.array([1, 5]), np.array([3, 9]), np.array([2, 2]))
    found = audit(told)
    assert not found.consistent
    assert not found.safe


def test_cells_apart_share_no_sum_and_none_is_left_that_fits():
    sums = crossed(SQUARE)
    chosen = apart(sums, np.arange(9)).tolist()
    rows = [set(sums.row(k).tolist()) for k in range(sums.rows)]
    assert all(len(row & set(chosen)) <= 1 for row in rows)
    assert all(any(cell in row and row & set(chosen) for row in rows) for cell in range(9))


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_same_seed_gives_the_same_certificate(name):
    told = seen(RULES[name], [[3, 20], [30, 4]], SQUARE, (0, 1, 3, 4))
    assert audit(told).witnesses.tolist() == audit(told).witnesses.tolist()


def test_an_audit_goes_on_from_tables_that_agree_and_from_no_others():
    told = seen(NHS, np.array([[3, 40], [50, 2]]), SQUARE)
    found = audit(told)
    off = found.witnesses[0].copy()
    off[0] += 1
    again = audit(told, begun=np.array([off, *found.witnesses]))
    assert again.witnesses.tolist() == found.witnesses.tolist()
    assert again.narrow.tolist() == found.narrow.tolist()


def test_an_audit_that_may_stop_at_one_cell_says_the_same_of_the_whole():
    safe = seen(NHS, np.array([[3, 40], [50, 2]]), SQUARE)
    alone = seen(RULES["below-10"], np.array([[3, 40], [50, 20]]), SQUARE)
    assert audit(safe, one_will_do=True).safe is audit(safe).safe
    assert not audit(alone).safe
    assert not audit(alone, one_will_do=True).safe
