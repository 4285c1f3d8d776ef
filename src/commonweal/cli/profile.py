"""``commonweal profile``: what a place needs, what it has, where the gap is, and how unequal it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_Place = Annotated[
    Path | None, typer.Argument(metavar="[PLACE]", help="The place folder; none with --all.", show_default=False)
]
_Out = Annotated[
    Path | None, typer.Option("--out", "--to", metavar="DIR", help="The folder to write.", show_default=False)
]
_Since = Annotated[
    list[Path] | None,
    typer.Option("--since", metavar="DIR", help="A profile of the place published earlier.", show_default=False),
]
_All = Annotated[bool, typer.Option("--all", help="Profile every district of England, from --data.")]
_Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="With --all: the folder of published files.", show_default=False),
]
_Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="With --all: processes on this machine.")]
_Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="With --all: a Dask scheduler to send the work to.",
        show_default=False,
    ),
]

_Pages = Annotated[bool, typer.Option("--pages/--no-pages", help="Whether to write pages to read beside the data.")]


def profile(  # noqa: PLR0913 - each option of the command is an argument
    place: _Place = None,
    out: _Out = None,
    data: _Data = None,
    workers: _Workers = 1,
    cluster: _Cluster = None,
    since: _Since = None,
    *,
    every: _All = False,
    pages: _Pages = True,
    as_json: Json = False,
) -> None:
    """Measure a place's needs, access, gaps and inequality, and write its profile; or those of all England."""
    if out is None:
        raise typer.BadParameter("say which folder to write", param_hint="--out")
    if every:
        if data is None or place is not None:
            raise typer.BadParameter("--all takes a folder of published files by --data, and no PLACE")
        if cluster and workers > 1:
            raise typer.BadParameter("--workers is for this machine: give it or --cluster")
    elif place is None or data or cluster or workers > 1:
        raise typer.BadParameter("give a PLACE; --data, --workers and --cluster go with --all")
    with refusals(as_json=as_json):
        if place is None:
            from commonweal.cli.profile_all import profile_all

            lines, machine = profile_all(data or Path(), out, workers, cluster)
        else:
            lines, machine = _profiled(place, out, since or (), pages=pages)
    answer(lines, machine, as_json=as_json)


def _profiled(
    place: Path, out: Path, since: Sequence[Path], *, pages: bool
) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json
    from dataclasses import replace

    from commonweal.cli.profile_pages import with_pages
    from commonweal.evidence.profile import profile as made
    from commonweal.formats.folders import write_folder
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.profile_earlier import read_earlier
    from commonweal.formats.profiles import profile_files

    progress(say("Reading {path}.", path=str(place)))
    folder = read_place(place)
    evidence = replace(folder.evidence, earlier=tuple(read_earlier(one) for one in since))
    progress(
        say(
            "Measuring {areas} areas and {services} services.", areas=len(evidence.areas), services=len(evidence.offers)
        )
    )
    found = made(evidence)
    files = profile_files(found)
    if pages:
        progress(say("Making the pages."))
        files = with_pages(folder, files)
    write_folder(out, files)
    lines: list[Sentence | str] = [
        *found.headlines,
        *(found.grants.sentences if found.grants else ()),
        "",
        say("Every figure with its source is in {file}.", file=str(out / "profile.json")),
    ]
    if pages:
        lines.append(say("Open {page} to read it, or print it; no server is needed.", page=str(out / "index.html")))
    return lines, {**json.loads(files["profile.json"]), "folder": str(out)}
