"""The chronology gate in words: no transfer before readiness and consent, what is missing, and when it could be.

These sentences are for the body itself and for whoever commissions; they are no part of what is published with a plan.
"""

from collections.abc import Mapping

from commonweal.handover.inputs import HandoverTables, ProviderRow
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import Sentence, say


def chronology(tables: HandoverTables, names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Say of every organisation that cannot begin at once what is missing, and the earliest feasible quarter.

    Args:
        tables: the place's ``handover/`` folder.
        names: of the organisations, by id.
    """
    first, last = tables.funds[0].quarter, tables.funds[-1].quarter
    offering = {row.organisation for row in tables.offers}
    told = (_gate(row, names[row.organisation], first + 1, last) for row in tables.providers)
    return tuple(
        sentence
        for row, sentence in zip(tables.providers, told, strict=True)
        if sentence and row.organisation in offering
    )


def _gate(row: ProviderRow, name: str, first: Quarter, last: Quarter) -> Sentence | None:
    if not row.willing:
        return say("{name} has not recorded that it is willing; nothing can be handed to it before it does.", name=name)
    if row.ready_from <= first:
        return None
    if row.ready_from > last:
        return say(
            "{name} cannot be ready within the plan; still missing: {missing}.", name=name, missing=_missing(row)
        )
    return say(
        "{name} is not ready yet; still missing: {missing}. The earliest it can begin is {day}.",
        name=name,
        missing=_missing(row),
        day=row.ready_from.first_day,
    )


def _missing(row: ProviderRow) -> str | Sentence:
    return row.missing or say("its readiness check does not say what")
