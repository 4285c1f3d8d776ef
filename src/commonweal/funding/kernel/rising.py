"""A share that rises step by step: what every step funds, without following every step.

**What is skipped, and why that is exact.** Take a run *A* at a share and a run *B* at a larger one that fund the same
items in the same order. Say that in every round each other item that is neither funded nor ruled out has in *B* a
price above the price of *A*'s funded item in that round, and that after the last round of *B* nobody can pay for any
further item. Then every share between the two funds the same items in the same order.

Proof, by induction over the rounds. Let a run at a share between the two have funded the same items so far. While the
order is the same, what each voter has left does not fall as the share rises: a price falls where its supporters have
more (their payments sum to the same cost), and ``max(b - p w, 0)`` rises with *b* and falls with *p*. So in this
round, the item that *A* and *B* fund can be paid for (it can in *A*) at a price not above *A*'s, and every other
item's price is at least what it is in *B*, which is above that: the run in between funds the same item. After the
last round, who cannot pay in *B* cannot pay with less. Which items are ruled out depends on the funded ones alone.

So the steps are halved until this holds between neighbours, or until they are one step apart: nothing is guessed, and
the outcome is that of following each step.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction

from commonweal.errors import TieOpen
from commonweal.funding.electorate import Electorate
from commonweal.funding.kernel.rounds import Run, run

_FIRST_STRIDE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Rise:
    """Where a rising share comes to rest.

    Attributes:
        run: what the last share funds.
        steps: how often the share was raised to reach it.
        beyond: what the step after it funds, where it was followed because nothing else ended the rise.
        runs: how many runs were made to know.
    """

    run: Run
    steps: int
    beyond: Run | None
    runs: int


def rise(
    electorate: Electorate,
    first: Fraction,
    step: Fraction,
    ends: tuple[Callable[[Run], bool], Callable[[Run], bool]],
    paid: Collection[int] = (),
) -> Rise:
    """Raise a share step by step until the rule ends it.

    Args:
        electorate: who supports what.
        first: the share to begin with, in the currency's main unit.
        step: what is added in each step, above 0.
        ends: whether a run ends the rise at itself, and whether it is one step too far. Both look only at which items
            a run funds, and in what order.
        paid: items that were paid for beforehand.
    """
    rests, overspends = ends
    runs = 0

    def at(further: int, below: Run | None = None, beyond: Run | None = None) -> Run:
        nonlocal runs
        runs += 1
        return run(electorate, first + further * step, paid, below, beyond)

    def ahead_at(further: int, below: Run, beyond: Run | None = None) -> Run | None:
        try:
            return at(further, below, beyond)
        except TieOpen:
            # The rise may end before that share, and then the tie is none.
            return None

    low, steps, stride = at(0), 0, _FIRST_STRIDE
    ahead: list[tuple[int, Run | None]] = []
    while not rests(low):
        further, high = ahead.pop() if ahead else (steps + stride, ahead_at(steps + stride, low))
        if further == steps + 1:
            raised = high or at(further, low)
            if overspends(raised):
                return Rise(low, steps, raised, runs)
            low, steps = raised, further
        elif high is not None and same_between(low, high):
            low, steps, stride = high, further, stride * 2
        else:
            stride, middle = _FIRST_STRIDE, (steps + further) // 2
            ahead += [(further, high), (middle, ahead_at(middle, low, high))]
    return Rise(low, steps, None, runs)


def same_between(low: Run, high: Run) -> bool:
    """Say whether every share between two runs is known to fund the same items in the same order.

    Args:
        low: a run.
        high: a run at a larger share, whose bounds were asked for ``low``.
    """
    if low.funded != high.funded:
        return False
    for item, above, bounds in zip(low.funded, low.above, high.bounds, strict=False):
        if any(bound <= above for bound, other in bounds if other != item):
            return False
    return True
