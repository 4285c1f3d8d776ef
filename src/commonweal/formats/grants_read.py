"""Reading grants as 360Giving publishes them: JSON, CSV or a workbook, each grant checked, every fault gathered.

A file of any size is gone through once; what is kept of it is for whoever goes through it to choose.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from commonweal.errors import Fault, FileMissing, GrantDaysFirst, GrantFaults, GrantFormUnknown
from commonweal.formats.grant_checks import Came, GrantFlaw, day_first, package_wrongs, wrongs
from commonweal.formats.grant_csv import CsvStream
from commonweal.formats.grant_members import PACKAGE
from commonweal.formats.grant_stream import PackageStream
from commonweal.formats.grant_workbook import WorkbookStream
from commonweal.formats.grants import Grant, GrantFile, GrantNote
from commonweal.terms.sentences import Sentence, key
from commonweal.terms.sources import Source

MOST_FUNDERS = 3
"""So many are named as the publishers of a file that names none itself."""


class GrantStream(Protocol):
    """One pass over a file of one form, which gathers what is wrong with the file itself."""

    @property
    def package(self) -> Mapping[str, Any]:
        """What the file says of itself, once it was gone through."""

    @property
    def sha256(self) -> str:
        """The hash of the whole file, once it was gone through."""

    def __iter__(self) -> Iterator[Came]:
        """Give each grant as it came."""


STREAMS: Mapping[str, Callable[[Path, list[Fault]], GrantStream]] = {
    ".json": PackageStream,
    ".csv": CsvStream,
    ".xlsx": WorkbookStream,
}
"""The forms of the standard, by the end of a file's name."""


@dataclass(slots=True)
class GrantReading:
    """One pass over a file of grants.

    Args:
        path: the file; its form is told by the end of its name.
        ids: identifiers of the grants that came before, in files read together with this one.

    Attributes:
        faults: what makes the file one that cannot be taken, as far as it was read.
        package: what the file says of itself.
        count: how many grants came, those at fault too.

    Raises:
        FileMissing: where there is no such file.
        GrantFormUnknown: where its name ends in none of the forms.
    """

    path: Path
    ids: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    package: Mapping[str, Any] = field(default_factory=dict)
    count: int = 0
    sha256: str = ""
    _funders: dict[str, None] = field(default_factory=dict)
    _years: tuple[int, ...] = ()
    _notes: dict[tuple[str, str], tuple[Mapping[str, str | Sentence], list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """See that there is such a file, of a form that is known."""
        if self.path.suffix.lower() not in STREAMS:
            raise GrantFormUnknown(file=self.path.name)
        if not self.path.is_file():
            raise FileMissing(kind="file", path=self.path)

    def __iter__(self) -> Iterator[Grant]:
        """Give each grant that can be read; what is wrong with the others is gathered."""
        for came in self._came():
            self.count += 1
            if self._is_sound(came):
                yield self._noticed(Grant(came.members, came.row))
        if not self.count and not self.faults:
            self.faults.append(Fault("there is no grant in it", {}, self.path.name))

    @property
    def notes(self) -> tuple[GrantNote, ...]:
        """What the standard does not take in grants that can be read, each with all its rows."""
        return tuple(
            GrantNote(Sentence(what, figures), name, tuple(rows))
            for (what, name), (figures, rows) in self._notes.items()
        )

    @property
    def source(self) -> Source:
        """The file, hashed, with its publisher, licence and day, as far as it states them.

        Where it does not, the funders of its grants stand for the publisher, and the years of the awards for the day.
        """
        publisher = self.package.get("publisher")
        name = publisher.get("name") if isinstance(publisher, Mapping) else None
        day = self.package.get("modified") or self.package.get("issued")
        licence = self.package.get("license")
        return Source(
            self.path.name,
            self.sha256,
            name if isinstance(name, str) else self._funders_told(),
            licence if isinstance(licence, str) else "",
            day[:10] if isinstance(day, str) else " to ".join(dict.fromkeys(map(str, self._years))),
        )

    def _noticed(self, grant: Grant) -> Grant:
        if len(self._funders) <= MOST_FUNDERS:
            self._funders.update((funder.name, None) for funder in grant.funders)
        year = int(grant.members["awardDate"][:4])
        first, last = self._years or (year, year)
        self._years = (min(first, year), max(last, year))
        return grant

    def _funders_told(self) -> str:
        return ", ".join(self._funders) if len(self._funders) <= MOST_FUNDERS else "several funders"

    def _came(self) -> Iterator[Came]:
        stream = STREAMS[self.path.suffix.lower()](self.path, self.faults)
        yield from stream
        self.package, self.sha256 = stream.package, stream.sha256
        for wrong in package_wrongs(self.package, PACKAGE):
            self._note(Came(1, 0, None, {wrong.path: ".".join(map(str, wrong.path))}), wrong)

    def _is_sound(self, came: Came) -> bool:
        sound = True
        for wrong in (*came.wrongs, *wrongs(came.members)):
            if wrong.refused:
                sound = False
                self.faults.append(self._fault(came, wrong))
            else:
                self._note(came, wrong)
        name = came.members.get("id") if isinstance(came.members, Mapping) else None
        if isinstance(name, str) and name:
            if name in self.ids:
                sound = False
                stands = GrantFlaw(("id",), key("{text} is the identifier of an earlier grant"), {"text": name})
                self.faults.append(self._fault(came, stands))
            self.ids.add(name)
        return sound

    def _fault(self, came: Came, wrong: GrantFlaw) -> Fault:
        return Fault(wrong.what, wrong.figures, self.path.name, came.line, came.field(wrong.path))

    def _note(self, came: Came, wrong: GrantFlaw) -> None:
        """Gather what is noted under one heading for each kind and member, with the first figures as the example."""
        names = tuple(part for part in wrong.path if isinstance(part, str))
        name = came.columns.get(wrong.path) or ".".join(names)
        self._notes.setdefault((wrong.what, name), (wrong.figures, []))[1].append(came.row)


def require_sound(readings: Sequence[GrantReading]) -> None:
    """See that files can be taken, once they were gone through.

    Raises:
        GrantDaysFirst: where that is what is wrong with dates, with every fault of the files at once.
        GrantFaults: with every fault of the files at once.
    """
    faults = [fault for reading in readings for fault in reading.faults]
    file = ", ".join(reading.path.name for reading in readings if reading.faults)
    if any(day_first(fault.figures.get("text")) for fault in faults):
        raise GrantDaysFirst(*faults, file=file)
    if faults:
        raise GrantFaults(*faults, file=file)


def read_grants(path: Path) -> GrantFile:
    """Read a file of grants whole.

    Args:
        path: a JSON package, a CSV table or a workbook, told by the end of its name.

    Raises:
        FileMissing: where there is no such file.
        GrantFormUnknown: where its name ends in none of the forms.
        GrantDaysFirst: with every fault of the file at once, dates with the day first among them.
        GrantFaults: with every fault of the file at once.
    """
    reading = GrantReading(path)
    grants = tuple(reading)
    require_sound([reading])
    return GrantFile(grants, reading.package, reading.notes, reading.source)
