"""Recording what a council may step in for, and how a body may hand a service back, before anything happens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from commonweal.errors import Fault, NotOnRecord, nearest
from commonweal.record.entries import Entry
from commonweal.record.step_ins import agreement_faults
from commonweal.terms.canon import fraction_text
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.phases import today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, read
from commonweal.web.store.step_ins import step_ins


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed about one service.

    Attributes:
        agreement: its reference.
        service: id of the service.
        on: the day it was signed.
        duty: "care_act" where the council must meet the needs at once, else "agreed".
        notice_months: notice for handing the service back, whole months.
        watched: what the council may step in for, with the figure agreed; None for what has none.
        organisation: id of the body that runs it, or "" where it is not told.
        neighbourhood: name of the neighbourhood, or "" where it is not told.
    """

    agreement: str
    service: str
    on: date
    duty: str
    notice_months: int
    watched: tuple[tuple[str, Fraction | None], ...]
    organisation: str = ""
    neighbourhood: str = ""


def agree_step_in(agreed: Agreed, *, at: datetime, actors: Actors) -> Entry:
    """Record an agreement on step-in; only what begins on a later day can ever be judged by it.

    Of a service whose address is never shown, the record names neither the neighbourhood nor the body.

    Args:
        agreed: what was agreed.
        at: when it is recorded.
        actors: who: two people.

    Returns:
        The entry ``step_in_agreed``.

    Raises:
        NotAllowed: where the roles may not.
        InterestDeclared: where one of them declared an interest in the body.
        NotOnRecord: where the place has no such service.
        NotNow: where an agreement of this name was recorded, or what it says contradicts itself.
    """
    check_right("agree_step_in", actors)
    with one_act():
        check_interests("agree_step_in", actors, (agreed.organisation,))
        payload = _payload(agreed, hidden=_hidden(agreed.service))
        faults = agreement_faults(payload, today(at))
        if agreed.agreement in step_ins():
            faults += (Fault("an agreement of this name was recorded before"),)
        if faults:
            raise not_now("agree_step_in", agreed.agreement, *faults)
        return keep.keep_entry(draft("step_in_agreed", at, actors, payload))


def _hidden(service: str) -> bool:
    known = {one["id"]: bool(one.get("sensitive")) for one in (read.place() or {}).get("services", ())}
    if service not in known:
        raise NotOnRecord(thing="service", name=service, nearest=nearest(service, known))
    return known[service]


def _payload(agreed: Agreed, *, hidden: bool) -> Mapping[str, object]:
    where = {} if hidden else {"organisation": agreed.organisation, "neighbourhood": agreed.neighbourhood}
    return {
        "agreement": agreed.agreement,
        "service": agreed.service,
        "on": agreed.on.isoformat(),
        "duty": agreed.duty,
        "notice_months": agreed.notice_months,
        "watched": [
            {"measure": measure, **({} if threshold is None else {"threshold": _exact(threshold)})}
            for measure, threshold in agreed.watched
        ],
        **{name: told for name, told in where.items() if told},
    }


def _exact(figure: Fraction) -> int | str:
    return figure.numerator if figure.denominator == 1 else fraction_text(figure)
