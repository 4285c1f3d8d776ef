"""Recording that the council stepped in."""

from datetime import date, datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.stepping_in import step
from commonweal.web.rights import Actors, check_right


def begin_step_in(agreement: str, on: date, *, at: datetime, actors: Actors) -> Entry:
    """Record that the council runs a service for a time, for something that was agreed beforehand.

    Args:
        agreement: reference of the agreement.
        on: the day on which it happened.
        at: when it is recorded.
        actors: who: two people.

    Returns:
        The entry ``step_in_begun``.

    Raises:
        NotAllowed: where the roles may not.
        NotOnRecord: where no such agreement was recorded.
        NotNow: where it does not follow what stands in the record.
    """
    check_right("begin_step_in", actors)
    return step("begin_step_in", "step_in_begun", (agreement, on), at=at, actors=actors)
