"""A proposal from its submission to the shortlist: reviewed with reasons, appealed against, withdrawn without blame."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import (
    NotNow,
    NotYours,
    ProposalFaults,
    ReviewRefused,
    ShortlistChanged,
    ShortlistOpen,
    StatementFaults,
    UnknownName,
)
from commonweal.proposals.consortium import Share
from commonweal.proposals.review import Found
from commonweal.proposals.statements import Statement
from commonweal.record.chain import faults
from commonweal.terms.money import Pence
from commonweal.web.rights import Actors
from tests.web.pages import signed
from tests.web.procedures.proposing import (
    CVS,
    FIFTH,
    FOR_IT,
    OFFICER,
    OTHERS,
    PROPOSER,
    SECRETARY,
    WEIGHED,
    ballot,
    begun,
    day,
    last,
    proposed,
    published,
    reviewed,
    stand,
    submission,
)

SIXTH, SEVENTH, EIGHTH = day(6), day(7), day(8)


def appeal(name: str, token: str = "", actors: Actors = PROPOSER, **more: Any) -> Any:
    from commonweal.web.procedures.appeal_review import appeal_review

    return appeal_review("r1", name, more.pop("grounds", "It lies within."), token=token, at=day(7), actors=actors)


def decide(name: str, decision: str = "upheld", actors: Actors = OTHERS, reason: str = "It does.") -> Any:
    from commonweal.web.procedures.decide_appeal import decide_appeal

    return decide_appeal("r1", name, decision, reason=reason, at=day(8), actors=actors)


def change(name: str, token: str, told: Any, at: Any = SIXTH, actors: Actors = PROPOSER) -> Any:
    from commonweal.web.procedures.change_proposal import change_proposal
    from commonweal.web.procedures.publish_proposal import publish_proposal

    entry = change_proposal("r1", name, told, token=token, at=at, actors=actors)
    return entry or publish_proposal("r1", name, at=at, actors=SECRETARY)


def withdraw(name: str, token: str, at: Any = SEVENTH, **more: Any) -> Any:
    from commonweal.web.procedures.withdraw_proposal import withdraw_proposal

    return withdraw_proposal("r1", name, token=token, at=at, actors=more.pop("actors", PROPOSER), **more)


def say_of(name: str, statement: Statement, actors: Actors = CVS, at: Any = EIGHTH) -> Any:
    from commonweal.web.procedures.add_statement import add_statement

    return add_statement("r1", name, statement, at=at, actors=actors)


def test_a_proposal_is_recorded_with_its_words_apart_and_its_answers_nowhere_public(stored_place: Path) -> None:
    from commonweal.web.reads import stored
    from commonweal.web.store import proposed as store

    begun()
    idea = published()
    ticket = proposed(idea=idea, neighbourhood="Quayside", group="older people")
    entry = last()
    assert entry.payload == {
        "round": "r1",
        "proposal": ticket.id,
        "title": "Tea on Tuesdays",
        "organisation": "o1",
        "pence": 250_000,
        "led_by": "residents",
        "idea": idea,
        "neighbourhood": "Quayside",
        "group": "older people",
        "second": "board secretary",
        "sent": "2026-11-04",
    }
    assert list(entry.commitments) == ["words"]
    assert store.proposal("r1", ticket.id).proposal.summary == "Tea and company."
    assert store.answers_of(ticket.id)["safe"] == "Answered as it is."
    assert not any("Answered" in str(one.public()) for one in stored.entries())


def test_the_smallest_form_is_asked_of_the_smallest_sum_and_no_more(stored_place: Path) -> None:
    begun()
    with pytest.raises(ProposalFaults) as refused:
        proposed(answers={"insurance": "All of it."})
    assert [fault.field for fault in refused.value.faults] == ["insurance"]
    with pytest.raises(ProposalFaults) as refused:
        proposed(title="Larger", pence=6_000_000, answers={"insurance": ""})
    assert [fault.field for fault in refused.value.faults] == ["insurance"]


def test_a_round_asks_what_its_rules_froze(stored_place: Path) -> None:
    begun(questions=[{"question": "colour", "asks": "Which colour?", "risk": "It might clash."}])
    whole = submission()
    with pytest.raises(ProposalFaults):
        proposed()
    from commonweal.web.procedures.submit_proposal import submit_proposal

    submit_proposal("r1", replace(whole, answers={"colour": "Green."}), at=day(4), actors=PROPOSER)


def test_answers_are_offered_again_to_the_same_body(stored_place: Path) -> None:
    from commonweal.web.procedures.erase_private import erase_private
    from commonweal.web.store import proposed as store

    begun()
    first = proposed()
    proposed(title="Coffee", answers={"what": "Coffee."})
    assert store.last_answers("o1")["what"] == "Coffee."
    assert store.last_answers("o2") == {}
    erase_private(first.id, token=first.token, at=day(9), actors=PROPOSER)
    assert store.answers_of(first.id) == {}
    assert store.contact_of(first.id) == ""


def test_what_partners_do_is_erased_with_the_answers_and_their_sums_stay(stored_place: Path) -> None:
    from commonweal.web.procedures.erase_private import erase_private
    from commonweal.web.store import models
    from commonweal.web.store import proposed as store

    begun()
    first = proposed()
    row = models.ProposalRow.objects.get(name=first.id)
    models.ShareRow.objects.create(proposal=row, organisation="o9", title="Hub", does="Cooks for all", pence=500)
    erase_private(first.id, token=first.token, at=day(9), actors=PROPOSER)
    assert [(one.organisation, one.does, int(one.pence)) for one in store.shares_of(first.id)] == [("o9", "", 500)]


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"title": "T\u202eea"}, ["title"]),
        ({"group": "older\u200bpeople"}, ["group"]),
        ({"category": "x\n"}, ["category"]),
        ({"idea": "i-none"}, ["idea"]),
        ({"answers": {"what": "Tea\x07"}}, ["what"]),
        ({"pence": 10**15}, ["pence"]),
        ({"title": "", "idea": "i-none"}, ["title", "idea"]),
    ],
)
def test_what_is_wrong_with_a_proposal_is_told_at_once_and_nothing_is_kept(
    stored_place: Path, more: dict[str, Any], fields: list[str]
) -> None:
    from commonweal.web.store import models

    begun()
    before = last()
    with pytest.raises(ProposalFaults) as refused:
        proposed(**more)
    assert [fault.field for fault in refused.value.faults] == fields
    assert last() == before
    assert not models.ProposalRow.objects.exists()


def test_partners_and_their_shares_are_kept_to_the_penny(stored_place: Path) -> None:
    from commonweal.web.store import proposed as store

    begun()
    parts = (Share("o1", "One", "Tea", Pence(200_001)), Share("o2", "Two", "Cups", Pence(49_999)))
    ticket = proposed(partners=parts)
    assert store.shares_of(ticket.id) == parts
    assert store.proposal("r1", ticket.id).partners == ("o1", "o2")
    with pytest.raises(ProposalFaults, match="add up to"):
        proposed(partners=(parts[0], replace(parts[1], pence=Pence(50_000))))
    hidden = replace(parts[1], does="Cu\u200bps")
    with pytest.raises(ProposalFaults, match="does not show"):
        proposed(partners=(parts[0], hidden))


def test_a_review_is_recorded_with_code_role_and_window(stored_place: Path) -> None:
    begun()
    ticket = proposed()
    entry = reviewed(ticket.id, WEIGHED)
    assert entry.role == "council officer"
    assert entry.payload["code"] == "outside-place"
    assert entry.payload["appeal_until"] == "2026-11-19"
    assert entry.payload["entry"] == last().number - 1
    assert list(entry.commitments) == ["reason"]
    assert "p-off" not in str(entry.public())
    assert stand(ticket.id) == "ineligible"


@pytest.mark.parametrize(
    "found",
    [
        Found("eligibility", "ineligible", "outside-place", ""),
        Found("eligibility", "ineligible", "", "Because."),
        Found("eligibility", "returned", "cost-unclear", " "),
        Found("feasibility", "feasible"),
        Found("eligibility", "eligible", marks=("trouble",)),
        Found("eligibility", "ineligible", "outside-place", "Turned \u202e round."),
    ],
)
def test_a_review_that_says_too_little_is_not_recorded(stored_place: Path, found: Found) -> None:
    begun()
    ticket = proposed()
    with pytest.raises(ReviewRefused):
        reviewed(ticket.id, found)
    assert last().kind == "proposal_submitted"


def test_an_upheld_appeal_puts_a_proposal_back(stored_place: Path) -> None:
    from commonweal.web.reads import stored

    begun()
    ticket = proposed()
    review = reviewed(ticket.id, WEIGHED)
    made = appeal(ticket.id, ticket.token)
    assert made.payload["entry"] == review.number
    decided = decide(ticket.id)
    assert (decided.payload["entry"], decided.payload["second"]) == (made.number, "board member")
    assert stand(ticket.id) == "eligible"
    assert faults(stored.entries()) == ()


def test_a_refused_appeal_leaves_it_where_it_was_and_is_not_made_twice(stored_place: Path) -> None:
    begun()
    ticket = proposed()
    reviewed(ticket.id, WEIGHED)
    appeal(ticket.id, ticket.token)
    decide(ticket.id, "refused")
    assert stand(ticket.id) == "ineligible"
    with pytest.raises(ReviewRefused):
        appeal(ticket.id, ticket.token)


@pytest.mark.parametrize(
    "actors",
    [
        Actors("council officer", "board member", "p-off", "p-mem"),
        Actors("board secretary", "council officer", "p-sec", "p-off"),
        Actors("board secretary", "board member", "p-off", "p-mem"),
        Actors("board secretary", "CVS worker", "p-sec", "p-off"),
        Actors("council officer", "board member"),
    ],
)
def test_nobody_decides_an_appeal_against_their_own_review_whatever_role_they_take(
    stored_place: Path, actors: Actors
) -> None:
    begun()
    ticket = proposed()
    reviewed(ticket.id, WEIGHED)
    appeal(ticket.id, ticket.token)
    with pytest.raises(ReviewRefused, match="other than the reviewer"):
        decide(ticket.id, actors=actors)
    assert last().kind == "appeal_made"


def test_another_officer_may_decide_it(stored_place: Path) -> None:
    begun()
    ticket = proposed()
    reviewed(ticket.id, WEIGHED)
    appeal(ticket.id, ticket.token)
    decide(ticket.id, actors=Actors("council officer", "board member", "p-other", "p-mem"))
    assert stand(ticket.id) == "eligible"


@pytest.mark.parametrize(
    "act",
    [
        lambda ticket: appeal(ticket.id, "wrong"),
        lambda ticket: withdraw(ticket.id, ""),
        lambda ticket: change(ticket.id, "wrong", submission()),
    ],
)
def test_only_its_own_link_acts_on_a_proposal(stored_place: Path, act: Callable[[Any], Any]) -> None:
    begun()
    ticket, other = proposed(), proposed("Another")
    reviewed(ticket.id, WEIGHED)
    before = last()
    with pytest.raises(NotYours):
        act(ticket)
    with pytest.raises(NotYours):
        withdraw(ticket.id, other.token)
    assert last() == before


def test_those_who_act_for_somebody_need_no_link(stored_place: Path) -> None:
    begun()
    ticket = proposed(actors=CVS)
    assert last().payload["helper"] == "CVS worker"
    reviewed(ticket.id, WEIGHED)
    appeal(ticket.id, actors=CVS)
    assert last().kind == "appeal_made"


def test_a_changed_proposal_is_reviewed_anew_and_names_what_it_replaces(stored_place: Path) -> None:
    from commonweal.web.store import proposed as store

    begun()
    ticket = proposed()
    first = last().number
    reviewed(
        ticket.id, Found("eligibility", "returned", "cost-unclear", "Say what the cups cost.", ("enforcement only",))
    )
    assert store.proposal("r1", ticket.id).marks == ("enforcement only",)
    change(ticket.id, ticket.token, submission("Tea on Tuesdays", 300_000, marks=("may move a problem",)))
    assert last().payload["entry"] == first
    told = store.proposal("r1", ticket.id)
    assert (told.proposal.cost, told.course.state, told.marks) == (300_000, "submitted", ("may move a problem",))
    reviewed(ticket.id, *FOR_IT, at=day(7))
    with pytest.raises(NotNow):
        change(ticket.id, ticket.token, submission(), at=day(8))


def test_withdrawing_asks_for_no_reason_and_says_no_more_than_when(stored_place: Path) -> None:
    begun()
    ticket = proposed()
    entry = withdraw(ticket.id, ticket.token)
    assert entry.payload == {"round": "r1", "proposal": ticket.id, "before": "the ballot"}
    assert stand(ticket.id) == "withdrawn"
    with pytest.raises(NotNow):
        withdraw(ticket.id, ticket.token)
    again = proposed("Tea on Wednesdays", at=EIGHTH)
    assert stand(again.id) == "submitted"


def test_a_proposal_may_be_withdrawn_while_votes_are_cast(stored_place: Path) -> None:
    begun()
    ticket = proposed()
    reviewed(ticket.id, *FOR_IT)
    ballot((ticket.id, "Tea on Tuesdays", 250_000))
    assert stand(ticket.id) == "on ballot"
    entry = withdraw(ticket.id, ticket.token, at=day(12, 12), reason="Our hall has closed.")
    assert entry.payload["before"] == "the close"
    assert list(entry.commitments) == ["reason"]
    with pytest.raises(NotNow):
        withdraw(ticket.id, ticket.token, at=day(21, 12))


def test_the_ballot_waits_for_reviews_appeals_and_windows(stored_place: Path) -> None:
    from commonweal.web.procedures.shortlisting import shortlisted

    begun()
    good, doubtful = proposed(), proposed("Lights")
    reviewed(good.id, *FOR_IT)
    listed = (good.id, "Tea on Tuesdays", 250_000)
    with pytest.raises(ShortlistOpen, match=doubtful.id):
        ballot(listed)
    reviewed(doubtful.id, WEIGHED)
    with pytest.raises(ShortlistOpen, match="may be appealed until"):
        ballot(listed, at=day(19))
    appeal(doubtful.id, doubtful.token)
    with pytest.raises(ShortlistOpen, match="appeal is open"):
        ballot(listed, at=day(30))
    decide(doubtful.id, "refused")
    for wrong in (
        ((*listed[:2], 250_001),),
        ((listed[0], "Tea", 250_000),),
        (listed, (doubtful.id, "Lights", 250_000)),
        (),
    ):
        with pytest.raises(ShortlistChanged):
            ballot(*wrong)
    ballot(listed)
    assert [one.id for one in shortlisted("r1", day(30)).listed] == [good.id]


def test_after_the_ballot_nothing_about_a_proposal_is_decided(stored_place: Path) -> None:
    from commonweal.web.procedures.submit_proposal import submit_proposal

    begun()
    ticket = proposed()
    reviewed(ticket.id, *FOR_IT)
    ballot((ticket.id, "Tea on Tuesdays", 250_000), at=day(1, 12))
    late = day(2, 12)
    for act in (
        lambda: submit_proposal("r1", submission("Late"), at=late, actors=PROPOSER),
        lambda: reviewed(ticket.id, Found("feasibility", "not feasible", "unsafe", "It is."), at=late),
        lambda: change(ticket.id, ticket.token, submission(), at=late),
        lambda: say_of(ticket.id, Statement("argument against", "No."), at=late),
    ):
        with pytest.raises(NotNow, match="ballot was published"):
            act()
    assert last().kind == "ballot_published"


def test_statements_and_offers_stand_in_the_record_with_their_text_apart(stored_place: Path) -> None:
    from commonweal.web.procedures.offer_to_join import offer_to_join

    begun()
    ticket = proposed()
    note = Statement("displacement note", "People may go to the park.", areas=("Moorside", "Beyond the river"))
    entry = say_of(ticket.id, note)
    assert entry.payload["areas"] == ["Moorside", "Beyond the river"]
    assert list(entry.commitments) == ["text"]
    member = Actors("organisation member", person=signed.person("organisation member", organisation="o2", at=EIGHTH))
    offer = offer_to_join("r1", ticket.id, "o2", "We would bring the cups.", at=day(8), actors=member)
    assert (offer.payload["of"], offer.payload["organisation"]) == ("offer to join", "o2")
    assert offer.payload["statement"] != entry.payload["statement"]
    before = last()
    for bad in (Statement("displacement note", "It may."), Statement("argument for", "T\u202eea"), Statement("x", "y")):
        with pytest.raises(StatementFaults):
            say_of(ticket.id, bad)
    withdraw(ticket.id, ticket.token, at=EIGHTH)
    with pytest.raises(StatementFaults, match="withdrawn"):
        say_of(ticket.id, note)
    assert last().number == before.number + 1


@pytest.mark.parametrize(
    "act",
    [
        lambda: reviewed("p99", WEIGHED),
        lambda: withdraw("p99", "", actors=SECRETARY),
        lambda: appeal("p99", actors=CVS),
        lambda: decide("p99"),
        lambda: say_of("p99", Statement("argument for", "Yes.")),
        lambda: change("p99", "", submission(), actors=CVS),
    ],
)
def test_an_unknown_proposal_is_said_to_be_unknown(stored_place: Path, act: Callable[[], Any]) -> None:
    begun()
    with pytest.raises(UnknownName, match="no proposal called p99"):
        act()


def test_a_member_of_the_board_reviews_nothing(stored_place: Path) -> None:
    from commonweal.errors import NotAllowed

    begun()
    ticket = proposed()
    with pytest.raises(NotAllowed):
        reviewed(ticket.id, WEIGHED, actors=Actors("board member", person="p-mem"))
    assert OFFICER.role == "council officer"


def test_an_organisation_s_member_acts_for_no_other_organisation(stored_place: Path) -> None:
    from commonweal.errors import NotYourBody
    from commonweal.web.procedures.appeal_review import appeal_review
    from commonweal.web.procedures.change_proposal import change_proposal
    from commonweal.web.procedures.offer_to_join import offer_to_join
    from commonweal.web.procedures.submit_proposal import submit_proposal
    from commonweal.web.procedures.withdraw_proposal import withdraw_proposal

    begun()
    ticket = proposed()
    before = last()
    member = Actors("organisation member", person=signed.person("organisation member", organisation="o2", at=FIFTH))
    ended = Actors("organisation member", person="p-gone")
    for actors in (member, ended):
        by: dict[str, Any] = {"at": EIGHTH, "actors": actors}
        with pytest.raises(NotYourBody, match="o1"):
            submit_proposal("r1", submission(), **by)
        with pytest.raises(NotYourBody, match="o1"):
            change_proposal("r1", ticket.id, replace(submission(), organisation="o2"), token=ticket.token, **by)
        with pytest.raises(NotYourBody, match="o1"):
            withdraw_proposal("r1", ticket.id, token=ticket.token, **by)
        with pytest.raises(NotYourBody, match="o1"):
            appeal_review("r1", ticket.id, "It is ours.", token=ticket.token, **by)
        with pytest.raises(NotYourBody, match="o3"):
            offer_to_join("r1", ticket.id, "o3", "We would bring the cups.", **by)
    own = Actors("organisation member", person=signed.person("organisation member", organisation="o1", at=FIFTH))
    with pytest.raises(NotYourBody, match="o2"):
        change_proposal("r1", ticket.id, replace(submission(), organisation="o2"), at=EIGHTH, actors=own)
    assert last().number == before.number + 2  # two people took their roles
    withdraw_proposal("r1", ticket.id, at=EIGHTH, actors=own)


def test_nobody_speaks_in_the_name_of_a_body_that_is_not_theirs(stored_place: Path) -> None:
    from commonweal.errors import NotYourBody

    begun()
    ticket = proposed()
    member = Actors("organisation member", person=signed.person("organisation member", organisation="o2", at=FIFTH))
    board = Actors("board member", person="p-mem")
    before = last()
    for actors in (member, board, Actors("organisation member", person="p-gone")):
        with pytest.raises(NotYourBody, match="nhs-trust"):
            say_of(ticket.id, Statement("specialist statement", "It is unsafe.", "nhs-trust"), actors)
    with pytest.raises(StatementFaults, match="speaks in its name"):
        say_of(ticket.id, Statement("argument against", "It is unsafe."), member)
    assert last() == before
    assert say_of(ticket.id, Statement("argument against", "It is dear."), board).payload.get("organisation") is None
    own = say_of(ticket.id, Statement("argument against", "It is dear.", "o2"), member)
    assert own.payload["organisation"] == "o2"
    for actors in (SECRETARY, CVS, OFFICER):
        written = say_of(ticket.id, Statement("specialist statement", "It is safe.", "nhs-trust"), actors)
        assert written.payload["organisation"] == "nhs-trust"
