"""What is told while a place is served: one line of JSON for each event, and nothing of whoever caused it."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from commonweal.web.logs import OneLine, tell
from tests.web.pages.signed import client, person
from tests.web.pages.worked import HOSTILE
from tests.web.procedures import rounds, voting

MEMBERS = {"when", "what", "code", "path", "from", "error", "at", "secrets"}
SECRETS = ("resident-4711@example.org", "ABCDE-FGHJK-99", "203.0.113.77", "Odd Browser 8.1", "17 Quay Street", HOSTILE)
HEADERS: dict[str, Any] = {
    "REMOTE_ADDR": SECRETS[2],
    "HTTP_X_FORWARDED_FOR": SECRETS[2],
    "HTTP_USER_AGENT": SECRETS[3],
    "HTTP_REFERER": f"https://example.org/{SECRETS[0]}",
    "HTTP_COOKIE": f"sessionid={SECRETS[1]}",
}


@pytest.fixture
def told(place_on_sqlite: Path) -> Iterator[io.StringIO]:
    """What goes to stderr, from every logger that is set up by the settings."""
    out = io.StringIO()
    handlers = {one for name in ("", "commonweal", "django") for one in logging.getLogger(name).handlers}
    ours = [one for one in handlers if isinstance(one.formatter, OneLine) and isinstance(one, logging.StreamHandler)]
    assert ours
    before = [one.setStream(out) for one in ours]
    yield out
    for one, stream in zip(ours, before, strict=True):
        one.setStream(stream)


def lines(told: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Give every address of the site, with something of a person in each part that may vary."""
    for one in (resolver or get_resolver()).url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, pattern)
        elif isinstance(one, URLPattern):
            pattern = pattern.replace("(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)", f"1-{SECRETS[1]}").strip("^$")
            for kind in ("<int:number>", "<path:path>"):
                pattern = pattern.replace(kind, "4711" if "int" in kind else SECRETS[0])
            while "<" in pattern:
                start, end = pattern.index("<"), pattern.index(">")
                pattern = pattern[:start] + SECRETS[0] + pattern[end + 1 :]
            yield f"/{pattern}"


def test_nothing_that_anybody_sends_reaches_a_line(told: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web import clock

    rounds.opened()
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(1))
    names = ("email", "login", "name", "password", "password1", "code", "words", "grounds", "contact", "title", "round")
    sent = {name: SECRETS[k % len(SECRETS)] for k, name in enumerate(names)}
    stranger, secretary = Client(raise_request_exception=False), client(person("board secretary"))
    secretary.raise_request_exception = False
    asked = 0
    for who in (stranger, secretary):
        for address in addresses():
            who.get(address, {"q": SECRETS[4], "next": SECRETS[5]}, **HEADERS)
            who.post(address, sent, **HEADERS)
            asked += 2
    assert asked > 100
    assert [line for line in lines(told) if not set(line) <= MEMBERS] == []
    assert {line["code"] for line in lines(told) if line["what"] == "refused"} >= {"CW740"}
    assert [secret for secret in (*SECRETS, "example.org", "Quay") if secret in told.getvalue()] == []


def test_a_failure_is_told_by_its_class_and_place_and_never_in_its_words(
    told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.reads import needs_page

    def fail(service: str) -> None:
        raise ValueError(f"{service} lives at {SECRETS[4]}")

    rounds.opened()
    monkeypatch.setattr(needs_page, "service", fail)
    answer = Client(raise_request_exception=False).get(f"/needs/{SECRETS[0]}/?q={SECRETS[1]}", **HEADERS)
    assert answer.status_code == 500
    (line,) = lines(told)
    assert (line["what"], line["code"], line["path"]) == ("failure", 500, "needs/<str:service>/")
    assert line["error"] == "builtins.ValueError"
    assert "tests.web.test_logs:" in line["at"]
    assert not [secret for secret in SECRETS if secret in told.getvalue()]


def test_a_library_s_own_words_are_left_out(told: io.StringIO) -> None:
    logging.getLogger("somebody.else").error("could not send to %s", SECRETS[0])
    (line,) = lines(told)
    assert set(line) == {"when", "what", "from"}


def test_what_voters_do_is_not_told_unless_the_program_fails(told: io.StringIO) -> None:
    tell("refused", code="CW711", path="vote/<str:round_id>/")
    tell("refused", code="CW704", path="decide/<str:round_id>/challenge/")
    assert [line["code"] for line in lines(told)] == ["CW704"]


def test_a_ballot_that_is_cast_leaves_no_line(told: io.StringIO) -> None:
    codes = voting.voting(2)
    voting.cast(codes[0], "a")
    assert told.getvalue() == ""
