"""The sample's proposals hold the hard case: a few that only a minority asks for."""

import pytest

from commonweal.samples.proposals import RARELY_HEARD, sample_proposals
from commonweal.terms.parties import Organisation

BODIES = [
    Organisation("council", "A council", "council"),
    Organisation("o1", "A", "charity", "North"),
    Organisation("o2", "B", "community group", "South"),
]
NAMES = [f"N{k}" for k in range(8)] + ["North", "South"]


def test_same_seed_same_proposals_and_another_seed_others():
    first = sample_proposals(1, BODIES, NAMES)
    assert first == sample_proposals(1, BODIES, NAMES)
    assert first != sample_proposals(2, BODIES, NAMES)
    assert [proposal.id for proposal in first] == [str(k) for k in range(1, 61)]


def test_the_rarely_heard_come_first_and_nobody_else_is_for_a_group():
    offers = sample_proposals(1, BODIES, NAMES)
    assert [bool(offer.group) for offer in offers] == [True] * len(RARELY_HEARD) + [False] * (60 - len(RARELY_HEARD))


def test_a_body_at_home_owns_its_neighbourhoods_proposals_and_the_council_none():
    offers = sample_proposals(3, BODIES, NAMES)
    assert {offer.organisation for offer in offers} == {"o1", "o2"}
    assert {offer.organisation for offer in offers if offer.neighbourhood == "South"} == {"o2"}


def test_costs_are_whole_hundreds_of_pounds_near_the_usual_level():
    costs = {offer.title: offer.cost for offer in sample_proposals(5, BODIES, NAMES)}
    assert all(cost % 100_00 == 0 for cost in costs.values())
    assert 24_200_00 <= costs["Travel buddies"] <= 29_800_00


def test_too_few_is_refused():
    with pytest.raises(ValueError, match="at least 8 proposals"):
        sample_proposals(1, BODIES, NAMES, count=3)
