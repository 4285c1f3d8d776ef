"""Moving what came in as an idea, and is about somebody's safety, to those who triage urgent concerns."""

from datetime import datetime
from secrets import token_bytes

from commonweal.proposals.urgent import RAISED
from commonweal.record.forms import stamp
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.tickets import new_name
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed, urgent


def divert_idea(round_id: str, idea_id: str, *, at: datetime, actors: Actors, random: keep.Salts = token_bytes) -> str:
    """Turn an idea that was not published into an urgent concern. Nothing of it stays among the ideas.

    Args:
        round_id: the round.
        idea_id: the idea.
        at: when.
        actors: who read it.
        random: where the concern's name comes from.

    Returns:
        The identifier of the concern.

    Raises:
        NotAllowed: where the role may not.
        UnknownName: where no such idea waits; the words of a published one are erased with ``erase_content``.
    """
    check_right("divert_idea", actors)
    with one_act():
        told = proposed.waiting_idea(round_id, idea_id).idea
        contact = proposed.contact_of(idea_id)
        words = f"{told.title}\n\n{told.words}".strip()
        name = new_name("u", random)
        urgent.keep_concern(urgent.StoredConcern(name, stamp(at), words, told.neighbourhood, contact, RAISED, "", ""))
        proposed.drop_idea(idea_id)
    keep.scrub("store_idearow")
    return name
