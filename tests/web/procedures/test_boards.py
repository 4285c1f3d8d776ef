"""The board: terms, meetings, minutes and decisions, and interests that block whoever has them."""

from datetime import date
from pathlib import Path

import pytest

from commonweal.errors import EntryRefused, InterestDeclared, NotAllowed, NotNow, NotOnRecord, VotesDoNotAdd
from commonweal.record.chain import faults
from commonweal.web.rights import Actors
from tests.web.procedures import boards, rounds

FIRST_DAY = rounds.FIRST_DAY


def called(name: str = "m1", on: date = FIRST_DAY, agenda: tuple[str, ...] = ("The budget", "Any other business")):
    from commonweal.web.procedures.call_meeting import Meeting, call_meeting

    return call_meeting(Meeting(name, on, "The library", agenda=agenda), at=rounds.hour(2), actors=boards.SECRETARY)


def minutes(words: str = "We met.", present: int = 2, members: int = 3, meeting: str = "m1", hour: int = 30):
    from commonweal.web.procedures.publish_minutes import Minutes, publish_minutes

    told = Minutes(meeting, words, present, members)
    return publish_minutes(told, at=rounds.hour(hour), actors=boards.SECRETARY)


def decided(name: str = "d1", votes=(2, 0, 0, 0), actors: Actors = boards.SECRETARY, reason: str = "It helps.", **more):
    from commonweal.web.procedures.take_decision import Decision, Votes, take_decision

    told = Decision(name, "Fund the library", reason, Votes(*votes), **more)
    return take_decision(told, at=rounds.hour(31), actors=actors)


def terms(words: str):
    from commonweal.web.procedures.publish_terms import publish_terms

    return publish_terms("Harbour board", words, holds_from=FIRST_DAY, at=rounds.hour(1), actors=boards.SECRETARY)


def test_terms_are_published_again_under_a_further_number(stored_place: Path) -> None:
    rounds.opened()
    first, second = terms("We decide in public."), terms("We decide in public, twice a year.")
    assert [one.payload["version"] for one in (first, second)] == [1, 2]
    assert set(first.commitments) == {"text"}
    with pytest.raises(NotNow, match="empty"):
        terms("  ")


def test_a_meeting_goes_from_draft_to_minutes_and_leaves_no_draft(stored_place: Path) -> None:
    from commonweal.web.procedures.call_meeting import Meeting
    from commonweal.web.procedures.draft_meeting import draft_meeting
    from commonweal.web.store import boards as store

    boards.board()
    draft = Meeting("m1", FIRST_DAY, agenda=("The budget",))
    draft_meeting(draft, actors=boards.SECRETARY)
    draft_meeting(draft, "We met", actors=boards.SECRETARY)
    assert store.draft_of("m1") == {
        "on": "2026-11-01",
        "where": "",
        "public": "open to all",
        "agenda": ["The budget"],
        "minutes": "We met",
    }
    entry = called()
    assert entry.payload == {"meeting": "m1", "on": "2026-11-01", "public": "open to all", "where": "The library"}
    assert store.draft_of("m1") is None
    draft_meeting(draft, "We met again", actors=boards.SECRETARY)
    assert minutes().payload == {"meeting": "m1", "present": 2, "members": 3}
    assert store.draft_of("m1") is None
    with pytest.raises(NotNow, match="minutes are published"):
        draft_meeting(draft, actors=boards.SECRETARY)


def test_what_is_prepared_is_no_entry(stored_place: Path) -> None:
    from commonweal.web.procedures.call_meeting import Meeting
    from commonweal.web.procedures.draft_meeting import draft_meeting
    from commonweal.web.reads import stored

    rounds.opened()
    draft_meeting(Meeting("m1", FIRST_DAY), actors=boards.SECRETARY)
    assert [entry.kind for entry in stored.entries()] == ["place_opened"]


def test_a_meeting_is_refused_twice_in_the_past_or_without_an_agenda(stored_place: Path) -> None:
    rounds.opened()
    with pytest.raises(NotNow, match="its day has passed"):
        called(on=date(2026, 10, 31))
    with pytest.raises(NotNow, match="no agenda"):
        called(agenda=(" ",))
    called()
    with pytest.raises(NotNow, match="called before"):
        called()


def test_minutes_wait_for_their_meeting_and_tell_no_more_than_were_there(stored_place: Path) -> None:
    rounds.opened()
    with pytest.raises(NotOnRecord, match="no meeting m1"):
        minutes()
    called(on=date(2026, 11, 3))
    with pytest.raises(NotNow, match="its day is 2026-11-03"):
        minutes(hour=5)
    with pytest.raises(NotNow, match="4 were present of 3"):
        minutes(present=4, hour=50)
    with pytest.raises(NotNow, match="empty"):
        minutes(words="", hour=50)


def test_a_decision_stands_with_its_votes_and_its_reason_apart(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    boards.board()
    called()
    entry = decided(votes=(2, 1, 0, 0), meeting="m1", concerns="o-z")
    assert entry.payload == {
        "decision": "d1",
        "title": "Fund the library",
        "in_favour": 2,
        "against": 1,
        "abstained": 0,
        "took_no_part": 0,
        "meeting": "m1",
        "concerns": "o-z",
    }
    assert [part.value for part in stored.personal(entry.number)] == ["It helps."]
    assert faults(stored.entries()) == ()


def test_a_decision_is_refused_without_a_reason_twice_or_of_no_meeting(stored_place: Path) -> None:
    boards.board()
    with pytest.raises(NotNow, match="no reason"):
        decided(reason="")
    with pytest.raises(NotOnRecord, match="meeting m7"):
        decided(meeting="m7")
    decided()
    with pytest.raises(NotNow, match="recorded before"):
        decided()


def test_votes_that_cannot_be_are_refused(stored_place: Path) -> None:
    boards.board()
    with pytest.raises(VotesDoNotAdd, match="4 voted or took no part, and there are 3 members"):
        decided(votes=(2, 1, 1, 0))
    with pytest.raises(VotesDoNotAdd, match="below 0"):
        decided(votes=(2, -1, 0, 0))
    boards.left("p-3")
    with pytest.raises(VotesDoNotAdd, match="there are 2 members"):
        decided(votes=(3, 0, 0, 0))


def test_members_with_an_interest_took_no_part(stored_place: Path) -> None:
    boards.board()
    boards.declared("p-1", "o-a")
    boards.declared("p-2", "o-a", "i2")
    with pytest.raises(VotesDoNotAdd, match="2 members declared an interest in o-a, and 1 took no part"):
        decided(votes=(1, 0, 0, 1), concerns="o-a")
    with pytest.raises(VotesDoNotAdd):
        decided(votes=(2, 0, 0, 2), concerns="o-a")
    decided(votes=(1, 0, 0, 2), concerns="o-a")
    decided("d2", votes=(3, 0, 0, 0), concerns="o-b")


def test_whoever_has_an_interest_records_no_decision_on_it(stored_place: Path) -> None:
    boards.board()
    boards.declared("p-9", "o-a", actors=boards.SECRETARY)
    with pytest.raises(InterestDeclared) as refused:
        decided(concerns="o-a")
    assert refused.value.code == "CW709"
    decided(concerns="o-b")


def test_interests_are_open_until_they_end(stored_place: Path) -> None:
    from commonweal.web.procedures.end_interest import end_interest
    from commonweal.web.store.boards import open_interests

    boards.board()
    boards.declared("p-1", "o-a")
    boards.declared("p-1", "pr-7", "i2")
    boards.declared("p-2", "o-a", "i3", actors=boards.SECRETARY)
    assert open_interests() == {"p-1": frozenset({"o-a", "pr-7"}), "p-2": frozenset({"o-a"})}
    end_interest("i1", at=rounds.hour(3), actors=Actors("board member", person="p-1"))
    end_interest("i3", at=rounds.hour(3), actors=boards.SECRETARY)
    assert open_interests() == {"p-1": frozenset({"pr-7"})}
    with pytest.raises(NotNow, match="ended before"):
        end_interest("i1", at=rounds.hour(3), actors=boards.SECRETARY)
    with pytest.raises(NotOnRecord, match="interest i22; the nearest is"):
        end_interest("i22", at=rounds.hour(3), actors=boards.SECRETARY)


def test_nobody_speaks_of_the_interests_of_somebody_else(stored_place: Path) -> None:
    from commonweal.web.procedures.end_interest import end_interest

    boards.board()
    for actors in (Actors("board member", person="p-2"), Actors("board member"), Actors("auditor", person="p-7")):
        with pytest.raises(NotAllowed, match="somebody else"):
            boards.declared("p-1", actors=actors)
    boards.declared("p-1")
    with pytest.raises(NotAllowed, match="somebody else"):
        end_interest("i1", at=rounds.hour(3), actors=Actors("board member", person="p-2"))
    with pytest.raises(NotNow, match="declared before"):
        boards.declared("p-1")


def test_an_interest_for_no_known_reason_is_refused(stored_place: Path) -> None:
    from commonweal.web.procedures.declare_interest import Declared, declare_interest

    boards.board()
    with pytest.raises(EntryRefused):
        declare_interest(Declared("i1", "p-1", "o-a", "a grudge"), at=rounds.hour(2), actors=boards.SECRETARY)
