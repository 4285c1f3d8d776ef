"""``commonweal import contracts``: what public bodies awarded to whom, from Open Contracting releases."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.imports.adding import put_table
from commonweal.cli.imports.options import LeaveFaulty, Place
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.cli.output_open_data import counted, left
from commonweal.terms.sentences import Sentence, say

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A package of releases, as JSON.", show_default=False)]
_Buyers = Annotated[
    list[str] | None,
    typer.Option(
        "--buyer",
        metavar="NAME",
        help="Take the awards of this buyer only; may be given several times.",
        show_default=False,
    ),
]


def contracts(
    file: _File,
    place: Place,
    buyer: _Buyers = None,
    *,
    leave_faulty: LeaveFaulty = False,
    as_json: Json = False,
) -> None:
    """Add what public bodies awarded to whom, from releases of the Open Contracting Data Standard 1.1 (JSON)."""
    with refusals(as_json=as_json):
        lines, machine = _imported(file, place, buyer or [], leave_faulty=leave_faulty)
    answer(lines, machine, as_json=as_json)


def _imported(
    file: Path, place: Path, buyers: Sequence[str], *, leave_faulty: bool
) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.errors import NothingOfThePlace
    from commonweal.formats.ocds_releases import read_releases
    from commonweal.formats.place_adding import AddedTable, source_of
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.postcodes import postcodes_of
    from commonweal.formats.spending_tables import CONTRACTS, write_contracts
    from commonweal.terms.sources import Unknown

    folder, index = read_place(place), postcodes_of(place)
    progress(say("Reading {path}.", path=str(file)))
    found = read_releases(file, buyers, index.area if index else None, leave_faulty=leave_faulty)
    if not found.contracts:
        raise NothingOfThePlace(file=file.name, place=", ".join(buyers) or folder.settings.name, left=found.read)
    put_table(place, AddedTable(CONTRACTS, write_contracts(found.contracts, found.rows), source_of([found.source])))
    written = str(place / CONTRACTS)
    worthless = sum(isinstance(one.pence, Unknown) for one in found.contracts)
    lines: list[Sentence | str] = [
        say("{file} holds {n} contracts, from {read} releases.", file=written, n=len(found.contracts), read=found.read),
        *([say("{n} awards are of other buyers and were left.", n=found.others)] if found.others else []),
        *([say("Of {n} contracts no value is known.", n=worthless)] if worthless else []),
        *left(found.left),
        *counted(say("Members that the standard does not name, and that were not taken:"), found.unnamed),
    ]
    machine = {
        "file": written,
        "releases": found.read,
        "taken": len(found.contracts),
        "other_buyers": found.others,
        "without_value": worthless,
        "left": len({one.line for one in found.left}),
        "unnamed": dict(found.unnamed),
    }
    return lines, machine
