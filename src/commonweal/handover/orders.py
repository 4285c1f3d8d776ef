"""Three orders of hand-over for one problem: social action first, services first, or as it comes best.

One essay claims that social action should come first and service delivery after. Here each order is the same problem
with something held back, so that its plans are searched, checked and certified like any other:

- *action first*: in the first third of the time no hand-over begins. Building and social action may.
- *delivery first*: in the first third nothing is built or spent on social action, since the devolved grant of that
  time is paid out at its end, in full. Hand-overs may begin.
- *interleaved*: nothing is held back. Every plan of the two others is one of these.

The devolved fund then has to pay for building and social action alone, so legal work, opening and loans are left out
of all three.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from commonweal.handover.certificate import gap
from commonweal.handover.limits import Guard, ends
from commonweal.handover.pathways import met
from commonweal.handover.plan import Certificate, Plan
from commonweal.handover.problem import Problem, total
from commonweal.handover.search import Effort, find_plan
from commonweal.terms.sentences import key

Order = Literal["action first", "delivery first", "interleaved"]
ORDERS: tuple[Order, ...] = ("action first", "delivery first", "interleaved")
NAMES: Mapping[Order, str] = {
    "action first": key("social action first"),
    "delivery first": key("services first"),
    "interleaved": key("interleaved"),
}
Verdict = Literal["action first", "delivery first", "undecided"]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class OrderOutcome:
    """What the plan of one order comes to, all exact.

    Attributes:
        order: what is held back.
        objective: weighted unmet need over the whole time, with the small weight of spending: what is certified.
        bound: no plan of this order has a smaller objective.
        last_quarter: weighted unmet need in the last quarter.
        unmet_share: unmet share of need in the last quarter, everybody counting the same.
        gap_at_end: unmet share of the most deprived fifth less that of the least deprived, in the last quarter.
        handed_over: cells that are handed over.
        input_sha256: digest of the problem's written form.
        plan_sha256: digest of the plan's written form.
        solver: the program that proposed it.
    """

    order: Order
    objective: Fraction
    bound: Fraction
    last_quarter: Fraction
    unmet_share: Fraction
    gap_at_end: Fraction
    handed_over: int
    input_sha256: str
    plan_sha256: str
    solver: str

    @property
    def certified_gap(self) -> Fraction:
        """How far the plan may be from the best of its order, as a share of its objective, rounded up."""
        return gap(self.objective - self.bound, self.objective)


@dataclass(frozen=True, slots=True)
class OrdersCompared:
    """The three orders of one problem.

    Attributes:
        keep: objective where the council keeps everything.
        outcomes: of each order.
        borrowed: the order whose plan stands as the interleaved one because the search found no better, or None.
    """

    keep: Fraction
    outcomes: Mapping[Order, OrderOutcome]
    borrowed: Order | None

    @property
    def whole_time(self) -> Verdict:
        """Which of the two orders leaves less unmet need over the whole time, where the bounds prove it.

        One has won where its plan is better than any plan whatever of the other order can be.
        """
        action, delivery = self.outcomes["action first"], self.outcomes["delivery first"]
        if action.objective < delivery.bound:
            return "action first"
        return "delivery first" if delivery.objective < action.bound else "undecided"

    @property
    def last_quarter(self) -> Verdict:
        """Which of the two plans leaves less unmet need in the last quarter.

        No bound covers one quarter by itself. A difference counts where, as a share, it is larger than both certified
        gaps together; a smaller one is undecided.
        """
        action, delivery = self.outcomes["action first"], self.outcomes["delivery first"]
        most = max(action.last_quarter, delivery.last_quarter)
        return _clearer(action.last_quarter, delivery.last_quarter, self._doubt() * most)

    @property
    def gap_at_end(self) -> Verdict:
        """Which of the two plans leaves the most deprived fifth less far behind the least deprived at the end.

        A difference counts where it is larger than both certified gaps together, taken of the unmet share.
        """
        action, delivery = self.outcomes["action first"], self.outcomes["delivery first"]
        most = max(action.unmet_share, delivery.unmet_share)
        return _clearer(action.gap_at_end, delivery.gap_at_end, self._doubt() * most)

    def _doubt(self) -> Fraction:
        return sum((self.outcomes[order].certified_gap for order in ORDERS[:2]), ZERO)


def _clearer(action: Fraction, delivery: Fraction, doubt: Fraction) -> Verdict:
    if abs(action - delivery) <= doubt:
        return "undecided"
    return "action first" if action < delivery else "delivery first"


def first_third(problem: Problem) -> int:
    """Give the first quarter after the first third of the time, rounded up.

    Args:
        problem: of T quarters.
    """
    return -(-problem.quarters // 3)


def ordered(problem: Problem, order: Order) -> Problem:
    """Give a problem with what its order holds back, and every quarter of the same weight.

    Args:
        problem: the data, planned for the first time.
        order: what is held back.
    """
    settings = replace(
        problem.parameters,
        legal_share=ZERO,
        activation_cost=ZERO,
        loan_limit=ZERO,
        terminal_weight=Fraction(1),
    )
    problem, until = replace(problem, parameters=settings), first_third(problem)
    if order == "action first":
        late = (replace(body, ready_from=max(body.ready_from, until)) for body in problem.providers)
        return replace(problem, providers=tuple(late))
    if order == "delivery first":
        grant = problem.funds.devolved
        held = problem.funds.devolved_start + total(grant[: until + 1])
        paid = (*(ZERO,) * until, held, *grant[until + 1 :])
        return replace(problem, funds=replace(problem.funds, devolved_start=ZERO, devolved=paid, blended=()))
    return problem


def compare_orders(problem: Problem, effort: Effort) -> OrdersCompared:
    """Plan a problem in each of three orders, check and certify each plan, and measure them.

    Args:
        problem: the data, without faults.
        effort: how hard to try.

    Raises:
        NoPlan: where a search ends without a plan good enough.
        PlanNotAccepted: where no exact form of what is proposed keeps every row.
    """
    found: dict[Order, OrderOutcome] = {}
    keep = ZERO
    for order in ORDERS:
        held = ordered(problem, order)
        plan, certificate = find_plan(held, replace(effort, stages=1))
        keep = certificate.keep
        found[order] = measured(held, order, plan, certificate)
    # Every plan of the first two is an interleaved one, and what no interleaved plan goes below, none of theirs does.
    free, best = found["interleaved"], min(ORDERS, key=lambda order: found[order].objective)
    borrowed = best if found[best].objective < free.objective else None
    outcomes = {order: replace(one, bound=max(one.bound, free.bound)) for order, one in found.items()}
    if borrowed:
        outcomes["interleaved"] = replace(found[borrowed], order="interleaved", bound=free.bound)
    return OrdersCompared(keep, outcomes, borrowed)


def measured(problem: Problem, order: Order, plan: Plan, certificate: Certificate) -> OrderOutcome:
    """Measure a plan.

    Args:
        problem: with what its order holds back.
        order: that one.
        plan: of that problem.
        certificate: of that plan.
    """
    last = problem.quarters - 1
    pathways = plan.decisions.pathways
    reached = [met(problem, c, way, last) for c, way in enumerate(pathways)]
    need = [cell.demand[last] for cell in problem.cells]
    lacking = [units * (1 - share) for units, share in zip(need, reached, strict=True)]
    whole = total(need)

    def unmet(group: Guard) -> Fraction:
        return total(lacking[c] for c in group.cells) / group.need[last] if group.need[last] else ZERO

    most, least = ends(problem)
    return OrderOutcome(
        order=order,
        objective=plan.objective,
        bound=certificate.bound,
        last_quarter=total(problem.unmet_weight(c, last) * (1 - share) for c, share in enumerate(reached)),
        unmet_share=total(lacking) / whole if whole else ZERO,
        gap_at_end=unmet(most) - unmet(least),
        handed_over=sum(1 for way in pathways if way),
        input_sha256=certificate.input_sha256,
        plan_sha256=certificate.plan_sha256,
        solver=certificate.solver,
    )
