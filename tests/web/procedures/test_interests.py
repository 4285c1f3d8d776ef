"""Who declared an interest in what an act touches does not act: first person or second."""

from pathlib import Path

import pytest

from commonweal.errors import InterestDeclared
from commonweal.web.rights import Actors
from tests.web.procedures import boards


def pair(first: str, second: str) -> Actors:
    return Actors("board secretary", "council officer", first, second)


@pytest.mark.parametrize(("first", "second"), [("p-1", "p-8"), ("p-9", "p-1"), ("p-1", "")])
def test_an_open_interest_blocks_either_person(stored_place: Path, first: str, second: str) -> None:
    from commonweal.web.procedures.interests import check_interests

    boards.board()
    boards.declared("p-1", "o-a")
    with pytest.raises(InterestDeclared) as refused:
        check_interests("adopt_plan", pair(first, second), ["o-b", "o-a"])
    assert refused.value.figures["subject"] == "o-a"


def test_everything_else_is_let_through(stored_place: Path) -> None:
    from commonweal.web.procedures.end_interest import end_interest
    from commonweal.web.procedures.interests import check_interests
    from tests.web.procedures import rounds

    boards.board()
    boards.declared("p-1", "o-a")
    check_interests("adopt_plan", pair("p-1", "p-8"), ["o-b", ""])
    check_interests("adopt_plan", pair("p-2", "p-8"), ["o-a"])
    check_interests("adopt_plan", pair("", ""), ["o-a"])
    end_interest("i1", at=rounds.hour(3), actors=boards.SECRETARY)
    check_interests("adopt_plan", pair("p-1", "p-8"), ["o-a"])
