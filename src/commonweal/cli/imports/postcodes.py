"""``commonweal import postcodes``: which small area of the place each postcode lies in, and where."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.imports.adding import put_table
from commonweal.cli.imports.options import Place
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A table of postcodes, as CSV.", show_default=False)]


def postcodes(file: _File, place: Place, *, as_json: Json = False) -> None:
    """Add the postcodes of a place, from the ONS Postcode Directory or another table whose columns are named."""
    with refusals(as_json=as_json):
        lines, machine = _imported(file, place)
    answer(lines, machine, as_json=as_json)


def _imported(file: Path, place: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.errors import NothingOfThePlace
    from commonweal.formats.place_adding import AddedTable, source_of
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.postcodes import FILE, read_postcodes, write_postcodes

    folder = read_place(place)
    progress(say("Reading {path}.", path=str(file)))
    index = read_postcodes(file, folder.settings.columns.get("postcodes"), {area.code for area in folder.areas})
    if not len(index):
        raise NothingOfThePlace(file=file.name, place=folder.settings.name, left=index.left)
    put_table(place, AddedTable(FILE, write_postcodes(index), source_of([index.source])))
    written, pointless = str(place / FILE), int((index.points[:, 0] < 0).sum())
    lines: list[Sentence | str] = [
        say("{file} holds {n} postcodes of the place.", file=written, n=len(index)),
        say("{n} rows lie elsewhere, or in no area, and were left.", n=index.left),
    ]
    if pointless:
        lines.append(say("Of {n} postcodes no point is known.", n=pointless))
    return lines, {"file": written, "taken": len(index), "left": index.left, "without_point": pointless}
