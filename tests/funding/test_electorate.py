"""Purses: whole parts, never rounded, never below nothing."""

from fractions import Fraction

import pytest

from commonweal.errors import RuleFaults
from commonweal.funding.electorate import Purses, electorate
from commonweal.funding.spec import read_spec
from tests.funding import naive


@pytest.mark.parametrize("seed", range(60))
def test_payments_add_up_to_the_cost_to_the_last_part(seed):
    poll = naive.small_poll(seed)
    voters = electorate(poll, read_spec("equal_shares", [f"utility={naive.UTILITY[poll.vote_type][0]}"]))
    purses = Purses.equal(voters, poll.budget / poll.voters)
    for k in voters.supported:
        payment = purses.payment(k)
        if payment is None:
            continue
        before = [purses.left(group) for group in range(len(voters.sizes))]
        purses.pay(k, payment)
        paid = [before[group] - purses.left(group) for group in range(len(voters.sizes))]
        assert min(paid) >= 0
        assert min(purses.left(group) for group in range(len(voters.sizes))) >= 0
        assert sum(p * size for p, size in zip(paid, voters.sizes, strict=True)) == poll.projects[k].cost


def test_costs_and_what_projects_are_worth_are_whole():
    poll = naive.small_poll(3)
    tenths = [Fraction(1, 10), Fraction(1, 4)]
    changed = tuple(type(project)(project.id, project.name, tenths[k % 2]) for k, project in enumerate(poll.projects))
    poll = type(poll)(changed, poll.budget, poll.vote_type, poll.ballots, max_length=poll.max_length)
    voters = electorate(poll, read_spec("equal_shares", [f"utility={naive.UTILITY[poll.vote_type][0]}"]))
    assert [Fraction(cost, voters.scale) for cost in voters.costs] == [project.cost for project in poll.projects]


def test_an_unfit_utility_is_refused():
    poll = next(poll for poll in map(naive.small_poll, range(50)) if poll.vote_type == "ordinal")
    with pytest.raises(RuleFaults, match="utility cost does not fit ordinal ballots, which allow borda"):
        electorate(poll, read_spec("equal_shares", []))
