"""The sections of a Pabulib file: its rows by section, and the ballots as bytes in columns."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from commonweal.errors import Fault, PollFaults, nearest
from commonweal.formats.columns import Table, plain_table, quoted_table
from commonweal.terms.sentences import key

_SECTIONS = ("META", "PROJECTS", "VOTES")
_NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
_UNREAD = "?"
"""Stands for a section that nobody knows."""
_TITLES = tuple(title.encode() for title in _SECTIONS)
_VOTES = re.compile(rb"^[ \t]*VOTES[ \t;]*\r?$", re.MULTILINE | re.IGNORECASE)
_OTHERS = re.compile(rb"^[ \t]*(META|PROJECTS)[ \t;]*\r?$", re.MULTILINE | re.IGNORECASE)
_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Reading:
    """A file half read: its rows by section, and every fault met so far.

    Attributes:
        file: its name, to say in faults.
        faults: all that is wrong with it.
        header: the columns of each section.
        rows: the rows of each section with their lines; those of VOTES stand in ``votes``.
        votes: the ballots' rows.
    """

    file: str
    faults: list[Fault] = field(default_factory=list)
    header: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)
    votes: Table | None = None

    def fault(self, message: str, line: int | None = None, name: str = "", **figures: object) -> None:
        """Note a fault."""
        self.faults.append(Fault(message, figures, self.file, line, name))

    def records(self, section: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each row of a section as its line and its cells by column; another number of cells is a fault."""
        names = self.header.get(section, [])
        for line, cells in self.rows.get(section, []):
            if len(cells) != len(names):
                self.odd_row(section, line, len(cells))
            else:
                yield line, dict(zip(names, cells, strict=True))

    def odd_row(self, section: str, line: int, cells: int) -> None:
        """Note a row that has another number of cells than its section has columns."""
        what = key("the row has {cells} cells for {columns} columns")
        self.fault(what, line, section, cells=cells, columns=len(self.header[section]))

    def count(self, section: str) -> int:
        """Give how many rows a section has."""
        if section == "VOTES" and self.votes is not None:
            return len(self.votes.lines) + len(self.votes.odd)
        return len(self.rows.get(section, []))


def sections(data: bytes, file: str) -> Reading:
    """Split a file into its sections.

    Args:
        data: its bytes.
        file: its name.

    Raises:
        PollFaults: where it is not UTF-8 text.
    """
    reading = Reading(file)
    data = data.removeprefix(_MARK)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as bad:
        reading.fault(key("this is not UTF-8 text"), data[: bad.start].count(b"\n") + 1)
        raise PollFaults(*reading.faults, file=file) from None
    if not _plain_votes(data, reading):
        _by_line(data.decode("utf-8"), reading)
        votes = reading.rows.get("VOTES", [])
        reading.votes = quoted_table(votes, len(reading.header.get("VOTES", [])))
    for title in _SECTIONS:
        if title not in reading.rows:
            reading.fault(key("the section is missing"), None, title)
        elif title not in reading.header:
            reading.fault(key("the section is empty"), None, title)
    return reading


def _plain_votes(data: bytes, reading: Reading) -> bool:
    """Read a file whose last section holds the ballots with nothing quoted; say whether it is one."""
    start = _VOTES.search(data)
    if start is None:
        return False
    before, after = data[: start.start()], data[start.end() + 1 :]
    if len(_OTHERS.findall(before)) != len(_SECTIONS) - 1 or any(b"\n" + title in after for title in _TITLES):
        return False
    head, _, body = after.partition(b"\n")
    line = before.count(b"\n") + 2
    if before.count(b'"') % 2 or b'"' in head or not head.strip(b" \t;\r"):
        return False
    names = [name.strip() for name in head.decode("utf-8").rstrip("\r").split(";")]
    votes = plain_table(body, len(names), line + 1)
    if votes is None:
        return False
    _by_line(before.decode("utf-8"), reading)
    reading.rows["VOTES"], reading.votes = [], votes
    reading.header["VOTES"] = _header(reading, "VOTES", line, names)
    return True


def _by_line(text: str, reading: Reading) -> None:
    """Sort a text's rows into their sections."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    section, before = "", 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                section = _sorted_in(reading, section, line, cells)
    except csv.Error as bad:
        reading.fault(key("the quoting is broken: {reason}"), before + 1, section, reason=str(bad))


def _sorted_in(reading: Reading, section: str, line: int, cells: list[str]) -> str:
    """Put a row where it belongs, and give the section that is open after it."""
    title = cells[0].strip().upper()
    if title in _SECTIONS and not any(cell.strip() for cell in cells[1:]):
        if title in reading.rows:
            reading.fault(key("the section stands twice"), line, title)
        reading.rows.setdefault(title, [])
        return title
    if not section:
        reading.fault(key("the line stands before any section"), line)
    elif section != _UNREAD and section not in reading.header:
        reading.header[section] = _header(reading, section, line, cells)
    elif len(cells) == 1 and title.isalpha() and len(reading.rows) < len(_SECTIONS):
        return _misspelt(reading, line, title)
    elif section != _UNREAD:
        reading.rows[section].append((line, cells))
    return section


def _misspelt(reading: Reading, line: int, title: str) -> str:
    """Note a title that is none, and give the section that it must mean; else what follows is left unread."""
    absent = [name for name in _SECTIONS if name not in reading.rows]
    near = get_close_matches(title, absent, n=1, cutoff=0.5)
    reading.fault(key("there is no section called {title}{nearest}"), line, title=title, nearest=nearest(title, absent))
    reading.rows.update({name: [] for name in near})
    return near[0] if near else _UNREAD


def _header(reading: Reading, section: str, line: int, cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    for name in _NEEDED[section]:
        if name not in names:
            reading.fault(key("the column is missing from {section}"), line, name, section=section)
    for name in sorted({name for name in names if names.count(name) > 1}):
        reading.fault(key("the column stands twice"), line, name)
    return names
