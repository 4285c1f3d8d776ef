"""The place: what it is, where its cycle stands, what happened lately and what comes next."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from commonweal.terms.sentences import say
from commonweal.web.reads import board_page, decide_page, handover_page, needs_page, stored
from commonweal.web.reads.record_page import QUIET, event
from commonweal.web.reads.shown import Figure, Link, Next, Page, Section
from commonweal.web.reads.site import names
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.way import coming, objection, steps

WORDS = frozenset(
    {
        "ballot",
        "board",
        "challenge",
        "entry",
        "hand-over",
        "neighbourhood",
        "proposal",
        "record",
        "round",
        "undertaking",
    }
)
_LATELY = 6


def place(today: date) -> Page:
    """Show the place, as it stands on a day."""
    known = stored.place()
    if known is None:
        return _nothing_yet()
    entries = stored.entries()
    lately = [one for one in reversed(entries) if one.kind not in QUIET][:_LATELY]
    called = names(known)
    return Page(
        here="place",
        trail=(),
        title=str(known["name"]),
        lead=_lead(known),
        answer=decide_page.answer(today) or needs_page.answer() or "",
        steps=steps(entries),
        figures=_figures(),
        sections=(
            Section(
                "open",
                say("What you can look at"),
                choices=(
                    needs_page.choice(),
                    decide_page.choice(today),
                    handover_page.choice(),
                    board_page.choice(),
                ),
            ),
            *_map(),
            Section("lately", say("What happened lately"), events=tuple(event(one, called) for one in lately)),
        ),
        next=coming(known, entries, stored.undertakings()),
        act=Link(say("Download everything and check it yourself"), "/bundle.zip"),
        beside=say("One file with every published figure, ballot and plan, and a small program that checks them."),
        words=WORDS,
    )


def _lead(known: Mapping[str, Any]) -> Any:
    summary = str(known.get("summary", "")).strip()
    if summary:
        return summary
    board = name_of(known, "board")
    if not board:
        return say("The board decides here, with the residents. It has not been named yet.")
    return say("{board} decides here, with the residents.", board=board)


def _map() -> tuple[Section, ...]:
    drawn = needs_page.main_map()
    return (Section("map", say("The place on a map"), pictures=drawn),) if drawn else ()


def _figures() -> tuple[Figure, ...]:
    whole = needs_page.figures()
    return (*whole[:1], *whole[2:3], *decide_page.figures()[:1], *handover_page.figures()[:1])


def _nothing_yet() -> Page:
    return Page(
        here="place",
        trail=(),
        title=say("Our place"),
        lead=say("Nothing has been published here yet."),
        answer=say("When the board opens its place, this page will show what people need, decide and plan."),
        next=Next(
            say("The board secretary takes the place in: commonweal publish PLACE, or commonweal demo for a sample."),
            say("No day has been set yet."),
            say("The board."),
            objection(""),
        ),
        words=frozenset({"board"}),
    )
