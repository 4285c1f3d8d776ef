"""Calling a meeting of the board, with its agenda."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_bytes

from commonweal.errors import Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import boards, keep


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that is to be held.

    Attributes:
        id: a short name of its own.
        on: the day.
        where: the place, in words of one line, or "".
        public: "open to all", or "partly closed".
        agenda: what it deals with, item by item.
    """

    id: str
    on: date
    where: str = ""
    public: str = "open to all"
    agenda: tuple[str, ...] = ()


def call_meeting(meeting: Meeting, *, at: datetime, actors: Actors, salts: keep.Salts = token_bytes) -> Entry:
    """Call a meeting of the board; what was prepared of it goes.

    Args:
        meeting: the meeting.
        at: when it is called.
        actors: who.
        salts: where the salt of the agenda comes from.

    Returns:
        The entry ``meeting_called``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where a meeting of this name was called before, its day has passed, or it has no agenda.
        EntryRefused: where a field has another form than it may.
    """
    check_right("call_meeting", actors)
    items = [item.strip() for item in meeting.agenda if item.strip()]
    with one_act():
        if boards.has("meeting_called", "meeting", meeting.id):
            raise not_now("call_meeting", meeting.id, Fault("a meeting of this name was called before"))
        if meeting.on < today(at):
            raise not_now("call_meeting", meeting.id, Fault("its day has passed"))
        if not items:
            raise not_now("call_meeting", meeting.id, Fault("it has no agenda"))
        where = {"where": meeting.where} if meeting.where else {}
        payload = {"meeting": meeting.id, "on": meeting.on.isoformat(), "public": meeting.public, **where}
        entry = keep.keep_entry(draft("meeting_called", at, actors, payload, {"agenda": items}), salts)
        boards.drop_draft(meeting.id)
        return entry
