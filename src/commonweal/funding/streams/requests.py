"""What a protected stream is allocated from: need by group, proposals without whereabouts, and the panel's order."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.funding.streams.constitution import Figure
from commonweal.terms.money import Pence

Few = Literal["few"]
FEW: Few = "few"
FEW_COUNT_AS = 5
"""What a figure too small to show counts as, whichever it is: the sums would tell it otherwise."""


@dataclass(frozen=True, slots=True)
class StreamNeed:
    """How many people of a group are in need, as it may be published. An unknown figure has no place here.

    Attributes:
        group: whom the money would serve.
        low: the least figure, or ``"few"`` where it is too small to show.
        high: the greatest figure, not below the least.
        source: who says so.
        date: what date or period it speaks of.
    """

    group: str
    low: int | Few
    high: int | Few
    source: str
    date: str

    def used(self, figure: Figure) -> Fraction:
        """Give the number of people that counts.

        Examples:
            >>> StreamNeed("people who use drugs", 40, 95, "treatment service", "2026").used("middle")
            Fraction(135, 2)
        """
        low, high = (FEW_COUNT_AS if people == FEW else people for people in (self.low, self.high))
        return {"low": Fraction(low), "middle": Fraction(low + high, 2), "high": Fraction(high)}[figure]


@dataclass(frozen=True, slots=True)
class StreamProposal:
    """A proposal of a protected stream. Nothing in it says where it is; of a sensitive one nothing says who runs it.

    Attributes:
        id: short identifier.
        name: the name it may be published under.
        group: whom it serves, one of the groups with a need.
        cost: what it needs, above 0.
        smallest: the least sum that would be of use, or None where only the whole cost is.
        sensitive: whether its address may never be shown (refuge, needle exchange).
        organisation: the body that asks, as the record names it, or ""; never of a sensitive one.
    """

    id: str
    name: str
    group: str
    cost: Pence
    smallest: Pence | None = None
    sensitive: bool = False
    organisation: str = ""

    @property
    def least(self) -> Pence:
        """The least sum it can begin with."""
        return self.cost if self.smallest is None else self.smallest


@dataclass(frozen=True, slots=True)
class Placing:
    """The place that the panel gave a proposal.

    Attributes:
        place: 1 is the first; no two of a stream have the same.
        proposal: its id.
        reason: why, in words that may be published.
        declared: roles of the members who declared an interest and took no part in placing it.
    """

    place: int
    proposal: str
    reason: str
    declared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requests:
    """All that one stream is allocated from.

    Attributes:
        needs: one for each group, by name.
        proposals: by id.
        panel: the panel's order, one placing for each proposal.
    """

    needs: tuple[StreamNeed, ...]
    proposals: tuple[StreamProposal, ...]
    panel: tuple[Placing, ...]

    def in_order(self) -> tuple[StreamProposal, ...]:
        """Give the proposals in the panel's order.

        Raises:
            ValueError: where the order does not name every proposal once, or leaves a tie open.
        """
        known = {proposal.id: proposal for proposal in self.proposals}
        order = sorted(self.panel, key=lambda placing: placing.place)
        places = [placing.place for placing in order]
        if sorted(known) != sorted(placing.proposal for placing in order) or len(set(places)) != len(places):
            message = "the panel's order does not place every proposal once"
            raise ValueError(message)
        return tuple(known[placing.proposal] for placing in order)
