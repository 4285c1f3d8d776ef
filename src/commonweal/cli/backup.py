"""``commonweal backup`` and ``commonweal restore``: one file with everything a place stores."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, refusals
from commonweal.terms.sentences import Sentence, say

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to make.", show_default=False)]
_File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", show_default=False)]
_Replace = Annotated[bool, typer.Option("--replace", help="Let what stands there go, after a backup of it.")]


def backup(place: _Place, out: _Out, *, as_json: Json = False) -> None:
    """Write everything a place stores, and its folder, into one file, also while it is served.

    Keep the file where only those who may read people's own words can.
    """
    with refusals(as_json=as_json):
        lines, machine = _backed_up(place, out)
    answer(lines, machine, as_json=as_json)


def restore(file: _File, place: _Place, *, replace: _Replace = False, as_json: Json = False) -> None:
    """Put a backup back into a place folder; stop the server first.

    The record says that it was done: whoever kept a later checkpoint can see what was lost.
    """
    with refusals(as_json=as_json):
        lines, machine = _restored(file, place, replace=replace)
    answer(lines, machine, as_json=as_json)


def _backed_up(place: Path, out: Path) -> tuple[list[Sentence], dict[str, Any]]:
    from datetime import UTC, datetime

    from commonweal.web import setup
    from commonweal.web.environment import is_served

    # A place that was never served has its folder to back up, and a record without an entry.
    folder = setup(place, read_only=not (place / "place.toml").is_file() or is_served(place.resolve()))
    from commonweal.web.procedures.take_backup import take_backup
    from commonweal.web.reads.stored import checkpoint

    digest = take_backup(out, folder, at=datetime.now(UTC))
    now = checkpoint()
    lines = [
        say("Wrote {file}.", file=str(out)),
        say("It holds the record. {checkpoint}", checkpoint=now.sentence()),
        say("SHA-256 of what it holds: {digest}", digest=digest),
    ]
    return lines, {"file": str(out), "sha256": digest, "count": now.count, "head": now.head}


def _restored(file: Path, place: Path, *, replace: bool) -> tuple[list[Sentence], dict[str, Any]]:
    from datetime import UTC, datetime

    from commonweal.web.opening import open_as_it_is

    folder = open_as_it_is(place)
    from commonweal.web.procedures.restore_backup import restore_backup
    from commonweal.web.rights import actors_of

    again: list[Sentence] = []
    actors = actors_of("restore_backup")
    entry = restore_backup(file, folder, replace=replace, at=datetime.now(UTC), actors=actors, told=again.append)
    count, head = entry.payload["count"], entry.payload["head"]
    lines = [
        say("Restored {file} into {folder}.", file=str(file), folder=str(place)),
        say("The record is that of {count} entries, head {head}.", count=count, head=head),
        say("Entry {number} says that it was restored.", number=entry.number),
        *again,
    ]
    return lines, {"place": str(place), "count": count, "head": head, "entry": entry.number}
