"""What a place asks of its plan beyond the model's own rows: the rows (14), each optional, and dated gains.

All of it is part of what is published: a reason or a source stands beside each figure.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Blackout:
    """A quarter in which no hand-over begins.

    Attributes:
        quarter: counted from 0.
        service: place in the problem's services, or None for all of them.
        reason: why, in a few words.
    """

    quarter: int
    service: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class PriceFloor:
    """The least that a unit of a service costs where its staff have the living wage.

    Attributes:
        service: place in the problem's services.
        least: price of a unit of load, 1 being the council's own unit cost; what offers less makes no pathway.
        source: where the figure comes from.
    """

    service: int
    least: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class LargestShare:
    """The most of a service that one organisation may run.

    Attributes:
        service: place in the problem's services.
        most: share of the service's need in the last quarter, 0 to 1.
        reason: why, in a few words.
    """

    service: int
    most: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Lot:
    """Cells that are let together; of a group of lots one organisation takes at most one.

    Attributes:
        group: name of the group.
        name: of the lot.
        cells: places in the problem's cells; no cell is in two lots of a group.
    """

    group: str
    name: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CapacityGain:
    """Capacity that a provider has more from a quarter on, by its development plan.

    Attributes:
        provider: place in the problem's providers.
        quarter: counted from 0, 1 or more; what is there in the first quarter is the provider's capacity.
        units: load that it can carry more.
        source: what brings it, in a few words.
    """

    provider: int
    quarter: int
    units: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that a place asks beyond the model's own rows.

    Attributes:
        blackouts: quarters in which no hand-over begins.
        price_floors: at most one for a service.
        largest_shares: at most one for a service.
        lots: of all groups.
        gains: dated gains of capacity; several of one provider and quarter add up.
    """

    blackouts: tuple[Blackout, ...] = ()
    price_floors: tuple[PriceFloor, ...] = ()
    largest_shares: tuple[LargestShare, ...] = ()
    lots: tuple[Lot, ...] = ()
    gains: tuple[CapacityGain, ...] = ()
