"""What a count funds becomes a promise that can be followed."""

from datetime import date

import pytest

from commonweal.cycle.awards import social_value_undertakings, undertakings
from commonweal.errors import AwardWithoutProposal
from commonweal.proposals.proposal import Proposal
from commonweal.samples.awards import sample_award
from commonweal.terms.money import Pence

OFFERS = [
    Proposal("1", "A warm room", "", "o1", "", "", Pence(100_00)),
    Proposal("2", "Walks together", "", "o2", "", "", Pence(250_00)),
]


def test_each_funded_project_is_promised_by_the_body_that_offered_it():
    promised = undertakings("fund", ["2"], OFFERS, "Saltmarsh Council", date(2027, 9, 30))
    assert [item.as_json() for item in promised] == [
        {
            "id": "fund-2",
            "giver": "o2",
            "receiver": "Saltmarsh Council",
            "promise": "Walks together",
            "award_pence": 250_00,
            "due": "2027-09-30",
            "state": "given",
        }
    ]


def test_a_funded_project_that_nobody_proposed_is_refused_by_name():
    with pytest.raises(AwardWithoutProposal, match="project 9 was funded"):
        undertakings("fund", ["1", "9"], OFFERS, "Saltmarsh Council", date(2027, 9, 30))


def test_what_awarded_bids_promise_besides_becomes_undertakings_in_order_of_rank():
    scheme, bids, _ = sample_award(1)
    promised = social_value_undertakings(scheme, bids, ["ferry-friends", "harbour-kitchen"])
    assert [item.id for item in promised] == [
        "ferry-2027-ferry-friends-1",
        "ferry-2027-ferry-friends-2",
        "ferry-2027-harbour-kitchen-1",
        "ferry-2027-harbour-kitchen-2",
    ]
    texts = {promise.text for bid in bids if bid.id == "ferry-friends" for promise in bid.promises}
    assert {item.promise for item in promised[:2]} == texts
    assert {(item.giver, item.receiver, item.award) for item in promised[:2]} == {
        ("Ferry Friends", "Saltmarsh Council", 0)
    }
