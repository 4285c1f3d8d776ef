"""Settlement: who paid what for which project, from a certificate's share and prices alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from commonweal.funding.certificate import Certificate, Winner
from commonweal.funding.electorate import Electorate


@dataclass(frozen=True, slots=True)
class Settlement:
    """What every voter paid and kept under Equal Shares, in whole parts of the currency's main unit.

    Attributes:
        parts: how many parts make one main unit.
        kept: parts that one voter of each group has left at the end.
        paid: for each group, what one voter paid: (position of the project, parts).
        short: for a project, how many supporters had less left than the others paid, and paid all of it.
    """

    parts: int
    kept: Sequence[int]
    paid: Sequence[Sequence[tuple[int, int]]]
    short: dict[int, int]

    def amount(self, parts: int) -> Fraction:
        """Give a number of parts in the currency's main unit."""
        return Fraction(parts, self.parts)


def settle(voters: Electorate, certificate: Certificate) -> Settlement:
    """Follow the payments of a certificate; what the budget paid for whole costs no voter's share anything."""
    share = certificate.share or Fraction(0)
    prices = {winner: each_pays(voters, winner) for winner in certificate.winners if winner.price is not None}
    parts = lcm(share.denominator, *(price.denominator for price in prices.values()))
    kept = [int(share * parts)] * len(voters.sizes)
    paid: list[list[tuple[int, int]]] = [[] for _ in voters.sizes]
    short: dict[int, int] = {}
    for winner, price in prices.items():
        for weight, groups in voters.support[winner.project]:
            due = int(price * parts) * weight
            for group in groups:
                payment = min(due, kept[group])
                kept[group] -= payment
                if payment:
                    paid[group].append((winner.project, payment))
                if payment < due:
                    short[winner.project] = short.get(winner.project, 0) + voters.sizes[group]
    return Settlement(parts, kept, paid, short)


def each_pays(voters: Electorate, winner: Winner) -> Fraction:
    """Give what a supporter pays for each point of support, in the currency's main unit."""
    return (winner.price or Fraction(0)) * Fraction(voters.factors[winner.project], voters.scale)
