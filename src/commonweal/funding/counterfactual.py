"""What would have funded a project that was not: more supporters, or a lower cost, each found by counting again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from commonweal.funding.explain import explain
from commonweal.funding.explanation import Explanation
from commonweal.funding.poll import Poll
from commonweal.funding.recount import Recount, with_cost, with_supporters
from commonweal.funding.result import Result
from commonweal.funding.tally import scores
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_RECOUNTS = 2_000


@dataclass(frozen=True, slots=True)
class Lever:
    """What would have funded a project that was not.

    Attributes:
        supporters: the fewest further voters found who, voting for it alone, fund it; None where none was found.
        tried: the most further voters that were tried.
        cost: the highest lower cost found at which it is funded, in whole main units; None where none was found or
            none was sought.
        finished: whether the search for supporters ended by itself; otherwise no more recounts were allowed.
    """

    supporters: int | None
    tried: int
    cost: Fraction | None
    finished: bool


@dataclass(frozen=True, slots=True)
class Levers:
    """What would have funded each project that was not.

    Attributes:
        most: the most further voters that were looked at for a project.
        recounts: how many counts it took.
        by_project: by position in the poll.
    """

    most: int
    recounts: int
    by_project: Mapping[int, Lever]


def levers(poll: Poll, result: Result, *, most: int = 0, recounts: int = _RECOUNTS, costs: bool = True) -> Levers:
    """Look for what would have funded each project that was not.

    Further supporters are voters who vote for it alone, while the budget stays as it is (the measure that the
    literature calls singleton additions). Existing voters who choose it too are not looked at: how many it takes would
    depend on who they are. Under Equal Shares more votes can do harm, so a number counts for nothing until it has been
    counted again: the search doubles a number until a recount funds the project, and then halves the span, each
    number by a recount. The number that is given was counted and funds the project; the next smaller one was counted
    and does not. A much smaller one that also would cannot be ruled out.

    A lower cost is looked for likewise, in whole main units; where projects are worth their cost, a cheaper one is also
    worth less.

    Args:
        poll: the poll that was counted.
        result: what the count gave.
        most: the most further voters to look at for a project; 0 for as many as voted.
        recounts: how many counts may be made in all; the most supported projects are looked at first.
        costs: whether to look for a lower cost, too.

    Source: Boehmer, Faliszewski, Janeczko, Peters, Pierczynski, Schierreich, Skowron and Szufa, "Evaluation of Project
    Performance in Participatory Budgeting" (IJCAI 2024).
    """
    again = Recount(result.spec, recounts)
    limit = most or poll.voters
    score = scores(poll)
    funded = set(result.selected)
    order = sorted((k for k in range(len(score)) if poll.projects[k].id not in funded), key=lambda k: (-score[k], k))
    found: dict[int, Lever] = {}
    for k, guess in zip(order, _guesses(poll, result, order), strict=True):
        found[k] = _supporters(poll, k, again, limit, guess)
    if costs:
        for k in order:
            found[k] = replace(found[k], cost=_cost(poll, k, again))
    return Levers(limit, again.made, MappingProxyType(dict(sorted(found.items()))))


def _guesses(poll: Poll, result: Result, order: Sequence[int]) -> list[int]:
    """Guess where to begin the search for each project: what is missing, in whole shares of a voter."""
    share = result.certificate.share
    if not share:
        return [1] * len(order)
    accounts = explain(poll, result).projects
    missing = [accounts[k].cost - (accounts[k].left or 0) for k in order]
    return [max(1, -(-sum_ // share)) for sum_ in missing]


def _supporters(poll: Poll, k: int, again: Recount, limit: int, guess: int) -> Lever:
    if not again.left:
        return Lever(None, 0, None, finished=False)
    further, id_ = with_supporters(poll, k), poll.projects[k].id
    tried = 0

    def funds(number: int) -> bool:
        nonlocal tried
        tried = max(tried, number)
        return id_ in (again.funded(further(number)) or ())

    low, high = 0, min(guess, limit)
    while not funds(high):
        if high == limit or not again.left:
            return Lever(None, tried, None, finished=high == limit)
        low, high = high, min(high * 2, limit)
    step = max(high // 8, 1)
    # The guess is often near: what is a little less is tried before the middle is.
    while not low and high > 1 and again.left:
        less = max(high - step, 1)
        if funds(less):
            high, step = less, step * 2
        else:
            low = less
    _, high, finished = _halved(low, high, funds, again)
    return Lever(high, tried, None, finished=finished)


def _cost(poll: Poll, k: int, again: Recount) -> Fraction | None:
    """Look for the highest whole cost below a project's own at which it is funded."""
    cost, id_ = poll.projects[k].cost, poll.projects[k].id
    highest = -(-cost.numerator // cost.denominator) - 1

    def funds(less: int) -> bool:
        return id_ in (again.funded(with_cost(poll, k, Fraction(highest + 1 - less))) or ())

    low, high = 0, 1
    while highest and again.left:
        if funds(high):
            _, found, _ = _halved(low, high, funds, again)
            return Fraction(highest + 1 - found)
        if high == highest:
            return None
        low, high = high, min(high * 2, highest)
    return None


def _halved(low: int, high: int, funds: Callable[[int], bool], again: Recount) -> tuple[int, int, bool]:
    """Halve the span between a number that does not fund a project and one that does, while recounts are left."""
    while high - low > 1 and again.left:
        middle = (low + high) // 2
        if funds(middle):
            high = middle
        else:
            low = middle
    return low, high, high - low == 1


def told_with(explanation: Explanation, poll: Poll, found: Levers) -> Explanation:
    """Give an explanation in which each project not funded says what would have funded it."""
    accounts = tuple(
        replace(account, sentences=(*account.sentences, *lever_sentences(found.by_project[k], account.cost, poll)))
        if k in found.by_project
        else account
        for k, account in enumerate(explanation.projects)
    )
    return replace(explanation, projects=accounts)


def lever_sentences(lever: Lever, cost: Fraction, poll: Poll) -> Sequence[Sentence]:
    """Say what would have funded a project; nothing that was not counted again is said."""
    said = []
    if lever.supporters is not None:
        said.append(
            say(
                "{n} more voter for it alone would have funded it: we counted again with them.",
                plural="{n} more voters for it alone would have funded it: we counted again with them.",
                by="n",
                n=lever.supporters,
            )
        )
    elif lever.finished:
        said.append(say("Not even {n} more voters for it alone would have funded it.", n=lever.tried))
    if lever.cost is not None:
        said.append(
            say(
                "With the same votes it would have been funded at a cost of {lower} instead of {cost}.",
                lower=Amount(lever.cost, poll.currency),
                cost=Amount(cost, poll.currency),
            )
        )
    return said
