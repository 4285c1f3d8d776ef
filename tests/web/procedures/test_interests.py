"""Who declared an interest in what an act touches does not act: first person or second."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InterestDeclared
from commonweal.funding.box.choices import Filled
from commonweal.funding.box.paper import PaperAt
from commonweal.proposals.consortium import Share
from commonweal.proposals.statements import Statement
from commonweal.terms.money import Pence
from commonweal.web.rights import Actors, actors_of
from tests.web.pages import signed
from tests.web.procedures import boards, proposing, rounds, voting
from tests.web.procedures.courses import noon

R = "r1"
PARTNERS = (Share("o1", "One", "Tea", Pence(15_000)), Share("o-p", "Partner", "Cups", Pence(5_000)))


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


def two(procedure: str) -> Actors:
    both = actors_of(procedure)
    return Actors(both.role, both.second, "p-1", "p-2")


def with_interest(act: Callable[[], Any], seat: str, touches: str, at: datetime) -> Any:
    """Try an act while somebody has an interest in something, which is refused; then do it without."""
    from commonweal.web.procedures.declare_interest import Declared, declare_interest
    from commonweal.web.procedures.end_interest import end_interest
    from commonweal.web.reads import stored

    name = f"i{len(stored.entries())}"
    declare_interest(Declared(name, seat, touches, "employment"), at=at, actors=proposing.SECRETARY)
    before = len(stored.entries())
    with pytest.raises(InterestDeclared, match=touches):
        act()
    assert len(stored.entries()) == before
    end_interest(name, at=at, actors=proposing.SECRETARY)
    return act()


def reviewed() -> str:
    """Bring a proposal of two partners through its reviews, and give its name."""
    from commonweal.web.procedures.publish_rules import publish_rules

    rounds.opened()
    publish_rules(rounds.held_rules(), at=noon(0), actors=two("publish_rules"))
    ticket = proposing.proposed("Tea", at=noon(12), pence=20_000, partners=PARTNERS)
    proposing.reviewed(ticket.id, *proposing.FOR_IT, at=noon(14))
    return str(ticket.id)


def balloted(name: str) -> None:
    """Publish the ballot, and have two papers come in, each read in two ways."""
    from commonweal.web.procedures.check_in_paper import check_in_paper
    from commonweal.web.procedures.close_voting import close_voting
    from commonweal.web.procedures.enter_paper import enter_paper
    from commonweal.web.procedures.issue_codes import issue_codes
    from commonweal.web.procedures.publish_ballot import publish_ballot
    from commonweal.web.procedures.register_key import register_key
    from commonweal.web.procedures.take_register import take_register

    register_key(R, voting.KEY, at=noon(30), actors=two("register_key"))
    take_register(R, voting.PEOPLE, at=noon(30), actors=Actors("returning officer"))
    publish_ballot(R, at=noon(35), actors=two("publish_ballot"))
    _, codes = issue_codes(R, by="post", numbers=[1, 2], at=noon(36), actors=Actors("returning officer"))
    for one in codes:
        check_in_paper(R, "hall", one.code, at=noon(45), actors=Actors("returning officer"))
    close_voting(R, at=noon(61), actors=two("close_voting"))
    for number in (1, 2):
        for person, read in (("p-3", Filled((name,))), ("p-4", "unclear")):
            enter_paper(R, PaperAt("hall", number), read, at=noon(61), actors=Actors("count officer", person=person))


def decide(name: str, number: int) -> None:
    from commonweal.web.procedures.adjudicate_paper import adjudicate_paper

    paper, reason = PaperAt("hall", number), "the first entry is right"
    adjudicate_paper(R, paper, Filled((name,)), reason=reason, at=noon(61), actors=two("adjudicate_paper"))


def counted(name: str) -> None:
    """Publish the ballot, decide the papers, and count them."""
    from commonweal.web.procedures.count_round import count_round
    from commonweal.web.procedures.draw_lot import draw_lot
    from commonweal.web.procedures.open_ballots import open_ballots

    balloted(name)
    decide(name, 1)
    decide(name, 2)
    draw_lot(R, "426", how="A die is thrown in public", at=noon(61), actors=two("draw_lot"))
    open_ballots(R, (voting.SHARES[0], voting.SHARES[2]), at=noon(61), actors=two("open_ballots"))
    count_round(R, at=noon(61), actors=two("count_round"))


def test_an_interest_in_a_partner_keeps_a_ballot_from_being_published(stored_place: Path) -> None:
    from commonweal.web.procedures.publish_ballot import publish_ballot
    from commonweal.web.procedures.register_key import register_key

    reviewed()
    register_key(R, voting.KEY, at=noon(30), actors=two("register_key"))
    publish = partial(publish_ballot, R, at=noon(35), actors=two("publish_ballot"))
    with_interest(publish, "p-2", "o-p", noon(35))


@pytest.mark.parametrize("touches", ["o1", "o-p"])
def test_nobody_with_an_interest_in_anything_on_the_ballot_decides_what_a_paper_says(
    stored_place: Path, touches: str
) -> None:
    name = reviewed()
    balloted(name)
    with_interest(partial(decide, name, 1), "p-1", touches, noon(61))
    with_interest(partial(decide, name, 2), "p-2", name, noon(61))


def test_an_interest_in_a_partner_keeps_from_the_result_and_its_awards_but_for_the_day_that_confirms_it(
    stored_place: Path,
) -> None:
    from commonweal.web.procedures.answer_challenge import answer_challenge
    from commonweal.web.procedures.confirm_result import confirm_result
    from commonweal.web.procedures.count_round import count_round
    from commonweal.web.procedures.decide_awards import decide_awards
    from commonweal.web.procedures.declare_interest import Declared, declare_interest
    from commonweal.web.procedures.make_challenge import make_challenge
    from commonweal.web.procedures.set_aside_result import set_aside_result
    from commonweal.web.reads import proposed

    counted(reviewed())

    def answer(number: int) -> Any:
        made = make_challenge(R, grounds="Look again.", at=noon(62), actors=Actors("resident")).payload["challenge"]
        said = {"answer": "the same", "reason": "Counted again."}
        return partial(answer_challenge, R, [made], **said, at=noon(62), actors=two("answer_challenge"))

    with_interest(answer(1), "p-1", "o-p", noon(62))
    set_aside = partial(set_aside_result, R, reason="error in the poll", at=noon(62), actors=two("set_aside_result"))
    with_interest(set_aside, "p-2", "o-p", noon(62))
    count_round(R, at=noon(62), actors=two("count_round"))
    declare_interest(Declared("stays", "p-1", "o-p", "employment"), at=noon(62), actors=proposing.SECRETARY)
    confirm_result(R, at=noon(75), actors=two("confirm_result"))

    def award() -> Any:
        both = Actors("board secretary", "council officer", "p-5", "p-6")
        put, due = proposed.put_forward(R), date(2027, 6, 30)
        return decide_awards(R, put, receiver="Harbour board", due=due, at=noon(76), actors=both)

    with_interest(award, "p-5", "o-p", noon(76))


def test_of_a_result_that_was_counted_elsewhere_an_interest_in_what_it_funds_counts(stored_place: Path) -> None:
    from commonweal.web.procedures.interests import voted_on
    from commonweal.web.procedures.set_aside_result import set_aside_result

    rounds.opened()
    rounds.with_rules()
    assert voted_on(R) == ()
    rounds.counted()
    set_aside = partial(
        set_aside_result, R, reason="error in the poll", at=rounds.hour(3), actors=two("set_aside_result")
    )
    with_interest(set_aside, "p-1", "a", rounds.hour(3))


@pytest.mark.parametrize("touches", ["o1", "o-p", ""])
def test_whoever_has_an_interest_in_a_proposal_says_nothing_for_or_against_it(stored_place: Path, touches: str) -> None:
    from commonweal.web.procedures.add_statement import add_statement
    from commonweal.web.procedures.offer_to_join import offer_to_join

    name = reviewed()
    member, worker = Actors("board member", person="p-7"), Actors("CVS worker", person="p-8")
    said = Statement("argument for", "It is good.")
    speak = partial(add_statement, R, name, said, at=noon(15), actors=member)
    with_interest(speak, "p-7", touches or name, noon(15))
    offer = partial(offer_to_join, R, name, "o-q", "We would bring milk.", at=noon(15), actors=worker)
    with_interest(offer, "p-8", touches or "o-q", noon(15))


def test_a_body_s_own_member_offers_openly_what_it_would_do(stored_place: Path) -> None:
    from commonweal.web.procedures.declare_interest import Declared, declare_interest
    from commonweal.web.procedures.offer_to_join import offer_to_join

    name = reviewed()
    seat = signed.person("organisation member", organisation="o-q", at=noon(15))
    declare_interest(Declared("own", seat, "o-q", "employment"), at=noon(15), actors=proposing.SECRETARY)
    offer = offer_to_join(R, name, "o-q", "Milk.", at=noon(15), actors=Actors("organisation member", person=seat))
    assert offer.payload["organisation"] == "o-q"
