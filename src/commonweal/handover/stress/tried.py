"""A plan's whole trial: in all futures, beside what it is compared with, one kind of thing at a time, body by body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commonweal.handover.plan import Decisions, keep_everything
from commonweal.handover.problem import Problem
from commonweal.handover.stress.case import Case, case
from commonweal.handover.stress.explain import KEEP
from commonweal.handover.stress.fans import Fan, fans
from commonweal.handover.stress.futures import KINDS, Futures, alone
from commonweal.handover.stress.hurts import Hurt, hurts
from commonweal.handover.stress.tally import Tally, tally
from commonweal.handover.stress.trial import Trial, sum_up
from commonweal.terms.sentences import Sentence, say

Count = Callable[[Case, Futures], Tally]
"""Tries a case in all scenarios of the trial."""


@dataclass(frozen=True, slots=True)
class Tried:
    """All that a trial found.

    Attributes:
        trial: chances, spreads and regret.
        fans: capacity against load of each body that runs something.
        ends: what every body's end would mean, those first that would hurt most; not to publish.
    """

    trial: Trial
    fans: tuple[Fan, ...]
    ends: tuple[Hurt, ...]


def whole_trial(
    problem: Problem,
    plans: Mapping[str, Decisions],
    ranges: Futures,
    drawn: tuple[int, int],
    told: Callable[[Sentence], None] = lambda _: None,
    count: Count | None = None,
) -> Tried:
    """Try a plan, and keeping everything, in the same futures.

    Args:
        problem: the data of the plan.
        plans: decisions of the plan, and after it of others of the same problem to compare it with, by their names.
        ranges: what scenarios are drawn from.
        drawn: how many scenarios, and the seed.
        told: is told of each stage.
        count: tries a case in all scenarios; by default here, at once.
    """
    scenarios, seed = drawn
    counted = count or (lambda made, futures: tally(made, futures, seed, 0, scenarios))
    told(say("Trying the plan in {n} futures.", n=scenarios))
    (_, decisions), *others = plans.items()
    made = case(problem, decisions)
    found = counted(made, ranges)
    compared = []
    for name, other in [*others, (KEEP, keep_everything(problem))]:
        told(say("Trying what it is compared with: {name}.", name=name))
        compared.append((name, counted(case(problem, other), ranges)))
    told(say("Trying one kind of thing at a time."))
    kinds = {kind: counted(made, alone(problem, ranges, kind)) for kind in KINDS}
    told(say("Trying the end of each body, one at a time."))
    return Tried(sum_up(made, seed, found, compared, kinds), fans(made, ranges, seed, scenarios), hurts(made))
