"""Before the close no page says how many have voted, to nobody: with and without ballots each page is the same."""

import re
from pathlib import Path

import pytest
from django.test import Client

from commonweal.record.kinds import ROLES
from tests.web.pages.signed import client, person
from tests.web.pages.voting.voter import at
from tests.web.procedures import voting

_FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
PUBLIC = ("/", "/decide/", "/decide/r1/", "/record/", "/sources/", "/board/", "/vote/r1/", "/vote/r1/receipts/")
FILES = (
    *("/vote/r1/receipts.txt", "/bundle.zip", "/bundle/record/entries.jsonl", "/grants.json"),
    *("/decide/r1/review-log.csv", "/board/decisions.csv"),
)
DESK = ("/work/", "/work/round/r1/", "/work/round/r1/paper/", "/work/whole-bundle.zip")


@pytest.fixture
def codes(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    del stored_place
    at(monkeypatch, voting.OPEN)
    return voting.voting(6)


def seen(clients: dict[str, Client]) -> dict[tuple[str, str], tuple[int, object]]:
    from commonweal.web.pages.work.every_act import ACTS

    acts = [
        f"/work/{act.address}/{'/'.join(['r1'] * len(act.about))}{'/' if act.about else ''}" for act in ACTS.values()
    ]
    found: dict[tuple[str, str], tuple[int, object]] = {}
    for role, one in clients.items():
        for address in (*PUBLIC, *FILES, *DESK, *acts):
            answer = one.get(address)
            body = answer.getvalue()
            html = answer["Content-Type"].startswith("text/html")
            found[role, address] = answer.status_code, _FORM_TOKEN.sub("", body.decode()) if html else body
    return found


def test_every_page_as_every_role_is_the_same_whoever_has_voted(codes: list[str]) -> None:
    clients = {"visitor": Client()}
    for role in ROLES:
        if role not in {"resident", "proposer", "voter", "board"}:
            body = "o1" if role == "organisation member" else ""
            clients[role] = client(person(role, organisation=body, at=voting.OPEN))
    before = seen(clients)
    assert {status for status, _ in before.values()} >= {200, 302, 403, 404, 409}
    assert before["returning officer", "/work/round/r1/"][0] == 200
    for code in codes[:3]:
        voting.cast(code, "a")
    voting.cast(codes[3], "b", helper="CVS worker")
    voting.check_in(codes[4])
    after = seen(clients)
    assert [key for key in before if before[key] != after[key]] == []
    voting.close()
    assert seen({"visitor": clients["visitor"]}) != {key: told for key, told in before.items() if key[0] == "visitor"}


def test_an_export_before_the_close_is_the_same_whoever_has_voted(codes: list[str]) -> None:
    from commonweal.web.reads import downloads
    from commonweal.web.static_site import site_files

    def exported() -> dict[str, bytes]:
        return {**downloads.whole_bundle(), **site_files()}

    before = exported()
    voting.cast(codes[0], "a")
    voting.check_in(codes[1])
    assert exported() == before
    assert not [name for name in before if "receipts" in name or "opened" in name]
    voting.close()
    assert exported() != before
