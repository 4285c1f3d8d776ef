"""Publishing an idea that came in."""

from datetime import datetime
from secrets import token_bytes

from commonweal.proposals.declining import require_other_reader
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed, reviewers


def publish_idea(
    round_id: str, idea_id: str, *, at: datetime, actors: Actors, salts: keep.Salts = token_bytes
) -> Entry:
    """Publish an idea as it was put forward, with how it came in, whose it is, and the role of whoever wrote it down.

    Args:
        round_id: the round.
        idea_id: the idea, waiting or declined by somebody else. A person has read it: nothing in it is
            about anybody's safety, and it names nobody.
        at: when.
        actors: who.
        salts: where the salt of its words comes from.

    Returns:
        The entry ``idea_published``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the round stands elsewhere.
        DeclineFaults: where it was declined by the same person.
        UnknownName: where no such idea waits or was declined.
    """
    with one_act():
        check_right("publish_idea", actors, phase=phase_of(round_id, at), subject=round_id)
        told = proposed.unpublished_idea(round_id, idea_id).idea
        declined = proposed.declined(round_id).get(idea_id)
        if declined is not None:
            decliner = reviewers.reviewer_of(declined.number)
            require_other_reader(idea_id, decliner, (actors.role, actors.person))
        payload = {
            "round": round_id,
            "idea": idea_id,
            "title": told.title,
            "channel": told.channel,
            "led_by": told.led_by,
            **({"helper": told.helper} if told.helper else {}),
            **({"neighbourhood": told.neighbourhood} if told.neighbourhood else {}),
        }
        personal = {"words": told.words} if told.words else {}
        entry = keep.keep_entry(draft("idea_published", at, actors, payload, personal), salts)
        proposed.idea_was_published(idea_id, entry)
        return entry
