"""Checking in a paper ballot by the code on its envelope, before the envelope is opened."""

from datetime import datetime

from commonweal.errors import CodeNotValid, CodeUsed, Fault, PaperRefused
from commonweal.funding.box.codes import nullifier, read_code
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import phase_of, require_open_box, today
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, in_batches, papers

_LONGEST = 100


def check_in_paper(round_id: str, batch: str, code: str, *, at: datetime, actors: Actors) -> None:
    """Mark the code of a paper voter as used, in a batch; the ballot itself stays closed until voting is.

    Args:
        round_id: the round.
        batch: what the batch is called; it begins with its first code.
        code: as it stands on the envelope.
        at: when.
        actors: who.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where voting has not begun, or was closed by two people.
        CodeMistyped: where the code cannot be as it was printed.
        CodeNotValid: where the code was not issued for this round, or was replaced.
        CodeUsed: where a ballot was cast with it, online or on paper: put the envelope aside, unopened.
        PaperRefused: where the batch has no name, or a hidden character in it.
    """
    name = batch.strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise PaperRefused(Fault("a batch has a name of at most 100 characters"), batch=name[:_LONGEST], number="-")
    read = read_code(code)
    with one_act():
        balloting.hold_the_box(alone=False)
        check_right("check_in_paper", actors, phase=phase_of(round_id, at), subject=round_id)
        require_open_box("check_in_paper", round_id)
        mark = nullifier(balloting.secret_of(round_id), round_id, read)
        voided = in_batches.credentials(round_id, [mark]).get(mark)
        if voided is None:
            raise CodeNotValid(Fault("it was not issued for this round"))
        if voided:
            raise CodeNotValid(Fault("it was replaced by another on {day}", {"day": voided}))
        papers.keep_batch(round_id, name)
        landed = balloting.keep_cast(
            round_id, [mark], channel=balloting.PAPER, helper="", batch=name, day=today(at).isoformat()
        )
        if not landed:
            raise CodeUsed(_how_used(balloting.used(round_id, [mark])[mark]))


def _how_used(channel: str) -> Fault:
    if channel == balloting.PAPER:
        return Fault("a paper ballot was checked in with it already; put this one aside, unopened")
    return Fault("this person has voted online; put the paper ballot aside, unopened")
