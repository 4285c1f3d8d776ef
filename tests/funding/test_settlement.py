"""Settlement: what supporters paid and kept, added up, is what following every voter gives."""

from fractions import Fraction

import pytest

from commonweal.funding.electorate import electorate
from commonweal.funding.kernel.rounds import run
from commonweal.funding.settlement import settle
from commonweal.funding.spec import read_spec
from tests.funding import naive


@pytest.mark.parametrize("seed", range(200))
def test_the_accounts_are_what_every_voter_paid_and_kept(seed):
    poll = naive.small_poll(seed)
    voters = electorate(poll, read_spec("equal_shares", [f"utility={naive.UTILITY[poll.vote_type][0]}", "seed=1"]))
    one = run(voters, poll.budget / poll.voters * 2)
    told = settle(voters, one)
    sizes = voters.voters.tolist()
    left = [one.share] * len(sizes)
    paid = [{} for _ in sizes]
    for item, payment in zip(one.funded, one.ledger.payments(), strict=True):
        due = dict(zip(voters.backers(item).tolist(), voters.strengths(item).tolist(), strict=True))
        assert told.short[item] == sum(sizes[g] for g, weight in due.items() if left[g] < payment * weight)
        for group, weight in due.items():
            money = min(left[group], payment * weight)
            left[group] -= money
            paid[group][item] = money * sizes[group]
    for item, account in enumerate(told.accounts):
        backers = voters.backers(item).tolist()
        assert account.left == sum(left[g] * sizes[g] for g in backers)
        sums = {other: sum((paid[g].get(other, Fraction(0)) for g in backers), Fraction(0)) for other in one.funded}
        assert account.paid == {other: money for other, money in sums.items() if money}
