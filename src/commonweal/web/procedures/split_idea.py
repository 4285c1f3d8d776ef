"""Parting an idea that asks for several things."""

from collections.abc import Sequence
from datetime import datetime

from commonweal.errors import Fault, LineageFaults
from commonweal.proposals.ideas import parted
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.texts import line_faults, tidy, words_faults
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed


def split_idea(
    round_id: str, idea_id: str, titles: Sequence[str], *, reason: str, at: datetime, actors: Actors
) -> tuple[Entry, ...]:
    """Part an idea into new ones; it is kept to be read, and leads to each of them.

    Args:
        round_id: the round.
        idea_id: a published idea that was not joined or parted before.
        titles: the line of each new idea, two or more.
        reason: why it is parted, in words; it can be erased.
        at: when.
        actors: who.

    Returns:
        The entry ``idea_published`` of each new idea, then ``idea_split``.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the round stands elsewhere.
        LineageFaults: where it cannot be parted.
    """
    with one_act():
        check_right("split_idea", actors, phase=phase_of(round_id, at), subject=round_id)
        faults = [fault for title in titles for fault in line_faults(title=title)]
        faults.extend(words_faults(reason=reason))
        if not reason.strip():
            faults.append(Fault("this needs the reason in words", field="reason"))
        if faults:
            raise LineageFaults(*faults)
        names = [f"i{proposed.next_number() + k}" for k in range(len(titles))]
        parted(proposed.lineage(round_id), idea_id, names)
        told = next(one.idea for one in proposed.published_ideas(round_id) if one.id == idea_id)
        common = {
            "round": round_id,
            "channel": told.channel,
            "led_by": told.led_by,
            "helper": actors.role,
            **({"neighbourhood": told.neighbourhood} if told.neighbourhood else {}),
        }
        made = [
            keep.keep_entry(draft("idea_published", at, actors, {**common, "idea": name, "title": title}))
            for name, title in zip(names, titles, strict=True)
        ]
        turning = {"round": round_id, "from": idea_id, "into": names}
        last = keep.keep_entry(draft("idea_split", at, actors, turning, {"reason": tidy(reason)}))
        return (*made, last)
