"""Taking up an urgent concern, passing it on, and closing it."""

from datetime import datetime

from commonweal.errors import Fault
from commonweal.proposals.urgent import CLOSED, MOVES
from commonweal.record.forms import stamp
from commonweal.web.procedures.acting import one_act
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import urgent


def triage_urgent(name: str, state: str, *, at: datetime, actors: Actors) -> None:
    """Say where a concern now stands. Only its state, the role and the day are kept: what was done is told elsewhere.

    Args:
        name: the concern.
        state: "taken up", "passed on" or "closed".
        at: when.
        actors: who: a person, never a program.

    Raises:
        NotAllowed: where the role may not.
        UnknownName: where no such concern is kept.
        NotNow: where it cannot go there from where it stands: none is closed that nobody took up or passed on.
    """
    check_right("triage_urgent", actors)
    with one_act():
        told = urgent.concern(name)
        if state not in MOVES[told.state]:
            figures = {"from": told.state, "to": state}
            raise not_now("triage_urgent", name, Fault("it cannot go from {from} to {to}", figures))
        urgent.move_concern(name, state, told.taken_by or actors.role, stamp(at) if state == CLOSED else "")
