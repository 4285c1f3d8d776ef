"""``commonweal libraries``: what became of a place's libraries, and of such libraries in England."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_File = Annotated[
    Path, typer.Argument(metavar="FILE", help="Arts Council England's basic dataset, as CSV.", show_default=False)
]
_Place = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="An authority, as the file names it.", show_default=False)
]
_All = Annotated[bool, typer.Option("--all", help="All of England instead of one place, with --data.")]
_Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="With --all: the folder of published files.", show_default=False),
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]


def libraries(
    file: _File,
    out: _Out,
    place: _Place = None,
    data: _Data = None,
    *,
    every: _All = False,
    as_json: Json = False,
) -> None:
    """Tell the history of a place's libraries, or of England's: what changed, when, and what if it fails."""
    if every in {place is not None, data is None}:
        raise typer.BadParameter("give --place NAME, or --all with --data DIR")
    with refusals(as_json=as_json):
        if data is not None:
            from commonweal.cli.library_country import country_told

            lines, machine = country_told(file, data, out)
        else:
            lines, machine = _told(file, place or "", out)
    answer(lines, machine, as_json=as_json)


def _told(file: Path, place: str, out: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.cli.library_pictures import drawings, drawn_page, written
    from commonweal.evidence.library_history import place_history
    from commonweal.formats.libraries import read_placed_libraries
    from commonweal.formats.library_folder import library_files
    from commonweal.formats.library_survival import library_survival

    progress(say("Reading {path}.", path=str(file)))
    every, source = read_placed_libraries(file)
    history, facts = place_history(every, place), library_survival()
    progress(say("Drawing {n} libraries.", n=len(history.courses)))
    page = drawn_page(history, facts, source)
    return written(out, page, library_files(history, facts, page, source, drawings(page)))
