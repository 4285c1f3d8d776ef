"""What a count funds becomes a promise that can be followed."""

from datetime import date

import pytest

from commonweal.cycle.awards import undertakings
from commonweal.errors import AwardWithoutProposal
from commonweal.proposals.proposal import Proposal
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
