"""From the opened ballots of a round to what was counted: the same ballots, without what was withdrawn."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .boxes import limit, opened_ballots, opened_file
from .chain import Entry
from .findings import Finding
from .forms import fault
from .held import Round
from .manifests import amount
from .poll import FILE
from .reading import Folder, Unreadable

_SECTIONS = ("META", "PROJECTS", "VOTES")
Vote = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted of a round.

    Attributes:
        votes: how many voters cast each vote, as ``poll.pb`` writes it.
        left_empty: how many ballots named only what was withdrawn.
        shortest: how many projects the shortest ballot names.
        on_ballot: how many projects stood on the ballot, those that were withdrawn among them.
    """

    votes: Mapping[Vote, int]
    left_empty: int
    shortest: int
    on_ballot: int


def check_tally(folder: Folder, round_: Round) -> Iterator[Finding]:
    """Hold each count of a round against its rules, its ballot and its opened ballots (V608)."""
    ballot, opened = round_.first("ballot_published"), round_.first("ballots_opened")
    if ballot is None or opened is None:
        return  # the order of the round is found elsewhere
    gone = round_.withdrawn(opened)
    projects = [one for one in ballot["payload"]["projects"] if one["project"] not in gone]
    counted = _counted(folder, round_, [one["project"] for one in projects], len(ballot["payload"]["projects"]))
    if counted and counted.left_empty != opened["payload"]["left_empty"]:
        what = f"it states {opened['payload']['left_empty']} ballots of which nothing is left, and there are"
        yield fault("V608", opened, f"{what} {counted.left_empty}")
    for entry in round_.of("result_provisional"):
        name = entry["payload"]["folder"]
        yield from _result(folder, round_, entry, projects, opened)
        if counted and f"{name}/{FILE}" in folder:
            yield from _poll(folder, round_, f"{name}/{FILE}", projects, counted)


def _counted(folder: Folder, round_: Round, ids: list[str], on_ballot: int) -> _Counted | None:
    """Take what was withdrawn off the opened ballots; None where they cannot be read or are not published."""
    try:
        ballots = opened_ballots(folder, round_) if opened_file(round_.id) in folder else None
    except Unreadable:
        ballots = None
    if ballots is None:
        return None
    votes: Counter[Vote] = Counter()
    left_empty, lengths = 0, []
    for one in ballots:
        stays = [at for at, name in enumerate(one.chosen) if name in ids]
        if not stays:
            left_empty += one.voters
            continue
        lengths.append(len(stays))
        points = (",".join(str(one.points[at]) for at in stays),) if one.points else ()
        votes[(",".join(one.chosen[at] for at in stays), *points)] += one.voters
    return _Counted(votes, left_empty, min(lengths, default=1), on_ballot)


def _result(
    folder: Folder, round_: Round, entry: Entry, projects: list[Mapping[str, Any]], opened: Entry
) -> Iterator[Finding]:
    """Hold what a result says against what stands without the ballots: it may be all that is published."""
    try:
        said = folder.read_json(f"{entry['payload']['folder']}/result.json")
    except Unreadable:
        return  # the check of the count, or of its presence, says so
    if not isinstance(said, dict):
        return
    rules, costs = round_.rules["payload"], {one["project"]: Fraction(one["pence"], 100) for one in projects}
    funded = said.get("selected")
    spent = (
        sum((costs.get(name, Fraction(0)) for name in funded if isinstance(name, str)), Fraction(0))
        if (isinstance(funded, list))
        else None
    )
    right = {
        "budget": amount(Fraction(rules["budget_pence"], 100)),
        "voters": opened["payload"]["ballots"] - opened["payload"]["left_empty"],
        "projects": len(projects),
        "currency": rules["currency"],
        "vote_type": _vote_type(rules),
        "spent": None if spent is None else amount(spent),
    }
    for figure, value in right.items():
        if said.get(figure) != value:
            yield fault("V608", entry, f"its {figure} is {said.get(figure)}, and the round gives {value}")
    others = [name for name in funded or () if name not in costs] if isinstance(funded, list) else []
    if others:
        yield fault("V608", entry, f"it funds {others[0]}, which did not stand on the ballot at the close")


def _poll(
    folder: Folder, round_: Round, name: str, projects: list[Mapping[str, Any]], counted: _Counted
) -> Iterator[Finding]:
    """Hold the counted ballots against the opened ones; the check of the count says whether the file is sound."""
    sections = _sections(folder.read(name))
    if sections is None:
        return
    meta, listed, votes = sections
    rules = round_.rules["payload"]
    if [row[:2] for row in meta[1:] if row[:1] == ["budget"]] != [["budget", _decimal(rules["budget_pence"])]]:
        yield Finding("V608", name, "its budget is not that of the published rules")
    stated = {row[0]: row[1] for row in meta[1:] if len(row) == 2 and row[0] != "budget"}
    if stated != _meta(rules, len(projects), counted):
        yield Finding("V608", name, "what it says of the ballots is not what the published rules say")
    standing = [[one["project"], _decimal(one["pence"]), one["title"]] for one in projects]
    if [[*row[:2], row[3]] for row in listed[1:] if len(row) > 3] != standing:
        yield Finding("V608", name, "its projects are not those of the ballot, with their titles and costs")
    if [row[4:] for row in listed[1:]] != [_groups(one) for one in projects]:
        yield Finding("V608", name, "its projects are of other areas, categories or groups than on the ballot")
    given = Counter(tuple(row[1:]) for row in votes[1:])
    if given != counted.votes:
        differ = sum(((given - Counter(counted.votes)) + (Counter(counted.votes) - given)).values())
        yield Finding("V608", name, f"{differ} ballots differ from the opened ones without what was withdrawn")


def _groups(project: Mapping[str, Any]) -> list[str]:
    """Write of what kind, for whom and where a project is, as the last columns of ``poll.pb`` do."""
    listed = ({part.strip() for part in project.get(name, "").split(",")} - {""} for name in ("category", "group"))
    return [*(",".join(sorted(parts)) for parts in listed), " ".join(project.get("neighbourhood", "").split())]


def _meta(rules: Mapping[str, Any], projects: int, counted: _Counted) -> dict[str, str]:
    told = {
        "num_projects": projects,
        "num_votes": sum(counted.votes.values()),
        "vote_type": _vote_type(rules),
        "currency": rules["currency"],
        "min_length": min(max(rules["fewest"], 1), counted.shortest),
        "max_length": limit(rules, counted.on_ballot),
        "max_sum_points": rules.get("points"),
    }
    return {name: str(value) for name, value in told.items() if value is not None}


def _sections(data: bytes) -> tuple[list[list[str]], list[list[str]], list[list[str]]] | None:
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=";"))
    except (UnicodeDecodeError, csv.Error):
        return None
    places = [number for number, row in enumerate(rows) if len(row) == 1 and row[0] in _SECTIONS]
    if [rows[place][0] for place in places] != list(_SECTIONS):
        return None
    first, second, third = places
    return rows[first + 1 : second], rows[second + 1 : third], rows[third + 1 :]


def _vote_type(rules: Mapping[str, Any]) -> str:
    return "approval" if rules["ballot"] == "knapsack" else str(rules["ballot"])


def _decimal(pence: int) -> str:
    """Write pence in the main unit, as ``poll.pb`` does: without a superfluous zero."""
    whole, rest = divmod(pence, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)
