"""Erasing a person from the register of a round: no total moves, before the close or after it."""

from datetime import datetime

from commonweal.errors import Fault, RegisterFaults
from commonweal.web.procedures.acting import one_act
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep


def erase_registered(round_id: str, number: int, *, at: datetime, actors: Actors) -> None:
    """Destroy what the register says of a person; their code still works, and a ballot that was cast stays.

    Args:
        round_id: the round.
        number: the person's number in its register.
        at: when.
        actors: who.

    Raises:
        NotAllowed: where the role may not.
        RegisterFaults: where nobody has this number.
    """
    del at  # erasing has no time of its own: it may be asked for on any day
    check_right("erase_registered", actors)
    with one_act():
        if not balloting.erase_registered(round_id, number):
            raise RegisterFaults(Fault("nobody on the register has the number {number}", {"number": number}))
    keep.scrub("store_registerrow")
