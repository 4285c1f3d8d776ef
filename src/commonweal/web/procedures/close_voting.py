"""Closing voting: the list of receipts becomes public, and from then on not one ballot can be added or lost unseen."""

from datetime import datetime

from commonweal.errors import BallotsDiffer, Fault
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, require_open_box
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep


def close_voting(round_id: str, *, at: datetime, actors: Actors) -> Entry:
    """Close voting in a round whose last day is over.

    Args:
        round_id: the round.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``round_closed``: how many ballots came in, how many of them on paper, how many codes there are, and
        the hash of the sorted list of receipts.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where voting is still open, or was closed before.
        BallotsDiffer: where there are not as many sealed ballots as codes that were used.
    """
    with one_act():
        balloting.hold_the_box(alone=True)
        check_right("close_voting", actors, phase=phase_of(round_id, at), subject=round_id)
        require_open_box("close_voting", round_id)
        listed = balloting.receipts_of(round_id)
        came = balloting.channels(round_id)
        paper = came.pop(balloting.PAPER, 0)
        if sum(came.values()) != listed.ballots:
            figures = {"codes": sum(came.values()), "ballots": listed.ballots}
            fault = Fault("{codes} code(s) were used, and there are {ballots} sealed ballot(s)", figures)
            raise BallotsDiffer(fault, round=round_id)
        payload = {
            "round": round_id,
            "ballots": listed.ballots + paper,
            "paper": paper,
            "issued": balloting.issued(round_id),
            "sealed": listed.digest,
        }
        entry = keep.keep_entry(draft("round_closed", at, actors, payload))
        balloting.keep_receipts(entry, round_id, listed)
        return entry
