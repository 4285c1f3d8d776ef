"""``commonweal import charities``: the charities that work in a place, from the register or a table made of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.imports.adding import put_table
from commonweal.cli.imports.options import Files, Place
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.formats.charity_register import CharityRegister, Wanted

_Operating = Annotated[
    list[str] | None,
    typer.Option(
        "--operating-in",
        metavar="NAME",
        help="An area as the register names it; those that work there are taken. May be given several times.",
        show_default=False,
    ),
]
_Based = Annotated[
    bool,
    typer.Option("--based-here", help="Take the charities whose postcode lies in the place, by its postcodes.csv."),
]


def charities(
    files: Files,
    place: Place,
    operating_in: _Operating = None,
    *,
    based_here: _Based = False,
    as_json: Json = False,
) -> None:
    """Add charities that work in a place, from the Charity Commission's extract (JSON) or a table of them (CSV)."""
    with refusals(as_json=as_json):
        lines, machine = _imported(files, place, operating_in or [], based_here=based_here)
    answer(lines, machine, as_json=as_json)


def _imported(
    files: Sequence[Path], place: Path, operating_in: Sequence[str], *, based_here: bool
) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.errors import FileMissing, NothingOfThePlace
    from commonweal.formats import bodies_table, postcodes
    from commonweal.formats.charity_register import Wanted
    from commonweal.formats.place_adding import AddedTable, source_of
    from commonweal.formats.place_folder import read_place

    folder, index = read_place(place), postcodes.postcodes_of(place)
    if based_here and index is None:
        raise FileMissing(kind="file", path=place / postcodes.FILE)
    here = {area.code for area in folder.areas} if based_here else ()
    wanted = Wanted(operating_in, here, index.area if index else None)
    progress(say("Reading {path}.", path=", ".join(map(str, files))))
    found = _read(files, wanted, folder.settings.columns.get("charities"))
    if not found.bodies:
        raise NothingOfThePlace(
            file=", ".join(one.file for one in found.sources), place=folder.settings.name, left=found.read
        )
    put_table(place, AddedTable(bodies_table.FILE, bodies_table.write_bodies(found.bodies), source_of(found.sources)))
    return _said(found, str(place / bodies_table.FILE))


def _read(files: Sequence[Path], wanted: "Wanted", named: Any) -> "CharityRegister":
    from commonweal.formats.charity_register import read_register
    from commonweal.formats.charity_table import read_charity_table

    if len(files) == 1 and files[0].suffix.casefold() == ".csv":
        return read_charity_table(files[0], named, wanted)
    return read_register(files, wanted)


def _said(found: "CharityRegister", written: str) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.terms.sources import Unknown

    unplaced = sum(isinstance(one.area, Unknown) for one in found.bodies)
    incomeless = sum(isinstance(one.income, Unknown) for one in found.bodies)
    lines: list[Sentence | str] = [
        say("{file} holds {n} charities, of {read} that were read.", file=written, n=len(found.bodies), read=found.read)
    ]
    for n, told in (
        (found.linked, say("{n} are parts of another charity and were left.", n=found.linked)),
        (found.removed, say("{n} are off the register and were left.", n=found.removed)),
        (found.elsewhere, say("{n} are elsewhere and were left.", n=found.elsewhere)),
        (unplaced, say("Where {n} of those taken are based is not known.", n=unplaced)),
        (incomeless, say("The income of {n} of those taken is not known.", n=incomeless)),
    ):
        lines += [told] if n else []
    if found.unread:
        lines.append(say("Not read: {files}.", files=", ".join(found.unread)))
    machine = {
        "file": written,
        "read": found.read,
        "taken": len(found.bodies),
        "linked": found.linked,
        "removed": found.removed,
        "elsewhere": found.elsewhere,
        "without_area": unplaced,
        "without_income": incomeless,
        "unread": list(found.unread),
    }
    return lines, machine
