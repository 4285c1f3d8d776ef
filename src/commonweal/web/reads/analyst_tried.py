"""What was tried with a plan, for the analyst: dangers with their intervals, kind by kind, regret, what was drawn."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from commonweal.formats.tables import decimal_text
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.handover_beside import stress_picture
from commonweal.web.reads.planned import Planned
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table

if TYPE_CHECKING:
    from commonweal.formats.stress_reading import ReadTrial
    from commonweal.handover.stress.trial import Chance

_DANGERS: Mapping[str, Sentence] = {
    "floor": say("a service falls below its floor"),
    "gap": say("the gap between the ends leaves its band"),
    "worse_off": say("the most deprived fifth is worse off"),
    "statutory_fund": say("the statutory fund is overdrawn"),
    "devolved_fund": say("the devolved fund falls short"),
    "overload": say("a body has more load than it may carry"),
}
_KINDS: Mapping[str, Sentence] = {
    "ending": say("bodies end"),
    "volunteers": say("volunteers stay away, or come"),
    "cuts": say("cuts come deeper or earlier"),
    "need": say("need grows"),
    "growth": say("growth and loss at other rates"),
    "late": say("hand-overs come late"),
    "funder": say("a funder goes"),
}


def tried_section(found: Planned) -> tuple[Section, ...]:
    """Say all of a plan's trial, or nothing where none was published with it."""
    tried = found.tried
    if tried is None:
        return ()
    return (
        Section(
            "tried",
            say("What was tried"),
            said=(
                *tried.told.wrong[:1],
                say(
                    "An interval says how far the number of futures limits a chance. It says nothing about whether what"
                    " was drawn is right."
                ),
            ),
            pictures=(stress_picture(found),) if tried.trial.cells else (),
            tables=(_dangers(tried), _regret(tried)),
            folded=(_kinds(tried), _drawn(tried)),
        ),
    )


def _chance(seen: "Chance") -> Sentence:
    return say(
        "{share:percent1} ({least:percent1} to {most:percent1})", share=seen.share, least=seen.least, most=seen.most
    )


def _dangers(tried: "ReadTrial") -> Table:
    columns = (
        Column(say("What may happen")),
        Column(say("Futures, of {n}", n=tried.trial.scenarios), "number"),
        Column(say("Chance, with its 95% interval"), "number"),
    )
    rows = tuple(
        Row(
            (
                Cell(_DANGERS[danger]),
                Cell(say("{n}", n=seen.times)),
                Cell(_chance(seen)),
            )
        )
        for danger, seen in tried.trial.dangers.items()
    )
    return Table(say("How likely each danger is, somewhere in the place and in some quarter"), columns, rows)


def _name(name: str) -> Said:
    return {"plan": say("this plan"), "keep": say("keeping everything")}.get(name, name)


def _regret(tried: "ReadTrial") -> Table:
    columns = (
        Column(say("Plan")),
        Column(say("Weighted units unmet, nine futures of ten"), "number"),
        Column(say("More than the best of these, nine futures of ten"), "number"),
        Column(say("Best in, of {n}", n=tried.trial.scenarios), "number"),
        Column(say("Overdraws the statutory fund in"), "number"),
    )
    rows = tuple(
        Row(
            (
                Cell(_name(one.name)),
                Cell(say("{low:decimal1} to {high:decimal1}", low=one.weighted.low, high=one.weighted.high)),
                Cell(say("{low:decimal1} to {high:decimal1}", low=one.regret.low, high=one.regret.high)),
                Cell(say("{n}", n=one.best)),
                Cell(_chance(one.dangers["statutory_fund"])),
            )
        )
        for one in tried.trial.regrets
    )
    return Table(say("Regret: the plans in the same futures"), columns, rows)


def _kinds(tried: "ReadTrial") -> Table:
    columns = (
        Column(say("If that alone comes otherwise")),
        *(Column(_DANGERS[danger], "number") for danger in _DANGERS),
    )
    rows = tuple(
        Row((Cell(_KINDS[kind]), *(Cell(_chance(seen[danger])) for danger in _DANGERS)))  # type: ignore[index]
        for kind, seen in tried.trial.kinds.items()
    )
    return Table(say("See each kind of thing by itself"), columns, rows)


def _drawn(tried: "ReadTrial") -> Table:
    columns = (
        Column(say("What was drawn")),
        Column(say("Between"), "number"),
        Column(say("What it counts")),
        Column(say("Source"), "why"),
    )
    rows = [
        Row(
            (
                Cell(one.name),
                Cell(say("{least} to {most}", least=decimal_text(one.least), most=decimal_text(one.most))),
                Cell(one.unit),
                Cell(one.source),
            )
        )
        for _, one in sorted(tried.futures.ranges.items())
    ]
    for fifth, (least, most) in sorted(tried.futures.lost_per_year.items()):
        rows.append(
            Row(
                (
                    Cell(say("a body ends, fifth {fifth}", fifth=fifth)),
                    Cell(say("{least:percent1} to {most:percent1}", least=least, most=most)),
                    Cell(say("chance a year, by the fifth of deprivation of its home")),
                    Cell(say("libraries in England that communities ran in 2016")),
                )
            )
        )
    return Table(say("See what was drawn, and between which ends"), columns, tuple(rows))
