"""How every ``commonweal import`` puts what it took into the place folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.cli.output import progress
from commonweal.terms.sentences import say

if TYPE_CHECKING:
    from commonweal.formats.place_adding import AddedTable


def put_table(place: Path, table: "AddedTable") -> None:
    """Put a table into a place folder, and say so where it takes the place of an earlier one.

    Raises:
        CommonwealError: where ``place.toml`` cannot be read, or the disk refuses.
    """
    from commonweal.formats.place_adding import add_table

    replaced = (place / table.file).is_file()
    add_table(place, table)
    if replaced:
        progress(say("The {file} that was there before is replaced.", file=table.file))
