"""The libraries of a place as its profile published them: who runs them, what changed, and each one."""

from collections.abc import Mapping
from typing import Any

from commonweal.charts.before_after import Change, before_after
from commonweal.charts.deciles import tenths
from commonweal.charts.picture import Picture
from commonweal.evidence.libraries import OPERATIONS
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled, map_picture, opens, shown_figure
from commonweal.web.reads.shown import Cell, Column, Figure, Row, Said, Section, Table, plain

_RUN_BY: Mapping[str, Sentence] = {code: say(meaning) for code, meaning in OPERATIONS.items()}
_NOBODY = say("not recorded")


def libraries(found: Profiled) -> tuple[Section, ...]:
    """Show the libraries of a place; nothing where it has no register of them."""
    told = found.told["libraries"]
    if not told:
        return ()
    drawn = _most_changed(told)
    said = tuple(_beside(one, drawn) for one in told["comparisons"] if one is not drawn)
    return (
        Section(
            "libraries",
            say("Libraries: who runs them, and who can reach one"),
            said=said,
            pictures=(*_change(found), *_map(found)),
            folded=(_years(told), _each(told)),
        ),
    )


def library_figures(found: Profiled) -> tuple[Figure, ...]:
    """Give the figure of a place's libraries that matters most."""
    told = found.told["libraries"]
    if not told:
        return ()
    figures = told["figures"]
    label = say(
        "of {rows} libraries since 2010 are open, {community} of them run by the community",
        rows=figures["rows"]["value"],
        community=figures["community_run_2023"]["value"],
    )
    return (shown_figure(figures["open_2023"], label, opens("libraries", "open_2023")),)


def _beside(one: Mapping[str, Any], drawn: Mapping[str, Any]) -> Sentence:
    """Say a comparison that is not drawn; where nothing changed in it, all that is drawn changed before it."""
    first = one["id"].split("-")[0]
    if one["residents"]["gained"] or one["residents"]["lost"] or drawn["id"].split("-")[0] >= first:
        return plain(one["sentence"])
    return say(
        "{sentence} All that the picture shows changed before {year}.", sentence=plain(one["sentence"]), year=first
    )


def _change(found: Profiled) -> tuple[Picture, ...]:
    """Draw access before and after."""
    compared = _most_changed(found.told["libraries"])
    first, last = compared["id"].split("-")
    before, after = (found.deciles(f"libraries-{compared['id']}-{year}") for year in (first, last))
    if before is None or after is None:
        return ()
    change = Change(
        "libraries",
        plain(compared["sentence"]),
        say(
            "Libraries for 10,000 residents by tenth of deprivation, in {first} and in {last}.", first=first, last=last
        ),
        tenths(before),
        tenths(after),
        plain(first),
        plain(last),
    )
    return (drawn_once(found.folder.digest, "libraries-change", lambda: before_after(change, prose().text)),)


def _most_changed(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the comparison of the two years between which access changed for most people."""
    found: Mapping[str, Any] = max(
        told["comparisons"], key=lambda one: one["residents"]["gained"] + one["residents"]["lost"]
    )
    return found


def _map(found: Profiled) -> tuple[Picture, ...]:
    column = "libraries_2023"
    poorest = found.least_within_reach(column)
    shown = found.map_of(
        column,
        title=say("The fewest libraries are within reach in {first} and {second}", first=poorest[0], second=poorest[1])
        if len(poorest) > 1
        else say("Libraries within reach in 2023"),
        unit=say("libraries for 10,000 residents"),
        sentence=say("The stronger its colour, the fewer libraries are within reach of the residents of an area."),
        better=True,
    )
    drawn = map_picture(found, shown) if shown else None
    return (drawn,) if drawn else ()


def _years(told: Mapping[str, Any]) -> Table:
    columns = (
        Column(say("Year")),
        Column(say("Open"), "number"),
        Column(say("Closed by then"), "number"),
        Column(say("Run by the council"), "number"),
        Column(say("Run by the community"), "number"),
        Column(say("Not recorded"), "number"),
    )
    rows = tuple(_year(one) for one in told["years"])
    return Table(say("See the libraries year by year, and who ran them when that was asked"), columns, rows)


def _year(one: Mapping[str, Any]) -> Row:
    run = one["run_by"]
    council: Said = say("{n}", n=run["LA"] + run["LAU"] + run["C"]) if run else say("not asked")
    community: Said = say("{n}", n=run["CR"] + run["ICL"]) if run else say("not asked")
    silent: Said = say("not asked") if one["not_recorded"] is None else say("{n}", n=one["not_recorded"])
    cells = (say("{n}", n=one["open"]), say("{n}", n=one["closed"]), council, community, silent)
    return Row((Cell(say("{year:plain}", year=one["year"])), *(Cell(cell) for cell in cells)))


def _each(told: Mapping[str, Any]) -> Table:
    columns = (
        Column(say("Library")),
        Column(say("Kind")),
        Column(say("Run by")),
        Column(say("Closed in")),
        Column(say("Row in the published file"), "number"),
    )
    rows = tuple(
        Row(
            (
                Cell(one["name"]),
                Cell(one["type"]),
                Cell(_run_by(one)),
                Cell(say("{year:plain}", year=one["year_closed"]) if one["year_closed"] else say("open")),
                Cell(say("{row:plain}", row=one["source_row"])),
            )
        )
        for one in told["rows"]
    )
    return Table(say("See each of the {n} libraries", n=len(rows)), columns, rows)


def _run_by(one: Mapping[str, Any]) -> Sentence:
    asked = [code for _, code in sorted(one["run_by"].items()) if code]
    return _RUN_BY[asked[-1]] if asked else _NOBODY
