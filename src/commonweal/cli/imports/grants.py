"""``commonweal import grants``: what funders gave in a place, from files of the 360Giving standard."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.imports.adding import put_table
from commonweal.cli.imports.options import Files, Place
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.formats.grants import GrantNote
    from commonweal.formats.grants_placed import PlacedGrants
    from commonweal.formats.grants_read import GrantReading

_Within = Annotated[
    list[str] | None,
    typer.Option(
        "--within",
        metavar="CODE",
        help="The code of a wider area that the place is, or is a part of; may be given several times.",
        show_default=False,
    ),
]
_Lookup = Annotated[
    Path | None,
    typer.Option(
        "--lookup", metavar="FILE", help="Small areas of 2011 and those of 2021 on their ground.", show_default=False
    ),
]
_MOST_ROWS = 5


def grants(
    files: Files,
    place: Place,
    within: _Within = None,
    lookup: _Lookup = None,
    *,
    as_json: Json = False,
) -> None:
    """Add the grants that were given in a place, as 360Giving publishes them (JSON, CSV or XLSX)."""
    with refusals(as_json=as_json):
        lines, machine = _imported(files, place, within or [], lookup)
    answer(lines, machine, as_json=as_json)


def _imported(
    files: Sequence[Path], place: Path, within: Sequence[str], lookup: Path | None
) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.formats import grants_table
    from commonweal.formats.area_lookups import read_successions
    from commonweal.formats.grants_placed import PlacedGrants, Whereabouts, successors
    from commonweal.formats.grants_read import GrantReading, require_sound
    from commonweal.formats.place_adding import AddedTable, source_of
    from commonweal.formats.place_folder import read_place

    folder = read_place(place)
    ids: set[str] = set()
    readings = [GrantReading(file, ids) for file in files]
    placed = PlacedGrants(
        Whereabouts(
            areas=frozenset(area.code for area in folder.areas),
            within=frozenset(within),
            postcodes=_postcodes(place),
            successors=successors(read_successions(lookup).rows) if lookup else {},
            currency=folder.settings.currency,
        )
    )
    for reading in readings:
        progress(say("Reading {path}.", path=str(reading.path)))
        for grant in reading:
            placed.add(grant, reading.path.name)
    require_sound(readings)
    source = source_of([reading.source for reading in readings])
    put_table(place, AddedTable(grants_table.FILE, grants_table.write_given_grants(placed.taken), source))
    file = str(place / grants_table.FILE)
    return _said(readings, placed, file), _machine(readings, placed, file)


def _postcodes(place: Path) -> dict[str, str]:
    """Give the small area of each postcode, where the place has a table of its postcodes."""
    from commonweal.formats.grants_placed import plain_postcode
    from commonweal.formats.postcodes import FILE, read_postcodes

    if not (place / FILE).is_file():
        return {}
    return {plain_postcode(code): here.area for code, here in read_postcodes(place / FILE).rows()}


def _said(readings: Iterable["GrantReading"], placed: "PlacedGrants", file: str) -> list[Sentence | str]:
    from commonweal.evidence.grants import awarded, unplaced

    lines: list[Sentence | str] = [
        say(
            "{file} holds {n} grant of {sum}.",
            plural="{file} holds {n} grants of {sum} in all.",
            by="n",
            file=file,
            n=len(placed.taken),
            sum=_money(awarded(placed.taken), placed.whereabouts.currency),
        )
    ]
    if here := len(unplaced(placed.taken, "delivered")):
        lines.append(say("Where {n} of them worked is not known.", n=here))
    if here := len(unplaced(placed.taken, "based")):
        lines.append(say("Where the recipients of {n} of them are based is not known.", n=here))
    if placed.several:
        lines.append(say("In {n} several givers or recipients are named, of whom the first stands.", n=placed.several))
    if placed.noisy:
        lines.append(say("In {n} the sum has digits beyond the penny, which is noise of a computer.", n=placed.noisy))
    lines += [say("Left: {n}, {reason}.", n=n, reason=say(reason)) for reason, n in placed.left.most_common()]
    for reading in readings:
        lines += [_noted(note, reading.path.name) for note in reading.notes]
    return lines


def _money(pence: int, currency: str) -> Any:
    from fractions import Fraction

    from commonweal.terms.money import Amount

    return Amount(Fraction(pence, 100), currency)


def _noted(note: "GrantNote", file: str) -> Sentence:
    where = ", ".join(map(str, note.rows[:_MOST_ROWS])) + (", …" if len(note.rows) > _MOST_ROWS else "")
    return say(
        "{file}, {field}: {what} ({n} in all: {where}). It was read as it stands.",
        file=file,
        field=note.field,
        what=note.said,
        n=len(note.rows),
        where=where,
    )


def _machine(readings: Iterable["GrantReading"], placed: "PlacedGrants", file: str) -> dict[str, Any]:
    from commonweal.evidence.grants import awarded, unplaced
    from commonweal.formats.prose import prose

    voice = prose()
    return {
        "file": file,
        "taken": len(placed.taken),
        "pence": awarded(placed.taken),
        "unknown": {truth: len(unplaced(placed.taken, truth)) for truth in ("delivered", "based")},
        "several": placed.several,
        "noisy": placed.noisy,
        "left": {voice.text(say(reason)): n for reason, n in placed.left.most_common()},
        "notes": [
            {
                "file": reading.path.name,
                "field": note.field,
                "what": voice.text(note.said),
                "rows": list(note.rows),
            }
            for reading in readings
            for note in reading.notes
        ],
    }
