"""Row by row: how many rows of each kind a plan has to keep, how many bind, and which is the tightest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.handover.limits import ends, guards, permitted_gap
from commonweal.handover.pathways import Choice, is_back, load, met
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem, total
from commonweal.handover.running import Running

ZERO = Fraction(0)
NEAR = Fraction(1, 1000)
"""A row binds where no more than this share of its limit is left: exact plans keep a little room for rounding.

Limits on shares of need may be nothing or below it; they bind where no more than this share of need is left.
"""

Row = Literal["(3)", "(5)", "(7)", "(8)", "(9)", "(10)", "(11)", "(11a)", "(12)", "(13)", "(13a)", "(14)"]
Of = Literal["body", "place", "guard", "fund", "plan"]
_One = tuple[int, int, Fraction, Fraction]
"""Which body, place or group (0 for the whole plan), the quarter, what is used, and the limit."""


@dataclass(frozen=True, slots=True)
class Slack:
    """How a kind of row stands.

    Attributes:
        row: its number, as in ``docs/handover.md``; "(11a)" is the limit of what may be borrowed.
        of: what ``which`` counts.
        rows: how many there are.
        binding: how many leave no more than :data:`NEAR` of their limit.
        which: body, place or group of the tightest one.
        quarter: of the tightest one.
        left: what it leaves: units, units of money, or a share of need.
        limit: of the tightest one.
    """

    row: Row
    of: Of
    rows: int
    binding: int
    which: int
    quarter: int
    left: Fraction
    limit: Fraction


def slacks(problem: Problem, plan: Plan) -> tuple[Slack, ...]:
    """Say of each kind of row that has a limit how a plan stands to it; a kind without a row is left out.

    Args:
        problem: the data.
        plan: a plan that keeps every row.
    """
    kinds: Mapping[Row, tuple[Of, Callable[[Problem, Plan], Iterator[_One]]]] = {
        "(3)": ("body", _capacity),
        "(5)": ("body", _building),
        "(7)": ("place", _spending),
        "(8)": ("place", _volunteers),
        "(9)": ("body", _ready),
        "(10)": ("plan", _statutory),
        "(11)": ("fund" if plan.fund_balances else "plan", _devolved),
        "(11a)": ("plan", _loans),
        "(12)": ("body", _step_in),
        "(13)": ("plan", _equity),
        "(13a)": ("guard", _detriment),
        "(14)": ("body", _largest_share),
    }
    found = (_sum_up(row, of, list(rows(problem, plan))) for row, (of, rows) in kinds.items())
    return tuple(one for one in found if one is not None)


def _sum_up(row: Row, of: Of, rows: list[_One]) -> Slack | None:
    if not rows:
        return None
    rooms = [(_room(row, one), one[1], one[0]) for one in rows]
    binding = sum(room <= NEAR for room, _, _ in rooms)
    which, t, used, limit = rows[min(range(len(rows)), key=lambda k: rooms[k])]
    return Slack(row, of, len(rows), binding, which, t, limit - used, limit)


def _room(row: Row, one: _One) -> Fraction:
    """Give what is left: as a share of the limit, or of need where that is what the row limits."""
    _, _, used, limit = one
    if row in {"(13)", "(13a)"}:
        return limit - used
    return (limit - used) / limit if limit else ZERO


def _open(problem: Problem) -> range:
    """Give the quarters in which something is still decided."""
    return range(problem.adopted.until if problem.adopted else 0, problem.quarters)


def _capacity(problem: Problem, plan: Plan) -> Iterator[_One]:
    cap = 1 + problem.parameters.overload_cap
    for p, loads in enumerate(plan.load):
        for t, units in enumerate(loads):
            if units:
                yield p, t, units, cap * plan.capacity[p][t]


def _building(problem: Problem, plan: Plan) -> Iterator[_One]:
    settings = problem.parameters
    for p, body in enumerate(problem.providers):
        for t in _open(problem):
            built = plan.decisions.building[p][t]
            if built:
                stock = plan.social_action[body.home][t] if body.home is not None else ZERO
                yield p, t, built, settings.build_share * plan.capacity[p][t] + settings.build_per_action * stock


def _spending(problem: Problem, plan: Plan) -> Iterator[_One]:
    for n, place in enumerate(problem.neighbourhoods):
        for t in _open(problem):
            spent = plan.decisions.spending[n][t]
            if spent:
                yield n, t, spent, problem.parameters.spend_share * plan.social_action[n][t] + place.spend_base


def _volunteers(problem: Problem, plan: Plan) -> Iterator[_One]:
    asked: dict[tuple[int, int], list[Fraction]] = {}
    for choice in plan.decisions.pathways:
        if choice is None:
            continue
        offer = problem.offers[choice.offer]
        n = problem.cells[offer.cell].neighbourhood
        for t in range(choice.start, problem.quarters):
            asked.setdefault((n, t), []).append(offer.volunteer_share * load(problem, choice, t))
    for (n, t), units in sorted(asked.items()):
        if any(units):
            can = problem.parameters.volunteers_per_action * plan.social_action[n][t]
            yield n, t, total(units), problem.neighbourhoods[n].volunteer_units + can


def _ready(problem: Problem, plan: Plan) -> Iterator[_One]:
    for p, ready in enumerate(plan.ready):
        if ready is not None:
            for t in range(max(ready, 0), problem.quarters):
                yield p, t, problem.parameters.least_capacity, plan.capacity[p][t]


def _statutory(problem: Problem, plan: Plan) -> Iterator[_One]:
    for t, balance in enumerate(plan.statutory_balance):
        budget = problem.funds.statutory[t]
        yield 0, t, budget - balance, budget


def _devolved(problem: Problem, plan: Plan) -> Iterator[_One]:
    """Of one grant for everything, or of each fund that it is made of; its limit is its largest income in a quarter."""
    incomes = [fund.income for fund in problem.funds.blended] or [problem.funds.devolved]
    rows = plan.fund_balances or (plan.devolved_balance,)
    for f, (income, row) in enumerate(zip(incomes, rows, strict=True)):
        most = max(income, default=ZERO)
        for t, balance in enumerate(row):
            yield f, t, most - balance, most


def _loans(problem: Problem, plan: Plan) -> Iterator[_One]:
    for t, drawn in enumerate(plan.decisions.loans):
        if drawn:
            yield 0, t, drawn, problem.parameters.loan_limit


def _step_in(problem: Problem, plan: Plan) -> Iterator[_One]:
    for p, loads in enumerate(plan.load):
        for t, units in enumerate(loads):
            if units:
                yield p, t, problem.parameters.step_in * units, plan.statutory_balance[t]


def _met(problem: Problem, plan: Plan, c: int, t: int) -> Fraction:
    choice = plan.decisions.pathways[c]
    return met(problem, c, choice, t)


def _equity(problem: Problem, plan: Plan) -> Iterator[_One]:
    most, least = ends(problem)
    permitted = permitted_gap(problem)
    for t in range(problem.quarters):
        unmet = [
            total(one.share(problem, c, t) * (1 - _met(problem, plan, c, t)) for c in one.cells)
            for one in (most, least)
        ]
        yield 0, t, unmet[0] - unmet[1], permitted[t]


def _detriment(problem: Problem, plan: Plan) -> Iterator[_One]:
    for g, guard in enumerate(guards(problem)):
        for t in range(problem.quarters):
            unmet = total(guard.share(problem, c, t) * (1 - _met(problem, plan, c, t)) for c in guard.cells)
            yield g, t, unmet, guard.kept[t] + problem.parameters.tolerance


def _runs(problem: Problem, now: Running | None, choice: Choice | None) -> int | None:
    """Give the offer by which a body runs a cell in the end, or None where the council does."""
    if choice is None:
        return now.offer if now else None
    return None if is_back(problem, choice) else choice.offer


def _largest_share(problem: Problem, plan: Plan) -> Iterator[_One]:
    last, begun = problem.quarters - 1, problem.adopted.starts if problem.adopted else (None,) * len(problem.cells)
    for row in problem.conditions.largest_shares:
        need = total(cell.demand[last] for cell in problem.cells if cell.service == row.service)
        held: dict[int, Fraction] = {}
        before: dict[int, Fraction] = {}
        for c, (cell, choice, past) in enumerate(zip(problem.cells, plan.decisions.pathways, begun, strict=True)):
            now, way = problem.runs(c), Choice(*past) if past else None
            for offer, sums in ((_runs(problem, now, choice), held), (_runs(problem, now, way), before)):
                if cell.service == row.service and offer is not None:
                    p = problem.offers[offer].provider
                    sums[p] = sums.get(p, ZERO) + cell.demand[last]
        for p, units in sorted(held.items()):
            yield p, last, units, max(row.most * need, before.get(p, ZERO))
