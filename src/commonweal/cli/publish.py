"""``commonweal publish``: the public pages and the bundle of a place, as files that open from disk."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]


def publish(place: _Place, out: _Out, *, as_json: Json = False) -> None:
    """Take a place in, let the verifier check its bundle, and write its public pages and the bundle."""
    with refusals(as_json=as_json):
        from commonweal.cli.serve import take_in_place

        take_in_place(place)
        lines, machine = publish_open_place(out)
    answer(lines, machine, as_json=as_json)


def publish_open_place(out: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    """Write the public pages and the bundle of the place whose database is open.

    Args:
        out: the folder to write, whole or not at all.

    Returns:
        What to tell people, and the same for machines.

    Raises:
        NotAccepted: where the verifier finds a fault in the bundle; nothing is written then.
        FolderInTheWay: where the folder holds something else.
    """
    from commonweal.formats.folders import write_folder
    from commonweal.web.reads import stored
    from commonweal.web.static_site import whole_site

    progress(say("Checking the bundle with the verifier, then making every page."))
    files = whole_site()
    write_folder(out, files)
    checkpoint = stored.checkpoint()
    pages = sum(path.endswith(".html") for path in files)
    lines: list[Sentence | str] = [
        say("The verifier accepts the bundle. {n} pages are in {folder}.", n=pages, folder=str(out)),
        say("Open {page} in a browser; no server is needed.", page=str(out / "index.html")),
        say("Anyone can check it all with {verifier} and {bundle}.", verifier="verifier.pyz", bundle="bundle.zip"),
        checkpoint.sentence(),
    ]
    machine: dict[str, Any] = {
        "folder": str(out),
        "pages": pages,
        "files": len(files),
        "accepted": True,
        "checkpoint": {"count": checkpoint.count, "head": checkpoint.head},
    }
    return lines, machine
