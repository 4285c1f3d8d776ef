"""No form is taken that did not come from our own page: at every address, of every act, whoever is signed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.web.pages.acting import opened as opened  # noqa: PLC0414 - a fixture
from tests.web.pages.crawl import everything_stored, with_every_role
from tests.web.pages.doors import DOORS
from tests.web.procedures import rounds

NOT_OURS = "It did not come from these pages"
ELSEWHERE = "https://evil.example"


def addresses() -> Iterator[str]:
    """Give an example of every address, and the address of every act."""
    from commonweal.web.pages.work.every_act import ACTS

    for doors in DOORS.values():
        yield doors[0].address.replace("{round}", "r1").replace("{proposal}", "p1").partition("?")[0]
    for act in ACTS.values():
        yield "/".join(["/work", act.address, *act.about, ""])


def signed_in() -> Client:
    """Sign in whoever may do everything; their browser sends their cookie with a form of anybody's."""
    client = with_every_role(rounds.hour(4))
    client.handler.enforce_csrf_checks = True
    return client


def test_a_form_without_our_token_is_taken_nowhere(opened: Path) -> None:
    clients = {"visitor": Client(enforce_csrf_checks=True), "everybody": signed_in()}
    before = everything_stored()
    wrong = []
    for who, client in clients.items():
        for address in addresses():
            for method in ("post", "put", "patch", "delete"):
                answer = getattr(client, method)(address)
                if answer.status_code != 403 or NOT_OURS not in answer.content.decode():
                    wrong.append(f"{method} {address} as {who}: {answer.status_code}")
    assert wrong == []
    assert everything_stored() == before


@pytest.mark.parametrize("how", [{"HTTP_ORIGIN": ELSEWHERE}, {"HTTP_ORIGIN": "null"}, {}, {"HTTP_REFERER": ELSEWHERE}])
def test_a_form_with_our_token_from_another_site_is_not_taken(opened: Path, how: dict[str, str]) -> None:
    from commonweal.web.store import models

    client = Client(enforce_csrf_checks=True)
    client.get("/urgent/", secure=True)
    token = client.cookies["csrftoken"].value
    sent = {"words": "Somebody is hurt.", "csrfmiddlewaretoken": token}
    assert client.post("/urgent/", sent, secure=True, **how).status_code == 403  # type: ignore[arg-type]
    assert not models.UrgentRow.objects.exists()
    ours = {"HTTP_ORIGIN": "https://testserver"}
    assert client.post("/urgent/", sent, secure=True, **ours).status_code == 200  # type: ignore[arg-type]
    assert models.UrgentRow.objects.count() == 1


def test_a_token_of_somebody_else_is_not_taken(opened: Path) -> None:
    other, client = Client(), Client(enforce_csrf_checks=True)
    other.get("/urgent/")
    client.get("/urgent/")
    sent = {"words": "Somebody is hurt.", "csrfmiddlewaretoken": other.cookies["csrftoken"].value}
    assert client.post("/urgent/", sent).status_code == 403


def test_the_cookie_of_a_form_and_of_who_is_signed_in_is_for_our_own_pages_alone() -> None:
    from django.conf import settings

    assert settings.CSRF_COOKIE_SAMESITE == "Strict"
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_HTTPONLY
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
