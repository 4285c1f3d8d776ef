"""Closing voting: the list of receipts becomes public, and from then on not one ballot can be added or lost unseen."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from commonweal.cycle.turnout import Turnout, figure, gated, group
from commonweal.errors import BallotsDiffer, Fault
from commonweal.evidence.publishing import shown
from commonweal.record.entries import Entry
from commonweal.terms.sources import Unknown
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of, require_open_box
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep, proposed

_NO_TENTHS: Mapping[str, int | Unknown] = MappingProxyType({})


def close_voting(
    round_id: str, *, at: datetime, actors: Actors, tenths: Mapping[str, int | Unknown] = _NO_TENTHS
) -> Entry:
    """Close voting in a round whose last day is over.

    Args:
        round_id: the round.
        tenths: the tenth of deprivation of each area that the register names, as far as it is known.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``round_closed``: how many ballots came in, how many of them on paper, how many codes there are and
        how many of those are for nobody in particular, the hash of the sorted list of receipts; and, through the
        publishing gate, how many were cast with somebody's help and how many voted by area and by tenth.

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
            **_unnamed(round_id),
            "sealed": listed.digest,
            **_by_group(round_id, came, tenths),
        }
        entry = keep.keep_entry(draft("round_closed", at, actors, payload))
        balloting.keep_receipts(entry, round_id, listed)
        return entry


def _unnamed(round_id: str) -> dict[str, int]:
    """Give how many codes were made for nobody in particular; nothing where there are none."""
    issued = proposed.entries_of(round_id, ("codes_issued",))
    unnamed = sum(one.payload.get("unnamed", 0) for one in issued)
    return {"unnamed": unnamed} if unnamed else {}


def _by_group(round_id: str, came: Mapping[str, int], tenths: Mapping[str, int | Unknown]) -> dict[str, Any]:
    areas = {area: Turnout(*counts) for area, counts in balloting.turnout(round_id).items()}
    told: dict[str, Any] = {"helped": figure(shown(came.get(balloting.ASSISTED, 0)))}
    for name, groups in zip(("by_area", "by_tenth"), gated(areas, tenths), strict=True):
        if groups:
            told[name] = [group(of, one) for of, one in sorted(groups.items())]
    return told
