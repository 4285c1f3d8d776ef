"""Shares hold the true one whatever the rounding took away, and are not told of few people."""

from hypothesis import assume, given
from hypothesis import strategies as st

from commonweal.evidence.publishing import shown
from commonweal.evidence.shares import FEWEST, TOO_SMALL, Share, share_between
from commonweal.terms.sources import Unknown


@given(st.data())
def test_the_true_share_lies_within_its_interval(data):
    need = data.draw(st.integers(60, 5000))
    gap = data.draw(st.integers(0, need))
    published = shown(gap)
    assume(not isinstance(published, Unknown))
    share = share_between((published,) * 3, (shown(need),) * 3)
    assert share.low <= gap / need <= share.high


def test_both_ends_of_the_need_widen_it():
    share = share_between((100, 40, 200), (400, 300, 500))
    assert (share.value, share.low < 40 / 300, share.high > 200 / 500) == (0.25, True, True)


def test_of_few_people_no_share_is_told():
    assert share_between((10, 10, 10), (FEWEST - 5,) * 3) == TOO_SMALL


def test_what_is_not_known_or_not_shown_gives_no_share():
    why = Unknown("it has not said")
    assert share_between((why, why, why), (400, 400, 400)) == why
    assert share_between((100, 100, 100), (why, why, why)) == why


def test_an_end_that_is_not_shown_is_left_out():
    share = share_between((20, Unknown("too few people to show"), 30), (400, 400, 400))
    assert share.low < 20 / 400 < share.high


def test_nothing_is_exactly_nothing_and_all_is_at_most_all():
    assert share_between((0, 0, 0), (400, 400, 400)) == Share(0.0, 0.0, 0.0)
    assert share_between((400, 400, 400), (400, 400, 400)).high == 1.0


def test_overlap_goes_both_ways():
    low, middle, high = Share(0.1, 0.0, 0.2), Share(0.2, 0.15, 0.3), Share(0.5, 0.4, 0.6)
    assert low.overlaps(middle)
    assert middle.overlaps(low)
    assert not low.overlaps(high)
    assert not high.overlaps(low)
