"""Greedy: fund the project with the most votes that still fits, then the next.

It is what most cities do, and it can leave a large minority with nothing: all pay for each project, and some chose it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.funding.certificate import By, Certificate, Winner
from commonweal.funding.floors import meeting_floors, paid_beforehand
from commonweal.funding.items import items, places
from commonweal.funding.limits import Limits
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result, result
from commonweal.funding.spec import RuleSpec
from commonweal.funding.ties import tie_order


def greedy(poll: Poll, spec: RuleSpec) -> Result:
    """Count a poll by the greedy rule.

    Items (projects, and packages of them) are taken in order of their score (votes, points or Borda's score by the type
    of vote), or of their score per unit of cost, equal ones in the spec's tie order. One that no longer fits is
    skipped, or ends the count, by the spec's ``overflow``. One that is ruled out, or whose score is below
    ``minimum_support``, is not funded and ends nothing.

    Args:
        poll: the poll.
        spec: of the rule ``greedy``.

    Raises:
        RuleFaults: where the spec names what the poll does not have.
        TieOpen: where two items whose turn it is are openly tied.
        FloorsNotMet: where nothing meets the spec's floors.
    """
    of = items(poll, spec)

    def count(forced: tuple[int, ...]) -> Certificate:
        paid = paid_beforehand(of, forced)
        return Certificate(spec, (*paid, *fill(poll, spec, taken=[winner.project for winner in paid])))

    return result(poll, meeting_floors(poll, spec, of, count))


@dataclass(frozen=True, slots=True)
class Passed:
    """A project that greedy passes over.

    Attributes:
        project: its position in the poll.
        why: it has too little support, others rule it out, it no longer fits, or the count had ended before it.
        left: what the budget had left at its turn, in the currency's main unit.
    """

    project: int
    why: Literal["support", "ruled out", "cost", "ended"]
    left: Fraction


def fill(
    poll: Poll, spec: RuleSpec, *, taken: Collection[int] = (), by: By = "greedy", least: int = 0
) -> tuple[Winner, ...]:
    """Give the projects that greedy adds to those already taken, in order.

    Args:
        poll: the poll.
        spec: of any rule; ``order`` and ``overflow`` are votes and skip where it is another than greedy.
        taken: positions of projects already paid out of the budget, packages whole.
        by: what to call the part of the rule that funds them.
        least: lowest score of an item that can be funded, where it is above the spec's ``minimum_support``.

    Raises:
        RuleFaults: where the spec names what the poll does not have.
        TieOpen: where two items whose turn it is are openly tied.
    """
    told = _followed(poll, spec, taken, least)
    return tuple(Winner(item, by) for item in told if isinstance(item, int))


def passed(poll: Poll, spec: RuleSpec, *, taken: Collection[int] = ()) -> tuple[Passed, ...]:
    """Give the projects that greedy passes over, in the order in which it meets them; first those without support."""
    return tuple(item for item in _followed(poll, spec, taken, 0) if isinstance(item, Passed))


def _followed(poll: Poll, spec: RuleSpec, taken: Collection[int], least: int) -> Iterator[int | Passed]:
    """Follow the rule: the position of each project that it funds, or why it passes it over."""
    of = items(poll, spec)
    place, order, limits = places(poll, of), tie_order(poll, spec, of), Limits.of(poll, spec, of)
    per_cost = spec.options.get("order") == "votes_per_cost"
    merit = [item.per_cost if per_cost else item.score for item in of]
    left = poll.budget - sum((poll.projects[k].cost for k in taken), Fraction(0))
    funded = {int(place[k]) for k in taken}
    eligible = {k for k, item in enumerate(of) if item.score >= least}
    yield from (Passed(k, "support", left) for k in range(len(poll.projects)) if int(place[k]) not in eligible)
    out, ended = limits.ruled_out(funded), False
    queue = sorted(eligible - funded, key=lambda k: (-merit[k], order.ranks[k]))
    for turn, k in enumerate(queue):
        why: Literal["ruled out", "cost", "ended"] = "ruled out" if k in out else "ended" if ended else "cost"
        if why == "cost":
            # What is openly tied with it stands next in the queue, with nothing but what is ruled out between.
            rivals = [j for j in queue[turn + 1 :] if j not in out and order.tied[j] == order.tied[k]]
            order.first([k, *(j for j in rivals if merit[j] == merit[k])])
        if why == "cost" and of[k].cost <= left:
            left -= of[k].cost
            funded.add(k)
            out = limits.ruled_out(funded)
            yield from of[k].projects
            continue
        ended = ended or (why == "cost" and spec.name == "greedy" and spec.options["overflow"] == "stop")
        yield from (Passed(member, why, left) for member in of[k].projects)
