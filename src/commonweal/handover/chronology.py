"""The chronology gate in words: no transfer before readiness and consent, what is missing, and when it could be.

These sentences are for the body itself and for whoever commissions; they are no part of what is published with a plan.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from commonweal.errors import Fault, TransferTooEarly
from commonweal.handover.inputs import FundRow, HandoverTables, ProviderRow
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import Sentence, key, say

WANTED = "wanted.csv"
_NOTHING: Mapping[str, Sentence] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A transfer that somebody wants to begin in a certain quarter: a row of ``wanted.csv``.

    Attributes:
        organisation: id of the body that would take over.
        service: id.
        neighbourhood: name.
        quarter: the one in which it would begin.
        line: of the row in its file, or None.
    """

    organisation: str
    service: str
    neighbourhood: str
    quarter: Quarter
    line: int | None = None


def chronology(
    tables: HandoverTables, names: Mapping[str, str], missing: Mapping[str, Sentence] = _NOTHING
) -> tuple[Sentence, ...]:
    """Say of every organisation that cannot begin at once what is missing, and the earliest feasible quarter.

    Args:
        tables: the place's ``handover/`` folder.
        names: of the organisations, by id.
        missing: what the readiness check of each still asks for, by id; without one the providers table speaks.
    """
    first, last = tables.funds[0].quarter, tables.funds[-1].quarter
    offering = {row.organisation for row in tables.offers}
    told = (_waiting(row, names[row.organisation], first + 1, last, missing) for row in tables.providers)
    return tuple(
        sentence
        for row, sentence in zip(tables.providers, told, strict=True)
        if sentence and row.organisation in offering
    )


def gate(
    tables: HandoverTables,
    wanted: Sequence[Wanted],
    names: Mapping[str, str],
    missing: Mapping[str, Sentence] = _NOTHING,
) -> None:
    """Let transfers be wanted that come after readiness and consent, and refuse every other.

    Args:
        tables: the place's ``handover/`` folder.
        wanted: transfers of bodies that its providers table names.
        names: of the organisations, by id.
        missing: what the readiness check of each still asks for, by id; without one the providers table speaks.

    Raises:
        TransferTooEarly: with every transfer that comes too early, what is missing, and its earliest feasible date.
    """
    rows = {row.organisation: row for row in tables.providers}
    faults = [
        fault
        for one in wanted
        for fault in _too_early(one, rows[one.organisation], names[one.organisation], tables.funds, missing)
    ]
    if faults:
        raise TransferTooEarly(*faults)


def _too_early(
    one: Wanted, row: ProviderRow, name: str, funds: Sequence[FundRow], missing: Mapping[str, Sentence]
) -> Iterator[Fault]:
    if row.willing and row.ready_from <= one.quarter:
        return
    figures = {
        "name": name,
        "service": one.service,
        "neighbourhood": one.neighbourhood,
        "day": one.quarter.first_day,
        "missing": _lacking(row, missing),
        "earliest": max(row.ready_from, funds[0].quarter + 1).first_day,
    }
    if row.ready_from > funds[-1].quarter:
        what = key(
            "{name} cannot take over {service} in {neighbourhood} on {day}: still missing: {missing}."
            " Nobody can give a date within the plan yet"
        )
        figures.pop("earliest")
    elif not row.willing:
        what = key(
            "{name} cannot take over {service} in {neighbourhood} on {day}: still missing: {missing}."
            " The earliest feasible date is {earliest}, once it has said that it is willing"
        )
    else:
        what = key(
            "{name} cannot take over {service} in {neighbourhood} on {day}: still missing: {missing}."
            " The earliest feasible date is {earliest}"
        )
    yield Fault(what, figures, WANTED, one.line, "quarter")


def _waiting(
    row: ProviderRow, name: str, first: Quarter, last: Quarter, missing: Mapping[str, Sentence]
) -> Sentence | None:
    if not row.willing:
        return say("{name} has not recorded that it is willing; nothing can be handed to it before it does.", name=name)
    if row.ready_from <= first:
        return None
    if row.ready_from > last:
        return say(
            "{name} cannot be ready within the plan; still missing: {missing}.",
            name=name,
            missing=_missing(row, missing),
        )
    return say(
        "{name} is not ready yet; still missing: {missing}. The earliest it can begin is {day}.",
        name=name,
        missing=_missing(row, missing),
        day=row.ready_from.first_day,
    )


def _lacking(row: ProviderRow, missing: Mapping[str, Sentence]) -> str | Sentence:
    """Give what is missing, its willingness among it, where only the providers table speaks."""
    known = missing.get(row.organisation)
    if known or row.willing:
        return _missing(row, missing)
    if not row.missing:
        return say("its recorded willingness")
    return say("{missing}; its recorded willingness", missing=row.missing)


def _missing(row: ProviderRow, missing: Mapping[str, Sentence]) -> str | Sentence:
    return missing.get(row.organisation) or row.missing or say("its readiness check does not say what")
