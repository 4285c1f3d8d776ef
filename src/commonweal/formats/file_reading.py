"""Reading the files of a place folder one after another, gathering every fault of each."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TypeVar

from commonweal.errors import CommonwealError, Fault, FileMissing
from commonweal.formats.tables import column_texts
from commonweal.terms.sources import Source

_Read = TypeVar("_Read")


class FileReading:
    """Reads files that may refer to one another.

    What a file at fault still names is known to the files that refer to it, so that each is judged by its own faults; a
    file that refers to one that names nothing is left unread.

    Args:
        folder: where the files are.

    Attributes:
        faults: what is wrong with those that were read.
        sources: where each came from, by its name.
        unsound: names of those at fault.
        nameless: names of those whose own names are not known.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.sources: dict[str, Source] = {}
        self.unsound: set[str] = set()
        self.nameless: set[str] = set()

    def attempt(self, file: str, read: Callable[[], _Read]) -> _Read | None:
        """Read a file, or take its faults and go on without it."""
        try:
            return read()
        except FileMissing:
            self.faults.append(Fault("the file is missing", {}, file))
        except CommonwealError as refused:
            self.faults.extend(refused.faults)
        self.unsound.add(file)
        return None

    def table(
        self,
        file: str,
        read: Callable[[], tuple[_Read, Source]],
        *,
        needed: bool = False,
        after: Collection[str] = (),
    ) -> _Read | None:
        """Read a file that may be absent, and note where it comes from."""
        if not needed and not (self.folder / file).is_file():
            return None
        if not self.nameless.isdisjoint(after):
            self.nameless.add(file)
            return None
        found = self.attempt(file, read)
        if found is None:
            return None
        value, self.sources[file] = found
        return value

    def names(self, file: str, column: str, sound: Iterable[str]) -> Collection[str]:
        """Give what a file names in a column, each once and in its order, also where the file is at fault."""
        if file not in self.unsound:
            return dict.fromkeys(sound)
        found = dict.fromkeys(column_texts(self.folder / file, column))
        if not found:
            self.nameless.add(file)
        return found
