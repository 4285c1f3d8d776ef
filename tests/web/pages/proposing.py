"""A round in which residents put ideas and proposals forward in the browser, with rules that are whole."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.procedures.proposing import SECRETARY, begun

WHOLE: dict[str, Any] = {
    "budget_pence": 5_000_000,
    "currency": "GBP",
    "money": "revenue",
    "ballot": "approval",
    "fewest": 1,
    "who": "Everybody of 16 or over who lives here",
    "lot": "A die is thrown in public",
    "binding": "binding",
    "due": "2027-06-30",
    "challenge_days": 7,
    "questions": [],
}


def at(number: int, month: int = 11) -> datetime:
    return datetime(2026, month, number, 12, tzinfo=UTC)


def round_of_ideas(patch: pytest.MonkeyPatch, number: int = 5, **rules: Any) -> None:
    """Open a place and a round whose ideas come in from 1 to 10 November, and set the clock."""
    begun(**{**WHOLE, **rules})
    clock_at(patch, number)


def clock_at(patch: pytest.MonkeyPatch, number: int, month: int = 11) -> None:
    from commonweal.web import clock

    patch.setattr(clock, "now", lambda: at(number, month))


def proposal_form(pounds: str = "2500", **more: Any) -> dict[str, Any]:
    """Give a filled-in form of a proposal for a small sum."""
    asked = ("what", "who-for", "where", "cost", "safe", "after", "account")
    return {
        "pence": pounds,
        "other": "o1",
        "title": "Tea on Tuesdays",
        "words": "Tea and company.",
        "asked": ",".join(asked),
        **{f"answer-{one}": "Answered as it is." for one in asked},
        **more,
    }


def read_sent() -> None:
    """Have the secretary read and publish every proposal, and every change of one, that waits."""
    from commonweal.web import clock
    from commonweal.web.procedures.publish_proposal import publish_proposal
    from commonweal.web.store import unread

    for one in unread.unread("r1"):
        publish_proposal("r1", one.name, at=clock.now(), actors=SECRETARY)
