"""Acts that need two people: begun by one, done when another confirms. Nothing here decides: the procedures do.

Days may lie between the two. Whoever began an act has to be one who could begin it still, when it is confirmed.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from commonweal.errors import ActGone, BeginnerGone, CommonwealError, Fault, InterestDeclared
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.phases import today
from commonweal.web.rights import Actors
from commonweal.web.store import people
from commonweal.web.store.people import Begun, Waiting

DAYS = 7
"""How long an act waits for the second person."""
FALLEN = "fallen"
"""The state of an act that can never be done, as whoever began it may not do it any more."""
Done = TypeVar("Done")


def begin(begun: Begun, *, at: datetime) -> int:
    """Keep an act until a second person confirms or declines it; give its number."""
    return people.add_waiting(begun, at, at + timedelta(days=DAYS))


def confirm(
    number: int,
    act: Callable[[], Done],
    *,
    procedure: str,
    actors: Actors,
    at: datetime,
    touching: Iterable[str] = (),
) -> Done:
    """Do a waiting act, once, in one transaction with the note that it was done.

    Where whoever began it holds their role no longer, or declared an interest since, it is closed instead.

    Args:
        number: of the waiting act.
        act: does it, as both people.
        procedure: name of the procedure.
        actors: both people.
        at: when.
        touching: the organisations, proposals or other things that the act is about.

    Raises:
        ActGone: where it was done or declined before, or has fallen.
        BeginnerGone: where whoever began it does not hold the role any more in which they did.
        InterestDeclared: where either person has an interest in what it touches.
    """
    touched = tuple(touching)
    with transaction.atomic():
        begun = require(number, at).begun
        check_interests(procedure, Actors(actors.second, person=actors.second_person), touched)
        fallen = _fallen(procedure, begun, touched, at)
        if not people.decide_waiting(number, FALLEN if fallen else "done", actors.second_person):
            raise ActGone(Fault("somebody else confirmed or declined it a moment ago"))
        if fallen is None:
            done = act()
            # The act holds the record until it is kept: a role that ended before it did is seen by now.
            _require_held(begun, at)
            return done
    raise fallen


def decline(number: int, *, reason: str, seat: str, at: datetime) -> None:
    """Decline a waiting act: nothing is done; whoever began it sees the reason.

    Raises:
        ActGone: where it was done or declined before, or has fallen.
    """
    with transaction.atomic():
        require(number, at)
        people.decide_waiting(number, "declined", seat, reason)


def require(number: int, at: datetime) -> Waiting:
    """Give a waiting act that can still be confirmed.

    Raises:
        ActGone: where it cannot.
    """
    found = people.waiting(number)
    if found is None:
        raise ActGone(Fault("there is none of this number"))
    if found.state != "waiting":
        raise ActGone(Fault("it was {state} before", {"state": found.state}))
    if at > found.expires:
        raise ActGone(Fault("it waited longer than {days} days", {"days": DAYS}))
    return found


def _fallen(procedure: str, begun: Begun, touched: Iterable[str], at: datetime) -> CommonwealError | None:
    """Give the refusal for ever of an act that whoever began it may not do any more, or None."""
    try:
        _require_held(begun, at)
        check_interests(procedure, Actors(begun.role, person=begun.person), touched)
    except (BeginnerGone, InterestDeclared) as bad:
        return bad
    return None


def _require_held(begun: Begun, at: datetime) -> None:
    person = people.person_of(begun.person, today(at))
    if person is None or begun.role not in {one.role for one in person.roles}:
        raise BeginnerGone(role=begun.role)


def rehearse(act: Callable[[], object]) -> None:
    """Do an act and take it all back, so that whatever it would refuse is said before a second person is asked.

    Raises:
        CommonwealError: what the act refuses.
    """
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
