"""Step-in agreements as the entries of the record tell them."""

from datetime import datetime

from commonweal.record.step_ins import KINDS, Standing, standing
from commonweal.web import timetable
from commonweal.web.store import read


def step_ins() -> Standing:
    """Give where every step-in agreement stands, by its reference, in the order in which they were recorded."""
    place = read.place()
    return standing(
        (one.kind, one.payload, timetable.local_day(datetime.fromisoformat(one.at), place))
        for one in read.entries_of(*KINDS)
    )
