"""Casting a ballot: checked, sealed and kept, once for each code; what is returned proves that it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonweal.errors import Fault, NoBox, NotAllowed, NotNow
from commonweal.funding.box.choices import Filled, read_choices
from commonweal.funding.box.codes import nullifier, read_code
from commonweal.funding.box.marks import read_nonce
from commonweal.funding.box.seal import receipt, seal
from commonweal.record.kinds import ROLES
from commonweal.terms.sentences import say
from commonweal.web import timetable
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.roles import all_called, called
from commonweal.web.store import balloting
from commonweal.web.store.ballot_writer import WRITER, Cast, Door

HELPERS = tuple(role for role in ROLES if role not in {"voter", "proposer", "resident", "steward", "board"})
"""Who may help somebody to vote; the ballot names the role, and nobody."""


@dataclass(frozen=True, slots=True)
class CastForm:
    """The form in which a ballot is cast.

    Attributes:
        code: as the voter typed it.
        filled: as the voter filled it in; costs are never taken from here.
        nonce: the number that :func:`commonweal.web.reads.voting.new_form` gave when the form was shown.
    """

    code: str
    filled: Filled
    nonce: str


def cast_ballot(round_id: str, sent: CastForm, *, at: datetime, actors: Actors, helper: str = "") -> str:
    """Cast a ballot. It is final: the page before says so.

    Args:
        round_id: the round.
        sent: the voter's form.
        at: when it came in.
        actors: who: a voter.
        helper: the role of whoever helped the voter, one of :data:`HELPERS`, or "".

    Returns:
        The receipt. The same form sent again within the hour gives the same one, and keeps nothing new.

    Raises:
        NotAllowed: where the role may not vote, or not help.
        NotNow: where voting is not open, or was closed.
        NoBox: where the round has no key.
        FormRunOut: where the form was shown more than an hour ago, or not for this round.
        CodeMistyped: where the code cannot be as it was printed.
        BallotRefused: with everything that is wrong with the ballot.
        CodeNotValid: where the code was not issued for this round, or was replaced.
        CodeUsed: where another ballot was cast with it.
        BallotNotKept: where the database fails; nothing was cast.
    """
    if helper and helper not in HELPERS:
        raise NotAllowed(role=called(helper), act=say("help somebody to vote"), allowed=all_called(HELPERS))
    try:
        form, box = balloting.form_and_box(round_id)
    except NoBox:
        check_right("cast_ballot", actors, phase=phase_of(round_id, at), subject=round_id)
        raise
    nonce = read_nonce(sent.nonce, box.round_key, round_id, at)
    mark = nullifier(box.round_key, round_id, read_code(sent.code))
    sealed = seal(read_choices(form, sent.filled).canonical(), box, nullifier=mark, nonce=nonce)
    told = receipt(sealed)
    channel = balloting.ASSISTED if helper else balloting.ONLINE
    WRITER.keep(Cast(round_id, mark, told, sealed, channel, helper, at, actors), _doors)
    return told


def _doors(casts: Sequence[Cast]) -> list[Door]:
    """Ask of each ballot, inside the transaction that is to keep it, whether its voter may cast it now."""
    place, standings = balloting.standings({cast.round for cast in casts})
    doors = []
    for cast in casts:
        day = timetable.local_day(cast.at, place)
        refusal: NotAllowed | NotNow | None = None
        standing, closed = standings[cast.round]
        phase = timetable.phase(standing, day)
        try:
            check_right("cast_ballot", cast.actors, phase=phase, subject=cast.round)
        except (NotAllowed, NotNow) as no:
            refusal = no
        if refusal is None and closed:
            refusal = not_now("cast_ballot", cast.round, Fault("voting was closed"))
        doors.append(Door(day.isoformat(), refusal))
    return doors
