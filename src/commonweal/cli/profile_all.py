"""``commonweal profile --all``: every district of England, from published files, in one command."""

from pathlib import Path
from typing import Any

from commonweal.cli.output import progress
from commonweal.terms.sentences import Sentence, say

_TOLD_EVERY = 50


def profile_all(data: Path, to: Path, workers: int, cluster: str | None) -> tuple[list[Sentence | str], dict[str, Any]]:
    """Profile every district, and write one folder of all.

    Args:
        data: the folder of published files.
        to: the folder to write.
        workers: how many processes work on this machine.
        cluster: address of a Dask scheduler, or None.

    Returns:
        What to say, and the same for machines.
    """
    from commonweal.cli.cluster import spread
    from commonweal.formats.england import read_england
    from commonweal.formats.england_folder import TABLE, country_files, district_files
    from commonweal.formats.folders import require_room, write_stream

    require_room(to)
    progress(say("Reading {path}.", path=str(data)))
    england = read_england(data)
    count = len(england.districts)
    areas = sum(len(district.evidence.areas) for district in england.districts)
    progress(say("Measuring {districts} districts with {areas} areas.", districts=count, areas=areas))

    def told(done: int) -> None:
        if done % _TOLD_EVERY == 0:
            progress(say("{done} of {districts} districts are done.", done=done, districts=count))

    made = spread(district_files, None, england.districts, cluster, workers)
    write_stream(to, "profile", country_files("England", england, made, told))
    lines: list[Sentence | str] = [
        say("{folder} holds the profiles of {districts} districts.", folder=str(to), districts=count),
        say(
            "Open {file} to see them all, or {table} in a spreadsheet.",
            file=str(to / "index.html"),
            table=str(to / TABLE),
        ),
    ]
    machine = {"folder": str(to), "districts": count, "areas": areas, "libraries_unplaced": len(england.unplaced)}
    return lines, machine
