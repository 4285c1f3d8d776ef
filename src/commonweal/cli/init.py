"""``commonweal init``: a place folder to begin with, small and invented, or from official files."""

from dataclasses import dataclass
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
_Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="A folder of published files of England.", show_default=False),
]
_District = Annotated[
    str | None,
    typer.Option("--district", metavar="NAME", help="With --data: a district's name or code.", show_default=False),
]


def init(  # noqa: PLR0913, PLR0917 - each option of the command is an argument
    folder: _Folder,
    name: _Name,
    areas: _Areas = None,
    boundaries: _Boundaries = None,
    libraries: _Libraries = None,
    grid: _Grid = "degrees",
    data: _Data = None,
    district: _District = None,
    *,
    as_json: Json = False,
) -> None:
    """Make a place folder: a small invented one to change, or one from official files."""
    if (data is None) != (district is None) or (data and (areas or libraries)):
        raise typer.BadParameter("--data and --district go together, without --areas and --libraries")
    if areas is None and (libraries or (boundaries and not data)):
        raise typer.BadParameter("--boundaries and --libraries need --areas beside them")
    if grid != "degrees" and not boundaries:
        raise typer.BadParameter("--grid says what --boundaries holds: give that beside it")
    if not name.strip() or not name.isprintable():
        raise typer.BadParameter("the name is empty or not on one line", param_hint="--name")
    with refusals(as_json=as_json):
        files = _files(folder, name, _Sources(areas, boundaries, libraries, grid, data, district or ""))
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


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a place is made from."""

    areas: Path | None
    boundaries: Path | None
    libraries: Path | None
    grid: Literal["degrees", "bng"]
    data: Path | None
    district: str


def _files(folder: Path, name: str, given: _Sources) -> dict[str, bytes]:
    from datetime import UTC, datetime

    from commonweal.errors import FolderInTheWay
    from commonweal.formats.folders import write_folder

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInTheWay(path=folder)
    today = datetime.now(UTC).date()
    if given.data is not None:
        from commonweal.formats.district_place import district_place

        progress(say("Reading {path}.", path=str(given.data)))
        files = district_place(name, today, given.data, given.district, given.boundaries, grid=given.grid)
    elif given.areas is not None:
        from commonweal.formats.official_areas import official_place

        progress(say("Reading {path}.", path=str(given.areas)))
        files = official_place(name, today, given.areas, given.boundaries, given.libraries, grid=given.grid)
    else:
        from commonweal.cli.first_folder import first_files

        files = dict(first_files(name))
    write_folder(folder, files)
    return files
