"""What every page bears: the place's name and bodies, the place bar, and the checkpoint it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.record.chain import checkpoint
from commonweal.record.entries import Entry
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.alone import alone
from commonweal.web.reads.telling import Names, name_of

_BAR = (
    ("place", "/", say("Our place")),
    ("needs", "/needs/", say("Needs")),
    ("decide", "/decide/", say("Decide")),
    ("hand-over", "/hand-over/", say("Hand-over")),
    ("board", "/board/", say("Board and money")),
    ("record", "/record/", say("Public record")),
)
_BAR_ALONE = (
    ("needs", "/needs/", say("Needs")),
    ("neighbourhoods", "/neighbourhoods/", say("Neighbourhoods")),
)
"""The place bar of a profile that is shown by itself."""
_WORDS = ("words", "/glossary/", say("Words we use"))
_SOURCES = ("sources", "/sources/", say("Where the figures come from"))
_FOOT_ALONE = (_WORDS, _SOURCES)
_FOOT = (
    ("how", "/how-it-works/", say("How it works")),
    *_FOOT_ALONE,
    ("accessibility", "/accessibility/", say("Accessibility")),
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the place bar: its key, where it leads, and what it is called."""

    key: str
    href: str
    label: Sentence


@dataclass(frozen=True, slots=True)
class Mark:
    """The checkpoint a page is made from.

    Attributes:
        head: hash of the newest entry.
        count: how many entries there are.
        when: the day of the newest.
    """

    head: str
    count: int
    when: date


@dataclass(frozen=True, slots=True)
class Site:
    """What every page bears.

    Attributes:
        name: the place's name.
        board: the body that decides, or "" while it has no name.
        accountable_body: the organisation answerable for the money, or "" while it has no name.
        nav: the place bar.
        checkpoint: the checkpoint, or None while the record is empty.
        foot: what stands at the foot of every page.
    """

    name: str | Sentence
    board: str
    accountable_body: str
    nav: tuple[Item, ...]
    checkpoint: Mark | None
    foot: tuple[Item, ...] = ()


def site() -> Site:
    """Give what every page bears, from what has been published."""
    place = stored.place() or {}
    return Site(
        name=place.get("name", say("A place")),
        board=name_of(place, "board"),
        accountable_body=name_of(place, "accountable_body"),
        nav=tuple(Item(*item) for item in (_BAR_ALONE if alone() else _BAR)),
        checkpoint=mark(stored.entries()),
        foot=tuple(Item(*item) for item in (_FOOT_ALONE if alone() else _FOOT)),
    )


def mark(entries: tuple[Entry, ...]) -> Mark | None:
    """Give the checkpoint of a record with the day of its newest entry; None where it is empty."""
    if not entries:
        return None
    head = checkpoint(entries)
    return Mark(head.head, head.count, day(entries[-1]))


def day(entry: Entry) -> date:
    """Give the day of an entry, in UTC."""
    return date.fromisoformat(entry.at[:10])


def names(place: Mapping[str, Any]) -> Names:
    """Give what identifiers are called; a protected stream or a scored award stands where a round can."""
    funds = {one: stored.constitution(one) or {} for one in stored.fund_ids()}
    return Names(
        rounds={
            **{one["id"]: one["name"] for made in funds.values() for one in made["protected"]},
            **{str(one.payload["award"]): str(one.payload["title"]) for one in stored.entries_of("award_opened")},
            **{one.id: str(one.rules.get("title") or one.id) for one in stored.rounds()},
        },
        organisations={body["id"]: body["name"] for body in place.get("organisations", ())},
        currency=place.get("currency", "GBP"),
        funds={name: str(made["title"]) for name, made in funds.items()},
        items={
            str(one.payload.get("proposal") or one.payload["idea"]): str(one.payload["title"])
            for one in stored.entries_of("idea_published", "proposal_submitted")
        },
        agreements={
            str(one.payload["agreement"]): _service(place, one.payload) for one in stored.entries_of("step_in_agreed")
        },
    )


def _service(place: Mapping[str, Any], agreed: Mapping[str, Any]) -> str:
    called = {one["id"]: one["name"] for one in place.get("services", ())}
    service = str(called.get(agreed["service"], agreed["service"]))
    return f"{service}, {agreed['neighbourhood']}" if "neighbourhood" in agreed else service


def apart(name: Sentence) -> Site:
    """Give what pages bear that are of no one place, under a name of their own."""
    return Site(name=name, board="", accountable_body="", nav=(), checkpoint=None, foot=(Item(*_WORDS),))
