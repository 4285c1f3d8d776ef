"""Joining ideas that ask for the same."""

from collections.abc import Sequence
from datetime import datetime

from commonweal.errors import Fault, LineageFaults
from commonweal.proposals.ideas import joined
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.texts import line_faults, tidy, words_faults
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed


def merge_ideas(
    round_id: str, ideas: Sequence[str], title: str, *, reason: str, at: datetime, actors: Actors
) -> tuple[Entry, Entry]:
    """Join ideas that ask for the same into a new one; each is kept to be read, and leads to where it went.

    Args:
        round_id: the round.
        ideas: two or more published ideas, none of which was joined or parted before.
        title: the line that says what they have in common.
        reason: why they are joined, in words; it can be erased.
        at: when.
        actors: who.

    Returns:
        The entries ``idea_published`` of the new idea and ``ideas_merged``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the round stands elsewhere.
        LineageFaults: where they cannot be joined; so it is where one is residents' and another the funder's, as one
            label would then be wrong.
    """
    with one_act():
        check_right("merge_ideas", actors, phase=phase_of(round_id, at), subject=round_id)
        told = {one.id: one.idea for one in proposed.published_ideas(round_id)}
        new = f"i{proposed.next_number()}"
        faults = [*line_faults(title=title), *words_faults(reason=reason)]
        if not reason.strip():
            faults.append(Fault("this needs the reason in words", field="reason"))
        if len({told[idea].led_by for idea in ideas if idea in told}) > 1:
            faults.append(Fault("ideas of residents and of the funder are not joined", field="before"))
        if faults:
            raise LineageFaults(*faults)
        joined(proposed.lineage(round_id), ideas, new)
        first = told[ideas[0]]
        same = {name for idea in ideas if (name := told[idea].neighbourhood)}
        payload = {
            "round": round_id,
            "idea": new,
            "title": title,
            "channel": first.channel,
            "led_by": first.led_by,
            "helper": actors.role,
            **({"neighbourhood": same.pop()} if len(same) == 1 else {}),
        }
        published = keep.keep_entry(draft("idea_published", at, actors, payload))
        turning = {"round": round_id, "from": list(ideas), "into": new}
        return published, keep.keep_entry(draft("ideas_merged", at, actors, turning, {"reason": tidy(reason)}))
