"""The ledger: payments in whole numbers, worked out when they are asked for."""

from fractions import Fraction

import pytest

from commonweal.funding.electorate import electorate
from commonweal.funding.kernel.rounds import run
from commonweal.funding.spec import read_spec
from tests.funding import naive


def voters_of(poll, *settings):
    return electorate(poll, read_spec("equal_shares", [f"utility={naive.UTILITY[poll.vote_type][0]}", *settings]))


@pytest.mark.parametrize("seed", range(150))
def test_payments_add_up_to_each_cost_and_nobody_pays_more_than_they_have(seed):
    poll = naive.small_poll(seed)
    voters = voters_of(poll, "seed=1")
    one = run(voters, poll.budget / poll.voters * 2)
    left = [one.share] * len(voters.voters)
    for item, payment in zip(one.funded, one.ledger.payments(), strict=True):
        backers = zip(voters.backers(item).tolist(), voters.strengths(item).tolist(), strict=True)
        paid = {group: min(left[group], payment * weight) for group, weight in backers}
        assert sum(money * int(voters.voters[group]) for group, money in paid.items()) == voters.items[item].cost
        for group, money in paid.items():
            left[group] -= money
    assert min(left) >= 0


@pytest.mark.parametrize("seed", range(150))
def test_who_was_never_short_has_what_the_ledger_says(seed):
    poll = naive.small_poll(seed)
    voters = voters_of(poll, "seed=1")
    one = run(voters, poll.budget / poll.voters * 2)
    left = [one.share] * len(voters.voters)
    gone = set()
    for item, payment, short in zip(one.funded, one.ledger.payments(), one.ledger.short, strict=True):
        for group, weight in zip(voters.backers(item).tolist(), voters.strengths(item).tolist(), strict=True):
            left[group] -= min(left[group], payment * weight)
        gone |= set(short.tolist())
    assert all(left[group] == 0 for group in gone)
    for item in range(len(voters.items)):
        backers = voters.backers(item)
        kept = backers[[group not in gone for group in backers.tolist()]]
        held = sum(left[group] * int(voters.voters[group]) for group in kept.tolist())
        assert Fraction(one.ledger.held(kept), one.ledger.parts) == held
