"""Settlement: what an item's supporters paid for what under Equal Shares, and what they have left, exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from commonweal.funding.ballots import Whole, spans
from commonweal.funding.electorate import Electorate
from commonweal.funding.kernel.rounds import Run
from commonweal.funding.kernel.supporters import EXACT


@dataclass(frozen=True, slots=True)
class Account:
    """The money of an item's supporters at the end of a run, in the currency's main unit.

    Attributes:
        left: what they have left together.
        paid: what they paid together for each funded item, those aside for which they paid nothing.
    """

    left: Fraction
    paid: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What every item's supporters paid and kept.

    Attributes:
        accounts: of each item.
        short: for each funded item, how many supporters had less left than the others paid, and paid all of it; those
            who had nothing left already are among them.
    """

    accounts: tuple[Account, ...]
    short: Mapping[int, int]


def settle(voters: Electorate, one: Run) -> Settlement:
    """Add up the payments of a run.

    Args:
        voters: the electorate of the run.
        one: the run.
    """
    ledger, count = one.ledger, len(voters.items)
    payments = ledger.payments()
    paid = [[Fraction(0)] * len(payments) for _ in range(count)]
    gone = np.zeros(len(voters.voters), bool)
    short: dict[int, int] = {}
    for number, (item, short_now) in enumerate(zip(ledger.funded, ledger.short, strict=True)):
        backers, strengths = voters.backers(item), voters.strengths(item)
        gone_before = gone[backers]
        gone[short_now] = True
        full = np.flatnonzero(~gone[backers])
        short[item] = int(voters.voters[backers[gone[backers]]].sum())
        for k, points in enumerate(_given(voters, backers[full], voters.voters[backers[full]] * strengths[full])):
            paid[k][number] += points * payments[number]
        if gone_before.sum() < gone[backers].sum():
            for k, money in enumerate(_emptied(voters, short_now, one, number)):
                paid[k][number] += money
    return Settlement(
        tuple(
            Account(
                Fraction(ledger.held(backers[~gone[backers]]), ledger.parts),
                {item: money for item, money in zip(ledger.funded, paid[k], strict=True) if money},
            )
            for k, backers in enumerate(map(voters.backers, range(count)))
        ),
        short,
    )


def _given(voters: Electorate, groups: Whole, numbers: Whole) -> list[int]:
    """Add up a number of each group over the groups that support each item, exact."""
    lengths = voters.row_lengths[groups]
    entries = spans(voters.row_starts[groups], lengths)
    items, times = voters.row_items[entries], np.repeat(numbers, lengths)
    if int(numbers.sum()) < EXACT:
        return [int(total) for total in np.bincount(items, times, minlength=len(voters.items)).tolist()]
    totals = [0] * len(voters.items)
    for k, number in zip(items.tolist(), times.tolist(), strict=True):
        totals[k] += number
    return totals


def _emptied(voters: Electorate, groups: Whole, one: Run, number: int) -> list[Fraction]:
    """Give what some groups had left before a round, added up over the supporters of each item."""
    every = range(len(voters.items))
    supports = (voters.matrix(groups, every) > 0).astype(np.int64) * voters.voters[groups][:, None]
    before = voters.matrix(groups, one.ledger.funded[:number])
    points = supports.T @ before
    payments = one.ledger.payments()[:number]
    return [
        int(size) * one.share - sum((p * paid for p, paid in zip(row, payments, strict=True) if p), Fraction(0))
        for size, row in zip(supports.sum(axis=0).tolist(), points.tolist(), strict=True)
    ]
