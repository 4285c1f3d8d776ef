"""Paper is an equal: two people read each ballot, every difference is decided with a reason, nobody votes twice."""

from pathlib import Path

import pytest

from commonweal.errors import BallotRefused, CodeMistyped, CodeNotValid, CodeUsed, NotAllowed, NotNow, PaperRefused
from commonweal.funding.box.choices import Filled
from commonweal.funding.box.paper import PaperAt
from commonweal.web.rights import Actors
from tests.web.procedures import voting


def papers(count: int = 1) -> None:
    """Check so many paper ballots in, and close voting."""
    for code in voting.voting(count):
        voting.check_in(code)
    voting.close()


def decide(*chosen: str, reason: str, spoilt: str = "", number: int = 1) -> None:
    from commonweal.web.procedures.adjudicate_paper import adjudicate_paper

    adjudicate_paper(
        voting.ROUND,
        PaperAt("hall", number),
        spoilt or Filled(chosen),
        reason=reason,
        at=voting.CLOSED,
        actors=voting.pair("adjudicate_paper"),
    )


def test_whoever_voted_online_does_not_vote_on_paper_nor_the_other_way_round(stored_place: Path) -> None:
    codes = voting.voting(2)
    voting.cast(codes[0], "a")
    with pytest.raises(CodeUsed, match="voted online"):
        voting.check_in(codes[0])
    voting.check_in(codes[1])
    with pytest.raises(CodeUsed):
        voting.cast(codes[1], "a")
    with pytest.raises(CodeUsed, match="a paper ballot was checked in"):
        voting.check_in(codes[1], batch="library")
    payload = voting.close().payload
    assert (payload["ballots"], payload["paper"]) == (2, 1)


def test_an_envelope_whose_code_is_none_is_not_checked_in(stored_place: Path) -> None:
    from commonweal.web.procedures.issue_codes import issue_codes
    from commonweal.web.store import models

    [code] = voting.voting(1)
    issue_codes(voting.ROUND, by="post", numbers=[1], at=voting.OPEN, actors=voting.pair("issue_codes"))
    for wrong, refusal in [("0000-0000-000", CodeNotValid), (code, CodeNotValid), ("12", CodeMistyped)]:
        with pytest.raises(refusal):
            voting.check_in(wrong)
    for name in ("", " ", "x" * 101, "ha\u202ell"):
        with pytest.raises(PaperRefused):
            voting.check_in(code, batch=name)
    assert not models.PaperBatchRow.objects.exists()


def test_envelopes_are_checked_in_after_the_last_day_until_two_people_close(stored_place: Path) -> None:
    codes = voting.voting(2)
    voting.check_in(codes[0], at=voting.CLOSED)
    voting.close()
    with pytest.raises(NotNow, match="voting was closed"):
        voting.check_in(codes[1], at=voting.CLOSED)
    with pytest.raises(NotNow, match="voting was closed"):
        voting.check_in(codes[1], at=voting.OPEN)


def test_paper_is_entered_only_after_voting_was_closed(stored_place: Path) -> None:
    [code] = voting.voting(1)
    voting.check_in(code)
    with pytest.raises(NotNow, match="not closed by two people"):
        voting.enter("p-1", "a")


def test_two_different_people_read_each_paper(stored_place: Path) -> None:
    papers()
    with pytest.raises(PaperRefused, match="must be signed in"):
        voting.enter("", "a")
    assert voting.enter("p-1", "a") is False
    for again in ("a", "b"):
        with pytest.raises(PaperRefused, match="another must"):
            voting.enter("p-1", again)
    assert voting.enter("p-2", "a") is True
    with pytest.raises(PaperRefused, match="two people have read it"):
        voting.enter("p-3", "b")
    voting.open_up()
    assert voting.opened() == {("a",): 1}


def test_a_paper_that_is_not_there_is_not_entered(stored_place: Path) -> None:
    papers(2)
    for number, batch in ((0, "hall"), (3, "hall"), (-1, "hall"), (1, "library")):
        with pytest.raises(PaperRefused):
            voting.enter("p-1", "a", number=number, batch=batch)
    voting.enter("p-1", "a", number=2)


def test_a_paper_that_breaks_the_rules_is_entered_as_spoilt_with_its_reason(stored_place: Path) -> None:
    papers()
    with pytest.raises(BallotRefused):
        voting.enter("p-1", "a", "b", "c")
    with pytest.raises(PaperRefused, match="no reason why"):
        voting.enter("p-1", spoilt="torn")
    voting.enter("p-1", spoilt="too many")
    voting.enter("p-2", spoilt="too many")
    payload = voting.open_up().payload
    assert (payload["ballots"], payload["paper"], payload["spoilt"]) == (0, 1, 1)
    assert payload["adjudicated"] == 0
    assert voting.opened() == {}


def test_a_clash_is_decided_with_a_reason_that_is_true(stored_place: Path) -> None:
    papers(3)
    for number, second in ((1, "b"), (2, "b"), (3, "b")):
        voting.enter("p-1", "a", number=number)
        voting.enter("p-2", second, number=number)
    with pytest.raises(PaperRefused, match="what fits is the first entry is right"):
        decide("a", reason="the second entry is right")
    with pytest.raises(PaperRefused, match="what fits is both entries were wrong"):
        decide("c", reason="the first entry is right")
    with pytest.raises(PaperRefused, match="what fits is unclear"):
        decide(spoilt="unclear", reason="blank")
    decide("a", reason="the first entry is right", number=1)
    decide("b", "c", reason="both entries were wrong", number=2)
    decide(spoilt="unclear", reason="unclear", number=3)
    payload = voting.open_up().payload
    assert voting.opened() == {("a",): 1, ("b", "c"): 1}
    assert (payload["paper"], payload["spoilt"]) == (3, 1)
    assert payload["adjudicated"] == 3
    assert "adjudicated_by" not in payload


def test_the_reasons_of_decided_papers_are_told_where_there_are_enough_ballots(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.procedures import open_ballots

    monkeypatch.setattr(open_ballots, "FEWEST", 2)
    papers(3)
    for number in (1, 2, 3):
        voting.enter("p-1", "a", number=number)
        voting.enter("p-2", "b", number=number)
        decide(
            *("a",) if number < 3 else (),
            reason="the first entry is right" if number < 3 else "unclear",
            spoilt="" if number < 3 else "unclear",
            number=number,
        )
    payload = voting.open_up().payload
    assert payload["adjudicated"] == 3
    assert payload["adjudicated_by"] == [
        {"reason": "the first entry is right", "papers": 2},
        {"reason": "unclear", "papers": 1},
    ]


def test_what_two_people_read_alike_or_one_alone_read_is_not_decided_otherwise(stored_place: Path) -> None:
    papers()
    for person in ("p-1", "p-2"):
        with pytest.raises(PaperRefused, match="in two ways"):
            decide("a", reason="both entries were wrong")
        voting.enter(person, "b")
    with pytest.raises(PaperRefused, match="in two ways"):
        decide("a", reason="both entries were wrong")


def test_one_person_does_not_decide_alone(place_on_sqlite: Path) -> None:
    from commonweal.web.procedures.adjudicate_paper import adjudicate_paper

    papers()
    with pytest.raises(NotAllowed):
        adjudicate_paper(
            voting.ROUND,
            PaperAt("hall", 1),
            "blank",
            reason="blank",
            at=voting.CLOSED,
            actors=Actors("returning officer", "count officer", "p-1", "p-1"),
        )


def test_what_was_read_on_paper_is_destroyed_with_the_sealed_ballots(stored_place: Path) -> None:
    from commonweal.web.store import models

    papers()
    voting.enter("p-1", "a")
    voting.enter("p-2", "a")
    voting.open_up()
    assert not models.PaperRow.objects.exists()
    with pytest.raises(NotNow, match="ballots were opened"):
        voting.enter("p-3", "a")
