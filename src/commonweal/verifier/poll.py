"""The published ballots, read again from ``poll.pb`` by this package's own strict reader."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from .findings import Finding
from .reading import Folder

FILE = "poll.pb"
_PROJECTS = ["project_id", "cost", "votes", "name", "category", "target", "district"]
_VOTES = ["voter_id", "vote"]
_NUMBERS = ("num_projects", "num_votes", "min_length", "max_length", "max_sum_points")
_TYPES = ("approval", "choose-1", "cumulative", "ordinal")
_WHOLE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)
_DECIMAL = re.compile(r"(0|[1-9]\d{0,17})(\.\d{0,17}[1-9])?", re.ASCII)

Choice = tuple[tuple[int, int], ...]
"""One ballot: each chosen project's position and the points it is given by."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What was put to the vote, and how people voted.

    Attributes:
        ids: the projects' ids, in the file's order.
        costs: their costs.
        budget: what may be spent.
        vote_type: approval, choose-1, cumulative or ordinal.
        ballots: distinct ballots with how many voters cast each.
        voters: how many ballots there are.
        currency: of the amounts.
    """

    ids: tuple[str, ...]
    costs: tuple[Fraction, ...]
    budget: Fraction
    vote_type: str
    ballots: dict[Choice, int]
    voters: int
    currency: str

    def scores(self) -> list[int]:
        """Give each project's points: votes, points as given, or Borda's."""
        total = [0] * len(self.ids)
        for choices, voters in self.ballots.items():
            for k, points in choices:
                total[k] += points * voters
        return total

    def supporters(self) -> list[int]:
        """Give how many voters give each project any point."""
        total = [0] * len(self.ids)
        for choices, voters in self.ballots.items():
            for k, points in choices:
                total[k] += voters if points else 0
        return total


class _Wrong(Exception):
    """A line that is not in the published form."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


def read_poll(folder: Folder) -> tuple[Poll | None, list[Finding]]:
    """Read ``poll.pb``; anything but the one published form is a finding: nothing else may be said of voters in it.

    Raises:
        Unreadable: where the file is missing.
    """
    try:
        text = folder.read(FILE).decode("utf-8")
    except UnicodeDecodeError:
        return None, [Finding("V201", FILE, "this is not UTF-8 text")]
    try:
        return _poll(text), []
    except _Wrong as wrong:
        return None, [Finding("V201", f"{FILE} line {wrong.line}", wrong.what)]
    except csv.Error as bad:
        return None, [Finding("V201", FILE, f"the quoting is broken: {bad}")]


def _poll(text: str) -> Poll:
    rows = list(_rows(text))
    _published_form(text, rows)
    cuts = [k for k, (_, cells) in enumerate(rows) if cells in (["META"], ["PROJECTS"], ["VOTES"])]
    if [rows[k][1] for k in cuts] != [["META"], ["PROJECTS"], ["VOTES"]] or cuts[0] != 0:
        raise _Wrong(1, "the sections are not META, PROJECTS and VOTES, once each in this order")
    first, second = cuts[1], cuts[2]
    meta = _meta(rows[1:first])
    kind = meta.get("vote_type", "")
    if kind not in _TYPES:
        raise _Wrong(1, f"there is no type of vote called {kind}")
    ids, costs, stated = _projects(rows[first + 1 : second])
    ballots, voters = _ballots(rows[second + 1 :], ids, kind, meta)
    poll = Poll(ids, costs, _money(1, meta.get("budget", "")), kind, ballots, voters, meta.get("currency", ""))
    if [meta.get("num_projects"), meta.get("num_votes")] != [str(len(ids)), str(voters)]:
        raise _Wrong(1, f"META states other numbers than the {len(ids)} projects and {voters} ballots of the file")
    for k, votes in enumerate(poll.supporters()):
        if stated[k] != str(votes):
            raise _Wrong(
                rows[first + 2 + k][0], f"project {ids[k]} has {votes} supporters, but the file says {stated[k]}"
            )
    return poll


def _published_form(text: str, rows: Sequence[tuple[int, list[str]]]) -> None:
    """Refuse a line that is written in another way than the one that its cells have: quoting could mark a voter."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(cells for _, cells in rows)
    right, given = out.getvalue().split("\n"), text.split("\n")
    for line, (one, other) in enumerate(zip_longest(right, given), start=1):
        if one != other:
            raise _Wrong(line, "this line is not written in the one published form")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    before = 0
    for cells in reader:
        yield before + 1, cells
        before = reader.line_num


def _meta(rows: Sequence[tuple[int, list[str]]]) -> dict[str, str]:
    if not rows or rows[0][1] != ["key", "value"]:
        raise _Wrong(2, "META does not begin with key;value")
    meta: dict[str, str] = {}
    for line, cells in rows[1:]:
        if len(cells) != 2 or cells[0] in meta:
            raise _Wrong(line, "this is not one key and its value, or the key stands twice")
        if cells[0] in _NUMBERS and not _WHOLE.fullmatch(cells[1]):
            raise _Wrong(line, f"{cells[0]} is not a whole number")
        meta[cells[0]] = cells[1]
    return meta


def _projects(rows: Sequence[tuple[int, list[str]]]) -> tuple[tuple[str, ...], tuple[Fraction, ...], list[str]]:
    if len(rows) < 2 or rows[0][1] != _PROJECTS:
        raise _Wrong(rows[0][0] if rows else 1, "PROJECTS has other columns than the published form, or no project")
    costs: dict[str, Fraction] = {}
    votes = []
    for line, cells in rows[1:]:
        if len(cells) != len(_PROJECTS) or not cells[0] or cells[0] in costs:
            raise _Wrong(line, "this is not one project, or its id stands twice")
        costs[cells[0]] = _money(line, cells[1])
        votes.append(cells[2])
    return tuple(costs), tuple(costs.values()), votes


def _ballots(
    rows: Sequence[tuple[int, list[str]]], ids: tuple[str, ...], kind: str, meta: dict[str, str]
) -> tuple[dict[Choice, int], int]:
    columns = [*_VOTES, "points"] if kind == "cumulative" else _VOTES
    if len(rows) < 2 or rows[0][1] != columns:
        raise _Wrong(rows[0][0] if rows else 1, "VOTES has other columns than the published form, or no ballot")
    place = {id_: k for k, id_ in enumerate(ids)}
    longest = int(meta.get("max_length") or len(ids))
    ballots: dict[Choice, int] = {}
    last: tuple[list[int], list[int]] = ([], [])
    for number, (line, cells) in enumerate(rows[1:], start=1):
        if len(cells) != len(columns) or cells[0] != str(number):
            raise _Wrong(line, f"this is not the ballot of voter {number}")
        try:
            chosen = [place[id_] for id_ in cells[1].split(",")] if cells[1] else []
        except KeyError as bad:
            raise _Wrong(line, f"the ballot names {bad.args[0]}, which is not a project") from None
        given = _given(line, cells, chosen, kind, longest)
        now = (chosen, given if kind == "cumulative" else [])
        if now < last or (kind != "ordinal" and chosen != sorted(chosen)):
            raise _Wrong(line, "the ballots are not sorted, so that their order may say who cast them")
        last = now
        _lengths(line, chosen, given, kind, meta)
        choice = tuple(zip(chosen, given, strict=True))
        ballots[choice] = ballots.get(choice, 0) + 1
    return ballots, len(rows) - 1


def _given(line: int, cells: list[str], chosen: list[int], kind: str, longest: int) -> list[int]:
    """Give the points of each choice."""
    if kind == "ordinal":
        return [longest - rank for rank in range(len(chosen))]
    if kind != "cumulative":
        return [1] * len(chosen)
    texts = cells[2].split(",") if cells[2] else []
    if len(texts) != len(chosen) or not all(map(_WHOLE.fullmatch, texts)):
        raise _Wrong(line, "the points are not one whole number for each project")
    return [int(text) for text in texts]


def _lengths(line: int, chosen: list[int], given: list[int], kind: str, meta: dict[str, str]) -> None:
    """Hold a ballot to what a ballot may say."""
    if len(set(chosen)) != len(chosen):
        raise _Wrong(line, "the ballot names a project twice")
    most = 1 if kind == "choose-1" else int(meta.get("max_length") or len(chosen))
    if not int(meta.get("min_length") or 1) <= len(chosen) <= most:
        raise _Wrong(line, f"the ballot names {len(chosen)} projects, fewer or more than allowed")
    if kind == "cumulative" and "max_sum_points" in meta and sum(given) > int(meta["max_sum_points"]):
        raise _Wrong(line, f"the ballot gives {sum(given)} points, more than allowed")


def _money(line: int, text: str) -> Fraction:
    if not _DECIMAL.fullmatch(text) or Fraction(text) <= 0:
        raise _Wrong(line, f"{text} is not an amount above 0")
    return Fraction(text)
