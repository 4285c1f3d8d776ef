"""``commonweal demo``: the sample place through its whole cycle, checked by the stand-alone verifier, then served."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.cli.serve import HOST, require_free, run, take_in_place
from commonweal.terms.sentences import Sentence, say

SITE = "site"
_Folder = Annotated[Path, typer.Option(metavar="DIR", help="The place folder to make.")]
_Seed = Annotated[int, typer.Option(min=0, metavar="N", help="Another number makes another place.")]
_Serve = Annotated[bool, typer.Option("--serve/--no-serve", help="Whether to serve the pages at the end.")]
_Port = Annotated[int, typer.Option(min=1, max=65535, metavar="P", help="The port to serve on.")]


def demo(
    folder: _Folder = Path("sample-place"),
    seed: _Seed = 1,
    *,
    serve: _Serve = True,
    port: _Port = 8000,
    as_json: Json = False,
) -> None:
    """Make a sample place, run its whole cycle, publish it, have it verified, and show it until Ctrl-C."""
    with refusals(as_json=as_json):
        if serve:
            require_free(port)
        lines, machine = _whole_cycle(folder, seed)
        answer(lines, machine, as_json=as_json)
        if serve:
            run(folder, port)


def _whole_cycle(folder: Path, seed: int) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.cli.publish import publish_open_place

    _make_folder(folder, seed)
    take_in_place(folder)
    _, machine = publish_open_place(folder / SITE)
    checked = _verified_apart(folder / SITE)
    return [*_happened(), "", checked, *_next_steps(folder)], {**machine, "place": str(folder), "seed": seed}


def _make_folder(folder: Path, seed: int) -> None:
    """Write the sample place, or go on with it where it stands already as this seed makes it.

    Raises:
        FolderInTheWay: where the folder holds anything else, even a sample that somebody changed.
    """
    from commonweal.cli.sample_folder import sample_files
    from commonweal.errors import FolderInTheWay
    from commonweal.formats.folders import write_folder

    files = sample_files(seed)
    if _holds(folder, files):
        progress(say("Going on with the sample place in {folder}.", folder=str(folder)))
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInTheWay(path=folder)
    progress(say("Making the sample place in {folder}.", folder=str(folder)))
    write_folder(folder, files)


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    return all((folder / name).is_file() and (folder / name).read_bytes() == data for name, data in files.items())


def _verified_apart(site: Path) -> Sentence:
    """Have the published bundle checked as a stranger would: by the verifier's one file, alone in a bare Python.

    Raises:
        NotAccepted: where it finds a fault.
    """
    from commonweal.errors import Fault, NotAccepted

    progress(say("Checking the bundle with the stand-alone verifier."))
    command = [sys.executable, "-I", "-S", str(site / "verifier.pyz"), str(site / "bundle.zip")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - our own file
    if done.returncode:
        raise NotAccepted(*(Fault("{said}", {"said": line}) for line in done.stdout.splitlines()), subject="bundle.zip")
    return say("The stand-alone verifier says: {said}", said=done.stdout.strip())


def _happened() -> Iterator[Sentence | str]:
    """Say what happened, as the pages say it: what is missing, what was decided, what is handed over."""
    from commonweal.cli.sample_folder import ROUND_ID
    from commonweal.web.reads import decide_page, handover_page, needs_page, stored
    from commonweal.web.reads.site import day

    today = day(stored.entries()[-1])

    for page in (needs_page.needs(), decide_page.result(ROUND_ID, today, live=False), handover_page.plan()):
        if page is not None:
            yield page.title
            yield say("  {lead} {answer}", lead=page.lead, answer=page.answer)


def _next_steps(folder: Path) -> list[Sentence | str]:
    site = folder / SITE
    return [
        say(
            "The public site is in {folder}; open {page} in a browser.", folder=str(site), page=str(site / "index.html")
        ),
        say(
            "Change a file in {folder} and run: commonweal publish {folder} --out {out}",
            folder=str(folder),
            out=str(site),
        ),
        say("To serve it again: commonweal serve {folder} (at http://{host}:8000)", folder=str(folder), host=HOST),
    ]
