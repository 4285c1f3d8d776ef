"""Inviting an officer by two people, where there is a council officer who can be one of them."""

from datetime import datetime

from commonweal.errors import Fault, InvitationRefused
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.invite_person import OFFICERS, keep_invitation
from commonweal.web.rights import Actors, check_right
from commonweal.web.store.people import Appointment


def invite_officer(email: str, name: str, to: Appointment, *, token: str, at: datetime, actors: Actors) -> int:
    """Invite somebody to be an officer; whoever holds the token may take the role once, within a week.

    Args:
        email: where the invitation goes, and what they will sign in with.
        name: what they are called.
        to: the role, one of :data:`~commonweal.web.procedures.invite_person.OFFICERS`.
        token: at least 32 random characters, for the link; only its hash is kept.
        at: when.
        actors: who invites: two people.

    Returns:
        The invitation's number. The entry that tells of the appointment names both roles.

    Raises:
        NotAllowed: where the roles may not.
        InvitationRefused: where it is no officer's role.
    """
    check_right("invite_officer", actors)
    if to.role not in OFFICERS:
        raise InvitationRefused(Fault("{role} is no officer's role", {"role": to.role}, field="role"))
    with one_act():
        return keep_invitation(email, name, to, token=token, at=at, actors=actors)
