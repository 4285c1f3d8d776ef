"""Behind the question mark of an address: no page takes an order, a filter, a number or a way on from it."""

import ast
import re
from typing import Any

import pytest
from django.test import Client

from tests.conventions.sources import product_files
from tests.web.pages import signed, standing
from tests.web.pages.crawl import with_every_role
from tests.web.pages.doors import DOORS

READ = {"done", "receipt", "pounds"}
"""The parameters that a page reads, each with a closed meaning."""
_GUESSED = (
    "order",
    "order_by",
    "sort",
    "filter",
    "page",
    "limit",
    "offset",
    "q",
    "id",
    "id[]",
    "format",
    "next",
    "round",
)
_VALUES = (
    "-1",
    "../../etc/passwd",
    "<script>alert(1)</script>\u202e",
    "1' OR '1'='1",
    "9" * 400,
    "round__secret",
    "\0",
)
_TOKEN = re.compile(r'name="(csrfmiddlewaretoken|nonce)" value="[^"]*"')


def bare(answer: Any) -> tuple[int, str]:
    """Give an answer without what is drawn anew each time."""
    return answer.status_code, _TOKEN.sub("", answer.getvalue().decode("utf-8", "replace"))


def hostile(value: str, *besides: str) -> dict[str, str]:
    return dict.fromkeys((*_GUESSED, *besides), value)


def test_no_public_address_is_changed_by_parameters(stood: standing.Stood) -> None:
    (proposal, *_) = stood.of("proposal", "voting")
    visitor, wrong = Client(), []
    for pattern, doors in DOORS.items():
        if pattern.startswith(("work/", "account/", "^account/")):
            continue
        for door in doors:
            address = door.address.partition("?")[0].replace("{round}", "voting").replace("{proposal}", proposal)
            plain = bare(visitor.get(address))
            for value in _VALUES:
                if bare(visitor.get(address, hostile(value))) != plain:
                    wrong.append(f"{address} {value[:20]!r}")
                read = bare(visitor.get(address, hostile(value, *READ)))
                if read[0] not in {plain[0], 404} or "<script>alert" in read[1]:
                    wrong.append(f"{address} {value[:20]!r} in {READ}: {read[0]}")
    assert wrong == []


def test_no_desk_act_or_way_of_signing_in_is_changed_by_parameters(stood: standing.Stood) -> None:
    from commonweal.web.pages.work.acts import href
    from commonweal.web.pages.work.every_act import ACTS

    everybody, wrong = with_every_role(standing.NOW), []
    addresses = ["/work/", "/work/urgent/", "/work/queue/review/", "/work/round/voting/", "/account/device/"]
    addresses += [href(act, ("voting",)[: len(act.about)]) for act in ACTS.values() if act.about in {(), ("round",)}]
    for address in addresses:
        plain = everybody.get(address).status_code
        fields = re.findall(r'name="([\w-]+)"', everybody.get(address).getvalue().decode("utf-8", "replace"))
        for value in _VALUES:
            status, text = bare(everybody.get(address, hostile(value, *READ, *fields)))
            if status != plain or "<script>alert" in text:
                wrong.append(f"{address} {value[:20]!r}: {status}")
    assert wrong == []


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_away_after_signing_in(stood: standing.Stood, away: str) -> None:
    from django.contrib.auth import get_user_model
    from django.core.cache import cache

    cache.clear()
    seat = signed.person("auditor", at=standing.NOW)
    login = {"login": get_user_model().objects.get(seat=seat).email, "password": "a long and odd password"}
    for address, leads_to in (
        (f"/account/sign-in/?next={away}", "/work/"),
        ("/account/sign-in/?next=/decide/", "/decide/"),
    ):
        assert Client().post(address, login)["Location"] == leads_to
    sent = Client().post("/account/sign-in/", {**login, "next": away})
    assert sent["Location"] == "/work/"


def test_the_parameters_that_pages_read_are_these() -> None:
    found = set()
    for file in product_files():
        for node in ast.walk(file.tree):
            asked = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if asked == "request.GET.get" and isinstance(node, ast.Call):
                found.add(ast.literal_eval(node.args[0]))
            elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "request.GET":
                found.add(ast.literal_eval(node.left))
    assert found == READ


def test_what_is_asked_of_the_database_is_written_in_the_code_and_never_sent() -> None:
    """An order or a filter that a browser may name reads what it should not, such as the hash of a password."""
    found = []
    for file in product_files():
        if not file.name.startswith("src/commonweal/web/"):
            continue
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name, first = node.func.attr, node.args[0] if node.args else None
                ordered = name == "order_by" and not all(isinstance(one, ast.Constant) for one in node.args)
                filtered = name in {"filter", "exclude", "get"} and any(one.arg is None for one in node.keywords)
                raw = name in {"raw", "extra", "RawSQL"} and "objects" in ast.unparse(node.func)
                if ordered or filtered or raw:
                    found.append(f"{file.name}:{node.lineno}: {ast.unparse(first) if first else name}")
    assert found == []
