"""``commonweal init``: a place folder to begin with, small and invented, or from official files."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import say

_Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The place folder to make.", show_default=False)]
_Name = Annotated[str, typer.Option("--name", metavar="NAME", help="The place's name.", show_default=False)]
_Areas = Annotated[
    Path | None,
    typer.Option("--areas", metavar="CSV", help="Small areas with deprivation and people.", show_default=False),
]
_Boundaries = Annotated[
    Path | None, typer.Option("--boundaries", metavar="GEOJSON", help="The shape of each area.", show_default=False)
]
_Libraries = Annotated[
    Path | None,
    typer.Option("--libraries", metavar="CSV", help="Arts Council England's basic dataset.", show_default=False),
]
_Grid = Annotated[
    Literal["degrees", "bng"],
    typer.Option("--grid", help="What the coordinates of --boundaries are: degrees, or the British National Grid."),
]


def init(  # noqa: PLR0913 - each option of the command is an argument
    folder: _Folder,
    name: _Name,
    areas: _Areas = None,
    boundaries: _Boundaries = None,
    libraries: _Libraries = None,
    grid: _Grid = "degrees",
    *,
    as_json: Json = False,
) -> None:
    """Make a place folder: a small invented one to change, or one from official files."""
    if areas is None and (boundaries or libraries):
        raise typer.BadParameter("--boundaries and --libraries need --areas beside them")
    if grid != "degrees" and not boundaries:
        raise typer.BadParameter("--grid says what --boundaries holds: give that beside it")
    if not name.strip() or not name.isprintable():
        raise typer.BadParameter("the name is empty or not on one line", param_hint="--name")
    with refusals(as_json=as_json):
        files = _files(folder, name, areas, boundaries, libraries, grid)
    lines = [
        say("{folder} holds {files}.", folder=str(folder), files=", ".join(sorted(files))),
        say(
            "Open {settings} to name the board; then run: commonweal profile {folder} --out profile",
            settings=str(folder / "place.toml"),
            folder=str(folder),
        ),
    ]
    machine: dict[str, Any] = {"folder": str(folder), "files": sorted(files)}
    answer(lines, machine, as_json=as_json)


def _files(
    folder: Path,
    name: str,
    areas: Path | None,
    boundaries: Path | None,
    libraries: Path | None,
    grid: Literal["degrees", "bng"],
) -> dict[str, bytes]:
    from datetime import UTC, datetime

    from commonweal.errors import FolderInTheWay
    from commonweal.formats.folders import write_folder

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInTheWay(path=folder)
    if areas is None:
        from commonweal.cli.first_folder import first_files

        files = dict(first_files(name))
    else:
        from commonweal.formats.official_areas import official_place

        progress(say("Reading {path}.", path=str(areas)))
        files = official_place(name, datetime.now(UTC).date(), areas, boundaries, libraries, grid=grid)
    write_folder(folder, files)
    return files
