"""Recording how a step-in case ended."""

from datetime import date, datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.stepping_in import step
from commonweal.web.rights import Actors, check_right


def end_step_in(agreement: str, on: date, *, end: str, successor: str = "", at: datetime, actors: Actors) -> Entry:
    """Record that the body runs the service again, that another body took it on, or that the council keeps it.

    Args:
        agreement: reference of the agreement.
        on: the day on which it happened.
        end: "recover", "hand-on" or "hand-back".
        successor: the body that took the service on, or "" where none did or none is named.
        at: when it is recorded.
        actors: who: two people.

    Returns:
        The entry ``step_in_ended``.

    Raises:
        NotAllowed: where the roles may not.
        NotOnRecord: where no such agreement was recorded.
        NotNow: where it does not follow what stands in the record.
    """
    check_right("end_step_in", actors)
    return step(
        "end_step_in",
        "step_in_ended",
        (agreement, on),
        {"end": end, **({"successor": successor} if successor else {})},
        at=at,
        actors=actors,
    )
