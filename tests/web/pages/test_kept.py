"""Public pages are made once for each state of the record; nobody is handed another's page, or an old one."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.pages.signed import sign_in
from tests.web.procedures import rounds


@pytest.fixture
def made(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Opens a place; remembers each public page that was made."""
    from django.shortcuts import render

    rounds.opened()
    addresses: list[str] = []

    def counting(request: Any, *args: Any, **named: Any) -> Any:
        addresses.append(request.path)
        return render(request, *args, **named)

    monkeypatch.setattr("commonweal.web.pages.views.render", counting)
    return addresses


def test_a_page_is_made_once_until_something_is_published(made: list[str]) -> None:
    visitor = Client()
    first = visitor.get("/")
    assert visitor.get("/").content == first.content
    assert visitor.get("/").headers == first.headers
    assert made == ["/"]
    rounds.with_rules()
    assert visitor.get("/").content != first.content
    assert made == ["/", "/"]


def test_a_page_that_shows_a_day_is_made_anew_with_the_hour(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web import clock

    visitor = Client()
    for later in (0, 0, 1):
        monkeypatch.setattr(clock, "now", lambda hours=later: rounds.hour(1) + timedelta(hours=hours))
        visitor.get("/decide/")
    assert made == ["/decide/"] * 2


def test_whoever_has_the_page_is_told_that_it_is_the_same(made: list[str]) -> None:
    visitor = Client()
    mark = visitor.get("/")["ETag"]
    again = visitor.get("/", headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert len(made) == 1
    rounds.with_rules()
    assert visitor.get("/", headers={"If-None-Match": mark}).status_code == 200


def test_no_page_of_those_who_act_and_no_missing_page_is_kept(made: list[str]) -> None:
    secretary = sign_in("board secretary")
    assert "Sign out" in secretary.get("/work/").content.decode()
    assert Client().get("/work/").status_code == 302
    assert Client().get("/decide/none/").status_code == 404
    assert "no-store" in secretary.get("/work/")["Cache-Control"]
    assert "Set-Cookie" not in Client().get("/").headers


def test_an_address_with_a_question_is_not_kept(made: list[str]) -> None:
    visitor = Client()
    for number in range(3):
        visitor.get(f"/?x={number}")
    assert len(made) == 3
