"""An idea that is not published has a reason, a way to object and a line in the log; what it says stays unread."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonweal.errors import DeclineFaults, NotNow, UnknownName
from commonweal.web.rights import Actors
from tests.web.pages.proposing import clock_at, round_of_ideas
from tests.web.pages.signed import client, person
from tests.web.pages.test_course_told import recorded
from tests.web.procedures.proposing import CVS, IDEA, SECRETARY, day, put_forward

SAID = "John who lives at number 3 is a drunk"


def decline(name: str, reason: str = "names-somebody", actors: Actors = CVS, at: Any = None) -> Any:
    from commonweal.web.procedures.decline_idea import decline_idea

    return decline_idea("r1", name, reason, at=at or day(3), actors=actors)


def publish(name: str, actors: Actors) -> Any:
    from commonweal.web.procedures.publish_idea import publish_idea

    return publish_idea("r1", name, at=day(4), actors=actors)


def text_of(address: str, by: Client | None = None) -> str:
    html = (by or Client()).get(address).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def ticket(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    from dataclasses import replace

    del stored_place
    round_of_ideas(monkeypatch)
    return put_forward(replace(IDEA, title=SAID))


def test_whoever_sent_it_sees_the_reason_and_the_ways_on_and_nobody_sees_what_it_says(ticket: Any) -> None:
    from commonweal.web.reads import downloads, stored

    entry = decline(ticket.id)
    assert dict(entry.payload) == {"round": "r1", "idea": ticket.id, "reason": "names-somebody"}
    mine = text_of(f"/mine/{ticket.token}/")
    for said in (
        "It was read, and it is not published. It names somebody, or tells something about a person",
        f"Write to the board, and give the number {ticket.id}.",
        "Send it anew",
        SAID,
    ):
        assert said in mine
    assert "1 idea was declined." in text_of("/decide/r1/proposals/")
    for address in ("/decide/r1/proposals/", "/ideas/r1/", "/record/", f"/record/{entry.number}/", "/decide/r1/"):
        assert SAID not in text_of(address), address
    assert f"An idea for {'A small round'} was read and not published. It names" in text_of(f"/record/{entry.number}/")
    assert not any(SAID.encode() in data for data in downloads.bundle().values())
    assert SAID not in str(stored.entries())


def test_after_the_days_of_ideas_it_is_not_told_to_send_it_anew(ticket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    decline(ticket.id)
    clock_at(monkeypatch, 20)
    mine = text_of(f"/mine/{ticket.token}/")
    assert "Leave out what kept it from being published." not in mine
    assert "Somebody other than whoever declined it reads it again" in mine


def test_somebody_else_can_publish_it_and_whoever_declined_it_cannot(ticket: Any) -> None:
    decline(ticket.id)
    with pytest.raises(DeclineFaults, match="somebody else does"):
        publish(ticket.id, CVS)
    publish(ticket.id, SECRETARY)
    assert SAID in text_of("/decide/r1/proposals/")
    assert "It is published." in text_of(f"/mine/{ticket.token}/")
    assert "declined" not in text_of("/decide/r1/proposals/")


def test_a_seat_that_is_not_known_may_be_the_same_person(ticket: Any) -> None:
    decline(ticket.id, actors=Actors("CVS worker"))
    with pytest.raises(DeclineFaults):
        publish(ticket.id, Actors("CVS worker", person="p-other"))


def test_an_idea_is_declined_once_for_a_reason_of_the_list_while_ideas_are_decided_on(ticket: Any) -> None:
    with pytest.raises(DeclineFaults) as refused:
        decline(ticket.id, "dull")
    assert refused.value.code == "CW170"
    decline(ticket.id)
    with pytest.raises(UnknownName):
        decline(ticket.id, at=day(4))
    recorded("round_stopped", {"reason": "unlawful"}, day(5))
    with pytest.raises(NotNow):
        decline(ticket.id, at=day(6))


def test_it_leaves_the_queue_and_is_gone_whole_when_whoever_sent_it_says_so(ticket: Any) -> None:
    from commonweal.web.procedures.erase_private import erase_private
    from commonweal.web.reads import proposed as reads
    from tests.web.procedures.proposing import PROPOSER

    secretary = client(person("board secretary", at=day(1)))
    assert "Decline it" in text_of("/work/queue/r1/", secretary)
    decline(ticket.id)
    assert reads.queue("r1") == ()
    shown = text_of("/work/queue/r1/", secretary)
    assert f"Declined: {SAID}" in shown
    assert "Decline it" not in shown
    erase_private(ticket.id, token=ticket.token, at=day(5), actors=PROPOSER)
    assert SAID not in text_of("/work/queue/r1/", secretary)
    assert Client().get(f"/mine/{ticket.token}/").status_code == 404


def test_it_is_declined_in_the_browser(ticket: Any) -> None:
    secretary = client(person("board secretary", at=day(1)))
    address = f"/work/decline-idea/r1/{ticket.id}/"
    assert "It insults or threatens people." in text_of(address, secretary)
    assert secretary.post(address, {"reason": "attacks-people"}).status_code == 302
    assert "It insults or threatens people." in text_of(f"/mine/{ticket.token}/")


def test_the_log_of_reviews_holds_what_was_declined_and_what_was_erased(ticket: Any) -> None:
    from commonweal.web.procedures.erase_content import erase_content
    from commonweal.web.reads import proposed as reads
    from tests.web.procedures.proposing import WEIGHED, proposed, reviewed

    decline(ticket.id)
    put = proposed()
    entry = reviewed(put.id, WEIGHED)
    erase_content(entry.number, ["reason"], reason="harm", at=day(9), actors=SECRETARY)
    rows = {row["kind"]: row for row in csv.DictReader(io.StringIO(reads.review_log("r1").decode()))}
    declined, erased = rows["idea_declined"], rows["content_erased"]
    assert (declined["about"], declined["code"], declined["role"]) == (ticket.id, "names-somebody", "CVS worker")
    assert declined["meaning"].startswith("It names somebody")
    assert (erased["about"], erased["finding"], erased["code"]) == (
        f"{put.id} (entry {entry.number})",
        "reason",
        "harm",
    )
    assert SAID not in str(rows)
