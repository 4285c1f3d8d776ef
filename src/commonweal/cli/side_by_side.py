"""``commonweal side-by-side``: what several places lack, one beside another, without ranks."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.formats.folders import MANIFEST
from commonweal.terms.sentences import Sentence, say

_Places = Annotated[
    list[Path],
    typer.Argument(
        metavar="PLACE...",
        help="Place folders, or profiles that were written of them; at least two.",
        show_default=False,
    ),
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]


def side_by_side(places: _Places, out: _Out, *, as_json: Json = False) -> None:
    """Set places side by side in the order of their names, and say what can and cannot be told apart."""
    with refusals(as_json=as_json):
        lines, machine = _compared(places, out)
    answer(lines, machine, as_json=as_json)


def _compared(places: list[Path], out: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json

    from commonweal.evidence.side_by_side import side_by_side as beside
    from commonweal.formats.folders import with_manifest, write_folder
    from commonweal.formats.side_by_side import require_places, side_by_side_files
    from commonweal.web.opening import begin_without_database

    found = [_read(folder) for folder in places]
    require_places(found)
    shown = beside([one.reading for one in found])
    profiles = {one.reading.place: one.data for one in found}
    files = side_by_side_files(shown, profiles)
    begin_without_database()
    from commonweal.web.side_by_side_site import side_by_side_site

    write_folder(out, with_manifest("places", {**files, **side_by_side_site(shown, profiles)}))
    told = [sentence for one in shown.services for sentence in one.sentences]
    where = say("Open {page} to read it, or print it; no server is needed.", page=str(out / "index.html"))
    lines: list[Sentence | str] = [*told, "", where]
    return lines, {**json.loads(files["side-by-side.json"]), "folder": str(out), "manifest": MANIFEST}


def _read(folder: Path) -> Any:
    from commonweal.errors import NotAProfile
    from commonweal.evidence.profile import profile
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.profiles import profile_files
    from commonweal.formats.side_by_side import PROFILE, read_profile, read_profile_folder

    progress(say("Reading {path}.", path=str(folder)))
    if (folder / "place.toml").is_file():
        return read_profile(profile_files(profile(read_place(folder).evidence))[PROFILE], folder)
    if not (folder / PROFILE).is_file():
        raise NotAProfile(path=folder, reason="it holds neither")
    return read_profile_folder(folder)
