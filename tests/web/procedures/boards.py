"""A board of three members, and a fund, to act on."""

from typing import Any

from commonweal.funding.fund.ledger import Movement
from commonweal.web.rights import Actors, actors_of
from tests.funding.fund.funds import TWENTY_MILLION
from tests.web.procedures import rounds

MEMBERS = ("p-1", "p-2", "p-3")
SECRETARY = Actors("board secretary", person="p-9")


def two(person: str = "p-9", second: str = "p-8") -> Actors:
    return Actors("board secretary", "council officer", person, second)


def record() -> tuple[Any, ...]:
    """Give the whole record."""
    from commonweal.web.reads import stored

    return tuple(stored.entries())


def kept() -> tuple[int, ...]:
    """Give how many entries, folders and undertakings are kept."""
    from commonweal.web.store import models

    return len(record()), models.FolderRow.objects.count(), models.UndertakingRow.objects.count()


def not_two_who_may(*others: Actors) -> tuple[Actors, ...]:
    """Give people who may not do what takes a secretary and somebody of the council, and others besides."""
    return (
        SECRETARY,
        two("p-9", "p-9"),
        Actors("board secretary", "board secretary", "p-9", "p-8"),
        Actors("steward", "council officer", "p-9", "p-8"),
        *others,
    )


def appointed(seat: str, role: str = "board member", name: str = "", hour: int = 1) -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    with one_act():
        payload = {"seat": seat, "appointed": role}
        personal = {"name": name} if name else {}
        keep.keep_entry(draft("person_appointed", rounds.hour(hour), SECRETARY, payload, personal))


def left(seat: str, role: str = "board member") -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    with one_act():
        payload = {"seat": seat, "appointed": role, "reason": "term ended"}
        keep.keep_entry(draft("person_left", rounds.hour(1), SECRETARY, payload))


def board() -> None:
    """Open a place and seat its board."""
    rounds.opened()
    for seat in MEMBERS:
        appointed(seat, name=f"The member in seat {seat}")


def declared(seat: str = "p-1", touches: str = "o-a", name: str = "i1", actors: Actors | None = None) -> Any:
    from commonweal.web.procedures.declare_interest import Declared, declare_interest

    one = Declared(name, seat, touches, "trustee or officer", "A trustee since May.")
    return declare_interest(one, at=rounds.hour(3), actors=actors or Actors("board member", person=seat))


def constituted(actors: Actors | None = None, *, hour: int = 2, **changed: Any) -> Any:
    from commonweal.web.procedures.constitute_fund import constitute_fund

    value = {**TWENTY_MILLION, **changed}
    return constitute_fund(value, "To make Harbour a better place.", at=rounds.hour(hour), actors=actors or two())


def move(movement: Movement, actors: Actors | None = None) -> Any:
    from commonweal.web.procedures.move_money import move_money

    return move_money("pride", movement, at=rounds.hour(3), actors=actors or actors_of("move_money"))
