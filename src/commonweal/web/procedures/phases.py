"""Where a round stands, read from what is kept, and the days before which nothing is done to it."""

from datetime import UTC, date, datetime

from commonweal.errors import Fault
from commonweal.web import rights
from commonweal.web.store import read


def phase_of(round_id: str) -> str:
    """Give where a round stands: one of :data:`commonweal.web.rights.PHASES`."""
    found = read.round_of(round_id)
    if found is None:
        return rights.UNKNOWN
    if found.count is None:
        return rights.RULES
    if found.confirmed is None:
        return rights.PROVISIONAL
    return rights.CONFIRMED if found.awarded is None else rights.DELIVERING


def require_day(procedure: str, round_id: str, day: date, at: datetime) -> None:
    """Let an act through on or after the day that was published for it.

    Args:
        procedure: name of the procedure.
        round_id: the round.
        day: the first day on which it may be done.
        at: when it is to be done.

    Raises:
        NotNow: where the day has not come.
    """
    if at.astimezone(UTC).date() < day:
        raise rights.not_now(procedure, round_id, Fault("its day is {day}", {"day": day.isoformat()}))
