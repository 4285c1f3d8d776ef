"""What voters choose: whether a ballot is filled in as its rules say, and the one form in which it is kept."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from commonweal.errors import BallotRefused, Fault
from commonweal.funding.ballots import VoteType
from commonweal.funding.poll import Project
from commonweal.terms import canon
from commonweal.terms.money import Amount

BallotKind = Literal["approval", "choose-1", "cumulative", "ordinal", "knapsack"]
_DIGITS = 9
_WHOLE = re.compile(rf"[0-9]{{1,{_DIGITS}}}")
_LONGEST_NAME = 100
_BLOCK = 32


def counted_as(kind: BallotKind) -> VoteType:
    """Give the type of vote that the ballots of a kind are counted as."""
    return "approval" if kind == "knapsack" else kind


@dataclass(frozen=True, slots=True)
class BallotForm:
    """What stands on a round's ballot, and how it may be filled in.

    Attributes:
        kind: how voters may choose: "knapsack" is as much as the budget pays for, counted as approval.
        projects: in the order of the ballot paper; their costs are those that were published.
        budget: what may be spent, in the currency's main unit.
        fewest: fewest projects a ballot may name, at least 1.
        most: most projects a ballot may name, or None where there is no limit.
        points: most points a ballot may give in all, where the kind is cumulative; otherwise None.
        currency: ISO 4217 code.
    """

    kind: BallotKind
    projects: tuple[Project, ...]
    budget: Fraction
    fewest: int = 1
    most: int | None = None
    points: int | None = None
    currency: str = "GBP"

    @property
    def limit(self) -> int:
        """Most projects that a ballot may name."""
        if self.kind == "choose-1":
            return 1
        return len(self.projects) if self.most is None else min(self.most, len(self.projects))

    @property
    def vote_type(self) -> VoteType:
        """How its ballots are counted."""
        return counted_as(self.kind)

    @property
    def length(self) -> int:
        """How many bytes every ballot of the round is padded to: more than the longest could need."""
        names = sorted((len(canon.encode(project.id)) + 1 for project in self.projects), reverse=True)[: self.limit]
        digits = self.limit * (_DIGITS + 1) if self.kind == "cumulative" else 0
        whole = len(Choices().canonical()) + sum(names) + digits + 1
        return -(-whole // _BLOCK) * _BLOCK


@dataclass(frozen=True, slots=True)
class Filled:
    """A ballot as somebody filled it in: nothing of it is trusted.

    Attributes:
        chosen: the projects named, in order of preference where the kind is ordinal; empty where points are given.
        points: project and points as they were written, where the kind is cumulative.
    """

    chosen: tuple[str, ...] = ()
    points: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Choices:
    """A ballot that is filled in as its rules say.

    Attributes:
        chosen: the projects; in order of preference where the kind is ordinal, in the ballot's order otherwise.
        points: the points of each, where the kind is cumulative; otherwise empty.
    """

    chosen: tuple[str, ...] = ()
    points: tuple[int, ...] = ()

    def canonical(self) -> bytes:
        """Give the one byte form in which a ballot is sealed and kept."""
        return canon.encode({"chosen": self.chosen, "points": self.points})


def read_choices(form: BallotForm, filled: Filled) -> Choices:
    """Give the choices of a filled ballot in the one form in which they are kept.

    Raises:
        BallotRefused: with everything that is wrong with it.

    Examples:
        >>> form = BallotForm("approval", (Project("a", "Benches", Fraction(200)),), Fraction(300))
        >>> read_choices(form, Filled(("a",)))
        Choices(chosen=('a',), points=())
    """
    named = tuple(name for name, _ in filled.points) if form.kind == "cumulative" else filled.chosen
    faults = [*_misplaced(form, filled), *_wrong_names(form, named), *_wrong_number(form, len(set(named)))]
    points: dict[str, int] = {}
    if form.kind == "cumulative":
        points, wrong = _points(form, filled.points)
        faults.extend(wrong)
    if form.kind == "knapsack":
        faults.extend(_over_budget(form, named))
    if faults:
        raise BallotRefused(*faults)
    if form.kind != "ordinal":
        named = tuple(project.id for project in form.projects if project.id in named)
    return Choices(named, tuple(points[name] for name in named if name in points))


def read_kept(form: BallotForm, canonical: bytes) -> Choices:
    """Read choices back from their canonical bytes, held against the form once more.

    Raises:
        BallotRefused: where they are not such bytes, or no ballot of this form.
    """
    try:
        value: Any = json.loads(canonical)
        chosen, points = tuple(value["chosen"]), tuple(value["points"])
        if form.kind == "cumulative":
            filled = Filled(points=tuple((name, str(number)) for name, number in zip(chosen, points, strict=True)))
        else:
            filled = Filled(chosen, tuple((name, "") for name in points))
        choices = read_choices(form, filled)
        same = choices.canonical() == canonical
    except (ValueError, TypeError, KeyError):
        same = False
    if not same:
        raise BallotRefused(Fault("it is not written as ballots are kept"))
    return choices


def _misplaced(form: BallotForm, filled: Filled) -> Iterator[Fault]:
    """Say where points are given that the kind does not take, or projects are named without the points it needs."""
    if form.kind == "cumulative" and filled.chosen:
        yield Fault("this ballot takes points for each project, not projects alone")
    if form.kind != "cumulative" and filled.points:
        yield Fault("this ballot takes no points")


def _wrong_names(form: BallotForm, named: tuple[str, ...]) -> Iterator[Fault]:
    known = {project.id for project in form.projects}
    for name, times in Counter(named).items():
        if name not in known:
            yield Fault("there is no such project on this ballot", field=_short(name))
        elif times > 1:
            yield Fault("it is named {times} times; once is enough", {"times": times}, field=_short(name))


def _wrong_number(form: BallotForm, number: int) -> Iterator[Fault]:
    fewest = max(form.fewest, 1)
    if number < fewest:
        yield Fault("it names {number} project(s), and {fewest} is the fewest", {"number": number, "fewest": fewest})
    if number > form.limit:
        yield Fault("it names {number} projects, and {most} is the most", {"number": number, "most": form.limit})


def _points(form: BallotForm, given: tuple[tuple[str, str], ...]) -> tuple[dict[str, int], list[Fault]]:
    faults, read = [], {}
    for name, text in given:
        if not _WHOLE.fullmatch(text) or int(text) == 0:
            figures = {"text": _short(text)}
            faults.append(Fault("{text} is not a whole number of points, 1 or more", figures, field=_short(name)))
        else:
            read[name] = int(text)
    total = sum(read.values())
    if form.points is not None and total > form.points:
        faults.append(Fault("it gives {total} points, and {most} is the most", {"total": total, "most": form.points}))
    return read, faults


def _over_budget(form: BallotForm, named: tuple[str, ...]) -> Iterator[Fault]:
    total = sum((project.cost for project in form.projects if project.id in named), Fraction())
    if total > form.budget:
        figures = {"over": Amount(total - form.budget, form.currency), "budget": Amount(form.budget, form.currency)}
        yield Fault("its projects cost {over} more than the {budget} there is", figures)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
