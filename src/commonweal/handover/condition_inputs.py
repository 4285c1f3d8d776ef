"""What a place writes down beyond the model's own rows, by names, and how it becomes the conditions of a problem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.conditions import Blackout, CapacityGain, Conditions, LargestShare, Lot, PriceFloor
from commonweal.handover.problem import Cell
from commonweal.terms.periods import Quarter


@dataclass(frozen=True, slots=True)
class BlackoutRow:
    """A quarter in which no hand-over begins: a row of ``handover/blackouts.csv``.

    Attributes:
        quarter: calendar quarter.
        service: id, or None for every service.
        reason: why, in a few words.
    """

    quarter: Quarter
    service: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class PriceFloorRow:
    """The least price at which a living wage can be paid: a row of ``handover/price_floors.csv``.

    Attributes:
        service: id.
        least: price of a unit, 1 being the council's own unit cost.
        source: where the figure comes from.
    """

    service: str
    least: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class LargestShareRow:
    """The most of a service that one organisation may run: a row of ``handover/largest_shares.csv``.

    Attributes:
        service: id.
        most: share of the service's need in the last quarter, 0 to 1.
        reason: why, in a few words.
    """

    service: str
    most: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class LotRow:
    """A service that belongs to a lot, everywhere or in one neighbourhood: a row of ``handover/lots.csv``.

    Attributes:
        group: name of the group; one organisation takes at most one lot of it.
        lot: name of the lot.
        service: id.
        neighbourhood: name, or None for every neighbourhood.
    """

    group: str
    lot: str
    service: str
    neighbourhood: str | None


@dataclass(frozen=True, slots=True)
class GainRow:
    """Capacity that an organisation has more from a quarter on: a row of ``handover/capacity_gains.csv``.

    Attributes:
        organisation: id.
        quarter: calendar quarter, after the first of the plan.
        units: load that it can carry more.
        source: what brings it, in a few words.
    """

    organisation: str
    quarter: Quarter
    units: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class ConditionRows:
    """The tables of a place's ``handover/`` folder that may each be absent.

    Attributes:
        blackouts: quarters in which no hand-over begins.
        price_floors: least prices by service.
        largest_shares: largest shares by service.
        lots: what belongs to which lot.
        gains: dated gains of capacity.
    """

    blackouts: tuple[BlackoutRow, ...] = ()
    price_floors: tuple[PriceFloorRow, ...] = ()
    largest_shares: tuple[LargestShareRow, ...] = ()
    lots: tuple[LotRow, ...] = ()
    gains: tuple[GainRow, ...] = ()


def conditions(
    rows: ConditionRows,
    first: Quarter,
    services: Sequence[str],
    neighbourhoods: Sequence[str],
    providers: Sequence[str],
    cells: Sequence[Cell],
) -> Conditions:
    """Give the conditions of a problem from what a place wrote down.

    Rows of an organisation that the problem does not have are left out, like its offers.

    Args:
        rows: what it wrote down.
        first: the calendar quarter that is quarter 0.
        services: ids of the problem's services, in its order.
        neighbourhoods: names of its neighbourhoods, likewise.
        providers: ids of its providers, likewise.
        cells: its cells.
    """
    service = {name: s for s, name in enumerate(services)}
    body = {name: p for p, name in enumerate(providers)}
    return Conditions(
        blackouts=tuple(
            Blackout(row.quarter - first, None if row.service is None else service[row.service], row.reason)
            for row in rows.blackouts
        ),
        price_floors=tuple(PriceFloor(service[row.service], row.least, row.source) for row in rows.price_floors),
        largest_shares=tuple(LargestShare(service[row.service], row.most, row.reason) for row in rows.largest_shares),
        lots=_lots(rows.lots, service, {name: n for n, name in enumerate(neighbourhoods)}, cells),
        gains=tuple(
            CapacityGain(body[row.organisation], row.quarter - first, row.units, row.source)
            for row in rows.gains
            if row.organisation in body
        ),
    )


def _lots(
    rows: Sequence[LotRow], service: Mapping[str, int], place: Mapping[str, int], cells: Sequence[Cell]
) -> tuple[Lot, ...]:
    members: dict[tuple[str, str], set[int]] = {}
    for row in rows:
        here = None if row.neighbourhood is None else place[row.neighbourhood]
        members.setdefault((row.group, row.lot), set()).update(
            c
            for c, cell in enumerate(cells)
            if cell.service == service[row.service] and here in {None, cell.neighbourhood}
        )
    return tuple(Lot(group, name, tuple(sorted(inside))) for (group, name), inside in members.items() if inside)
