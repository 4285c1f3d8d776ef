"""Drawing the lot that breaks ties: in public, after the close and before anybody can know the ballots."""

from datetime import datetime

from commonweal.errors import Fault
from commonweal.funding.options import OPTIONS, SEED
from commonweal.record.entries import Entry
from commonweal.terms.sentences import say
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, require_closed_box
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import balloting, keep


def draw_lot(round_id: str, seed: str, *, how: str, at: datetime, actors: Actors) -> Entry:
    """Record the lot of a round. It is drawn once, and before the opening, so that nobody can choose what it decides.

    Args:
        round_id: the round.
        seed: what was drawn, as text: the numbers of dice, or of balls.
        how: how it was drawn, in at most 200 characters.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``lot_drawn``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where voting was not closed by two people, the ballots were opened, or a lot was drawn; and where no
            rule can hold the seed, since the round could then never be counted.
        EntryRefused: where the seed or the words are too long or hold what hides.
    """
    if not seed or OPTIONS["greedy"]["seed"].written(seed) is None:
        raise not_now("draw_lot", round_id, Fault("the seed is not {what}", {"what": say(SEED)}, field="seed"))
    with one_act():
        check_right("draw_lot", actors, phase=phase_of(round_id, at), subject=round_id)
        require_closed_box("draw_lot", round_id)
        if balloting.payload_of(round_id, "lot_drawn") is not None:
            raise not_now("draw_lot", round_id, Fault("a lot was drawn"))
        return keep.keep_entry(draft("lot_drawn", at, actors, {"round": round_id, "seed": seed, "how": how}))
