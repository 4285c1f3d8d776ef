"""Withdrawing an invitation that nobody took."""

from datetime import datetime

from commonweal.errors import Fault, InvitationRefused
from commonweal.web.procedures.acting import one_act
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import people


def withdraw_invitation(number: int, *, at: datetime, actors: Actors) -> None:
    """Withdraw an invitation: its link leads nowhere from now on.

    Args:
        number: the invitation's.
        at: when.
        actors: who.

    Raises:
        NotAllowed: where the role may not.
        InvitationRefused: where it was taken or withdrawn before.
    """
    del at
    check_right("withdraw_invitation", actors)
    with one_act():
        if not people.set_invitation(number, "withdrawn"):
            raise InvitationRefused(Fault("it was taken or withdrawn before"))
