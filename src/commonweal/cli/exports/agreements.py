"""``commonweal export agreements``: what a place awarded and was promised, as the Open Contracting standard has it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.exports.options import To
from commonweal.cli.output import Json, answer, refusals
from commonweal.terms.sentences import Sentence, say

_Published = Annotated[
    Path,
    typer.Argument(
        metavar="PUBLISHED", help="The folder that commonweal publish made, or its bundle.zip.", show_default=False
    ),
]
_Place = Annotated[
    Path | None,
    typer.Option(
        "--place", metavar="PLACE", help="The place folder, for names and numbers of bodies.", show_default=False
    ),
]


def agreements(published: _Published, to: To, place: _Place = None, *, as_json: Json = False) -> None:
    """Write the awards and undertakings on a public record as releases of the Open Contracting Data Standard 1.1."""
    with refusals(as_json=as_json):
        lines, machine = _exported(published, to, place)
    answer(lines, machine, as_json=as_json)


def _exported(published: Path, to: Path, place: Path | None) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.errors import NoAgreements
    from commonweal.formats.folders import write_over
    from commonweal.formats.ocds_agreements import agreements as written
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.published_record import read_record

    entries = read_record(published)
    folder = read_place(place) if place else None
    made = written(entries, folder.organisations, folder.settings.currency) if folder else written(entries)
    if not made.count:
        raise NoAgreements(path=published)
    write_over(to, made.data)
    lines: list[Sentence | str] = [
        say(
            "{file} holds {n} agreements, from a record of {entries} entries.",
            file=str(to),
            n=made.count,
            entries=len(entries),
        )
    ]
    return lines, {"file": str(to), "agreements": made.count, "entries": len(entries)}
