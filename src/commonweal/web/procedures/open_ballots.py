"""Opening the ballots of a round together: two people, two shares, and the sealed ones are gone."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from commonweal.errors import BallotsDiffer, Fault, NoBox
from commonweal.formats.bundle import FEWEST
from commonweal.funding.box.choices import read_kept
from commonweal.funding.box.keys import join, read_share
from commonweal.funding.box.opening import opened_bytes, receipt_list, require_same, tallied, to_count
from commonweal.funding.box.paper import finished
from commonweal.funding.box.seal import open_all, receipt
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, require_closed_box
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep, papers

SHREDDED = ("store_sealedrow", "store_paperrow")
"""Tables from whose files the destroyed rows are rid."""


def open_ballots(round_id: str, shares: tuple[str, str], *, at: datetime, actors: Actors) -> Entry:
    """Open every ballot of a round, sealed and paper, and destroy the sealed ones in the same act.

    The ballots are kept distinct and sorted, so that nothing says who cast one, or when. The shares are kept nowhere.

    Args:
        round_id: the round.
        shares: the shares of two officers, as they are typed.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``ballots_opened``: how many ballots, how many of them on paper, spoilt, or left empty because all
        that they name was withdrawn, and the hash of what was opened; and how many papers two people had read in two
        ways, by the reason of what was decided where there are enough ballots.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where voting was not closed by two people, or the ballots were opened.
        NoBox: where there is no key.
        PaperUnfinished: where a paper is not entered twice, or is read in two ways.
        ShareMistyped: where a share is not as it was written.
        SharesApart: where the two do not open this round.
        BallotsDiffer: where the sealed ballots are not those of the close.
        BallotsNotOpened: where one was not sealed to this key.
        BallotRefused: where one is not filled in as its rules say.
    """
    with one_act():
        balloting.hold_the_box(alone=True)
        check_right("open_ballots", actors, phase=phase_of(round_id, at), subject=round_id)
        require_closed_box("open_ballots", round_id)
        form = balloting.form_of(round_id)
        readings = finished(papers.batches(round_id, form), round_id)
        sealed = _sealed(round_id)
        seed = _seed(round_id, shares)
        choices = [read_kept(form, one) for one in open_all(seed, sealed, round_id=round_id)]
        choices += [paper.choices for paper in readings if paper.choices is not None]
        opened = tallied(choices)
        payload = {
            "round": round_id,
            "ballots": len(choices),
            "paper": len(readings),
            "spoilt": sum(bool(paper.spoilt) for paper in readings),
            "left_empty": to_count(form, opened, balloting.withdrawn(round_id)).left_empty,
            "opened": sha256(opened_bytes(opened)).hexdigest(),
            **_adjudicated(papers.adjudicated(round_id), ballots=len(choices)),
        }
        entry = keep.keep_entry(draft("ballots_opened", at, actors, payload))
        balloting.keep_opened(entry, round_id, opened)
        balloting.destroy_ballots(round_id)
    keep.scrub(*SHREDDED)
    return entry


def _adjudicated(reasons: Mapping[str, int], *, ballots: int) -> dict[str, Any]:
    """Write how many papers were decided by two people; in a round of few ballots their reasons are not told."""
    if not reasons:
        return {"adjudicated": 0}
    by = [{"reason": reason, "papers": many} for reason, many in reasons.items()]
    return {"adjudicated": sum(reasons.values()), **({"adjudicated_by": by} if ballots >= FEWEST else {})}


def _sealed(round_id: str) -> tuple[bytes, ...]:
    """Give the sealed ballots, when they are those of the close, in number and hash and each by its own bytes."""
    closed = balloting.payload_of(round_id, "round_closed")
    if closed is None or "sealed" not in closed:
        raise BallotsDiffer(Fault("no entry says what was sealed at the close"), round=round_id)
    sealed = balloting.sealed_of(round_id)
    found = receipt_list(receipt(one) for one in sealed)
    require_same(found, ballots=closed["ballots"] - closed["paper"], digest=closed["sealed"], round_id=round_id)
    return sealed


def _seed(round_id: str, shares: tuple[str, str]) -> bytes:
    ballot = balloting.payload_of(round_id, "ballot_published")
    if ballot is None:
        raise NoBox(Fault("its ballot was not published"), round=round_id)
    first, second = (read_share(typed, called) for typed, called in zip(shares, ("1", "2"), strict=True))
    return join((first, second), round_id, ballot["key"])
