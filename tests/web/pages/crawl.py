"""Every page that links lead to, as somebody sees it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.test import Client

from tests.web.pages.markup import faults_of

_LINK = re.compile(r'\s(?:href|action)="(/[^"#]*)')
_LEFT_OUT = ("/static/", "/account/", "/cy/")
_PRINTED = {"0 <header>", "0 <footer>"}
"""What sheets to print lack on purpose."""
_TYPED = re.compile(r'value="[^"]*"|(<textarea[^>]*>).*?</textarea>', re.DOTALL)
_RUNS = ("=", "+", "-", "@", "\t", "\r")
MAIN = ("/", "/needs/", "/decide/", "/hand-over/", "/board/", "/funds/", "/record/", "/sources/", "/urgent/")


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody was answered at an address.

    Attributes:
        status: the status of the answer.
        kind: its content type, without parameters.
        body: what was sent.
    """

    status: int
    kind: str
    body: bytes

    @property
    def text(self) -> str:
        """The same as text."""
        return self.body.decode("utf-8", "replace")


def crawled(client: Client, beginnings: Sequence[str] = MAIN, *, within: str = "/") -> dict[str, Seen]:
    """Follow every link from some addresses on; give what was answered, by address.

    Args:
        client: who asks.
        beginnings: the addresses to begin with.
        within: what an address must begin with for its page to be looked at.
    """
    waiting, found = [*beginnings], dict[str, Seen]()
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(_LEFT_OUT) or not address.startswith(within):
            continue
        answer = client.get(address)
        found[address] = Seen(answer.status_code, answer.get("Content-Type", "").partition(";")[0], answer.getvalue())
        if found[address].kind == "text/html":
            waiting.extend(unescape(link) for link in _LINK.findall(found[address].text))
    return found


def unsound(pages: Mapping[str, Seen]) -> Iterator[str]:
    """Say what on pages runs, leads away, turns letters round, or is a formula to a spreadsheet."""
    for address, seen in pages.items():
        if seen.kind == "text/html" and seen.body:
            faults = {*faults_of(seen.text)} - _PRINTED
            if "<script" in seen.text or "\u202e" in _TYPED.sub("", seen.text):
                faults.add("hostile words stand as they were typed")
            yield from (f"{address}: {fault}" for fault in sorted(faults))
        elif seen.kind == "text/csv":
            rows = csv.reader(io.StringIO(seen.text, newline=""))
            yield from (f"{address}: {cell[:40]}" for row in rows for cell in row if cell.startswith(_RUNS))


def with_every_role(at: datetime) -> Client:
    """Sign somebody in who holds every role that has an account."""
    from commonweal.web.procedures.invite_person import BY_INVITATION
    from tests.web.pages import signed

    seat = ""
    for role in BY_INVITATION:
        seat = signed.person(role, seat=seat, organisation="o-a" if role == "organisation member" else "", at=at)
    return signed.client(seat)


def everything_stored() -> str:
    """Give every row of the open database as text."""
    from django.apps import apps

    rows: list[Any] = [
        row for model in apps.get_models() if model._meta.managed for row in model._default_manager.values()
    ]
    return repr(rows)
