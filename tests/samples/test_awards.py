"""The sample's scored award: sound at every size, and it shows what such an award must show."""

import pytest

from commonweal.funding.scored.award import award
from commonweal.samples.awards import BODIES, sample_award


@pytest.mark.parametrize("bids", range(2, len(BODIES) + 1))
def test_a_sample_can_be_awarded_and_shows_an_interest_and_a_bid_below_its_cost(bids):
    for seed in range(10):
        scheme, offered, panel = sample_award(seed, bids)
        found = award(scheme, scheme.sha256(), offered, panel, "drawn")
        assert len(offered) == bids
        assert len(found.left_out) == 1
        assert sum("below full cost" in one.flags for one in found.standings) == 1
        assert found.awarded


def test_the_same_seed_gives_the_same_award():
    assert sample_award(3) == sample_award(3)
    assert sample_award(3) != sample_award(4)
