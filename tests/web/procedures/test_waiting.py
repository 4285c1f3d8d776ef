"""An act that waited for a second person is done only where both may still do it on the day it is confirmed."""

from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import ActGone, BeginnerGone, InterestDeclared
from commonweal.web.rights import Actors
from tests.web.pages import signed
from tests.web.procedures import boards, rounds


def begun(by: str, role: str = "board secretary") -> int:
    from commonweal.web.procedures import waiting
    from commonweal.web.reads.who import Begun

    return waiting.begin(Begun("publish_ballot", "r1", "{}", role, by), at=rounds.hour(2))


def confirm(number: int, by: str, second: str, act: Any = None) -> list[str]:
    """Confirm a waiting act that touches two bodies, and give what was done."""
    from commonweal.web.procedures import waiting

    done: list[str] = []
    waiting.confirm(
        number,
        act or (lambda: done.append("done")),
        procedure="publish_ballot",
        actors=Actors("board secretary", "council officer", by, second),
        at=rounds.hour(4),
        touching=["o-a", "o-b"],
    )
    return done


def people() -> tuple[str, str]:
    rounds.opened()
    return signed.person("board secretary"), signed.person("council officer")


def removed(seat: str) -> None:
    from commonweal.web.procedures.end_role import end_role

    end_role(seat, "board secretary", reason="removed", at=rounds.hour(3), actors=Actors("council officer"))


def state(number: int) -> str:
    from commonweal.web.reads import who

    found = who.waiting(number)
    return found.state if found else ""


def test_an_act_is_done_once(stored_place: Path) -> None:
    first, second = people()
    number = begun(first)
    assert confirm(number, first, second) == ["done"]
    with pytest.raises(ActGone):
        confirm(number, first, second)


def test_an_act_falls_where_the_role_ended_in_which_it_was_begun(stored_place: Path) -> None:
    first, second = people()
    signed.person("auditor", seat=first)
    number = begun(first)
    removed(first)
    with pytest.raises(BeginnerGone, match="board secretary"):
        confirm(number, first, second)
    assert state(number) == "fallen"
    with pytest.raises(ActGone, match="fallen before"):
        confirm(number, first, second)


def test_a_role_that_ends_while_the_act_is_done_takes_the_act_back(stored_place: Path) -> None:
    first, second = people()
    number = begun(first)
    with pytest.raises(BeginnerGone):
        confirm(number, first, second, lambda: removed(first))
    assert state(number) == "waiting"
    assert confirm(number, first, second) == ["done"]


def test_an_act_falls_where_whoever_began_it_declared_an_interest_since(stored_place: Path) -> None:
    first, second = people()
    number = begun(first)
    boards.declared(first, "o-b", actors=Actors("board secretary", person=first))
    with pytest.raises(InterestDeclared, match="o-b"):
        confirm(number, first, second)
    assert state(number) == "fallen"


def test_an_act_waits_for_another_where_the_second_person_declared_an_interest(stored_place: Path) -> None:
    first, second = people()
    number = begun(first)
    boards.declared(second, "o-b", actors=Actors("board secretary", person=first))
    with pytest.raises(InterestDeclared, match="o-b"):
        confirm(number, first, second)
    assert state(number) == "waiting"
    assert confirm(number, first, signed.person("council officer", at=rounds.hour(4))) == ["done"]
