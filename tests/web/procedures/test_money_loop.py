"""A round from its rules to the confirmed result, by the procedures alone, each on its own day by its own people."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InterestDeclared, NotNow
from commonweal.formats.folders import write_folder
from commonweal.funding.box.choices import Filled
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import proposing, rounds, voting
from tests.web.procedures.courses import noon

R = "r1"


def pair(procedure: str) -> Actors:
    both = actors_of(procedure)
    return Actors(both.role, both.second, "p-1", "p-2" if both.second else "")


def published(*titles: tuple[str, int]) -> list[str]:
    """Open a place, publish a round's rules, and bring proposals through their reviews; give their names."""
    from commonweal.web.procedures.publish_rules import publish_rules

    rounds.opened()
    publish_rules(rounds.held_rules(), at=noon(0), actors=pair("publish_rules"))
    names = [str(proposing.proposed(title, at=noon(12), pence=pence).id) for title, pence in titles]
    for name in names:
        proposing.reviewed(name, *proposing.FOR_IT, at=noon(14))
    return names


def on_ballot(names: list[str]) -> None:
    from commonweal.web.procedures.publish_ballot import publish_ballot
    from commonweal.web.procedures.register_key import register_key
    from commonweal.web.procedures.take_register import take_register

    assert names
    register_key(R, voting.KEY, at=noon(30), actors=pair("register_key"))
    take_register(R, voting.PEOPLE, at=noon(30), actors=pair("take_register"))
    publish_ballot(R, at=noon(35), actors=pair("publish_ballot"))


def codes(count: int) -> list[str]:
    from commonweal.web.procedures.issue_codes import issue_codes

    told = issue_codes(R, by="post", numbers=range(1, count + 1), at=noon(36), actors=pair("issue_codes"))
    return [one.code for one in told[1]]


def cast(code: str, *chosen: str, at: datetime | None = None) -> str:
    from commonweal.web.procedures.cast_ballot import CastForm, cast_ballot
    from commonweal.web.reads.voting import new_form

    when = at or noon(45)
    sent = CastForm(code, Filled(chosen), new_form(R, at=when))
    return cast_ballot(R, sent, at=when, actors=Actors("voter"))


def opened_and_drawn(seed: str = "426") -> None:
    from commonweal.web.procedures.close_voting import close_voting
    from commonweal.web.procedures.draw_lot import draw_lot
    from commonweal.web.procedures.open_ballots import open_ballots

    close_voting(R, at=noon(61), actors=pair("close_voting"))
    draw_lot(R, seed, how="A die is thrown in public", at=noon(61), actors=pair("draw_lot"))
    open_ballots(R, (voting.SHARES[0], voting.SHARES[2]), at=noon(61), actors=pair("open_ballots"))


def count(day: int = 61) -> Any:
    from commonweal.web.procedures.count_round import count_round

    return count_round(R, at=noon(day), actors=pair("count_round"))


def kinds() -> list[str]:
    from commonweal.web.reads import stored

    return [entry.kind for entry in stored.entries()]


def test_from_the_rules_to_a_result_that_stands(stored_place: Path, tmp_path: Path) -> None:
    from commonweal.web.procedures.answer_challenge import answer_challenge
    from commonweal.web.procedures.confirm_result import confirm_result
    from commonweal.web.procedures.make_challenge import make_challenge
    from commonweal.web.reads import downloads, stored

    tea, trees, lights = published(("Tea", 20_000), ("Trees", 15_000), ("Lights", 10_000))
    on_ballot([tea, trees, lights])
    ballots = [(tea,), (tea, lights), (trees, lights), (lights,)]
    receipts = [cast(code, *chosen) for code, chosen in zip(codes(4), ballots, strict=True)]
    assert len(set(receipts)) == 4
    opened_and_drawn()
    result = count()
    assert result.payload["selected"] == [lights, tea]
    assert (result.payload["spent"], result.payload["budget"], result.payload["voters"]) == (300, 300, 4)
    challenge = make_challenge(R, grounds="My ballot is missing.", at=noon(62), actors=Actors("resident"))
    with pytest.raises(NotNow, match="r1-c1: it waits for an answer"):
        confirm_result(R, at=noon(70), actors=pair("confirm_result"))
    answer_challenge(
        R,
        [challenge.payload["challenge"]],
        answer="the same",
        reason="Counted again.",
        at=noon(63),
        actors=pair("answer_challenge"),
    )
    confirm_result(R, at=noon(70), actors=pair("confirm_result"))
    assert kinds()[-6:] == [
        *("lot_drawn", "ballots_opened", "result_provisional"),
        *("challenge_made", "challenge_answered", "result_confirmed"),
    ]
    assert stored.round_of(R) is not None
    assert check_folder(Folder(dict(downloads.bundle()))) == []
    write_folder(tmp_path / "bundle", dict(downloads.bundle()))


def test_a_result_that_is_set_aside_is_counted_anew_and_both_can_be_read(stored_place: Path) -> None:
    from commonweal.web.procedures.set_aside_result import set_aside_result
    from commonweal.web.reads import downloads, stored

    tea, trees = published(("Tea", 20_000), ("Trees", 15_000))
    on_ballot([tea, trees])
    for code in codes(3):
        cast(code, trees)
    opened_and_drawn()
    first = count()
    set_aside_result(R, reason="challenge upheld", at=noon(62), actors=pair("set_aside_result"))
    found = stored.round_of(R)
    assert found is not None
    assert found.count is None
    second = count(63)
    assert [entry.payload["folder"] for entry in (first, second)] == ["counts/r1", "counts/r1-2"]
    assert first.payload["manifest"] == second.payload["manifest"]
    both = {"counts/r1/poll.pb", "counts/r1-2/poll.pb"}
    assert both <= set(downloads.whole_bundle())
    assert not both & set(downloads.bundle())  # three ballots would say too much of those who cast them
    assert check_folder(Folder(dict(downloads.bundle()))) == []
    assert check_folder(Folder(dict(downloads.whole_bundle()))) == []


def test_whoever_has_an_interest_in_a_proposal_publishes_no_ballot(stored_place: Path) -> None:
    from commonweal.web.procedures.declare_interest import Declared, declare_interest

    names = published(("Tea", 20_000))
    declared = Declared("i1", "p-1", "o1", "employment", "Works there.")
    declare_interest(declared, at=noon(20), actors=Actors("board secretary", person="p-1"))
    with pytest.raises(InterestDeclared):
        on_ballot(names)


def test_nothing_is_counted_before_the_ballots_were_opened_and_the_lot_drawn(stored_place: Path) -> None:
    names = published(("Tea", 20_000))
    on_ballot(names)
    cast(codes(1)[0], *names)
    with pytest.raises(NotNow):
        count(45)
    with pytest.raises(NotNow, match="not opened"):
        count(61)


def test_voting_opens_late_for_as_long_as_the_rules_give_it(stored_place: Path) -> None:
    from commonweal.web.procedures.publish_ballot import publish_ballot
    from commonweal.web.procedures.register_key import register_key

    names = published(("Tea", 20_000))
    assert names
    register_key(R, voting.KEY, at=noon(30), actors=pair("register_key"))
    entry = publish_ballot(R, at=noon(47), actors=pair("publish_ballot"))
    rules = rounds.held_rules().held
    assert rules is not None
    assert entry.payload["opens"] == (rules.days.opens + timedelta(days=7)).isoformat()
    assert entry.payload["closes"] == (rules.days.closes + timedelta(days=7)).isoformat()
