"""Recording that something happened that stepping in had been agreed for."""

from datetime import date, datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.stepping_in import step
from commonweal.web.rights import Actors, check_right


def trigger_step_in(agreement: str, on: date, *, measure: str, began: date, at: datetime, actors: Actors) -> Entry:
    """Record that something happened that stepping in had been agreed for; no figure of the body is told.

    Args:
        agreement: reference of the agreement.
        on: the day on which it happened.
        measure: which of the things that were agreed.
        began: the first day of what it speaks of, such as of three days closed in a row.
        at: when it is recorded.
        actors: who: two people.

    Returns:
        The entry ``step_in_triggered``.

    Raises:
        NotAllowed: where the roles may not.
        NotOnRecord: where no such agreement was recorded.
        NotNow: where it does not follow what stands in the record.
    """
    check_right("trigger_step_in", actors)
    return step(
        "trigger_step_in",
        "step_in_triggered",
        (agreement, on),
        {"measure": measure, "began": began.isoformat()},
        at=at,
        actors=actors,
    )
