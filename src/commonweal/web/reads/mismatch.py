"""A row that is not what the record says of it, and how that is said."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.terms.sentences import Sentence, say

DIFFERS, MISSING, STRAY, WORDS = "V141", "V142", "V143", "V144"
"""The codes of what ``commonweal verify --live`` finds: changed, gone, put there, and a person's words or name."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A row beside the record that does not agree with it.

    Attributes:
        code: one of the above.
        table: the table it stands in, or should.
        row: which row: its number, or the path of a file; "" where all rows of an entry are meant, or none is there.
        entry: number of the entry it belongs to; 0 where it belongs to none.
        what: what differs, and what to do.
    """

    code: str
    table: str
    row: str
    entry: int
    what: Sentence

    @property
    def where(self) -> str:
        """Name entry, table and row."""
        entry = f"entry {self.entry}, " if self.entry else ""
        return f"{entry}{self.table}" + (f" {self.row}" if self.row else "")


def differing(columns: Iterable[str]) -> Sentence:
    """Say which columns of a row are not what its entry says."""
    return say(
        "This row was changed by hand: {columns} is not what the entry says. Ask who can write to the database, and "
        "restore the newest backup that agrees.",
        columns=", ".join(columns),
    )


def raw(text: object) -> bytes:
    """Give the bytes of what is stored as text, whatever somebody put there."""
    return text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogatepass")
