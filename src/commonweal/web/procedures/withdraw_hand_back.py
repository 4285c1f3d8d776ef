"""Recording that a body that had asked to hand a service back keeps it on."""

from datetime import date, datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.stepping_in import step
from commonweal.web.rights import Actors, check_right


def withdraw_hand_back(agreement: str, on: date, *, at: datetime, actors: Actors) -> Entry:
    """Record that a body keeps a service on that it had asked to hand back.

    Args:
        agreement: reference of the agreement.
        on: the day on which it happened.
        at: when it is recorded.
        actors: who.

    Returns:
        The entry ``hand_back_withdrawn``.

    Raises:
        NotAllowed: where the role may not.
        NotOnRecord: where no such agreement was recorded.
        NotNow: where it does not follow what stands in the record.
    """
    check_right("withdraw_hand_back", actors)
    return step("withdraw_hand_back", "hand_back_withdrawn", (agreement, on), at=at, actors=actors)
