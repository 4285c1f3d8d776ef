"""Where a round stands, read from what is kept, and the days before which nothing is done to it."""

from datetime import date, datetime

from commonweal.errors import Fault
from commonweal.web import rights, timetable
from commonweal.web.store import balloting, read


def phase_of(round_id: str, at: datetime) -> str:
    """Give where a round stands at a moment: one of :data:`commonweal.web.rights.PHASES`."""
    return timetable.phase(read.standing(round_id), today(at))


def require_open_box(procedure: str, round_id: str) -> None:
    """Let an act through while voting was not closed by two people.

    Raises:
        NotNow: where it was.
    """
    if balloting.published_receipts(round_id) is not None:
        raise rights.not_now(procedure, round_id, Fault("voting was closed"))


def require_closed_box(procedure: str, round_id: str) -> None:
    """Let an act through when voting was closed by two people, and before the ballots are opened.

    Raises:
        NotNow: where it was not, or where they were.
    """
    if balloting.published_receipts(round_id) is None:
        raise rights.not_now(procedure, round_id, Fault("voting was not closed by two people"))
    if balloting.payload_of(round_id, "ballots_opened") is not None:
        raise rights.not_now(procedure, round_id, Fault("the ballots were opened"))


def today(at: datetime) -> date:
    """Give the day that a moment falls on in this place."""
    return timetable.local_day(at, read.place())


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
    if today(at) < day:
        raise rights.not_now(procedure, round_id, Fault("its day is {day}", {"day": day.isoformat()}))
