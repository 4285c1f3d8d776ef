"""``commonweal import boundaries``: the shape of each area of a place, in degrees or in metres of the National Grid."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from commonweal.cli.imports.adding import put_table
from commonweal.cli.imports.options import Place
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A GeoJSON file of shapes.", show_default=False)]
_Grid = Annotated[
    Literal["degrees", "bng"],
    typer.Option("--grid", help="What its coordinates are: degrees, or the British National Grid."),
]


def boundaries(file: _File, place: Place, grid: _Grid = "degrees", *, as_json: Json = False) -> None:
    """Add the shape of each area of a place, as the Office for National Statistics publishes them (GeoJSON)."""
    with refusals(as_json=as_json):
        lines, machine = _imported(file, place, grid)
    answer(lines, machine, as_json=as_json)


def _imported(file: Path, place: Path, grid: Literal["degrees", "bng"]) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.formats.boundaries import FILE, read_boundaries, write_boundaries
    from commonweal.formats.evidence_tables import read_areas
    from commonweal.formats.place_adding import AddedTable, source_of

    areas, _ = read_areas(place)  # not the whole place: its present boundaries may be what is to be mended
    progress(say("Reading {path}.", path=str(file)))
    shapes, source = read_boundaries(file, [area.code for area in areas], grid)
    data = write_boundaries(shapes, {area.code: area.name for area in areas})
    put_table(place, AddedTable(FILE, data, source_of([source])))
    written = str(place / FILE)
    lines: list[Sentence | str] = [say("{file} holds the shapes of {areas} areas.", file=written, areas=len(shapes))]
    if grid == "bng":
        lines.append(
            say("They were turned from metres of the British National Grid into degrees, within about 5 metres.")
        )
    return lines, {"file": written, "areas": len(shapes), "grid": grid}
