"""The published ballots, read again from ``poll.pb`` by this package's own strict reader."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .findings import Finding
from .lines import Row, Wrong, rows_of
from .reading import Folder
from .votes import WHOLE, Limits, ballots_of, plain_ballots

FILE = "poll.pb"
_PROJECTS = ["project_id", "cost", "votes", "name", "category", "target", "district"]
_NUMBERS = ("num_projects", "num_votes", "min_length", "max_length", "max_sum_points")
_TYPES = ("approval", "choose-1", "cumulative", "ordinal")
DECIMAL = re.compile(r"(0|[1-9]\d{0,17})(\.\d{0,17}[1-9])?", re.ASCII)
"""An amount without a superfluous zero, of at most 18 digits on either side of the point."""

Group = tuple[str, str]
"""What projects can have in common: ``category`` or ``area``, and its name."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What was put to the vote, and how people voted.

    Attributes:
        ids: the projects' ids, in the file's order.
        costs: their costs.
        groups: each project's categories and area.
        budget: what may be spent.
        vote_type: approval, choose-1, cumulative or ordinal.
        sizes: how many voters cast each distinct ballot.
        backers: for each project, the ballots that support it, by the points that they give it.
        voters: how many ballots were cast.
        currency: of the amounts.
    """

    ids: tuple[str, ...]
    costs: tuple[Fraction, ...]
    groups: tuple[frozenset[Group], ...]
    budget: Fraction
    vote_type: str
    sizes: list[int]
    backers: list[dict[int, list[int]]]
    voters: int
    currency: str

    def scores(self) -> list[int]:
        """Give each project's points: votes, points as given, or Borda's."""
        return [sum(points * self.voters_of(ballots) for points, ballots in given.items()) for given in self.backers]

    def supporters(self) -> list[int]:
        """Give how many voters give each project any point."""
        return [sum(map(self.voters_of, given.values())) for given in self.backers]

    def voters_of(self, ballots: Sequence[int]) -> int:
        """Give how many voters cast some distinct ballots."""
        return sum(map(self.sizes.__getitem__, ballots))


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
    except Wrong as wrong:
        return None, [Finding("V201", f"{FILE} line {wrong.line}", wrong.what)]
    except csv.Error as bad:
        return None, [Finding("V201", FILE, f"the quoting is broken: {bad}")]


def _poll(text: str) -> Poll:
    head, tail = _parted(text)
    rows = rows_of(head)
    cuts = [k for k, (_, cells) in enumerate(rows) if cells in (["META"], ["PROJECTS"], ["VOTES"])]
    if [rows[k][1] for k in cuts] != [["META"], ["PROJECTS"], ["VOTES"]] or cuts[0] != 0:
        raise Wrong(1, "the sections are not META, PROJECTS and VOTES, once each in this order")
    first, second = cuts[1], cuts[2]
    meta = _meta(rows[1:first])
    kind = meta.get("vote_type", "")
    if kind not in _TYPES:
        raise Wrong(1, f"there is no type of vote called {kind}")
    ids, costs, groups, stated = _projects(rows[first + 1 : second])
    limits = Limits(kind, ids, meta)
    if tail is None:
        ballots = ballots_of(rows[second + 1 :], limits)
    else:
        ballots = plain_ballots(tail, limits, head.count("\n") + 1)
    budget = _money(1, meta.get("budget", ""))
    poll = Poll(ids, costs, groups, budget, kind, *ballots, meta.get("currency", ""))
    if [meta.get("num_projects"), meta.get("num_votes")] != [str(len(ids)), str(poll.voters)]:
        raise Wrong(1, f"META states other numbers than the {len(ids)} projects and {poll.voters} ballots of the file")
    for k, votes in enumerate(poll.supporters()):
        if stated[k] != str(votes):
            raise Wrong(
                rows[first + 2 + k][0], f"project {ids[k]} has {votes} supporters, but the file says {stated[k]}"
            )
    return poll


def _parted(text: str) -> tuple[str, str | None]:
    """Part the ballots from the rest where no cell among them can be quoted, so that they are read in the quick way.

    The quick way needs one look at each line. Where a mark of quoting or an odd end of line stands after the heading
    of the ballots, or the heading itself may be part of a quoted cell, the whole text is read in the slow way.
    """
    place = text.find("\nVOTES\nvoter_id;vote") + len("\nVOTES\n")
    head, tail = text[:place], text[place:]
    if not text.startswith("META\n") or place < len("\nVOTES\n") or '"' in tail or "\r" in tail:
        return text, None
    return (text, None) if head.count('"') % 2 else (head, tail)


def _meta(rows: Sequence[Row]) -> dict[str, str]:
    if not rows or rows[0][1] != ["key", "value"]:
        raise Wrong(2, "META does not begin with key;value")
    meta: dict[str, str] = {}
    for line, cells in rows[1:]:
        if len(cells) != 2 or cells[0] in meta:
            raise Wrong(line, "this is not one key and its value, or the key stands twice")
        if cells[0] in _NUMBERS and not WHOLE.fullmatch(cells[1]):
            raise Wrong(line, f"{cells[0]} is not a whole number")
        meta[cells[0]] = cells[1]
    return meta


def _projects(
    rows: Sequence[Row],
) -> tuple[tuple[str, ...], tuple[Fraction, ...], tuple[frozenset[Group], ...], list[str]]:
    if len(rows) < 2 or rows[0][1] != _PROJECTS:
        raise Wrong(rows[0][0] if rows else 1, "PROJECTS has other columns than the published form, or no project")
    costs: dict[str, Fraction] = {}
    groups, votes = [], []
    for line, cells in rows[1:]:
        if len(cells) != len(_PROJECTS) or not cells[0] or cells[0] in costs:
            raise Wrong(line, "this is not one project, or its id stands twice")
        costs[cells[0]] = _money(line, cells[1])
        groups.append(_groups(dict(zip(_PROJECTS, cells, strict=True))))
        votes.append(cells[2])
    return tuple(costs), tuple(costs.values()), tuple(groups), votes


def _groups(project: Mapping[str, str]) -> frozenset[Group]:
    named = {("category", name) for name in project["category"].split(",") if name}
    return frozenset(named | ({("area", project["district"])} if project["district"] else set()))


def _money(line: int, text: str) -> Fraction:
    if not DECIMAL.fullmatch(text) or Fraction(text) <= 0:
        raise Wrong(line, f"{text} is not an amount above 0")
    return Fraction(text)
