"""Bids: what each body asks for, what its work costs in full, and what it promises besides."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.terms.money import Pence


@dataclass(frozen=True, slots=True)
class FullCost:
    """What work costs in full by the bidder's own account, in pence; None where a part is not known.

    Attributes:
        direct: what the work itself costs.
        overheads: its fair share of what keeps the body going.
        living_wage: what it takes to pay everybody at least the living wage.
        price_rise: what rising prices add over the term.
    """

    direct: Pence | None
    overheads: Pence | None
    living_wage: Pence | None
    price_rise: Pence | None

    @classmethod
    def of_total(cls, total: Pence | None) -> "FullCost":
        """Give a cost of which the total alone is known, as it is published; None where not even that is."""
        return cls(total, Pence(0), Pence(0), Pence(0))

    @property
    def total(self) -> Pence | None:
        """All parts together, or None where one is not known."""
        known = [one for one in (self.direct, self.overheads, self.living_wage, self.price_rise) if one is not None]
        return Pence(sum(known)) if len(known) == 4 else None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of social value; it becomes an undertaking where its bid is awarded.

    Attributes:
        text: what is promised.
        due: the day by which it is to be kept.
    """

    text: str
    due: date


@dataclass(frozen=True, slots=True)
class Bid:
    """What one body offers.

    Attributes:
        id: short name.
        bidder: the body that bids.
        title: what it offers.
        price: what it asks for, in pence, above 0.
        full_cost: what its work costs in full. Only the total is published: how a body reckons is its own affair.
        promises: of social value, sorted by date and then by text.
    """

    id: str
    bidder: str
    title: str
    price: Pence
    full_cost: FullCost
    promises: tuple[Promise, ...] = ()

    def value(self) -> dict[str, Any]:
        """Give the bid as it is hashed and published."""
        return {
            "id": self.id,
            "bidder": self.bidder,
            "title": self.title,
            "price_pence": self.price,
            "full_cost_pence": self.full_cost.total,
            "promises": [{"text": one.text, "due": one.due.isoformat()} for one in self.promises],
        }
