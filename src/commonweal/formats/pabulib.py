"""Pabulib files (``.pb``): bytes to a poll, and a poll to its one canonical form.

Source: Pabulib, the participatory budgeting library, format description (pabulib.org/format).
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction

from commonweal.errors import Fault, PollFaults, nearest
from commonweal.formats.tables import decimal_text
from commonweal.funding.ballots import VOTE_TYPES, Ballot, VoteType, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.tally import supporters
from commonweal.terms.sentences import key

_SECTIONS = ("META", "PROJECTS", "VOTES")
_NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
_OWN = (
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "currency",
    "min_length",
    "max_length",
    "max_sum_points",
)
"""Keys of META that become parts of the poll; every other one is kept as a further fact."""
_UNREAD = "?"
"""Stands for a section that nobody knows."""
NO_CURRENCY = "XXX"
"""ISO 4217 for a sum in no currency: the file does not name one."""
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{0,9})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,15}", re.ASCII)


@dataclass(slots=True)
class _Reading:
    """A file half read: its rows by section, and every fault met so far."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    header: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)

    def fault(self, message: str, line: int | None = None, name: str = "", **figures: object) -> None:
        self.faults.append(Fault(message, figures, self.file, line, name))

    def records(self, section: str) -> Iterator[tuple[int, dict[str, str]]]:
        names = self.header.get(section, [])
        for line, cells in self.rows.get(section, []):
            if len(cells) != len(names):
                what = key("the row has {cells} cells for {columns} columns")
                self.fault(what, line, section, cells=len(cells), columns=len(names))
            else:
                yield line, dict(zip(names, cells, strict=True))


def read(data: bytes, file: str = "poll.pb") -> Poll:
    """Read a Pabulib file.

    What a file says of its voters (age, sex, neighbourhood, time, way of voting) is dropped here and goes no further.

    Args:
        data: the file's bytes, UTF-8 with or without a byte-order mark.
        file: its name, to say in faults.

    Raises:
        PollFaults: with every fault of the file at once.
    """
    reading = _Reading(file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        reading.fault(key("this is not UTF-8 text"), data[: bad.start].count(b"\n") + 1)
        raise PollFaults(*reading.faults, file=file) from None
    _sections(text, reading)
    meta = _meta(reading)
    projects, lines = _projects(reading)
    ballots = _ballots(reading, meta, lines)
    if reading.faults:
        raise PollFaults(*sorted(reading.faults, key=lambda fault: fault.line or 0), file=file)
    return Poll(
        projects=projects,
        budget=meta.budget,
        vote_type=meta.vote_type,
        ballots=grouped(ballots, meta.vote_type),
        currency=meta.currency,
        min_length=meta.min_length,
        max_length=meta.max_length,
        max_points=meta.max_points,
        about=meta.about,
    )


def write(poll: Poll) -> bytes:
    """Write a poll in its one canonical form: equal polls give equal bytes.

    Voters are numbered 1 to n and ballots are sorted, so that neither says who voted, or when.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([["META"], ["key", "value"], *_meta_rows(poll)])
    writer.writerows([["PROJECTS"], ["project_id", "cost", "votes", "name", "category", "target", "district"]])
    for project, votes in zip(poll.projects, supporters(poll), strict=True):
        kinds, targets = ",".join(project.categories), ",".join(project.targets)
        writer.writerow([project.id, decimal_text(project.cost), votes, project.name, kinds, targets, project.area])
    cumulative = poll.vote_type == "cumulative"
    writer.writerows([["VOTES"], ["voter_id", "vote", *(["points"] if cumulative else [])]])
    voter = 0
    for ballot in poll.ballots:
        vote = ",".join(poll.projects[choice].id for choice in ballot.choices)
        points = [",".join(map(str, ballot.points))] if cumulative else []
        writer.writerows([[voter + k, vote, *points] for k in range(1, ballot.voters + 1)])
        voter += ballot.voters
    return out.getvalue().encode("utf-8")


def _meta_rows(poll: Poll) -> list[list[object]]:
    own: dict[str, object] = {
        "num_projects": len(poll.projects),
        "num_votes": poll.voters,
        "budget": decimal_text(poll.budget),
        "vote_type": poll.vote_type,
        "currency": poll.currency,
        "min_length": poll.min_length,
        "max_length": poll.max_length,
        "max_sum_points": poll.max_points,
    }
    return [[name, value] for name, value in [*poll.about, *own.items()] if value is not None]


def _sections(text: str, reading: _Reading) -> None:
    """Split the file into sections, each with its header and rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    section, before = "", 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                section = _sorted_in(reading, section, line, cells)
    except csv.Error as bad:
        reading.fault(key("the quoting is broken: {reason}"), before + 1, section, reason=str(bad))
    for title in _SECTIONS:
        if title not in reading.rows:
            reading.fault(key("the section is missing"), None, title)
        elif title not in reading.header:
            reading.fault(key("the section is empty"), None, title)


def _sorted_in(reading: _Reading, section: str, line: int, cells: list[str]) -> str:
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


def _misspelt(reading: _Reading, line: int, title: str) -> str:
    """Note a title that is none, and give the section that it must mean; else what follows is left unread."""
    absent = [name for name in _SECTIONS if name not in reading.rows]
    near = get_close_matches(title, absent, n=1, cutoff=0.5)
    reading.fault(key("there is no section called {title}{nearest}"), line, title=title, nearest=nearest(title, absent))
    reading.rows.update({name: [] for name in near})
    return near[0] if near else _UNREAD


def _header(reading: _Reading, section: str, line: int, cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    for name in _NEEDED[section]:
        if name not in names:
            reading.fault(key("the column is missing from {section}"), line, name, section=section)
    for name in sorted({name for name in names if names.count(name) > 1}):
        reading.fault(key("the column stands twice"), line, name)
    return names


@dataclass(slots=True)
class _Meta:
    budget: Fraction = Fraction(0)
    vote_type: VoteType = "approval"
    currency: str = NO_CURRENCY
    min_length: int = 1
    max_length: int | None = None
    max_points: int | None = None
    about: tuple[tuple[str, str], ...] = ()


_Stated = dict[str, tuple[int, str]]
"""What META states by its key, each with its line."""


def _meta(reading: _Reading) -> _Meta:
    stated: _Stated = {}
    for line, record in reading.records("META"):
        name = record.get("key", "").strip()
        if name in stated:
            reading.fault(key("the key stands already at line {first}"), line, name, first=stated[name][0])
        stated.setdefault(name, (line, record.get("value", "").strip()))
    for name in ("budget", "vote_type"):
        if "META" in reading.header and name not in stated:
            reading.fault(key("the key is missing from META"), None, name)
    _check_numbers(reading, stated)
    return _Meta(
        budget=(_money(reading, *stated["budget"], "budget") if "budget" in stated else None) or Fraction(1),
        vote_type=_vote_type(reading, stated),
        currency=stated.get("currency", (0, ""))[1] or NO_CURRENCY,
        min_length=_whole(reading, stated, "min_length", 1) or 0,
        max_length=_whole(reading, stated, "max_length", None),
        max_points=_whole(reading, stated, "max_sum_points", None),
        about=tuple(sorted((name, text) for name, (_, text) in stated.items() if name not in _OWN and text)),
    )


def _vote_type(reading: _Reading, stated: _Stated) -> VoteType:
    line, text = stated.get("vote_type", (0, "approval"))
    for kind in VOTE_TYPES:
        if kind == text:
            return kind
    near = nearest(text, VOTE_TYPES)
    reading.fault(key("there is no type of vote called {text}{nearest}"), line, "vote_type", text=text, nearest=near)
    return "approval"


def _check_numbers(reading: _Reading, stated: _Stated) -> None:
    """Hold the numbers that META states against the rows: a file that was cut short says so here."""
    for name, section in (("num_projects", "PROJECTS"), ("num_votes", "VOTES")):
        number, found = _whole(reading, stated, name, None), len(reading.rows.get(section, []))
        if number is not None and section in reading.header and number != found:
            what = key("META says {stated}, but the file holds {found}")
            reading.fault(what, stated[name][0], name, stated=number, found=found)


def _money(reading: _Reading, line: int, text: str, name: str) -> Fraction | None:
    """Read an amount above 0, or note the fault."""
    if not text:
        reading.fault(key("the {what} is empty"), line, name, what=name)
    elif not _DECIMAL.fullmatch(text):
        reading.fault(key("{text} is not a decimal number"), line, name, text=text)
    elif Fraction(text.rstrip(".")) < 0:
        reading.fault(key("the {what} {text} is negative"), line, name, what=name, text=text)
    elif Fraction(text.rstrip(".")) == 0:
        reading.fault(key("the {what} is 0"), line, name, what=name)
    else:
        return Fraction(text.rstrip("."))
    return None


def _whole(reading: _Reading, stated: _Stated, name: str, default: int | None) -> int | None:
    line, text = stated.get(name, (0, ""))
    if not text:
        return default
    if not _WHOLE.fullmatch(text):
        reading.fault(key("{text} is not a whole number, 0 or more"), line, name, text=text)
        return default
    return int(text)


def _projects(reading: _Reading) -> tuple[tuple[Project, ...], dict[str, int]]:
    """Give the projects, and the position of each by its id."""
    projects: list[Project] = []
    lines: dict[str, int] = {}
    for line, record in reading.records("PROJECTS"):
        id_ = record.get("project_id", "").strip()
        if not id_:
            reading.fault(key("the cell is blank"), line, "project_id")
        elif id_ in lines:
            reading.fault(
                key("the project {id} stands already at line {first}"), line, "project_id", id=id_, first=lines[id_]
            )
        elif "," in id_ or "\n" in id_ or "\r" in id_:
            reading.fault(key("the project id {id} holds a comma or a line break"), line, "project_id", id=id_)
        lines.setdefault(id_, line)
        cost = _money(reading, line, record.get("cost", "").strip(), "cost") if "cost" in record else None
        projects.append(
            Project(
                id=id_,
                name=" ".join(record.get("name", "").split()) or id_,
                cost=cost or Fraction(1),
                categories=_listed(record.get("category", "")),
                targets=_listed(record.get("target", "")),
                area=" ".join(record.get("district", "").split()),
            )
        )
    if reading.header.get("PROJECTS") and not reading.rows["PROJECTS"]:
        reading.fault(key("there is no project"), None, "PROJECTS")
    return tuple(projects), {project.id: k for k, project in reversed(list(enumerate(projects)))}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(sorted({part.strip() for part in text.split(",") if part.strip()}))


def _ballots(reading: _Reading, meta: _Meta, positions: dict[str, int]) -> list[Ballot]:
    """Give the distinct ballots as written, with their numbers; each distinct text is read once."""
    cumulative = meta.vote_type == "cumulative"
    ballots = []
    for (vote, points), where in _ballot_texts(reading, cumulative=cumulative).items():
        ids = [part.strip() for part in vote.split(",")] if vote.strip() else []
        given = [part.strip() for part in points.split(",")] if points.strip() else []
        faults = [*_choice_faults(ids, meta, positions), *(_point_faults(ids, given, meta) if cumulative else ())]
        for what, name, figures in faults:
            for line in where:
                reading.fault(what, line, name, **figures)
        if not faults:
            ballots.append(Ballot(tuple(positions[id_] for id_ in ids), tuple(map(int, given)), len(where)))
    return ballots


def _ballot_texts(reading: _Reading, *, cumulative: bool) -> dict[tuple[str, str], list[int]]:
    """Give the lines of each distinct ballot; a voter who stands twice is a fault."""
    if reading.header.get("VOTES") and not reading.rows["VOTES"]:
        reading.fault(key("there is no ballot"), None, "VOTES")
    if cumulative and "VOTES" in reading.header and "points" not in reading.header["VOTES"]:
        reading.fault(key("the column is missing from {section}"), None, "points", section="VOTES")
    seen: dict[str, int] = {}
    lines: dict[tuple[str, str], list[int]] = {}
    for line, record in reading.records("VOTES"):
        voter = record.get("voter_id", "").strip()
        if not voter:
            reading.fault(key("the cell is blank"), line, "voter_id")
        elif seen.setdefault(voter, line) != line:
            reading.fault(
                key("the voter {id} stands already at line {first}"), line, "voter_id", id=voter, first=seen[voter]
            )
        lines.setdefault((record.get("vote", ""), record.get("points", "") if cumulative else ""), []).append(line)
    return lines


_Seen = tuple[str, str, dict[str, object]]
"""What is wrong, in which column, and its figures."""


def _choice_faults(ids: Sequence[str], meta: _Meta, positions: dict[str, int]) -> Iterator[_Seen]:
    for id_ in dict.fromkeys(ids):
        if id_ not in positions:
            yield key("the ballot names {id}, which is not a project"), "vote", {"id": id_}
        elif ids.count(id_) > 1:
            yield key("the ballot names the project {id} more than once"), "vote", {"id": id_}
    most = 1 if meta.vote_type == "choose-1" else meta.max_length
    if most is not None and len(ids) > most:
        yield key("the ballot names {n} projects, more than the {most} allowed"), "vote", {"n": len(ids), "most": most}
    if len(ids) < meta.min_length:
        what = key("the ballot names {n} projects, fewer than the {least} needed")
        yield what, "vote", {"n": len(ids), "least": meta.min_length}


def _point_faults(ids: Sequence[str], given: Sequence[str], meta: _Meta) -> Iterator[_Seen]:
    if len(given) != len(ids):
        yield key("the ballot gives {n} points for {ids} projects"), "points", {"n": len(given), "ids": len(ids)}
    wrong = [text for text in given if not _WHOLE.fullmatch(text)]
    for text in wrong:
        yield key("{text} is not a whole number, 0 or more"), "points", {"text": text}
    total = 0 if wrong else sum(map(int, given))
    if meta.max_points is not None and total > meta.max_points:
        yield (
            "the ballot gives {n} points, more than the {most} allowed",
            "points",
            {"n": total, "most": meta.max_points},
        )
