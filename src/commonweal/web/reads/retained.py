"""What is kept longer than it should be, in numbers alone."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from commonweal.web import timetable
from commonweal.web.retention import GRACE_DAYS, last_day
from commonweal.web.store import read, retained


def overdue(at: datetime) -> Mapping[str, tuple[int, tuple[str, ...]]]:
    """Give what should have been destroyed by now, by the name of its clock.

    Returns:
        How much, and the rounds that it belongs to where it belongs to rounds.
    """
    place = read.place()
    limit = timetable.local_day(at, place) - timedelta(days=GRACE_DAYS)
    late = [
        thing
        for thing in retained.held(lambda moment: timetable.local_day(moment, place), limit)
        if last_day(thing.clock, thing.since) < limit
    ]
    counted = Counter(thing.clock for thing in late)
    return {
        clock: (number, tuple(thing.subject for thing in late if thing.clock == clock and clock in _OF_ROUNDS))
        for clock, number in sorted(counted.items())
    }


_OF_ROUNDS = frozenset({"secrets", "registers", "contacts", "answers"})
