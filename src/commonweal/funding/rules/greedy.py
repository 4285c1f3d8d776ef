"""Greedy: fund the project with the most votes that still fits, then the next.

It is what most cities do, and it can leave a large minority with nothing: all pay for each project, and some chose it.
"""

from collections.abc import Collection
from fractions import Fraction

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


def fill(
    poll: Poll, spec: RuleSpec, *, taken: Collection[int] = (), by: By = "greedy", least: int | None = None
) -> tuple[Winner, ...]:
    """Give the projects that greedy adds to those already taken, in order.

    Args:
        poll: the poll.
        spec: of any rule; ``order``, ``overflow`` and ``minimum_support`` are votes, skip and 0 where it has none.
        taken: positions of projects already paid out of the budget.
        by: what to call the part of the rule that funds them.
        least: lowest score that can be funded, instead of the spec's ``minimum_support``.
    """
    score = scores(poll)
    ranks = tie_ranks(poll, spec, score)
    per_cost = spec.options.get("order") == "votes_per_cost"
    minimum = int(spec.options.get("minimum_support", "0")) if least is None else least

    def key(k: int) -> tuple[Fraction, int]:
        return (-score[k] / poll.projects[k].cost if per_cost else Fraction(-score[k]), ranks[k])

    left = poll.budget - sum((poll.projects[k].cost for k in taken), Fraction(0))
    winners = []
    for k in sorted(set(range(len(score))) - set(taken), key=key):
        if score[k] < minimum:
            continue
        if poll.projects[k].cost <= left:
            left -= poll.projects[k].cost
            winners.append(Winner(k, by))
        elif spec.options.get("overflow") == "stop":
            break
    return tuple(winners)
