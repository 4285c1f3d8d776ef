"""Devolved money of several funds, each with its own income and with uses that it may be spent on."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ZERO = Fraction(0)
USES = ("building", "social action", "activation", "legal work")
"""What devolved money is spent on, in the order in which a plan publishes it."""
LOANS = "loans"
"""Stands among the uses of the fund that loans are paid into."""
Row = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class DevolvedFund:
    """Devolved money with uses of its own.

    Attributes:
        name: as residents know it.
        uses: which of :data:`USES` it may be spent on.
        borrows: whether loans are paid into it.
        income: quarter by quarter, in units.
    """

    name: str
    uses: tuple[str, ...]
    borrows: bool
    income: Row


def pairs(funds: Sequence[DevolvedFund]) -> list[tuple[int, int]]:
    """Give each fund with each use that it allows, by place; in this order a plan publishes what is paid."""
    return [(f, u) for f, fund in enumerate(funds) for u, use in enumerate(USES) if use in fund.uses]


def balances(
    funds: Sequence[DevolvedFund], paid: Sequence[Sequence[Row]], loans: Sequence[Fraction]
) -> tuple[Row, ...]:
    """Give what each fund holds at the end of each quarter.

    Args:
        funds: which.
        paid: what each pays, by use and quarter.
        loans: drawn, quarter by quarter, into the fund that borrows.
    """
    found = []
    for fund, rows in zip(funds, paid, strict=True):
        balance, line = ZERO, []
        for t in range(len(fund.income)):
            balance += fund.income[t] - sum((row[t] for row in rows), ZERO)
            balance += loans[t] if fund.borrows else ZERO
            line.append(balance)
        found.append(tuple(line))
    return tuple(found)
