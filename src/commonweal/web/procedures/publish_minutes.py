"""Publishing the minutes of a meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_bytes

from commonweal.errors import Fault, NotOnRecord
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import require_day
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import boards, keep, read


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of a meeting.

    Attributes:
        meeting: the meeting.
        words: the minutes in full.
        present: how many members were there.
        members: how many members there were on that day.
    """

    meeting: str
    words: str
    present: int
    members: int


def publish_minutes(minutes: Minutes, *, at: datetime, actors: Actors, salts: keep.Salts = token_bytes) -> Entry:
    """Publish the minutes of a meeting that was called; what was prepared of them goes.

    Args:
        minutes: the minutes.
        at: when.
        actors: who.
        salts: where the salt of the minutes comes from.

    Returns:
        The entry ``minutes_published``; published again, they stand beside the earlier ones.

    Raises:
        NotAllowed: where the role may not.
        NotOnRecord: where no such meeting was called.
        NotNow: where the meeting has not been held, the minutes are empty, or more were present than there are members.
    """
    check_right("publish_minutes", actors)
    meeting, present, members = minutes.meeting, minutes.present, minutes.members
    with one_act():
        called = [one for one in read.entries_of("meeting_called") if one.payload["meeting"] == meeting]
        if not called:
            raise NotOnRecord(thing="meeting", name=meeting, nearest="")
        require_day("publish_minutes", meeting, date.fromisoformat(called[-1].payload["on"]), at)
        if not minutes.words.strip():
            raise not_now("publish_minutes", meeting, Fault("the minutes are empty"))
        if present > members:
            figures = {"present": present, "members": members}
            raise not_now("publish_minutes", meeting, Fault("{present} were present of {members} members", figures))
        payload = {"meeting": meeting, "present": present, "members": members}
        entry = keep.keep_entry(draft("minutes_published", at, actors, payload, {"minutes": minutes.words}), salts)
        boards.drop_draft(meeting)
        return entry
