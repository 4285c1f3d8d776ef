"""Inviting somebody to take a role."""

from datetime import datetime, timedelta

from commonweal.errors import Fault, InvitationRefused, NotAllowed
from commonweal.record.kinds import ROLES
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import today
from commonweal.web.rights import RIGHTS, Actors, check_right
from commonweal.web.store import people
from commonweal.web.store.people import Appointment

DAYS = 7
"""How long an invitation can be taken."""
BY_INVITATION = tuple(role for role in ROLES if role not in {"board", "proposer", "resident", "voter"})
"""The roles that need an account."""
OFFICERS = ("council officer", "returning officer", "count officer")
"""The roles that stand beside a board secretary as the second of two: nobody chooses their own second alone."""
STEWARD = "steward"


def invite_person(email: str, name: str, to: Appointment, *, token: str, at: datetime, actors: Actors) -> int:
    """Invite somebody to take a role; whoever holds the token may take it once, within a week.

    The steward invites only where nobody holds the role: the first people of a place. Once there is a council officer,
    an officer is invited by two people, with :func:`~commonweal.web.procedures.invite_officer.invite_officer`.

    Args:
        email: where the invitation goes, and what they will sign in with.
        name: what they are called.
        to: the role, one of :data:`BY_INVITATION`.
        token: at least 32 random characters, for the link; only its hash is kept.
        at: when.
        actors: who invites.

    Returns:
        The invitation's number.

    Raises:
        NotAllowed: where the role may not, the steward invites to a role that somebody holds, or one person alone
            invites an officer where there is a council officer.
        InvitationRefused: where there is no such role to invite to, or an organisation member has no organisation.
    """
    check_right("invite_person", actors)
    with one_act():
        if takes_two(to.role, at):
            fault = Fault("there is a council officer: a {role} is invited by two people", {"role": to.role})
            raise NotAllowed(fault, role=actors.role, act=RIGHTS["invite_officer"].act, allowed="board secretary")
        fault_of_steward = steward_fault(actors.role, to.role, at)
        if fault_of_steward:
            raise NotAllowed(
                fault_of_steward, role=actors.role, act=RIGHTS["invite_person"].act, allowed="board secretary"
            )
        return keep_invitation(email, name, to, token=token, at=at, actors=actors)


def takes_two(role: str, at: datetime) -> bool:
    """Say whether it takes two people to invite somebody to a role: an officer, where there is a council officer."""
    return role in OFFICERS and bool(people.holders("council officer", today(at)))


def steward_fault(by: str, role: str, at: datetime) -> Fault | None:
    """Say why the steward may not bring somebody into a role, or None where they may, or somebody else does it."""
    if by == STEWARD and people.holders(role, today(at)):
        return Fault(
            "somebody holds the role of {role}: the board invites others, and the steward does not", {"role": role}
        )
    return None


def keep_invitation(email: str, name: str, to: Appointment, *, token: str, at: datetime, actors: Actors) -> int:
    """Keep an invitation; the record must be held.

    Raises:
        InvitationRefused: where there is no such role to invite to, or an organisation member has no organisation.
    """
    if to.role not in BY_INVITATION:
        raise InvitationRefused(Fault("{role} is no role that people sign in for", {"role": to.role}, field="role"))
    if (to.role == "organisation member") != bool(to.organisation):
        fault = Fault("an organisation member needs an organisation, and nobody else has one", field="organisation")
        raise InvitationRefused(fault)
    return people.add_invitation(token, email, name, to, actors, at + timedelta(days=DAYS))
