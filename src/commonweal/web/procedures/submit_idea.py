"""Putting an idea forward, by whatever way it comes."""

from dataclasses import replace
from datetime import datetime
from secrets import token_bytes

from commonweal.errors import Fault, IdeaFaults
from commonweal.proposals.ideas import Idea, idea_faults
from commonweal.record.forms import stamp
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.texts import id_faults, line_faults, tidy, words_faults
from commonweal.web.procedures.tickets import OWN, Ticket, digest, new_name, new_token
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed


def submit_idea(
    round_id: str, idea: Idea, *, contact: str = "", at: datetime, actors: Actors, random: keep.Salts = token_bytes
) -> Ticket:
    """Put an idea forward. It is kept, and published by a person and not before.

    Args:
        round_id: the round it is for.
        idea: what was said. Its ``helper`` is filled in: the role of whoever acts for somebody else.
        contact: how to reach whoever put it forward, if they wish; never published.
        at: when.
        actors: who.
        random: where its name and private link come from.

    Returns:
        Its identifier and the private link with which it can be followed up.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where ideas are not open.
        IdeaFaults: with everything that is wrong with it.
    """
    own = actors.role in OWN
    told = replace(idea, words=tidy(idea.words), helper="" if own else actors.role)
    faults = [*idea_faults(told), *words_faults(words=told.words)]
    faults.extend(line_faults(title=told.title) if told.title.strip() else ())
    faults.extend(id_faults(neighbourhood=told.neighbourhood) if told.neighbourhood else ())
    if own and told.led_by == "funder":
        faults.append(Fault("an idea of the funder's is put forward by an officer", field="led_by"))
    with one_act():
        check_right("submit_idea", actors, phase=phase_of(round_id, at), subject=round_id)
        if faults:
            raise IdeaFaults(*faults)
        ticket = Ticket(new_name("i", random), new_token(random))
        proposed.keep_idea(ticket.id, round_id, told, contact=tidy(contact), token=digest(ticket.token), at=stamp(at))
        return ticket
