"""How many people are in each group in need, as the profile published it."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.charts.comparison import Compared, Comparison, comparison
from commonweal.charts.picture import Picture
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled, amount, opens
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table, plain

KEY = "group_sizes"
_Told = Mapping[str, Any]


def group_sizes(found: Profiled) -> tuple[Section, ...]:
    """Show how many people are in each group in need; nothing where no need is on file."""
    told: Mapping[str, _Told] = found.told.get(KEY) or {}
    if not told:
        return ()
    named = sorted(told.items(), key=lambda one: -(one[1]["value"] or 0))
    known = [one for one in named if one[1]["value"]]
    mean = say(
        "One person may be in several groups and need several services, so that the numbers cannot be added up. A "
        "group is as large as the service that most of it needs."
    )
    return (
        Section(
            "group-sizes",
            say("How many people each group is"),
            said=(*_finding(known), *_silent(told), mean),
            pictures=_picture(found, known),
            folded=(_table(named),),
        ),
    )


def _finding(known: Sequence[tuple[str, _Told]]) -> tuple[Sentence, ...]:
    if not known:
        return ()
    name, most = known[0]
    return (
        say("The largest group in need is: {group}, about {people} people.", group=name, people=int(most["value"])),
    )


def _silent(told: Mapping[str, _Told]) -> tuple[Sentence, ...]:
    silent = sum(one["value"] is None for one in told.values())
    if not silent:
        return ()
    return (
        say(
            "Of {all} groups, the size of 1 is not known or cannot be shown.",
            plural="Of {all} groups, the sizes of {n} are not known or cannot be shown.",
            by="n",
            all=len(told),
            n=silent,
        ),
    )


def _picture(found: Profiled, known: Sequence[tuple[str, _Told]]) -> tuple[Picture, ...]:
    if len(known) < 2:
        return ()
    shown = Comparison(
        "group-sizes",
        say("Groups in need, the largest first"),
        say("One bar for each of {n} groups whose size may be shown.", n=len(known)),
        say("people in need"),
        "decimal0",
        tuple(Compared(plain(name), int(one["value"]), lead=not k) for k, (name, one) in enumerate(known)),
    )
    return (drawn_once(found.folder.digest, shown.id, lambda: comparison(shown, prose().text)),)


def _table(named: Sequence[tuple[str, _Told]]) -> Table:
    columns = (Column(say("Group")), Column(say("People in need"), "number"))
    rows = tuple(Row((Cell(name), Cell(amount(one), href=opens(KEY, name), unit=say("people")))) for name, one in named)
    return Table(say("See each group, with the least and the most that it could be"), columns, rows)
