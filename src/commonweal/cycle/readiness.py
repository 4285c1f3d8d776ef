"""From readiness checks, development plans and willingness to what a hand-over plan needs, and the gate before it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from commonweal.errors import Fault, ReadinessContradicted
from commonweal.handover.chronology import Wanted, gate
from commonweal.handover.inputs import HandoverTables, ProviderRow
from commonweal.proposals.development import Action, Schedule, Session, SupportHours, gained, ready_from, schedule
from commonweal.proposals.readiness import NO_CHECK, NOT_WILLING, Check, Consent, Statement, checks, listed
from commonweal.proposals.sustainability import Sustainability
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import Sentence, key

_PROVIDERS = "handover/providers.csv"


@dataclass(frozen=True, slots=True)
class ReadinessTables:
    """What a place writes down about readiness, as values.

    Attributes:
        statements: ``readiness.csv``.
        consents: ``willingness.csv``.
        actions: ``development.csv``.
        hours: ``infrastructure_hours.csv``.
        sessions: ``development_sessions.csv``.
        sustainability: ``sustainability.csv``.
    """

    statements: tuple[Statement, ...]
    consents: tuple[Consent, ...] = ()
    actions: tuple[Action, ...] = ()
    hours: tuple[SupportHours, ...] = ()
    sessions: tuple[Session, ...] = ()
    sustainability: tuple[Sustainability, ...] = ()

    def later_than(self, day: date) -> int:
        """Count the rows that speak of a later day; what is worked out for the day leaves them out."""
        dated = (self.statements, self.consents, self.sessions, self.sustainability)
        return sum(one.on > day for rows in dated for one in rows)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a body stands on a day, for whoever plans and for the body itself; never published.

    Attributes:
        organisation: id.
        check: its readiness check, or None where it has not begun one.
        ready_from: the earliest quarter in which it can begin, its willingness apart; None where nobody can say yet.
        missing: all that the gate still asks for, its willingness among it.
        capacity_units: load that the development plan adds before then.
    """

    organisation: str
    check: Check | None
    ready_from: Quarter | None
    missing: tuple[Sentence, ...]
    capacity_units: Fraction = Fraction(0)

    @property
    def willing(self) -> bool:
        """Whether its willingness is recorded."""
        return self.check is not None and self.check.is_willing


@dataclass(frozen=True, slots=True)
class Gated:
    """The tables of a hand-over once the gate let them through.

    Attributes:
        tables: with each provider's quarter, willingness and capacity as its check and development plan give them.
        missing: what each body's check still asks for, by its id.
    """

    tables: HandoverTables
    missing: Mapping[str, Sentence] = field(default_factory=dict)


def development(tables: ReadinessTables, as_at: date) -> Schedule:
    """Give the development plan of a place with its dates, as it stands on a day."""
    return schedule(tables.actions, tables.hours, tables.sessions, as_at)


def standings(tables: ReadinessTables, organisations: Iterable[str], as_at: date) -> Mapping[str, Standing]:
    """Give where each body stands on a day, by its id, in the order given.

    Args:
        tables: what the place writes down.
        organisations: ids of the bodies to tell of.
        as_at: the day; what was said later is not counted.
    """
    found = checks(tables.statements, tables.consents, as_at)
    plan = development(tables, as_at)
    return {body: _standing(body, found.get(body), plan) for body in organisations}


def gated(
    handover: HandoverTables,
    readiness: ReadinessTables | None,
    wanted: Sequence[Wanted],
    as_at: date,
    names: Mapping[str, str],
) -> Gated:
    """Let a hand-over be planned where readiness and consent come first, or refuse.

    A place that keeps no readiness checks is planned by what its providers table says.

    Args:
        handover: the place's ``handover/`` folder.
        readiness: what it writes down about readiness, or None.
        wanted: transfers that it wants to begin in a certain quarter.
        as_at: the day on which the plan is adopted.
        names: of organisations, by id.

    Raises:
        ReadinessContradicted: where the providers table says what a check does not allow.
        TransferTooEarly: where a transfer is wanted before readiness and consent.
    """
    found = joined(handover, readiness, as_at) if readiness else Gated(handover)
    gate(found.tables, wanted, names, found.missing)
    return found


def joined(handover: HandoverTables, readiness: ReadinessTables, as_at: date) -> Gated:
    """Put what checks, development plans and willingness say into the tables of a hand-over.

    A provider begins no sooner than both its check and its row allow, and after the plan where nobody can say when its
    check allows it; capacity that the development plan adds before it could begin is added to what it has.

    Args:
        handover: the place's ``handover/`` folder.
        readiness: what it writes down about readiness.
        as_at: the day on which the plan is adopted.

    Raises:
        ReadinessContradicted: with every row of the providers table that says more than the check allows.
    """
    found = standings(readiness, (row.organisation for row in handover.providers), as_at)
    last = handover.funds[-1].quarter
    faults = [fault for row in handover.providers for fault in _contradictions(row, found[row.organisation], last)]
    if faults:
        raise ReadinessContradicted(*faults, day=as_at)
    rows = tuple(_row(row, found[row.organisation], last) for row in handover.providers)
    missing = {body: listed(one.missing) for body, one in found.items() if one.missing}
    return Gated(replace(handover, providers=rows), MappingProxyType(missing))


def _standing(body: str, check: Check | None, plan: Schedule) -> Standing:
    if check is None:
        return Standing(body, None, None, (NO_CHECK, NOT_WILLING))
    missing = check.missing()
    words = (*(one.words for one in missing), *(() if check.is_willing else (NOT_WILLING,)))
    start = ready_from(body, missing, plan)
    return Standing(body, check, start, words, gained(body, plan, start) if start else Fraction(0))


def _contradictions(row: ProviderRow, found: Standing, last: Quarter) -> Iterator[Fault]:
    """Say where a row of the providers table promises more than the check allows."""
    body = {"organisation": row.organisation}
    if row.willing and not found.willing:
        what = key("{organisation} is willing by this table, and willingness.csv does not say so")
        yield Fault(what, body, _PROVIDERS, field="willing")
    if found.willing and not row.willing:
        what = key("{organisation} is not willing by this table, and willingness.csv says that it is")
        yield Fault(what, body, _PROVIDERS, field="willing")
    if not row.willing or row.ready_from > last:
        return
    figures: dict[str, object] = {**body, "quarter": str(row.ready_from)}
    if found.missing:
        figures["missing"] = listed(found.missing)
    if found.ready_from is None:
        what = key(
            "{organisation} is ready from {quarter} by this table, and nobody can say yet when its check allows it;"
            " still missing: {missing}"
        )
        yield Fault(what, figures, _PROVIDERS, field="ready_from_quarter")
    elif row.ready_from < found.ready_from:
        figures["earliest"] = str(found.ready_from)
        what = (
            key(
                "{organisation} is ready from {quarter} by this table, and its check allows nothing before {earliest};"
                " still missing: {missing}"
            )
            if found.missing
            else key("{organisation} is ready from {quarter} by this table, and {earliest} is the first to be planned")
        )
        yield Fault(what, figures, _PROVIDERS, field="ready_from_quarter")


def _row(row: ProviderRow, found: Standing, last: Quarter) -> ProviderRow:
    allowed = last + 1 if found.ready_from is None else found.ready_from
    return replace(
        row,
        ready_from=max(row.ready_from, allowed),
        capacity_units=row.capacity_units + found.capacity_units,
    )
