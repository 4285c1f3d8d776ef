"""Names and long words that are kept apart from the record: shown as long as they are kept, then said to be gone."""

from collections.abc import Mapping

from commonweal.record.entries import Entry
from commonweal.terms.sentences import say
from commonweal.web.reads import stored
from commonweal.web.reads.shown import Said

GONE = say("These words were removed; the proof is kept.")


class Kept:
    """What is kept of people's names and words, read once for a page.

    Args:
        entry: the number of the one entry that is asked about; None for all.
    """

    def __init__(self, entry: int | None = None) -> None:
        self._found: Mapping[tuple[int, str], object] = {
            (part.entry, part.field): part.value for part in stored.personal(entry)
        }

    def said(self, entry: Entry, field: str) -> Said:
        """Give the words of a field: "" where it never had any, and a sentence where they were removed."""
        if field not in entry.commitments:
            return ""
        return str(self._found[entry.number, field]) if (entry.number, field) in self._found else GONE

    def paragraphs(self, entry: Entry, field: str) -> tuple[Said, ...]:
        """Give the words of a field in paragraphs, parted at blank lines."""
        said = self.said(entry, field)
        if not isinstance(said, str):
            return (said,)
        return tuple(part for text in said.split("\n\n") if (part := " ".join(text.split())))

    def items(self, entry: Entry, field: str) -> tuple[Said, ...]:
        """Give a field that is a list, item by item."""
        found = self._found.get((entry.number, field))
        if isinstance(found, list):
            return tuple(str(item) for item in found)
        return self.paragraphs(entry, field)
