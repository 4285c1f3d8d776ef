"""What every act of a step-in case shares: the agreement that it belongs to, and whether its turn has come."""

from collections.abc import Mapping
from datetime import date, datetime

from commonweal.errors import NotOnRecord, nearest
from commonweal.record.entries import Entry
from commonweal.record.step_ins import RecordedStepIn, step_faults
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.phases import today
from commonweal.web.procedures.tickets import require_own_body
from commonweal.web.rights import Actors, not_now
from commonweal.web.store import keep
from commonweal.web.store.step_ins import step_ins


def step(
    procedure: str,
    kind: str,
    said: tuple[str, date],
    more: Mapping[str, object] | None = None,
    *,
    at: datetime,
    actors: Actors,
) -> Entry:
    """Record one step of a step-in case; the caller has asked for the right.

    Args:
        procedure: name of the procedure.
        kind: of the entry.
        said: the reference of the agreement, and the day on which it happened.
        more: what the entry says besides.
        at: when it is recorded.
        actors: who.

    Returns:
        The entry.

    Raises:
        NotOnRecord: where no such agreement was recorded.
        NotYourBody: where an organisation's member acts for another organisation.
        InterestDeclared: where whoever acts declared an interest in the body.
        NotNow: where the step does not follow, with each reason.
    """
    agreement, on = said
    with one_act():
        found = agreement_of(agreement)
        body = str(found.agreed.get("organisation", ""))
        require_own_body(body or "-", actors)  # of a hidden service no body is recorded: the secretary speaks for it
        if actors.role != "organisation member":
            check_interests(procedure, actors, (body, str((more or {}).get("successor", ""))))
        payload = {"agreement": agreement, "on": on.isoformat(), **(more or {})}
        faults = step_faults(found, kind, payload, today(at))
        if faults:
            raise not_now(procedure, agreement, *faults)
        return keep.keep_entry(draft(kind, at, actors, payload))


def agreement_of(agreement: str) -> RecordedStepIn:
    """Give where an agreement stands.

    Raises:
        NotOnRecord: where no such agreement was recorded.
    """
    known = step_ins()
    if agreement not in known:
        raise NotOnRecord(thing="agreement on step-in", name=agreement, nearest=nearest(agreement, known))
    return known[agreement]
