"""Acting through the browser: a place, people who are signed in, and two of them who confirm each other's acts."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.pages import signed
from tests.web.procedures import rounds

HOSTILE = "<script>alert(1)</script>\u202egnp =cmd|' /C calc'!A0"
"""Words that would run, turn the line round, or be a formula where they were not escaped."""
SHOWN = re.compile(r"&lt;script&gt;alert\(1\)&lt;/script&gt;\u202e?gnp =cmd\|")
_TYPED = re.compile(r'value="[^"]*"|(<textarea[^>]*>).*?</textarea>', re.DOTALL)
"""What somebody typed stands in its field as it was typed: it is turned round there and nowhere else."""


@pytest.fixture
def opened(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place whose record has begun; its clock stands four hours later."""
    from commonweal.web import clock

    rounds.opened()
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(4))
    return stored_place


def sign_in(role: str) -> Client:
    """Give somebody a role now, and sign them in."""
    from commonweal.web import clock

    return signed.sign_in(role, at=clock.now())


def page(answer: Any) -> str:
    """Give an answer's text."""
    text: str = answer.content.decode("utf-8")
    return text


def text_of(html: str) -> str:
    """Give what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def told_and_waiting() -> tuple[int, int]:
    """Give how many entries there are, and how many acts wait for a second person."""
    from commonweal.web import clock
    from commonweal.web.reads import stored, who

    return len(stored.entries()), len(who.all_waiting(clock.now()))


def newest() -> Any:
    """Give the newest entry of the record."""
    from commonweal.web.reads import stored

    return stored.entries()[-1]


def kept(field: str) -> Any:
    """Give the words of a personal field of the newest entry."""
    from commonweal.web.reads import stored

    return next(part.value for part in stored.personal(newest().number) if part.field == field)


def confirmed(first: Client, second: Client, address: str, sent: dict[str, Any]) -> Any:
    """Begin an act as one person, and confirm it as another."""
    begun = first.post(address, sent)
    assert begun.status_code == 302, page(begun)
    waiting = begun["Location"]
    assert waiting.startswith("/work/second/")
    return second.post(waiting, {"confirm": "yes"})


def assert_escaped(answer: Any) -> None:
    """Hold hostile words on a page to be words and nothing else."""
    told = page(answer)
    assert "<script>alert" not in told
    assert "\u202e" not in _TYPED.sub("", told)
    assert SHOWN.search(told)
