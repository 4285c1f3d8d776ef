"""``commonweal profile``: what a place needs, what it has, where the gap is, and how unequal it is."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]


def profile(place: _Place, out: _Out, *, as_json: Json = False) -> None:
    """Measure a place's needs, access, gaps and inequality, and write its profile."""
    with refusals(as_json=as_json):
        lines, machine = _profiled(place, out)
    answer(lines, machine, as_json=as_json)


def _profiled(place: Path, out: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json

    from commonweal.evidence.profile import profile as made
    from commonweal.formats.folders import write_folder
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.profiles import profile_files

    progress(say("Reading {path}.", path=str(place)))
    evidence = read_place(place).evidence
    progress(
        say(
            "Measuring {areas} areas and {services} services.", areas=len(evidence.areas), services=len(evidence.offers)
        )
    )
    found = made(evidence)
    files = profile_files(found)
    write_folder(out, files)
    where = say("Every figure with its source is in {file}.", file=str(out / "profile.json"))
    lines: list[Sentence | str] = [*found.headlines, "", where]
    return lines, {**json.loads(files["profile.json"]), "folder": str(out)}
