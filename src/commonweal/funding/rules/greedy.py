"""Greedy: fund the project with the most votes that still fits, then the next.

It is what most cities do, and it can leave a large minority with nothing: all pay for each project, and some chose it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.funding.certificate import By, Certificate, Winner
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result, result
from commonweal.funding.spec import RuleSpec
from commonweal.funding.tally import scores
from commonweal.funding.ties import tie_ranks


def greedy(poll: Poll, spec: RuleSpec) -> Result:
    """Count a poll by the greedy rule.

    Projects are taken in order of their score (votes, points or Borda's score by the type of vote), or of their score
    per unit of cost, equal ones in the spec's tie order. One that no longer fits is skipped, or ends the count, by the
    spec's ``overflow``. One whose score is below ``minimum_support`` is not funded and ends nothing.

    Args:
        poll: the poll.
        spec: of the rule ``greedy``.
    """
    return result(poll, Certificate(spec, fill(poll, spec)))


@dataclass(frozen=True, slots=True)
class Passed:
    """A project that greedy passes over.

    Attributes:
        project: its position in the poll.
        why: it has too little support, it no longer fits, or the count had ended before it.
        left: what the budget had left at its turn, in the currency's main unit.
    """

    project: int
    why: Literal["support", "cost", "ended"]
    left: Fraction


def fill(
    poll: Poll, spec: RuleSpec, *, taken: Collection[int] = (), by: By = "greedy", least: int = 0
) -> tuple[Winner, ...]:
    """Give the projects that greedy adds to those already taken, in order.

    Args:
        poll: the poll.
        spec: of any rule; ``order``, ``overflow`` and ``minimum_support`` are votes, skip and 0 where it has none.
        taken: positions of projects already paid out of the budget.
        by: what to call the part of the rule that funds them.
        least: lowest score that can be funded, where it is above the spec's ``minimum_support``.
    """
    told = _followed(poll, spec, taken, least)
    return tuple(Winner(item, by) for item in told if isinstance(item, int))


def passed(poll: Poll, spec: RuleSpec) -> tuple[Passed, ...]:
    """Give the projects that greedy passes over, in the order in which it meets them."""
    return tuple(item for item in _followed(poll, spec, (), 0) if isinstance(item, Passed))


def _followed(poll: Poll, spec: RuleSpec, taken: Collection[int], least: int) -> Iterator[int | Passed]:
    """Follow the rule: the position of each project that it funds, or why it passes it over."""
    score = scores(poll)
    ranks = tie_ranks(poll, spec, score)
    per_cost = spec.options.get("order") == "votes_per_cost"
    minimum = max(int(spec.options.get("minimum_support", "0")), least)

    def key(k: int) -> tuple[Fraction, int]:
        return (-score[k] / poll.projects[k].cost if per_cost else Fraction(-score[k]), ranks[k])

    left = poll.budget - sum((poll.projects[k].cost for k in taken), Fraction(0))
    ended = False
    for k in sorted(set(range(len(score))) - set(taken), key=key):
        if score[k] < minimum:
            yield Passed(k, "support", left)
        elif ended:
            yield Passed(k, "ended", left)
        elif poll.projects[k].cost <= left:
            left -= poll.projects[k].cost
            yield k
        else:
            ended = spec.options.get("overflow") == "stop"
            yield Passed(k, "cost", left)
