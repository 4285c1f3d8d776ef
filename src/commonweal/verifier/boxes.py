"""The ballot box of a round: codes, receipts and opened ballots add up, and every ballot is as the rules allow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

from .chain import Entry
from .findings import Finding
from .forms import fault, is_hash, is_text
from .held import Round
from .manifests import is_canonical
from .reading import Folder, Unreadable, parse_json

READ_AGAIN = ("the first entry is right", "the second entry is right", "both entries were wrong")
"""Why a paper that was read in two ways counts; any other reason says why it is spoilt."""
FEWEST = 50
"""Of a round with fewer ballots the result is published and the ballots are not: they could tell who chose what."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What one or more voters chose.

    Attributes:
        chosen: the projects, in the ballot's order, or in order of preference.
        points: the points of each, where the ballot gives points.
        voters: how many voters chose so.
    """

    chosen: tuple[str, ...]
    points: tuple[int, ...]
    voters: int


def receipts_file(round_id: str) -> str:
    """Give where the list of receipts of a round stands in a bundle."""
    return f"rounds/{round_id}/receipts.txt"


def opened_file(round_id: str) -> str:
    """Give where the opened ballots of a round stand in a bundle."""
    return f"rounds/{round_id}/opened.jsonl"


def may_be_withheld(round_: Round) -> bool:
    """Say whether the ballots of a round are so few that they need not be published."""
    opened = round_.first("ballots_opened")
    return opened is not None and opened["payload"]["ballots"] < FEWEST


def check_box(folder: Folder, round_: Round) -> Iterator[Finding]:
    """Hold the box of a round against what its entries say of it.

    Returns:
        V604 for the receipts, V605 for codes, V606 for opened ballots, V607 for numbers of ballots.
    """
    closed, opened = round_.first("round_closed"), round_.first("ballots_opened")
    if closed:
        yield from _codes(round_, closed)
        yield from _receipts(folder, round_, closed)
    if opened:
        if closed:
            yield from _numbers(closed, opened)
        yield from _opened(folder, round_, opened)


def opened_ballots(folder: Folder, round_: Round) -> list[Opened]:
    """Read the opened ballots of a round.

    Raises:
        Unreadable: where they are missing, or a line is not one distinct ballot in the one canonical form, in order.
    """
    name = opened_file(round_.id)
    found: list[Opened] = []
    lines = folder.read(name).split(b"\n")
    if lines.pop():
        raise Unreadable(name, "the file breaks off in the middle of a line")
    for number, line in enumerate(lines, 1):
        where = f"{name} line {number}"
        value = parse_json(line, where)
        if not _is_opened(value) or not is_canonical(value, line):
            raise Unreadable(where, "this is not a ballot and how many voters chose so, in the one canonical form")
        found.append(Opened(tuple(value["chosen"]), tuple(value["points"]), value["voters"]))
    keys = [(one.chosen, one.points) for one in found]
    if any(one >= following for one, following in pairwise(keys)):
        raise Unreadable(name, "the ballots are not distinct and sorted, so that their order may say who cast them")
    return found


def _codes(round_: Round, closed: Entry) -> Iterator[Finding]:
    said = closed["payload"]
    before = [one["payload"] for one in round_.of("codes_issued") if one["number"] < closed["number"]]
    issued = sum(one["codes"] - one.get("instead", 0) for one in before)
    if issued != said["issued"]:
        yield fault("V605", closed, f"it states {said['issued']} codes, but {issued} were issued and not replaced")
    unnamed = sum(one.get("unnamed", 0) for one in before)
    if unnamed != said.get("unnamed", 0):
        yield fault("V605", closed, f"it states {said.get('unnamed', 0)} codes for nobody in particular, not {unnamed}")
    for one in (one for one in round_.of("codes_issued") if one["payload"].get("unnamed", 0) > one["payload"]["codes"]):
        yield fault("V605", one, "more codes are for nobody in particular than there are")
    if said["ballots"] > said["issued"]:
        yield fault("V605", closed, "there are more ballots than codes to vote with")


def _receipts(folder: Folder, round_: Round, closed: Entry) -> Iterator[Finding]:
    name, said = receipts_file(round_.id), closed["payload"]
    if name not in folder:
        yield Finding("V604", name, f"{fault('', closed, '').where} names this list of receipts, but it is missing")
        return
    data = folder.read(name)
    listed = data.decode("ascii", "replace").split("\n")
    if sha256(data).hexdigest() != said["sealed"]:
        yield Finding("V604", name, f"this is not the list of which entry {closed['number']} bears the hash")
    if listed.pop() or not all(map(is_hash, listed)) or listed != sorted(set(listed)):
        yield Finding("V604", name, "this is not a sorted list of receipts, each of them once")
    if len(listed) + said["paper"] != said["ballots"]:
        what = f"{len(listed)} receipts and {said['paper']} papers are not the {said['ballots']} ballots of the close"
        yield fault("V607", closed, what)


def _numbers(closed: Entry, opened: Entry) -> Iterator[Finding]:
    close, said = closed["payload"], opened["payload"]
    if said["paper"] != close["paper"]:
        yield fault("V607", opened, f"{said['paper']} papers were opened, and {close['paper']} had come in")
    if said["ballots"] + said["spoilt"] != close["ballots"]:
        what = f"{said['ballots']} ballots and {said['spoilt']} spoilt ones are not the {close['ballots']} of the close"
        yield fault("V607", opened, what)
    if said["spoilt"] > said["paper"]:
        yield fault("V607", opened, "more papers are spoilt than came in")
    yield from _adjudicated(opened)


def _adjudicated(opened: Entry) -> Iterator[Finding]:
    """Hold the papers that were read in two ways against all papers, and against their reasons."""
    said = opened["payload"]
    number, by = said.get("adjudicated", 0), said.get("adjudicated_by", [])
    if number > said["paper"]:
        yield fault("V607", opened, "more papers were read in two ways than came in")
    if by and sum(one["papers"] for one in by) != number:
        yield fault("V607", opened, f"the reasons are not those of {number} papers that were read in two ways")
    if sum(one["papers"] for one in by if one["reason"] not in READ_AGAIN) > said["spoilt"]:
        yield fault("V607", opened, "more papers were found to be spoilt than were")


def _opened(folder: Folder, round_: Round, opened: Entry) -> Iterator[Finding]:
    name, said = opened_file(round_.id), opened["payload"]
    if name not in folder:
        if not may_be_withheld(round_):
            yield Finding("V606", name, f"the ballots that entry {opened['number']} names are missing")
        return
    if sha256(folder.read(name)).hexdigest() != said["opened"]:
        yield Finding("V606", name, f"these are not the ballots of which entry {opened['number']} bears the hash")
    try:
        ballots = opened_ballots(folder, round_)
    except Unreadable as bad:
        yield Finding("V606", bad.where, bad.what)
        return
    voters = sum(one.voters for one in ballots)
    if voters != said["ballots"]:
        yield fault("V607", opened, f"it states {said['ballots']} ballots, and {voters} are here")
    ballot = round_.first("ballot_published")
    for one in ballots if ballot else ():
        wrong = _wrong(round_.rules["payload"], ballot["payload"]["projects"] if ballot else (), one)
        if wrong:
            yield Finding("V606", name, f"a ballot is not filled in as the rules allow: {wrong}")


def _wrong(rules: Mapping[str, Any], projects: Sequence[Mapping[str, Any]], one: Opened) -> str:
    """Say what the rules do not allow in a ballot, or nothing."""
    place = {project["project"]: number for number, project in enumerate(projects)}
    kind, chosen = rules["ballot"], one.chosen
    if any(name not in place for name in chosen):
        return "it names a project that does not stand on it"
    if len(set(chosen)) != len(chosen):
        return "it names a project twice"
    if not max(rules["fewest"], 1) <= len(chosen) <= limit(rules, len(projects)):
        return f"it names {len(chosen)} projects"
    if kind != "ordinal" and list(chosen) != sorted(chosen, key=place.__getitem__):
        return "it names projects in another order than the ballot"
    if kind == "knapsack" and sum(projects[place[name]]["pence"] for name in chosen) > rules["budget_pence"]:
        return "its projects cost more than there is"
    return _points(rules, one)


def _points(rules: Mapping[str, Any], one: Opened) -> str:
    if rules["ballot"] != "cumulative":
        return "it gives points" if one.points else ""
    if len(one.points) != len(one.chosen) or not all(point > 0 for point in one.points):
        return "it does not give points to each project that it names"
    return "it gives too many points" if sum(one.points) > rules.get("points", sum(one.points)) else ""


def limit(rules: Mapping[str, Any], projects: int) -> int:
    """Give the most projects that a ballot may name."""
    return 1 if rules["ballot"] == "choose-1" else min(rules.get("most", projects), projects)


def _is_opened(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"chosen", "points", "voters"}
        and isinstance(value["chosen"], list)
        and all(map(is_text, value["chosen"]))
        and isinstance(value["points"], list)
        and all(type(point) is int for point in value["points"])
        and type(value["voters"]) is int
        and value["voters"] > 0
    )
