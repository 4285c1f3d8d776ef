"""The steward runs the software: their pages hold nothing of ballots and of people's own that public pages do not."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonweal.web.rights import Actors
from tests.web.pages import signed
from tests.web.pages.standing import NOW, ROUNDS, stand
from tests.web.procedures import voting

BESIDES = {
    r"/work/": "what the steward may do, and the titles of rounds",
    r"/work/round/[^/]+/": "which steps of a vote are done, and how many stand on the register and have a code",
    r"/work/round/[^/]+/paper/": "a blank paper ballot",
    r"/work/round/[^/]+/said/": "what is said about each project, as the ballot and public pages say it",
    r"/decide/[^/]+/easy-read/how-to-vote/": "a public sheet, to which public pages lead only while a vote is to come",
    r"/work/invite-person/": "a form, and afterwards the name and address that the steward typed",
    r"/work/withdraw-invitation/": "which roles invitations are open for, and until when",
    r"/work/lodge-checkpoint/": "a form",
}
"""The pages that open to the steward and not to everybody, with all that they hold besides public pages."""
_OWN = ("/account/", "/static/", "/bundle", "/mine/", "/cy/")
_SHORTEST = 4


def crawled(client: Client, *begin: str, follow: Callable[[str], bool]) -> dict[str, str]:
    """Give the text of every page that links lead to, by its address."""
    found: dict[str, str] = {}
    waiting = [*begin]
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(_OWN) or not follow(address):
            continue
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        found[address] = unescape(answer.content.decode("utf-8"))
        waiting.extend(re.findall(r'href="(/[^"#?]*)', found[address]))
    return found


def personal(besides: str) -> Iterator[str]:
    """Give everything that is kept of people, but for what is of the person in a seat."""
    from commonweal.web.store import models

    fields: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (models.PersonRow.objects.exclude(seat=besides), ("email", "name")),
        (models.InvitationRow.objects.filter(state="open"), ("email", "name")),
        (models.RegisterRow.objects, ("name", "address")),
        (models.IdeaRow.objects, ("words", "contact")),
        (models.ProposalRow.objects, ("contact",)),
        (models.AnswerRow.objects, ("text",)),
        (models.UrgentRow.objects, ("words", "contact")),
        (models.CredentialRow.objects, ("nullifier",)),
        (models.SealedRow.objects, ("hash",)),
    )
    for rows, names in fields:
        found = [*rows.values_list(*names)]
        yield from (
            bytes(one).hex() if isinstance(one, bytes | memoryview) else str(one) for row in found for one in row
        )
    for form in models.WaitingActRow.objects.values_list("form", flat=True):
        yield from (one for values in json.loads(form).values() for one in values)
    yield from (str(json.loads(text)) for text in models.PersonalRow.objects.values_list("text", flat=True))


@pytest.fixture
def kept(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A place with a round at every phase and something of everybody's in it; give the steward's seat."""
    from commonweal.web import clock
    from commonweal.web.procedures import waiting
    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.procedures.issue_codes import issue_codes
    from commonweal.web.procedures.take_register import take_register
    from commonweal.web.reads.who import Appointment, Begun
    from commonweal.web.store import models

    del stored_place
    stand()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    seat = signed.person("steward", at=NOW)
    secretary = Actors("board secretary", person=signed.person("board secretary", at=NOW))
    invite_person("invited@example.org", "Whoever", Appointment("auditor"), token="t" * 32, at=NOW, actors=secretary)
    form = json.dumps({"name": ["Whoever waits"], "email": ["waits@example.org"]})
    waiting.begin(Begun("invite_officer", "", form, "board secretary", secretary.person), at=NOW)
    returning = Actors("returning officer", person="p-1")
    take_register(ROUNDS["voting"], voting.PEOPLE, at=NOW, actors=returning)
    issue_codes(ROUNDS["voting"], by="post", numbers=[1, 2], at=NOW, actors=returning)
    models.ProposalRow.objects.update(contact="at the hub")
    return seat


def test_the_stewards_pages_hold_nothing_of_people_or_ballots_that_public_pages_do_not(kept: str) -> None:
    public = crawled(Client(), "/", follow=lambda address: not address.startswith("/work/"))
    told = "\n".join(public.values())
    kept_back = {one for one in personal(kept) if len(one) >= _SHORTEST and one not in told}
    assert {"invited@example.org", "Whoever waits", "1 High Street", "Answered as it is.", "at the hub"} <= kept_back
    of_record = re.compile(r"/record/\d")
    theirs = crawled(signed.client(kept), "/", "/work/", follow=lambda address: not of_record.match(address))
    wrong = [f"{address}: {one}" for address, text in theirs.items() for one in sorted(kept_back) if one in text]
    assert wrong == []
    only = {address for address in theirs if address not in public}
    unnamed = {one for one in only if not any(re.fullmatch(known, one) for known in BESIDES)}
    assert unnamed == set(), "say in BESIDES what the steward sees there"
    assert {known for known in BESIDES if not any(re.fullmatch(known, one) for one in only)} == set()


def test_what_is_kept_back_from_the_steward_is_seen_by_whoever_needs_it(kept: str) -> None:
    secretary = signed.sign_in("board secretary", at=NOW)
    assert "invited@example.org" in secretary.get("/work/withdraw-invitation/").content.decode()
