"""What happened and why: of every decision, in a hundred words at most, with who decided and how to object."""

from pathlib import Path
from typing import Any

from commonweal.formats.prose import prose, spoken
from commonweal.terms.sentences import Sentence
from tests.web.pages.standing import stand
from tests.web.procedures import boards, rounds

LONG = " ".join(["because"] * 41)


def written(said: Any) -> str:
    return " ".join(prose().text(one) if isinstance(one, Sentence) else one for one in said)


def shorts() -> dict[str, str]:
    from commonweal.web.reads import stored
    from commonweal.web.reads.in_short import in_short
    from commonweal.web.reads.personal import Kept
    from commonweal.web.reads.site import names

    place = stored.place() or {}
    known, kept = names(place), Kept()
    return {f"{one.number} {one.kind}": written(in_short(one, known, place, kept)) for one in stored.entries()}


def test_every_decision_of_every_phase_is_told_in_a_hundred_words(place_on_sqlite: Path) -> None:
    from commonweal.web.reads.in_short import DECISIONS, MOST_WORDS

    stand()
    told = shorts()
    decided = {name: text for name, text in told.items() if name.split()[1] in DECISIONS}
    assert {name: text for name, text in told.items() if name not in decided and text} == {}
    assert {name.split()[1] for name in decided} >= {
        *("rules_published", "ballot_published", "proposal_reviewed", "result_provisional", "result_confirmed"),
        *("round_stopped", "awards_decided", "fund_constituted"),
    }
    for text in decided.values():
        assert len(text.split()) <= MOST_WORDS
        assert "It was decided by the " in text
        assert "Say what you think is wrong" in text
    with spoken("cy"):
        welsh = shorts()
    assert all(len(text.split()) <= MOST_WORDS for text in welsh.values())
    assert all(welsh[name] != text for name, text in decided.items())


def test_a_long_reason_stands_beneath_in_full_and_an_erased_one_is_said_to_be_gone(place_on_sqlite: Path) -> None:
    from commonweal.web.procedures.erase_content import erase_content
    from commonweal.web.procedures.take_decision import Decision, Votes, take_decision
    from commonweal.web.reads import record_page, stored
    from commonweal.web.rights import Actors

    boards.board()
    told = Decision("d1", "Fund the library", LONG, Votes(2, 0, 0, 0))
    decided = take_decision(told, at=rounds.hour(31), actors=boards.SECRETARY)
    page = record_page.entry(decided.number)
    assert page is not None
    short = page.sections[0]
    assert short.id == "short"
    assert "The reason stands beneath in full." in written(short.said)
    assert short.said[-1] == LONG
    erase_content(
        decided.number, ["reason"], reason="asked by the person", at=rounds.hour(40), actors=Actors("board secretary")
    )
    assert stored.entries()[-1].kind == "content_erased"
    page = record_page.entry(decided.number)
    assert page is not None
    assert "These words were removed; the proof is kept." in written(page.sections[0].said)
    assert LONG not in written(page.sections[0].said)
