from dataclasses import FrozenInstanceError, replace

import pytest

from commonweal.proposals.proposal import Proposal
from commonweal.terms.money import Pence

TEA = Proposal("p1", "Tea on Tuesdays", "Tea and company.", "o1", "Quayside", "", Pence(250_000))


def test_a_proposal_is_fixed_once_it_stands_on_the_ballot():
    with pytest.raises(FrozenInstanceError):
        TEA.cost = Pence(1)


def test_a_changed_proposal_is_another_one():
    dearer = replace(TEA, cost=Pence(300_000))
    assert dearer != TEA
    assert len({TEA, dearer, replace(dearer, cost=Pence(250_000))}) == 2
