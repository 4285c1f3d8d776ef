"""Nothing of a proposal is public before a person has read it; it can be declined, changed and taken back meanwhile."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonweal.errors import DeclineFaults, NotNow, ShortlistOpen, TooManyChanges, UnknownName
from commonweal.proposals.consortium import Share
from commonweal.terms.money import Pence
from tests.web.pages.proposing import clock_at, round_of_ideas
from tests.web.pages.signed import client, person
from tests.web.pages.test_declined_ideas import decline, text_of
from tests.web.procedures.proposing import CVS, FOR_IT, OFFICER, PROPOSER, SECRETARY, day, reviewed, submission

SAID = "John Smith of 3 High St hits his wife"
PARTS = (Share("o1", "One", SAID, Pence(200_000)), Share("o2", "Two", "Cups", Pence(50_000)))
HARMFUL = replace(submission(SAID, group=SAID, partners=PARTS), words=SAID)
PUBLIC = ("/decide/r1/", "/decide/r1/proposals/", "/ideas/r1/", "/record/", "/decide/r1/review-log.csv")


def send(told: Any = HARMFUL, actors: Any = PROPOSER) -> Any:
    from commonweal.web.procedures.submit_proposal import submit_proposal

    return submit_proposal("r1", told, contact="ring the hub", at=day(4), actors=actors)


def publish(name: str, actors: Any = SECRETARY, at: Any = None) -> Any:
    from commonweal.web.procedures.publish_proposal import publish_proposal

    return publish_proposal("r1", name, at=at or day(6), actors=actors)


def change(name: str, token: str, told: Any, actors: Any = PROPOSER, at: Any = None) -> Any:
    from commonweal.web.procedures.change_proposal import change_proposal

    return change_proposal("r1", name, told, token=token, at=at or day(7), actors=actors)


def everything_public() -> str:
    from commonweal.web.reads import downloads

    pages = [Client().get(address).content for address in PUBLIC]
    return b"".join([*pages, *downloads.bundle().values()]).decode("utf-8", "replace")


@pytest.fixture
def held(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    round_of_ideas(monkeypatch)
    return stored_place


def test_nothing_of_it_is_public_before_somebody_read_it(held: Path) -> None:
    from commonweal.web.reads import stored

    before = len(stored.entries())
    ticket = send()
    assert len(stored.entries()) == before
    assert "John Smith" not in everything_public()
    assert Client().get(f"/proposals/r1/{ticket.id}/").status_code == 404
    assert "It waits to be read." in text_of(f"/mine/{ticket.token}/")
    entry = publish(ticket.id)
    assert (entry.role, entry.payload["second"], entry.payload["sent"]) == ("proposer", "board secretary", "2026-11-04")
    assert "John Smith" in everything_public()
    with pytest.raises(UnknownName):
        publish(ticket.id)


def test_what_a_reader_writes_down_for_somebody_is_published_at_once(held: Path) -> None:
    ticket = send(submission("Tea"), CVS)
    assert ticket.id.startswith("p")
    assert "Tea" in everything_public()


def test_a_declined_proposal_stays_out_of_the_record_and_can_be_mended(held: Path) -> None:
    ticket = send()
    entry = decline(ticket.id, at=day(5))
    assert dict(entry.payload) == {"round": "r1", "idea": ticket.id, "reason": "names-somebody"}
    assert "John Smith" not in everything_public()
    mine = text_of(f"/mine/{ticket.token}/")
    assert "It was read, and it is not published. It names somebody" in mine
    assert f"Write to the board, and give the number {ticket.id}." in mine
    with pytest.raises(DeclineFaults):
        publish(ticket.id, CVS)
    with pytest.raises(UnknownName):
        decline(ticket.id, at=day(6))
    change(ticket.id, ticket.token, submission("Tea"))
    assert "It waits to be read." in text_of(f"/mine/{ticket.token}/")
    assert publish(ticket.id, CVS, day(8)).payload["title"] == "Tea"


def test_a_change_waits_to_be_read_and_holds_up_the_review_and_the_ballot(held: Path) -> None:
    from commonweal.web.procedures.shortlisting import require_shortlist
    from commonweal.web.reads import proposed as reads

    ticket = send(submission("Tea"))
    name = publish(ticket.id).payload["proposal"]
    assert change(name, ticket.token, HARMFUL) is None
    assert "John Smith" not in everything_public()
    assert "What you changed waits to be read." in text_of(f"/mine/{ticket.token}/")
    assert [(one.id, one.title) for one in reads.queue("r1")] == [(name, SAID)]
    with pytest.raises(NotNow, match="waits to be read first"):
        reviewed(name, *FOR_IT, at=day(8))
    with pytest.raises(ShortlistOpen, match="It waits to be read"):
        require_shortlist("r1", {}, day(8))
    decline(name, at=day(8))
    assert "What you changed was read, and it is not published." in text_of(f"/mine/{ticket.token}/")
    reviewed(name, *FOR_IT, at=day(9))
    with pytest.raises(NotNow, match="it stands at"):
        publish(name, SECRETARY, day(10))


def test_a_change_that_was_read_names_what_it_replaces_and_counts_from_when_it_was_sent(held: Path) -> None:
    from commonweal.web.reads import proposed as reads

    ticket = send(submission("Tea"))
    first = publish(ticket.id)
    name = first.payload["proposal"]
    change(name, ticket.token, submission("Coffee"))
    second = publish(name, at=day(8))
    assert (second.payload["entry"], second.payload["title"]) == (first.number, "Coffee")
    assert second.payload["sent"] == "2026-11-07"
    shown = reads.proposal("r1", name, day(9).date())
    assert [told.on.day for told in shown.history] == [4, 7]
    assert reads.queue("r1")[0].since[:10] == "2026-11-07"


@pytest.mark.parametrize("actors", [PROPOSER, CVS], ids=["waiting", "at once"])
def test_it_can_be_changed_ten_times_between_two_reviews(held: Path, actors: Any) -> None:
    from commonweal.web.reads import stored

    ticket = send(submission("Tea"), actors)
    for _ in range(10):
        change(ticket.id, ticket.token, submission("Coffee"), actors)
    before = len(stored.entries())
    with pytest.raises(TooManyChanges) as refused:
        change(ticket.id, ticket.token, submission("Cocoa"), actors)
    assert refused.value.code == "CW171"
    assert len(stored.entries()) == before


def test_it_can_be_changed_again_after_a_review(held: Path) -> None:
    ticket = send(submission("Tea"), CVS)
    for _ in range(10):
        change(ticket.id, "", submission("Coffee"), CVS)
    reviewed(ticket.id, FOR_IT[0], at=day(8))
    assert change(ticket.id, "", submission("Cocoa"), CVS, day(9)).payload["title"] == "Cocoa"


def test_whoever_sent_it_can_destroy_it_whole_and_time_does_so_too(held: Path) -> None:
    from commonweal.web.procedures.erase_private import erase_private
    from commonweal.web.store import models, retained

    ticket, other = send(), send()
    erase_private(ticket.id, token=ticket.token, at=day(5), actors=PROPOSER)
    assert Client().get(f"/mine/{ticket.token}/").status_code == 404
    retained.destroy([retained.Held("contacts", "r1", day(5).date())])
    assert Client().get(f"/mine/{other.token}/").status_code == 404
    assert not models.WaitingProposalRow.objects.exists()
    assert not models.ShareRow.objects.exists()


def test_it_is_read_published_and_declined_in_the_browser(held: Path) -> None:
    secretary = client(person("board secretary", at=day(1)))
    ticket, other = send(submission("Tea")), send()
    shown = text_of("/work/queue/r1/", secretary)
    assert "It is to be read, and published or declined. Its review begins then." in shown
    page = text_of(f"/work/publish-proposal/r1/{other.id}/", secretary)
    assert page.count(SAID) >= 4
    assert "ring the hub" in page
    assert secretary.post(f"/work/decline-idea/r1/{other.id}/", {"reason": "names-somebody"}).status_code == 302
    assert secretary.post(f"/work/publish-proposal/r1/{ticket.id}/", {"was_read": "on"}).status_code == 302
    assert "Tea" in everything_public()
    shown = text_of("/work/queue/r1/", secretary)
    assert f"Declined: {SAID}" in shown
    assert "John Smith" not in everything_public()


def test_its_own_page_lets_it_be_mended_while_it_waits(held: Path) -> None:
    ticket = send()
    page = text_of(f"/mine/{ticket.token}/change-proposal/")
    assert SAID in Client().get(f"/mine/{ticket.token}/change-proposal/").content.decode()
    assert "A person reads it first" in page


def test_those_who_review_see_how_to_reach_the_sender_and_board_members_and_the_public_do_not(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.procedures.appeal_review import appeal_review
    from commonweal.web.reads import proposed as reads
    from tests.web.procedures.proposing import IDEA, WEIGHED, put_forward

    seats = {role: client(person(role, at=day(1))) for role in ("council officer", "board member", "CVS worker")}
    ticket = send(submission("Tea"))
    name = publish(ticket.id).payload["proposal"]
    assert "ring the hub" in text_of(f"/work/review-proposal/r1/{name}/", seats["council officer"])
    idea = put_forward(IDEA, contact="knock at the blue door")
    assert "knock at the blue door" in text_of(f"/work/publish-idea/r1/{idea.id}/", seats["CVS worker"])
    silent = put_forward(IDEA)
    assert "They left no way to be reached." in text_of(f"/work/publish-idea/r1/{silent.id}/", seats["CVS worker"])
    reviewed(name, WEIGHED, at=day(8), actors=OFFICER)
    appeal_review("r1", name, "It lies within.", token=ticket.token, at=day(9), actors=PROPOSER)
    clock_at(monkeypatch, 9)
    assert "Tea" in text_of(f"/work/decide-appeal/r1/{name}/", seats["board member"])
    assert "ring the hub" not in text_of(f"/work/decide-appeal/r1/{name}/", seats["board member"])
    assert "ring the hub" not in text_of("/work/queue/r1/", seats["board member"])
    assert "ring the hub" in text_of("/work/queue/r1/", seats["CVS worker"])
    assert "ring the hub" not in everything_public() + str(reads.proposal("r1", name, day(9).date()))
