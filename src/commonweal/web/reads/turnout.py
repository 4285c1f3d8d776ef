"""How many voted, by channel, area and tenth of deprivation: after the close, never beside what was chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.cycle.residents import residents
from commonweal.cycle.turnout import UNNAMED
from commonweal.evidence.publishing import FEW, STEP
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads import profiled
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table
from commonweal.web.store import balloting

_NOT_SHOWN = {
    "too few": say("too few to show, here or beside it"),
    "beside": say("not shown: another figure could be worked out from it"),
}


def tenths(round_id: str) -> Mapping[str, int | Unknown]:
    """Give the tenth of deprivation of each area that the codes of a round name, as the newest profile has it."""
    profile = profiled.newest()
    named = [area for area in balloting.turnout(round_id) if area]
    return residents(profile.small_areas(), named).tenths if profile and named else {}


def turnout(round_id: str) -> tuple[Section, ...]:
    """Show how many voted in a round; nothing before voting was closed by two people."""
    closed = balloting.payload_of(round_id, "round_closed")
    if closed is None or "sealed" not in closed:
        return ()
    tables = (*_by_area(closed.get("by_area", ())), *_by_tenth(closed.get("by_tenth", ())))
    return (Section("turnout", say("How many voted"), said=tuple(_said(closed)), folded=tables),)


def _said(closed: Mapping[str, Any]) -> Sequence[Said]:
    used, issued, paper = closed["ballots"], closed["issued"], closed["paper"]
    said: list[Said] = [
        say(
            "{used} ballots were cast with {issued} codes: {paper} on paper, {online} online. {unused} codes were not "
            "used.",
            used=used,
            issued=issued,
            paper=paper,
            online=used - paper,
            unused=issued - used,
        )
    ]
    if closed.get("unnamed"):
        said.append(
            say(
                "{unnamed} of the codes were made for events and for nobody in particular. Whether each went to one "
                "person who may vote, and had no other code, was checked at the door and can be checked nowhere else.",
                unnamed=closed["unnamed"],
            )
        )
    helped = closed.get("helped")
    if isinstance(helped, int):
        said.append(say("Of those online, about {helped} were cast with somebody’s help.", helped=helped))
    elif helped is not None:
        said.append(say("Of those online, some were cast with somebody’s help: too few to show."))
    if helped is not None:
        said.append(
            say(
                "So that nobody is recognised, figures from 1 to {few} are not shown and the others are to the nearest "
                "{step}. They come from the codes alone, and stand nowhere beside what was chosen.",
                few=FEW,
                step=STEP,
            )
        )
    return said


def _by_area(groups: Sequence[Mapping[str, Any]]) -> tuple[Table, ...]:
    if not groups:
        return ()
    rows = tuple(Row((Cell(one["group"] or say("no area is named")), *_cells(one))) for one in groups)
    return (Table(say("How many voted, by area"), (Column(say("Area")), *_columns()), rows),)


def _by_tenth(groups: Sequence[Mapping[str, Any]]) -> tuple[Table, ...]:
    if not groups:
        return ()
    known = sorted((one for one in groups if one["group"] != UNNAMED), key=lambda one: int(one["group"]))
    rows = [Row((Cell(say("{tenth}", tenth=int(one["group"]))), *_cells(one))) for one in known]
    rows += [Row((Cell(say("not known")), *_cells(one))) for one in groups if one["group"] == UNNAMED]
    heading = Column(say("Tenth by deprivation, 1 the most deprived"))
    return (Table(say("How many voted, by tenth of deprivation"), (heading, *_columns()), tuple(rows)),)


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Codes"), "number"),
        Column(say("Ballots"), "number"),
        Column(say("Codes not used"), "number"),
    )


def _cells(one: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(Cell(_written(one[name])) for name in ("issued", "used", "unused"))


def _written(figure: int | str) -> Sentence:
    return say("{n}", n=figure) if isinstance(figure, int) else _NOT_SHOWN[figure]
