"""What the tests of a profile's parts share: a profile that holds one part, and the words of what is shown."""

from commonweal.formats.prose import prose
from commonweal.web.reads.profiled import Profiled
from commonweal.web.store.read import Stored


def holding(digest: str, **told: object) -> Profiled:
    """Give a profile that holds these parts; each test has a digest of its own, since pictures are kept by it."""
    return Profiled(Stored("profile", digest * 64, {}, 0), told)


def words(said: object) -> str:
    """Give a sentence, or somebody else's words, as they are read."""
    return said if isinstance(said, str) else prose().text(said)  # type: ignore[arg-type]


def cells(table: object) -> list[list[str]]:
    """Give the words of a table, row by row."""
    return [[words(cell.text) for cell in row.cells] for row in table.rows]  # type: ignore[attr-defined]


def bars(picture: object) -> list[list[str]]:
    """Give what stands in the table of a picture."""
    return [[words(cell) for cell in row] for row in picture.table.rows]  # type: ignore[attr-defined]
