"""Taking a role that somebody was invited to."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from commonweal.errors import Fault, InvitationRefused
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.invite_person import steward_fault
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, people
from commonweal.web.store.people import Appointment, Invitation


def accept_invitation(
    token: str, *, name: str, password: str, seat: str, at: datetime, actors: Actors
) -> tuple[Entry, str]:
    """Take a role: make an account where there is none, and record the appointment. The invitation is used up.

    Args:
        token: from the link.
        name: what they are called, shown with the role while it is kept.
        password: for a new account; unused where somebody is signed in.
        seat: the seat of whoever is signed in, or "" where nobody is.
        at: when.
        actors: whoever holds the link: a resident until it is done.

    Returns:
        The entry ``person_appointed`` and the seat.

    Raises:
        InvitationRefused: where the link is unknown, used, withdrawn or expired, where somebody else is signed in,
            where the address has an account already whose holder must sign in first, or where the steward made it and
            somebody took the role since.
    """
    check_right("accept_invitation", actors)
    with one_act():
        found = people.invitation_by(token, hold=True)
        fault = _refused(found, at)
        if found is None or fault:
            raise InvitationRefused(fault or Fault("there is no such invitation"))
        if not seat:
            if people.person_with(found.email):
                raise InvitationRefused(Fault("this address has an account: sign in first, then open the link again"))
            seat = f"p-{token_hex(4)}"
            people.add_person(found.email, name, seat, password)
        elif not people.is_at(seat, found.email):
            raise InvitationRefused(Fault("it is for somebody else than the person who is signed in"))
        people.set_invitation(found.id, "taken")
        entry = keep.keep_entry(
            draft(
                "person_appointed", at, Actors(found.by_role, found.by_second), _payload(found.to, seat), {"name": name}
            )
        )
        people.add_role(seat, found.to, entry)
        return entry, seat


def invitation_fault(token: str, at: datetime) -> Fault | None:
    """Say why a link cannot be taken, or None where it can."""
    return _refused(people.invitation_by(token), at)


def _refused(found: Invitation | None, at: datetime) -> Fault | None:
    if found is None:
        return Fault("there is no such invitation")
    if found.state != "open":
        return Fault("it was used or withdrawn: an invitation can be taken once")
    if at > found.expires:
        return Fault("it has expired")
    return steward_fault(found.by_role, found.to.role, at)


def _payload(to: Appointment, seat: str) -> dict[str, Any]:
    told = {"until": to.until and to.until.isoformat(), "organisation": to.organisation, "kind": to.kind}
    return {"seat": seat, "appointed": to.role, **{name: said for name, said in told.items() if said}}
