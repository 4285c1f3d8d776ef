"""An agreement on step-in to act on."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import rounds

AGREEMENT, FLAT = "s1", "s2"
SERVICES = [
    {"id": "library", "name": "Library", "sensitive": False},
    {"id": "refuge", "name": "Refuge", "sensitive": True},
]
PLACE: dict[str, Any] = {
    **rounds.PLACE,
    "services": SERVICES,
    "neighbourhoods": [{"name": "Quayside"}],
    "organisations": [{"id": "o-a", "name": "Harbour Hub"}, {"id": "o-b", "name": "Quay Trust"}],
}
WATCHED = (("days_closed", Fraction(3)), ("hours_open_share", Fraction(1, 2)), ("notice", None))


def stand(at: datetime) -> None:
    """Give the place services and bodies, and record an agreement on one of them."""
    from commonweal.web.procedures.change_place import change_place

    change_place(PLACE, at=at, actors=actors_of("change_place"))
    agreed(at=at)


def agreed(name: str = AGREEMENT, *, at: datetime = rounds.BEGUN, actors: Actors | None = None, **changed: Any) -> Any:
    from commonweal.web.procedures.agree_step_in import Agreed, agree_step_in

    value = {
        "service": "library",
        "on": at.date(),
        "duty": "agreed",
        "notice_months": 3,
        "watched": WATCHED,
        "organisation": "o-a",
        "neighbourhood": "Quayside",
        **changed,
    }
    return agree_step_in(Agreed(name, **value), at=at, actors=actors or actors_of("agree_step_in"))


def day(number: int) -> date:
    """Give the day so many days after the first one."""
    return rounds.FIRST_DAY + timedelta(days=number)


def at(number: int) -> datetime:
    """Give a moment on that day."""
    return rounds.BEGUN + timedelta(days=number, hours=1)
