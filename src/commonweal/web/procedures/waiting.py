"""Acts that need two people: begun by one, done when another confirms. Nothing here decides: the procedures do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from commonweal.errors import ActGone, Fault
from commonweal.web.store import people
from commonweal.web.store.people import Begun, Waiting

DAYS = 7
"""How long an act waits for the second person."""
Done = TypeVar("Done")


def begin(begun: Begun, *, at: datetime) -> int:
    """Keep an act until a second person confirms or declines it; give its number."""
    return people.add_waiting(begun, at, at + timedelta(days=DAYS))


def confirm(number: int, act: Callable[[], Done], *, seat: str, at: datetime) -> Done:
    """Do a waiting act, once, in one transaction with the note that it was done.

    Args:
        number: of the waiting act.
        act: does it, as both people.
        seat: of the second person.
        at: when.

    Raises:
        ActGone: where it was done or declined before, or has fallen.
    """
    with transaction.atomic():
        require(number, at)
        if not people.decide_waiting(number, "done", seat):
            raise ActGone(Fault("somebody else confirmed or declined it a moment ago"))
        return act()


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


def rehearse(act: Callable[[], object]) -> None:
    """Do an act and take it all back, so that whatever it would refuse is said before a second person is asked.

    Raises:
        CommonwealError: what the act refuses.
    """
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
