"""What a code may do, asked before the ballot is shown, so that nobody fills one in for nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_bytes
from typing import Literal

from commonweal.funding.box.codes import nullifier, read_code
from commonweal.funding.box.marks import NONCE_BYTES, make_nonce
from commonweal.web import rights, timetable
from commonweal.web.store import balloting, in_batches

CodeStanding = Literal["ready", "used", "replaced", "not of this round", "voting is not open"]


@dataclass(frozen=True, slots=True)
class Door:
    """Whether people can vote in a round now.

    Attributes:
        open: whether they can.
        opens: the first day of voting, or None where no ballot was published.
        closes: the last day of voting, or None where nothing says.
        over: whether voting was closed, or its last day is over.
        stopped: whether the round was ended without a result.
    """

    open: bool
    opens: date | None
    closes: date | None
    over: bool
    stopped: bool


def door(round_id: str, at: datetime) -> Door | None:
    """Give whether people can vote in a round now; None where no round of this name takes votes here."""
    place, standings = balloting.standings([round_id])
    standing, closed = standings[round_id]
    if "opens" not in (standing.rules or {}):
        return None
    phase = timetable.phase(standing, timetable.local_day(at, place))
    opens = date.fromisoformat(standing.ballot["opens"]) if standing.ballot else None
    over = closed or rights.PHASES.index(phase) > rights.PHASES.index(rights.VOTING)
    return Door(phase == rights.VOTING and not closed, opens, standing.closes, over, standing.stopped)


def new_form(round_id: str, *, at: datetime) -> str:
    """Give the number that a voter's form must hold, made anew each time a form is shown, and kept nowhere.

    Raises:
        NoBox: where the round has no key.
    """
    return make_nonce(token_bytes(NONCE_BYTES), balloting.secret_of(round_id), round_id, at)


def code_standing(round_id: str, typed: str, *, at: datetime) -> CodeStanding:
    """Give whether somebody may vote with a code now.

    Args:
        round_id: the round.
        typed: the code as it was typed.
        at: when.

    Raises:
        CodeMistyped: where it cannot be as it was printed.
        NoBox: where voting is open and the round has no key.
    """
    code = read_code(typed)
    place, standings = balloting.standings([round_id])
    standing, closed = standings[round_id]
    if timetable.phase(standing, timetable.local_day(at, place)) != rights.VOTING or closed:
        return "voting is not open"
    mark = nullifier(balloting.secret_of(round_id), round_id, code)
    voided = in_batches.credentials(round_id, [mark]).get(mark)
    if voided is None:
        return "not of this round"
    if voided:
        return "replaced"
    return "used" if balloting.is_used(round_id, mark) else "ready"
