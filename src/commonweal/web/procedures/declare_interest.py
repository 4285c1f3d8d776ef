"""Declaring an interest: from then on, whoever has it takes no part in what it touches."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from commonweal.errors import Fault, NotAllowed
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.rights import RIGHTS, Actors, check_right, not_now
from commonweal.web.roles import called
from commonweal.web.store import boards, keep

FOR_OTHERS = "board secretary"
"""Who may declare an interest for somebody else, as told at a meeting or by letter."""


@dataclass(frozen=True, slots=True)
class Declared:
    """An interest that somebody declares.

    Attributes:
        id: a short name of its own.
        seat: whose interest it is.
        touches: the organisation or proposal that it is in.
        because: a code of :data:`commonweal.record.kinds.boards.INTERESTS`.
        words: what there is to say of it, or "".
    """

    id: str
    seat: str
    touches: str
    because: str
    words: str = ""


def declare_interest(interest: Declared, *, at: datetime, actors: Actors, salts: keep.Salts = token_bytes) -> Entry:
    """Declare an interest of whoever acts; the board secretary may do it for somebody else.

    Args:
        interest: the interest.
        at: when.
        actors: who.
        salts: where the salt of the words comes from.

    Returns:
        The entry ``interest_declared``.

    Raises:
        NotAllowed: where the role may not, or it is somebody else's interest.
        NotNow: where an interest of this name was declared before.
        EntryRefused: where the reason is not in the list.
    """
    check_right("declare_interest", actors)
    require_own("declare_interest", interest.seat, actors)
    with one_act():
        if boards.interest(interest.id):
            raise not_now("declare_interest", interest.id, Fault("an interest of this name was declared before"))
        payload = {
            "interest": interest.id,
            "seat": interest.seat,
            "in": interest.touches,
            "because": interest.because,
        }
        personal = {"text": interest.words} if interest.words.strip() else {}
        return keep.keep_entry(draft("interest_declared", at, actors, payload, personal), salts)


def require_own(procedure: str, seat: str, actors: Actors) -> None:
    """Let people speak of their own interests alone, but for the board secretary.

    Raises:
        NotAllowed: where it is somebody else's.
    """
    if actors.role != FOR_OTHERS and actors.person != seat:
        fault = Fault("it is the interest of somebody else")
        raise NotAllowed(fault, role=called(actors.role), act=RIGHTS[procedure].act, allowed=called(FOR_OTHERS))
