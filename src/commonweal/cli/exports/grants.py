"""``commonweal export grants``: the grants of a place as 360Giving publishes them."""

from pathlib import Path
from typing import Any

from commonweal.cli.exports.options import Place, To
from commonweal.cli.output import Json, answer, refusals
from commonweal.terms.sentences import Sentence, say


def grants(place: Place, to: To, *, as_json: Json = False) -> None:
    """Write the grants of a place in a form of the 360Giving standard, told by the end of the file's name."""
    with refusals(as_json=as_json):
        lines, machine = _exported(place, to)
    answer(lines, machine, as_json=as_json)


def _exported(place: Path, to: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.errors import FileMissing
    from commonweal.formats import grants_table
    from commonweal.formats.folders import write_over
    from commonweal.formats.grants_placed import grants_of
    from commonweal.formats.grants_write import written_grants
    from commonweal.formats.place_folder import read_place

    folder = read_place(place)
    given = folder.evidence.grants
    if given is None:
        raise FileMissing(kind="file", path=place / grants_table.FILE)
    written = written_grants(to.name, list(grants_of(given, folder.settings.currency)))
    write_over(to, written.data)
    lines: list[Sentence | str] = [
        say("{file} holds {n} grant.", plural="{file} holds {n} grants.", by="n", file=str(to), n=len(given)),
        *written.notes,
    ]
    from commonweal.formats.prose import prose

    return lines, {"file": str(to), "grants": len(given), "notes": [prose().text(note) for note in written.notes]}
