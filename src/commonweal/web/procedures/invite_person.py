"""Inviting somebody to take a role."""

from datetime import datetime, timedelta

from commonweal.errors import Fault, InvitationRefused
from commonweal.record.kinds import ROLES
from commonweal.web.procedures.acting import one_act
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import people
from commonweal.web.store.people import Appointment

DAYS = 7
"""How long an invitation can be taken."""
BY_INVITATION = tuple(role for role in ROLES if role not in {"board", "proposer", "resident", "voter"})
"""The roles that need an account."""


def invite_person(email: str, name: str, to: Appointment, *, token: str, at: datetime, actors: Actors) -> int:
    """Invite somebody to take a role; whoever holds the token may take it once, within a week.

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
        NotAllowed: where the role may not.
        InvitationRefused: where there is no such role to invite to, or an organisation member has no organisation.
    """
    check_right("invite_person", actors)
    if to.role not in BY_INVITATION:
        raise InvitationRefused(Fault("{role} is no role that people sign in for", {"role": to.role}, field="role"))
    if (to.role == "organisation member") != bool(to.organisation):
        fault = Fault("an organisation member needs an organisation, and nobody else has one", field="organisation")
        raise InvitationRefused(fault)
    with one_act():
        return people.add_invitation(token, email, name, to, actors, at + timedelta(days=DAYS))
