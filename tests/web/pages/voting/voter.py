"""Somebody who votes in the browser: the forms as they are shown, sent on as a browser sends them."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.web.procedures import voting

ADDRESS = f"/vote/{voting.ROUND}/"


def at(monkeypatch: pytest.MonkeyPatch, moment: Any) -> None:
    """Stop the clock at a moment."""
    from commonweal.web import clock

    monkeypatch.setattr(clock, "now", lambda: moment)


def page(answer: Any) -> str:
    text: str = answer.content.decode("utf-8")
    return text


def sent_on(answer: Any) -> dict[str, list[str]]:
    """Give what the form of a page would send as it stands, but for its button."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page(answer)):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = " checked" in tag or told.get("type") not in {"checkbox", "radio"}
        if ticked and "name" in told and told["name"] != "csrfmiddlewaretoken":
            found.setdefault(unescape(told["name"]), []).append(unescape(told.get("value", "")))
    return found


def ballot(client: Client, code: str, **more: Any) -> Any:
    """Type a code."""
    return client.post(ADDRESS, {"go": "open", "code": code, **more})


def review(client: Client, code: str, chosen: Any = ("a",), **more: Any) -> Any:
    """Type a code and choose."""
    form = sent_on(ballot(client, code))
    return client.post(ADDRESS, {**form, "go": "review", "chosen": list(chosen), **more})


def cast(client: Client, code: str, chosen: Any = ("a",), **more: Any) -> Any:
    """Type a code, choose, look, and cast."""
    return client.post(ADDRESS, {**sent_on(review(client, code, chosen, **more)), "go": "cast"})


def receipt(answer: Any) -> str:
    """Give the receipt that a page shows."""
    return "".join(re.findall(r"<span>([0-9a-f]{8})</span>", page(answer)))
