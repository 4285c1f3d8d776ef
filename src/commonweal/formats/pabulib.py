"""Pabulib files (``.pb``): bytes to a poll, and a poll to its one canonical form.

Source: Pabulib, the participatory budgeting library, format description (pabulib.org/format).
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.errors import PollFaults, nearest
from commonweal.formats.pabulib_ballots import Limits, read_ballots
from commonweal.formats.pabulib_sections import Reading, sections
from commonweal.formats.tables import decimal_text
from commonweal.funding.ballots import VOTE_TYPES, VoteType
from commonweal.funding.poll import Poll, Project
from commonweal.funding.tally import supporters
from commonweal.terms.sentences import key

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
NO_CURRENCY = "XXX"
"""ISO 4217 for a sum in no currency: the file does not name one."""
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{0,9})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,15}", re.ASCII)


def read(data: bytes, file: str = "poll.pb") -> Poll:
    """Read a Pabulib file.

    What a file says of its voters (age, sex, neighbourhood, time, way of voting) is dropped here and goes no further.

    Args:
        data: the file's bytes, UTF-8 with or without a byte-order mark.
        file: its name, to say in faults.

    Raises:
        PollFaults: with every fault of the file at once.
    """
    reading = sections(data, file)
    meta = _meta(reading)
    projects = _projects(reading)
    limits = Limits(meta.vote_type, meta.min_length, meta.max_length, meta.max_points)
    ballots = read_ballots(reading, limits, list(dict.fromkeys(project.id for project in projects)))
    if not reading.faults:
        _check_budget(reading, meta, projects)
    if reading.faults:
        raise PollFaults(*sorted(reading.faults, key=lambda fault: fault.line or 0), file=file)
    return Poll(
        projects=projects,
        budget=meta.budget,
        vote_type=meta.vote_type,
        ballots=ballots,
        currency=meta.currency,
        min_length=meta.min_length,
        max_length=meta.max_length,
        max_points=meta.max_points,
        about=meta.about,
    )


def targets(data: bytes, file: str = "poll.pb") -> Mapping[str, tuple[str, ...]]:
    """Give whom each project of a Pabulib file is for, by its identifier; its ballots are left unread.

    Args:
        data: the file's bytes, of a poll that was read before.
        file: its name, to say in faults.
    """
    before = data.replace(b"\r\n", b"\n").partition(b"\nVOTES\n")[0]
    return {project.id: project.targets for project in _projects(sections(before + b"\n", file))}


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
    ids = [project.id for project in poll.projects]
    voter = 0
    for ballot in poll.ballots:
        # Equal ballots are quoted once: only the voter's number differs.
        cell = io.StringIO(newline="")
        points = [",".join(map(str, ballot.points))] if cumulative else []
        csv.writer(cell, delimiter=";", lineterminator="\n").writerow(
            [",".join(ids[choice] for choice in ballot.choices), *points]
        )
        rest = cell.getvalue()
        out.writelines(f"{number};{rest}" for number in range(voter + 1, voter + ballot.voters + 1))
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


@dataclass(slots=True)
class _Meta:
    budget: Fraction = Fraction(0)
    budget_line: int | None = None
    vote_type: VoteType = "approval"
    currency: str = NO_CURRENCY
    min_length: int = 1
    max_length: int | None = None
    max_points: int | None = None
    about: tuple[tuple[str, str], ...] = ()


_Stated = dict[str, tuple[int, str]]
"""What META states by its key, each with its line."""


def _meta(reading: Reading) -> _Meta:
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
        budget_line=stated["budget"][0] if "budget" in stated else None,
        vote_type=_vote_type(reading, stated),
        currency=stated.get("currency", (0, ""))[1] or NO_CURRENCY,
        min_length=_whole(reading, stated, "min_length", 1) or 0,
        max_length=_whole(reading, stated, "max_length", None),
        max_points=_whole(reading, stated, "max_sum_points", None),
        about=tuple(sorted((name, text) for name, (_, text) in stated.items() if name not in _OWN and text)),
    )


def _vote_type(reading: Reading, stated: _Stated) -> VoteType:
    line, text = stated.get("vote_type", (0, "approval"))
    for kind in VOTE_TYPES:
        if kind == text:
            return kind
    near = nearest(text, VOTE_TYPES)
    reading.fault(key("there is no type of vote called {text}{nearest}"), line, "vote_type", text=text, nearest=near)
    return "approval"


def _check_numbers(reading: Reading, stated: _Stated) -> None:
    """Hold the numbers that META states against the rows: a file that was cut short says so here."""
    for name, section in (("num_projects", "PROJECTS"), ("num_votes", "VOTES")):
        number, found = _whole(reading, stated, name, None), reading.count(section)
        if number is not None and section in reading.header and number != found:
            what = key("META says {stated}, but the file holds {found}")
            reading.fault(what, stated[name][0], name, stated=number, found=found)


def _money(reading: Reading, line: int, text: str, name: str) -> Fraction | None:
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


def _whole(reading: Reading, stated: _Stated, name: str, default: int | None) -> int | None:
    line, text = stated.get(name, (0, ""))
    if not text:
        return default
    if not _WHOLE.fullmatch(text):
        reading.fault(key("{text} is not a whole number, 0 or more"), line, name, text=text)
        return default
    return int(text)


def _check_budget(reading: Reading, meta: _Meta, projects: Sequence[Project]) -> None:
    """Refuse a budget that nothing on the ballot paper fits into: whatever people chose, nothing could be funded."""
    least = min(project.cost for project in projects)
    if meta.budget < least:
        what = key("the budget {budget} is below the cost of every project; the least is {least}")
        figures = {"budget": decimal_text(meta.budget), "least": decimal_text(least)}
        reading.fault(what, meta.budget_line, "budget", **figures)


def _projects(reading: Reading) -> tuple[Project, ...]:
    """Give the projects, in the file's order."""
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
    if reading.header.get("PROJECTS") and not reading.count("PROJECTS"):
        reading.fault(key("there is no project"), None, "PROJECTS")
    return tuple(projects)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(sorted({part.strip() for part in text.split(",") if part.strip()}))
