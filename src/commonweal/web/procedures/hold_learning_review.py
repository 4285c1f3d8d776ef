"""Recording that a learning review was held."""

from datetime import date, datetime

from commonweal.record.entries import Entry
from commonweal.web.procedures.stepping_in import step
from commonweal.web.rights import Actors, check_right


def hold_learning_review(agreement: str, on: date, *, present: tuple[str, ...], at: datetime, actors: Actors) -> Entry:
    """Record that a learning review was held of a case that has ended, the oldest first.

    Args:
        agreement: reference of the agreement.
        on: the day on which it happened.
        present: which parties took part.
        at: when it is recorded.
        actors: who.

    Returns:
        The entry ``learning_review_held``.

    Raises:
        NotAllowed: where the role may not.
        NotOnRecord: where no such agreement was recorded.
        NotNow: where it does not follow what stands in the record.
    """
    check_right("hold_learning_review", actors)
    return step(
        "hold_learning_review",
        "learning_review_held",
        (agreement, on),
        {"parties": list(present)},
        at=at,
        actors=actors,
    )
