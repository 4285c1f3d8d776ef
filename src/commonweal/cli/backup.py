"""``commonweal backup`` and ``commonweal restore``: one file with everything a place stores."""

from pathlib import Path
from typing import Annotated

import typer

from commonweal.cli.output import Json, answer, refusals


def backup(
    place: Annotated[Path, typer.Argument(help="The place folder.")],
    out: Annotated[Path, typer.Option("--out", help="The file to make, such as backup.zip.")],
    *,
    as_json: Json = False,
) -> None:
    """Write everything a place stores, and its folder, into one file.

    Also while it is served. Keep the file where only those who may read people's own words can.
    """
    with refusals(as_json=as_json):
        from datetime import UTC, datetime

        from commonweal.web import setup

        folder = setup(place, read_only=True)
        from commonweal.web.procedures.take_backup import take_backup
        from commonweal.web.reads.stored import checkpoint

        digest = take_backup(out, folder, at=datetime.now(UTC))
        head = checkpoint()
        lines = [
            f"Wrote {out}.",
            f"It holds {head.count} entries of the record, head {head.head}.",
            f"SHA-256 {digest}",
        ]
        machine = {"file": str(out), "sha256": digest, "count": head.count, "head": head.head}
        answer(lines, machine, as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    place: Annotated[Path, typer.Argument(help="The place folder; it may be new.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let what stands there go; a backup of it is taken first.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put a backup back. Stop the server first.

    The record says that it was done: whoever kept a later checkpoint can see what was lost.
    """
    with refusals(as_json=as_json):
        from datetime import UTC, datetime

        from commonweal.web.opening import open_as_it_is

        folder = open_as_it_is(place)
        from commonweal.web.procedures.restore_backup import restore_backup
        from commonweal.web.rights import actors_of

        entry = restore_backup(file, folder, replace=replace, at=datetime.now(UTC), actors=actors_of("restore_backup"))
        count, head = entry.payload["count"], entry.payload["head"]
        lines = [
            f"Restored {file} into {folder}.",
            f"The record is that of {count} entries, head {head}; entry {entry.number} says that it was restored.",
        ]
        machine = {"place": str(folder), "count": count, "head": head, "entry": entry.number}
        answer(lines, machine, as_json=as_json)
