"""What is urgent goes to a person, never among the ideas, and is erased when it is old."""

from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.errors import IdeaFaults, NotAllowed, NotNow, UnknownName
from commonweal.record.kinds import ROLES
from commonweal.web.rights import Actors
from tests.web.procedures.proposing import CVS, IDEA, OFFICER, RESIDENT, SECRETARY, begun, day, later, put_forward

WORDS = "A child next door is left alone at night."


def raised(words: str = WORDS, role: str = "resident") -> str:
    from commonweal.web.procedures.raise_urgent import raise_urgent

    return raise_urgent(words, place="Quayside", contact="the school", at=day(2), actors=Actors(role))


def moved(name: str, state: str, actors: Actors = CVS, on: int = 3) -> None:
    from commonweal.web.procedures.triage_urgent import triage_urgent

    triage_urgent(name, state, at=day(on), actors=actors)


@pytest.mark.parametrize("role", ROLES)
def test_anybody_may_raise_it_at_any_time_even_before_a_round(place_on_sqlite: Path, role: str) -> None:
    from commonweal.web.store import urgent

    name = raised(role=role)
    assert urgent.concern(name).words == WORDS


def test_it_is_no_idea_and_no_entry_and_in_nothing_that_is_published(stored_place: Path) -> None:
    from commonweal.web.reads import stored
    from commonweal.web.store import proposed

    begun()
    before = stored.entries()
    moved(raised(), "taken up")
    assert stored.entries() == before
    assert proposed.waiting_ideas("r1") == proposed.published_ideas("r1") == ()


def test_it_is_taken_as_it_is_written(stored_place: Path) -> None:
    from commonweal.web.store import urgent

    name = raised("Odd \u202e \x07 letters\r\nand lines")
    assert urgent.concern(name).words == "Odd \u202e \x07 letters\nand lines"
    for words in (" ", "w" * 10_001):
        with pytest.raises(IdeaFaults):
            raised(words)


def test_a_person_takes_it_up_before_it_is_closed(stored_place: Path) -> None:
    from commonweal.web.store import urgent

    name = raised()
    with pytest.raises(NotNow):
        moved(name, "closed")
    for actors in (RESIDENT, SECRETARY, Actors("steward")):
        with pytest.raises(NotAllowed):
            moved(name, "taken up", actors)
    moved(name, "taken up")
    moved(name, "passed on", OFFICER)
    moved(name, "closed", OFFICER)
    told = urgent.concern(name)
    assert (told.state, told.taken_by, told.ended) == ("closed", "CVS worker", "2026-11-03T12:00:00Z")
    with pytest.raises(NotNow):
        moved(name, "taken up")
    with pytest.raises(UnknownName):
        moved("u-none", "taken up")


def test_closed_concerns_are_erased_after_ninety_days_and_open_ones_never(stored_place: Path) -> None:
    from commonweal.web.procedures.erase_urgent import erase_urgent
    from commonweal.web.store import urgent

    closed, still_open = raised(), raised()
    moved(closed, "passed on")
    moved(closed, "closed", on=3)
    assert erase_urgent(at=later(day(3), 90), actors=CVS) == 0
    assert erase_urgent(at=later(day(4), 90), actors=CVS) == 1
    assert [one.id for one in urgent.concerns()] == [still_open]


def test_an_idea_that_tells_of_danger_is_moved_whole(stored_place: Path) -> None:
    from commonweal.web.procedures.divert_idea import divert_idea
    from commonweal.web.store import models, proposed, urgent

    begun()
    ticket = put_forward(replace(IDEA, words=WORDS), contact="at the hub")
    name = divert_idea("r1", ticket.id, at=day(3), actors=CVS)
    assert not models.IdeaRow.objects.exists()
    told = urgent.concern(name)
    assert WORDS in told.words
    assert (told.contact, told.state) == ("at the hub", "raised")
    with pytest.raises(UnknownName):
        proposed.token_of(ticket.id)
    with pytest.raises(UnknownName):
        divert_idea("r1", ticket.id, at=day(3), actors=CVS)


def test_nothing_of_an_erased_concern_is_left_in_the_files_of_sqlite(place_on_sqlite: Path) -> None:
    from django.db import connections

    from commonweal.web.procedures.erase_urgent import erase_urgent

    def left() -> bool:
        files = (place_on_sqlite / ".commonweal").glob("place.sqlite3*")
        return any(WORDS.encode() in file.read_bytes() for file in files)

    name = raised()
    moved(name, "passed on")
    moved(name, "closed")
    connections.close_all()
    assert left()
    erase_urgent(at=later(day(4), 90), actors=CVS)
    connections.close_all()
    assert not left()
