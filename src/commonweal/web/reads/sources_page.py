"""Where every figure comes from: the files, and for each figure its files, rows and method."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commonweal.terms.sentences import say
from commonweal.web.reads import siting_part, stored
from commonweal.web.reads.alone import alone
from commonweal.web.reads.parts import PARTS
from commonweal.web.reads.profiled import Profiled, amount, anchor, newest
from commonweal.web.reads.shown import Aside, Cell, Column, Link, Page, Row, Said, Section, Table
from commonweal.web.reads.told_parts import stated_in

_UNSAID = say("not said")
_NAMES = {
    "mean": say("how far people would have to the site that they use, on average"),
    "beyond": say("people who would have further than the stated distance"),
    "need": say("people who need it"),
    "capacity": say("what is on offer"),
    "gap": say("people who lack it"),
    "gap:no provider": say("people who lack it: nobody offers it"),
    "gap:too far": say("people who lack it: it is too far away"),
    "gap:not eligible": say("people who lack it: what is near is not for them"),
    "gap:provider full": say("people who lack it: what is near is shared by too many"),
    "gap:unknown": say("people who lack it: nobody knows why"),
    "access:delivered": say("what is within reach, where it is given"),
    "access:based": say("what is within reach, were it given only where its provider is based"),
    "concentration_index:delivered": say("how unequally it is within reach (concentration index)"),
    "concentration_index:based": say("the same, were it given only where its provider is based"),
    "zero_access:delivered": say("people in need with none within reach"),
    "zero_access:based": say("the same, were it given only where its provider is based"),
}
"""What the figures of a service are called where others link to them."""
WORDS = frozenset({"concentration-index", "fingerprint", "neighbourhood", "proposal"})


def sources() -> Page:
    """Show every file and every figure that was made from it."""
    place, found = stored.place() or {}, newest()
    files = _files(place, found)
    return Page(
        here="",
        trail=(),
        words=WORDS,
        title=say("Where the figures come from"),
        lead=say("Every figure on these pages was made from the files below.")
        if alone()
        else say(
            "Every figure on these pages was made from the files below, or from the votes and plans in the bundle."
        ),
        sections=(
            *_contents(found),
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
            *(
                (
                    _whole(found),
                    *(_service(one) for one in found.services),
                    *_libraries(found),
                    *_further(found),
                    *_parts(found),
                )
                if found
                else ()
            ),
        ),
        act=Link(say("Download everything"), "/bundle.zip") if place and not alone() else None,
        beside=say("The bundle holds the votes and plans too, and a program that checks them.")
        if place and not alone()
        else "",
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


def _contents(found: Profiled | None) -> tuple[Section, ...]:
    if not found or len(found.services) < 2:
        return ()
    links = tuple(Link(one["name"], f"/sources/#of-{anchor(one['id'])}") for one in found.services)
    return (Section("contents", say("Find a figure"), asides=(Aside(say("The figures of"), (), links),)),)


def _whole(found: Profiled) -> Section:
    return _figures("place", say("The whole place"), found.told["figures"])


def _service(one: Mapping[str, Any]) -> Section:
    return _figures(one["id"], one["name"], one["figures"])


def _libraries(found: Profiled) -> tuple[Section, ...]:
    libraries = found.told["libraries"]
    return (_figures("libraries", say("Libraries"), libraries["figures"]),) if libraries else ()


def _further(found: Profiled) -> tuple[Section, ...]:
    """Show the figures of cuts, of the sector and of named groups, where the place has any."""
    told = found.told
    groups = {one["code"]: one["bodies"] for one in told["named_groups"]["groups"]} if "named_groups" in told else {}
    each = (
        ("cuts", say("Cuts and new money"), told.get("cuts", {}).get("figures")),
        ("sector", say("Groups, and what supports them"), told.get("sector", {}).get("figures")),
        (siting_part.KEY, say("Where new sites would serve most people best"), siting_part.figures(found)),
        ("groups", say("Bodies that work with named groups, by the tag's code"), groups),
    )
    return tuple(_figures(owner, heading, figures) for owner, heading, figures in each if figures)


def _parts(found: Profiled) -> Iterator[Section]:
    for part in PARTS:
        stated = tuple(stated_in(part.key, found.told.get(part.key)))
        if stated:
            rows = tuple(_row(one.label, one.figure, anchor(*one.path)) for one in stated)
            yield _section(part.key, part.heading, rows)


def _figures(owner: str, heading: Said, figures: Mapping[str, Mapping[str, Any]]) -> Section:
    rows = tuple(
        _row(_NAMES.get(name) or name.replace("_", " ").replace(":", ", "), one, anchor(owner, name))
        for name, one in figures.items()
    )
    return _section(owner, heading, rows)


def _row(name: Said, one: Mapping[str, Any], where: str) -> Row:
    return Row(
        (
            Cell(name),
            Cell(amount(one)),
            Cell(one["unit"]),
            Cell(_made_from(one["sources"])),
            Cell(say("{n}", n=one["rows"]), unit=say("row") if one["rows"] == 1 else say("rows")),
            Cell(one.get("method") or say("counted")),
        ),
        anchor=f"figure-{where}",
    )


def _section(owner: str, heading: Said, rows: tuple[Row, ...]) -> Section:
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


def _made_from(sources: Sequence[Mapping[str, Any]]) -> Said:
    """Name each file a figure was made from, with who published it, of when, and under which licence."""
    return say("{files}", files="; ".join(_named(one) for one in sources))


def _named(source: Mapping[str, Any]) -> str:
    about = ", ".join(str(source[name]) for name in ("publisher", "date", "licence") if source[name])
    return f"{source['table']} ({about})" if about else str(source["table"])
