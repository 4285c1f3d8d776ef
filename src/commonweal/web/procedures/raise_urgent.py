"""Raising an urgent concern about somebody's safety."""

from datetime import datetime
from secrets import token_bytes

from commonweal.errors import Fault, IdeaFaults
from commonweal.proposals.urgent import LONGEST_CONCERN, RAISED
from commonweal.record.forms import stamp
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.texts import tidy
from commonweal.web.procedures.tickets import new_name
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, urgent


def raise_urgent(
    words: str, *, place: str = "", contact: str = "", at: datetime, actors: Actors, random: keep.Salts = token_bytes
) -> str:
    """Give a concern to a person at once, whoever raises it and however it is written. The record tells nothing of it.

    Args:
        words: what is the matter; nothing in it is refused but that there is nothing, or more than ten pages.
        place: where, if they say; the first 200 characters are asked for.
        contact: how to reach them, if they wish.
        at: when.
        actors: who: anybody.
        random: where its name comes from.

    Returns:
        Its identifier, to be named when asking after it.

    Raises:
        IdeaFaults: where nothing is written, or too much for one box.
    """
    check_right("raise_urgent", actors)
    faults = [] if words.strip() else [Fault("nothing is written here yet", field="words")]
    for field, text, most in (("words", words, LONGEST_CONCERN), ("place", place, 200)):
        if len(text) > most:
            figures = {"characters": len(text), "most": most}
            faults.append(Fault("these are {characters} characters; {most} is the most", figures, field=field))
    if faults:
        raise IdeaFaults(*faults)
    with one_act():
        name = new_name("u", random)
        urgent.keep_concern(
            urgent.StoredConcern(name, stamp(at), tidy(words), tidy(place), tidy(contact), RAISED, "", "")
        )
        return name
