"""Preparing a meeting: nothing of it is published yet."""

from commonweal.errors import Fault
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.call_meeting import Meeting
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import boards


def draft_meeting(meeting: Meeting, minutes: str = "", *, actors: Actors) -> None:
    """Keep what is prepared of a meeting, in place of what was prepared before; nothing of it is public.

    Args:
        meeting: the meeting as far as it is prepared.
        minutes: the minutes as far as they are written.
        actors: who.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where its minutes are published.
    """
    check_right("draft_meeting", actors)
    with one_act():
        if boards.has("minutes_published", "meeting", meeting.id):
            raise not_now("draft_meeting", meeting.id, Fault("its minutes are published"))
        prepared = {
            "on": meeting.on.isoformat(),
            "where": meeting.where,
            "public": meeting.public,
            "agenda": list(meeting.agenda),
            "minutes": minutes,
        }
        boards.keep_draft(meeting.id, prepared)
