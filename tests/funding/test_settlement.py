"""Settlement: the payments that follow from share and prices are those of the rounds."""

from fractions import Fraction

import pytest

from commonweal.funding.electorate import electorate
from commonweal.funding.rules import RULES
from commonweal.funding.rules.equal_shares import rounds
from commonweal.funding.settlement import settle
from commonweal.funding.spec import read_spec
from tests.funding import naive


@pytest.mark.parametrize("seed", range(120))
def test_the_settlement_is_what_the_rounds_left(seed):
    poll = naive.small_poll(seed)
    spec = read_spec("equal_shares", naive.settings_for(seed, poll))
    certificate = RULES["equal_shares"](poll, spec).certificate
    if any(winner.by == "greedy" for winner in certificate.winners):
        return
    voters = electorate(poll, spec)
    told = settle(voters, certificate)
    purses = next((left for _, left in reversed(list(rounds(voters, certificate.share)))), None)
    for group, size in enumerate(voters.sizes):
        assert size > 0
        kept = purses.left(group) if purses else certificate.share
        assert told.amount(told.kept[group]) == kept
        assert kept + sum(told.amount(parts) for _, parts in told.paid[group]) == certificate.share
    for winner in certificate.winners:
        raised = sum(
            (
                told.amount(parts) * size
                for size, paid in zip(voters.sizes, told.paid, strict=True)
                for k, parts in paid
                if k == winner.project
            ),
            Fraction(0),
        )
        assert raised == (poll.projects[winner.project].cost if winner.price is not None else 0)
