"""A proof in parts: questions that every plan answers with yes or no, and what is left where they are answered.

Prices prove little about a small place, because they allow halves of a hand-over. Split by a question, each part has
prices of its own and a higher bound; as every plan is in one of the parts, none is better than the least of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commonweal.handover.pathways import Choice, active_before, fixed_start, is_back, openings, stops
from commonweal.handover.problem import Problem

Answers = tuple[tuple["Question", bool], ...]
"""Questions with what was answered, from the first on."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a plan: whether a cell begins, or whether a provider carries load.

    Attributes:
        kind: "begins" asks about a cell, "ready" about a provider.
        of: place in the problem's cells or providers.
        offer: "begins" with this offer alone, as a place in the problem's offers; None for any.
        by: in this quarter at the latest; None for any.
    """

    kind: str
    of: int
    offer: int | None = None
    by: int | None = None

    def holds(self, offer: int, start: int) -> bool:
        """Answer whether a way to begin its cell is one of those that are asked about."""
        return self.offer in (None, offer) and (self.by is None or start <= self.by)


@dataclass(frozen=True, slots=True)
class Branch:
    """A question, and where each answer leads.

    Attributes:
        question: which is asked.
        yes: place of the next branch, or ``-1 - k`` for the leaf at place k.
        no: likewise.
    """

    question: Question
    yes: int
    no: int


class Part:
    """The plans that answer some questions as given.

    Args:
        answers: the questions, with what was answered.
    """

    def __init__(self, answers: Answers = ()) -> None:
        self._cells: dict[int, list[tuple[Question, bool]]] = {}
        self._bodies: dict[int, list[tuple[int | None, bool]]] = {}
        for question, yes in answers:
            if question.kind == "begins":
                self._cells.setdefault(question.of, []).append((question, yes))
            else:
                self._bodies.setdefault(question.of, []).append((question.by, yes))

    def keeps(self, cell: int) -> bool:
        """Answer whether a cell may stay where it is."""
        return not any(yes for _, yes in self._cells.get(cell, ()))

    def begins(self, cell: int, offer: int, provider: int, start: int) -> bool:
        """Answer whether a cell may begin in this way."""
        asked = all(question.holds(offer, start) == yes for question, yes in self._cells.get(cell, ()))
        return asked and start >= self.opening(provider, start + 1)[0]

    def opening(self, provider: int, quarters: int) -> tuple[int, int | None]:
        """Give the first and the last quarter in which a provider may begin to carry load; None where it need not.

        Args:
            provider: which.
            quarters: T.
        """
        first, last = 0, None
        for by, yes in self._bodies.get(provider, ()):
            until = quarters - 1 if by is None else by
            if yes:
                last = until if last is None else min(last, until)
            else:
                first = max(first, until + 1)
        return first, last


def is_empty(problem: Problem, part: Part) -> bool:
    """Answer whether no plan is in a part: a cell is left no way to go, or a provider no quarter to open in."""
    cells = range(len(problem.cells))
    ways = [part.keeps(c) and fixed_start(problem, c) is None and not stops(problem, c) for c in cells]
    for k, starts in openings(problem):
        offer = problem.offers[k]
        ways[offer.cell] |= any(part.begins(offer.cell, k, offer.provider, start) for start in starts)
    quarters = (part.opening(p, problem.quarters) for p in range(len(problem.providers)))
    return not all(ways) or any(last is not None and last < first for first, last in quarters)


def answers_of(branches: Sequence[Branch]) -> Mapping[int, Answers]:
    """Give the answers that lead to each leaf; the empty ones alone where nothing is asked.

    Examples:
        >>> asked = Question("begins", 0)
        >>> answers_of([Branch(asked, -1, -2)]) == {0: ((asked, True),), 1: ((asked, False),)}
        True
    """
    found: dict[int, Answers] = {} if branches else {0: ()}
    below: dict[int, Answers] = {0: ()}
    for k, branch in enumerate(branches):
        for to, yes in ((branch.yes, True), (branch.no, False)):
            (below if to >= 0 else found)[to if to >= 0 else -1 - to] = (*below[k], (branch.question, yes))
    return found


def part_of(problem: Problem, answers: Answers, pathways: Iterable[tuple[int, int] | None]) -> bool:
    """Answer whether a plan with these pathways, each an offer and a start, answers the questions so."""
    ways = [*pathways]
    for question, yes in answers:
        if question.kind == "begins":
            way = ways[question.of]
            true = way is not None and question.holds(*way)
        else:
            taken = [way for way in ways if way and not is_back(problem, Choice(*way))]
            starts = [start for k, start in taken if problem.offers[k].provider == question.of]
            already = active_before(problem)[question.of]
            starts += [] if already is None else [already]
            true = bool(starts) and (question.by is None or min(starts) <= question.by)
        if true != yes:
            return False
    return True
