"""``commonweal import services``: services and where they are given, from a directory in Open Referral UK."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.imports.options import LeaveFaulty, Place
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.cli.output_open_data import counted, left
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.formats.oruk_files import DirectoryReading
    from commonweal.formats.oruk_place import NewRows
    from commonweal.formats.place_folder import PlaceFolder

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A directory of services, as JSON.", show_default=False)]
_As = Annotated[
    str,
    typer.Option(
        "--as", metavar="SERVICE", help="Id of the place's service that everything in the file is.", show_default=False
    ),
]
_Sensitive = Annotated[
    list[str] | None,
    typer.Option(
        "--sensitive",
        metavar="NAME",
        help="A service whose address may never be taken in; may be given several times.",
        show_default=False,
    ),
]
_Within = Annotated[
    int, typer.Option("--within-m", metavar="METRES", min=0, help="How far from the nearest area is too far.")
]


def services(  # noqa: PLR0913 - each is an option of the command
    file: _File,
    place: Place,
    as_service: _As = "",
    sensitive: _Sensitive = None,
    within_m: _Within = 10_000,
    *,
    leave_faulty: LeaveFaulty = False,
    as_json: Json = False,
) -> None:
    """Add services and where they are given, from a directory in Open Referral UK 3.0 or 1.0 (JSON)."""
    with refusals(as_json=as_json):
        from commonweal.formats.oruk_place import How

        how = How(as_service, tuple(sensitive or ()), within_m)
        lines, machine = _imported(file, place, how, leave_faulty=leave_faulty)
    answer(lines, machine, as_json=as_json)


def _imported(file: Path, place: Path, how: Any, *, leave_faulty: bool) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.errors import UnknownName, nearest
    from commonweal.formats.oruk_files import DirectoryReading
    from commonweal.formats.oruk_place import rows_from
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.services_adding import add_service_rows

    folder = read_place(place)
    known = [offer.service.id for offer in folder.evidence.offers]
    if how.service and how.service not in known:
        raise UnknownName(kind="service", name=how.service, nearest=nearest(how.service, known))
    progress(say("Reading {path}.", path=str(file)))
    directory = DirectoryReading(file)
    rows = rows_from(directory, _here(place, folder), how)
    if not leave_faulty:
        directory.require_sound()
    add_service_rows(place, folder.settings, directory.source, rows)
    return _said(directory, rows, place), _machine(directory, rows)


def _here(place: Path, folder: "PlaceFolder") -> Any:
    from commonweal.formats.oruk_place import Here
    from commonweal.formats.postcodes import postcodes_of

    evidence = folder.evidence
    groups: dict[str, set[str]] = {}
    for need in evidence.needs:
        groups.setdefault(need.service, set()).add(need.group)
    return Here(evidence.areas, evidence.offers, evidence.sites, folder.organisations, groups, postcodes_of(place))


def _said(directory: "DirectoryReading", rows: "NewRows", place: Path) -> list[Sentence | str]:
    from commonweal.formats.evidence_tables import SERVICES, SITES
    from commonweal.formats.prose import prose

    voice = prose()
    lines: list[Sentence | str] = [
        say(
            "{read} services were read, in version {version} of the standard.",
            read=directory.read,
            version=directory.version,
        ),
        say("{file} has {n} new rows.", file=str(place / SITES), n=len(rows.sites)),
        say("{file} has {n} new rows.", file=str(place / SERVICES), n=len(rows.offers)),
    ]
    if rows.offers:
        names = ", ".join(offer.service.name for offer in rows.offers)
        lines.append(
            say("Now state unit, weight, floor and standard in {file} for: {names}.", file="services.csv", names=names)
        )
    hidden = [offer.service.name for offer in rows.offers if offer.service.sensitive]
    if hidden:
        lines.append(say("Taken as sensitive, without any address: {names}.", names=", ".join(hidden)))
    if rows.unknown_bodies:
        names = ", ".join(rows.unknown_bodies)
        lines.append(say("Not in {file}, so left blank: {names}.", file="organisations.csv", names=names))
    if rows.left:
        lines.append(say("Left out:"))
        lines += [f"  {voice.text(one)}" for one in rows.left]
    lines += left(directory.faults)
    lines += counted(say("Members that the standard does not name, and that were not taken:"), directory.unnamed)
    lines += counted(say("What version 1 says and version 3 has no place for:"), directory.lost.members)
    return lines


def _machine(directory: "DirectoryReading", rows: "NewRows") -> dict[str, Any]:
    from commonweal.formats.prose import prose

    voice = prose()
    return {
        "version": directory.version,
        "read": directory.read,
        "sites": [site.id for site in rows.sites],
        "services": [offer.service.id for offer in rows.offers],
        "left": [voice.text(one) for one in rows.left],
        "faults": [voice.placed_fault(one) for one in directory.faults],
        "unknown_bodies": list(rows.unknown_bodies),
        "unnamed": dict(sorted(directory.unnamed.items())),
        "lost": dict(sorted(directory.lost.members.items())),
    }
