"""What a code may do, asked before the ballot is shown, so that nobody fills one in for nothing."""

from datetime import datetime
from secrets import token_bytes
from typing import Literal

from commonweal.funding.box.codes import nullifier, read_code
from commonweal.funding.box.marks import NONCE_BYTES, make_nonce
from commonweal.web import rights, timetable
from commonweal.web.store import balloting, read

CodeStanding = Literal["ready", "used", "replaced", "not of this round", "voting is not open"]


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
    phase = timetable.phase(read.standing(round_id), timetable.local_day(at, read.place()))
    if phase != rights.VOTING or balloting.published_receipts(round_id) is not None:
        return "voting is not open"
    mark = nullifier(balloting.secret_of(round_id), round_id, code)
    voided = balloting.credentials(round_id, [mark]).get(mark)
    if voided is None:
        return "not of this round"
    if voided:
        return "replaced"
    return "used" if balloting.is_used(round_id, mark) else "ready"
