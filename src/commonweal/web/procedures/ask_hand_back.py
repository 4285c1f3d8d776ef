"""Recording that a body asked to hand a service back, which it may do without blame."""

from datetime import date, datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.stepping_in import step
from commonweal.web.rights import Actors, check_right


def ask_hand_back(agreement: str, on: date, *, at: datetime, actors: Actors) -> Entry:
    """Record that a body asked to hand a service back; it needs no reason, and its notice begins on that day.

    Args:
        agreement: reference of the agreement.
        on: the day on which it happened.
        at: when it is recorded.
        actors: who.

    Returns:
        The entry ``hand_back_asked``.

    Raises:
        NotAllowed: where the role may not.
        NotOnRecord: where no such agreement was recorded.
        NotNow: where it does not follow what stands in the record.
    """
    check_right("ask_hand_back", actors)
    return step("ask_hand_back", "hand_back_asked", (agreement, on), at=at, actors=actors)
