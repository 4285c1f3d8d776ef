"""What is hidden beside the few: enough that nobody can tell them, and no more than that takes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.errors import CannotBeSafe
from commonweal.evidence.disclosure import audit
from commonweal.evidence.disclosure_rules import NHS, RULES
from commonweal.evidence.sums import crossed, listed
from commonweal.evidence.suppression import Counts, protect, published
from tests.evidence.attack import reach
from tests.evidence.counted import arrays, axis, nested, with_margins


def counts_of(leaves, axes=None):
    axes = axes or [axis(letter, size) for letter, size in zip("abc", np.shape(leaves), strict=False)]
    return Counts(crossed(axes), with_margins(leaves, axes))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([(4,), (3, 3), (2, 3, 2)]).flatmap(arrays), st.sampled_from(sorted(RULES)))
def test_no_hidden_count_can_be_told_closer_than_the_rule_says_by_any_sum(leaves, name):
    rule = RULES[name]
    counts = counts_of(leaves)
    safe = protect(rule, counts)
    assert safe.hidden[rule.hides(counts.values)].all()
    assert not safe.hidden[counts.values == 0].any()
    told = published(rule, counts, safe.hidden)
    for cell in np.flatnonzero(told.spans).tolist():
        assert reach(told, cell) >= told.spans[cell]


@settings(max_examples=20, deadline=None)
@given(arrays((3, 3)), st.sampled_from(sorted(RULES)))
def test_no_cell_beside_could_be_shown_by_itself_and_all_stay_safe(leaves, name):
    rule, counts = RULES[name], counts_of(leaves)
    safe = protect(rule, counts)
    for cell in np.flatnonzero(safe.hidden & ~safe.few).tolist():
        fewer = safe.hidden.copy()
        fewer[cell] = False
        assert not audit(published(rule, counts, fewer)).safe


def test_areas_in_neighbourhoods_are_protected_at_each_level():
    """Two neighbourhoods, of which one area is few: its neighbour must be hidden too, or its neighbourhood."""
    axes = [nested("a", (2, 2))]
    counts = counts_of([3, 40, 50, 60], axes)
    safe = protect(RULES["below-10"], counts)
    told = published(RULES["below-10"], counts, safe.hidden)
    assert safe.few.tolist() == [True, *[False] * 6]
    assert safe.beside == 1
    assert all(reach(told, cell) >= 8 for cell in np.flatnonzero(safe.hidden).tolist())


def test_few_among_nobody_are_hidden_with_their_totals_and_nothing_else():
    safe = protect(NHS, counts_of([[3, 0, 0], [0, 90, 80], [0, 70, 60]]))
    assert safe.few.reshape(4, 4).tolist() == [[1, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]]
    assert safe.beside == 0


def test_what_everybody_knows_is_not_hidden_and_may_give_a_count_away():
    sums = listed(3, [(2, [0, 1], False)])
    public = np.array([False, False, True])
    with pytest.raises(CannotBeSafe, match="north"):
        protect(NHS, Counts(sums, np.array([3, 1, 4]), ("north", "south", "all"), public=public))
    safe = protect(NHS, Counts(sums, np.array([3, 20, 23]), public=public))
    assert safe.hidden.tolist() == [True, True, False]
    assert safe.shown[2] == 23


def test_counts_that_stand_nowhere_are_neither_hidden_nor_shown_to_be_uncertain():
    sums = listed(3, [(2, [0, 1], False)])
    safe = protect(NHS, Counts(sums, np.array([3, 40, 43]), unsaid=np.array([True, False, False])))
    assert not safe.hidden.any()


def test_counts_that_do_not_quite_add_up_are_hidden_until_they_could():
    """Twenty times a third of a person is seven people, of whom each is counted as one."""
    sums = listed(21, [(20, list(range(20)), False)])
    safe = protect(NHS, Counts(sums, np.array([1] * 20 + [8])))
    assert safe.proof.safe
    assert safe.hidden[20]


def test_dear_counts_are_kept_and_others_hidden_in_their_place():
    axes = [axis("a", 2)]
    counts = counts_of([3, 30], axes)
    plain = protect(NHS, Counts(counts.sums, counts.values, must_hide=np.array([False, False, True])))
    assert plain.hidden.tolist() == [True, False, True]
    told = counts_of([2, 46], axes)
    dear = protect(RULES["below-10"], Counts(told.sums, told.values, weights=np.array([1.0, 1.0, 100.0])))
    cheap = protect(RULES["below-10"], Counts(told.sums, told.values, weights=np.array([1.0, 100.0, 1.0])))
    assert (dear.hidden.tolist(), cheap.hidden.tolist()) == ([True, True, False], [True, False, True])


@settings(max_examples=10, deadline=None)
@given(arrays((3, 3)), st.sampled_from(sorted(RULES)))
def test_the_same_counts_are_protected_in_the_same_way(leaves, name):
    one, other = (protect(RULES[name], counts_of(leaves)) for _ in range(2))
    assert one.hidden.tolist() == other.hidden.tolist()
    assert one.proof.witnesses.tolist() == other.proof.witnesses.tolist()


def test_the_proof_is_of_what_is_published_and_of_nothing_that_was_tried_on_the_way():
    for leaves in ([[3, 40, 5], [60, 2, 80], [9, 70, 30]], [[1, 2, 3], [40, 50, 60], [12, 13, 14]]):
        counts = counts_of(leaves)
        safe = protect(NHS, counts)
        assert safe.beside
        again = audit(published(NHS, counts, safe.hidden))
        assert safe.proof.witnesses.tolist() == again.witnesses.tolist()


def test_a_large_table_of_few_people_is_made_safe():
    """Cells that hardly any table moves are looked for one by one, before the whole is said to be impossible."""
    random = np.random.default_rng(7)
    sizes = [random.gamma(2.0, 0.5, size) for size in (40, 8, 5)]
    mean = 12.0 * sizes[0][:, None, None] * sizes[1][None, :, None] * sizes[2][None, None, :]
    counts = counts_of(random.poisson(mean * random.gamma(2.0, 0.5, mean.shape)))
    assert counts.sums.cells > 2_000
    safe = protect(NHS, counts)
    assert safe.proof.safe
    spread = safe.proof.witnesses.max(axis=0) - safe.proof.witnesses.min(axis=0)
    assert (spread >= published(NHS, counts, safe.hidden).spans).all()
    assert 0 < safe.beside < safe.few.sum() // 10
