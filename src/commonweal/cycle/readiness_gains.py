"""Gains of capacity by development plans that come once a body can begin, dated as a hand-over plan wants them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from commonweal.cycle.readiness import ReadinessTables, Standing, development, standings
from commonweal.handover.condition_inputs import GainRow
from commonweal.handover.inputs import HandoverTables
from commonweal.proposals.development import Schedule
from commonweal.terms.periods import Quarter

SOURCE = "development plan"
"""What stands beside each gain: the table is published with a plan, and what a body still lacks is not."""


def dated_gains(handover: HandoverTables, readiness: ReadinessTables, as_at: date) -> tuple[GainRow, ...]:
    """Give the gains that a hand-over plan does not know yet, by organisation and quarter, those of a quarter added up.

    What a body gains before it can begin is in its capacity already (:func:`commonweal.cycle.readiness.joined`). What
    an action adds is there from the quarter after its last; from the plan's second quarter where that would be sooner.

    Args:
        handover: the place's ``handover/`` folder.
        readiness: what it writes down about readiness.
        as_at: the day on which the plan is adopted.
    """
    plan = development(readiness, as_at)
    found = standings(readiness, (row.organisation for row in handover.providers), as_at)
    first, last = handover.funds[0].quarter, handover.funds[-1].quarter
    told: dict[tuple[str, Quarter], Fraction] = {}
    for row in handover.providers:
        for quarter, units in sorted(_gains(found[row.organisation], plan, first)):
            if quarter <= last:
                at = (row.organisation, quarter)
                told[at] = told.get(at, Fraction(0)) + units
    return tuple(GainRow(body, quarter, units, SOURCE) for (body, quarter), units in told.items())


def _gains(standing: Standing, plan: Schedule, first: Quarter) -> Iterator[tuple[Quarter, Fraction]]:
    """Give each gain of a body that comes once it can begin; none where nobody can say when that is."""
    for slot in plan.slots:
        mine = slot.action.organisation == standing.organisation and slot.action.capacity_units
        if mine and standing.ready_from is not None and slot.end is not None and slot.end >= standing.ready_from:
            yield max(slot.end + 1, first + 1), slot.action.capacity_units
