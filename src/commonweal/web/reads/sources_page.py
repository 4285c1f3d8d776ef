"""Where every figure comes from: the files, and for each figure its files, rows and method."""

from collections.abc import Mapping
from typing import Any

from commonweal.terms.sentences import say
from commonweal.web.reads import stored
from commonweal.web.reads.profiled import Profiled, amount, anchor, newest
from commonweal.web.reads.shown import Cell, Column, Link, Page, Row, Said, Section, Table

_UNSAID = say("not said")


def sources() -> Page:
    """Show every file and every figure that was made from it."""
    place, found = stored.place() or {}, newest()
    files = _files(place, found)
    return Page(
        here="",
        trail=(),
        title=say("Where the figures come from"),
        lead=say(
            "Every figure on these pages was made from the files below, or from the votes and plans in the bundle."
        ),
        sections=(
            *(
                (
                    Section(
                        "files",
                        say("The files"),
                        said=(say("The fingerprint shows whether a file is the one that was used."),),
                        tables=(files,),
                    ),
                )
                if files.rows
                else ()
            ),
            *((_whole(found), *(_service(one) for one in found.services), *_libraries(found)) if found else ()),
        ),
        act=Link(say("Download everything"), "/bundle.zip") if place else None,
        beside=say("The bundle holds the votes and plans too, and a program that checks them.") if place else "",
    )


def _files(place: Mapping[str, Any], found: Profiled | None) -> Table:
    known = found.told["sources"] if found else {}
    rows = tuple(
        Row(
            (
                Cell(name),
                Cell(one["file"]),
                Cell(one["publisher"] or place.get("name") or _UNSAID),
                Cell(one["licence"] or _UNSAID),
                Cell(one["date"] or place.get("as_at") or _UNSAID),
                Cell(one["sha256"]),
            ),
            anchor=f"file-{anchor(name)}",
        )
        for name, one in sorted(known.items())
    )
    heads = (say("Table"), say("File"), say("Publisher"), say("Licence"), say("Date"))
    columns = (*(Column(head) for head in heads), Column(say("Fingerprint (SHA-256)"), "why"))
    return Table(say("Each file, who published it, and its fingerprint"), columns, rows)


def _whole(found: Profiled) -> Section:
    return _figures("place", say("The whole place"), found.told["figures"])


def _service(one: Mapping[str, Any]) -> Section:
    return _figures(one["id"], one["name"], one["figures"])


def _libraries(found: Profiled) -> tuple[Section, ...]:
    libraries = found.told["libraries"]
    return (_figures("libraries", say("Libraries"), libraries["figures"]),) if libraries else ()


def _figures(owner: str, heading: Said, figures: Mapping[str, Mapping[str, Any]]) -> Section:
    rows = tuple(
        Row(
            (
                Cell(name.replace("_", " ").replace(":", ", ")),
                Cell(amount(one)),
                Cell(one["unit"]),
                Cell(", ".join(source["table"] for source in one["sources"])),
                Cell(say("{n}", n=one["rows"]), unit=say("rows")),
                Cell(one.get("method") or say("counted")),
            ),
            anchor=f"figure-{anchor(owner, name)}",
        )
        for name, one in figures.items()
    )
    columns = (
        Column(say("Figure")),
        Column(say("Value")),
        Column(say("Unit")),
        Column(say("Made from")),
        Column(say("Rows"), "number"),
        Column(say("How"), "why"),
    )
    table = Table(say("Each figure, and how it was made"), columns, rows)
    return Section(f"of-{anchor(owner)}", say("{heading}", heading=heading), tables=(table,))
