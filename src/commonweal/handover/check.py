"""An independent check of a plan: plain loops over exact numbers, sharing nothing with what builds and solves it.

It reads the problem's own figures and works every row out again, (1) to (14) of ``docs/handover.md``.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from commonweal.handover.check_blended import blended
from commonweal.handover.check_conditions import conditions, gain
from commonweal.handover.check_money import devolved, loans, statutory
from commonweal.handover.check_stages import stages
from commonweal.handover.check_ways import Job, floors, jobs, measured, running_faults, supplies
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.violation import Violation, added, at_most, same

BILLION = 10**9
ZERO = Fraction(0)


def violations(problem: Problem, plan: Plan) -> list[Violation]:
    """Find every row of the model that a plan breaks, without any tolerance.

    Args:
        problem: the data.
        plan: the plan, all of whose figures are checked, not only its decisions.
    """
    shapes = list(_shapes(problem, plan))
    if shapes:
        return shapes
    found = [*_pathways(problem, plan), *running_faults(problem, plan)]
    if found:
        return found
    met, run = supplies(problem, plan), jobs(problem, plan)
    found.extend(floors(problem, run, met))
    found.extend(_loads(problem, plan, run))
    found.extend(_social_action(problem, plan, run))
    found.extend(_capacity(problem, plan))
    found.extend(_volunteers(problem, plan, run))
    found.extend(_readiness(problem, plan, run))
    found.extend(loans(problem, plan))
    found.extend(statutory(problem, plan, run))
    found.extend(devolved(problem, plan, run))
    found.extend(blended(problem, plan, run))
    found.extend(_fairness(problem, met))
    found.extend(conditions(problem, plan))
    found.extend(_past(problem, plan))
    found.extend(stages(problem, plan))
    found.extend(same("objective", "the plan", plan.objective, _objective(problem, plan, met)))
    return found


def _shapes(problem: Problem, plan: Plan) -> Iterator[Violation]:
    bodies, places, quarters = len(problem.providers), len(problem.neighbourhoods), problem.quarters
    grids = (
        ("building", plan.decisions.building, bodies),
        ("spending", plan.decisions.spending, places),
        ("load", plan.load, bodies),
        ("capacity", plan.capacity, bodies),
        ("overload", plan.overload, bodies),
        ("social action", plan.social_action, places),
        ("loans", (plan.decisions.loans,), 1),
        ("statutory balance", (plan.statutory_balance,), 1),
        ("devolved balance", (plan.devolved_balance,), 1),
    )
    for name, rows, count in grids:
        if len(rows) != count or any(len(row) != quarters for row in rows):
            yield Violation("shape", f"{name} is not given for every body and quarter", ZERO)
    if len(plan.decisions.pathways) != len(problem.cells) or len(plan.ready) != bodies:
        yield Violation("shape", "there is not one pathway for each cell and one readiness for each body", ZERO)


def _pathways(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Row (1) and the chronology gate: one pathway each, none before readiness and consent, none left unfinished."""
    last = problem.quarters - 1 - problem.parameters.overlap_quarters
    past = problem.adopted
    for c, choice in enumerate(plan.decisions.pathways):
        where = f"cell {c}"
        begun = past.starts[c] if past else None
        if begun is not None and (choice is None or (choice.offer, choice.start) != begun):
            yield Violation("adopted pathway", where, ZERO)
        if choice is None:
            continue
        if not 0 <= choice.offer < len(problem.offers) or problem.offers[choice.offer].cell != c:
            yield Violation("(1) one pathway", f"{where}: the offer is for another cell", ZERO)
            continue
        if not 1 <= choice.start <= last:
            yield Violation("start within the plan", f"{where}: quarter {choice.start}", ZERO)
        if begun is None:
            yield from _chronology(problem, choice.offer, choice.start, where)


def _chronology(problem: Problem, k: int, start: int, where: str) -> Iterator[Violation]:
    p, past = problem.offers[k].provider, problem.adopted
    body = problem.providers[p]
    if past is not None and start < past.until:
        yield Violation("adopted pathway", f"{where}: a start in the past", Fraction(past.until - start))
    now = problem.running[problem.offers[k].cell] if problem.running else None
    if now is not None and now.offer == k:
        return
    if not body.willing:
        yield Violation("chronology gate", f"{where}: {body.id} has not said it is willing", ZERO)
    if start < body.ready_from:
        yield Violation("chronology gate", f"{where}: {body.id} is not ready", Fraction(body.ready_from - start))
    if past is not None and p in past.withdrawn:
        yield Violation("adopted pathway", f"{where}: {body.id} takes on nothing more", ZERO)


def _loads(problem: Problem, plan: Plan, run: Sequence[Job]) -> Iterator[Violation]:
    borne: list[list[Job]] = [[] for _ in problem.providers]
    for job in run:
        borne[job.offer.provider].append(job)
    for p, body in enumerate(problem.providers):
        for t in range(problem.quarters):
            due = added(job.load[t] for job in borne[p])
            yield from same("(2) load", f"{body.id}, quarter {t}", plan.load[p][t], due)


def _social_action(problem: Problem, plan: Plan, run: Sequence[Job]) -> Iterator[Violation]:
    settings = problem.parameters
    for n, place in enumerate(problem.neighbourhoods):
        for t in range(problem.quarters):
            where = f"{place.name}, quarter {t}"
            spent, stock = plan.decisions.spending[n][t], plan.social_action[n][t]
            yield from at_most("spending not negative", where, -spent, ZERO)
            if problem.adopted is None or t >= problem.adopted.until:
                limit = settings.spend_share * stock + place.spend_base
                yield from at_most("(7) social-action spending", where, spent, limit)
            due = place.social_action
            if t:
                due = (1 - settings.action_loss) * plan.social_action[n][t - 1]
                if t >= settings.action_lag:
                    due += settings.action_yield * plan.decisions.spending[n][t - settings.action_lag]
                if settings.delivery_action:
                    here = (job for job in run if problem.cells[job.cell].neighbourhood == n)
                    due += settings.delivery_action * added(job.load[t - 1] for job in here)
                due = Fraction(due * BILLION // 1, BILLION)
            yield from same("(6) social action", where, stock, due)


def _capacity(problem: Problem, plan: Plan) -> Iterator[Violation]:
    settings, cuts = problem.parameters, _cuts(problem)
    for p, body in enumerate(problem.providers):
        for t in range(problem.quarters):
            where = f"{body.id}, quarter {t}"
            built, holds = plan.decisions.building[p][t], plan.capacity[p][t]
            stock = plan.social_action[body.home][t] if body.home is not None else ZERO
            over = plan.load[p][t] - holds
            yield from same("(3) overload", where, plan.overload[p][t], over if over > 0 else ZERO)
            yield from at_most("(3) overload cap", where, over, settings.overload_cap * holds)
            yield from at_most("building not negative", where, -built, ZERO)
            if problem.adopted is None or t >= problem.adopted.until:
                limit = settings.build_share * holds + settings.build_per_action * stock
                yield from at_most("(5) absorptive limit", where, built, limit)
            yield from same("(4) capacity", where, holds, _due_capacity(problem, plan, p, t, cuts))


def _due_capacity(problem: Problem, plan: Plan, p: int, t: int, cuts: Sequence[Fraction]) -> Fraction:
    body, settings = problem.providers[p], problem.parameters
    if t == 0:
        return body.capacity
    left = 1 - settings.natural_loss - settings.cut_loss * body.grant_dependence * cuts[t - 1]
    due = (left if left > 0 else ZERO) * plan.capacity[p][t - 1] - settings.overload_loss * plan.overload[p][t - 1]
    if t >= settings.building_lag:
        due += settings.building_yield * plan.decisions.building[p][t - settings.building_lag]
    if body.home is not None:
        due += settings.action_capacity * plan.social_action[body.home][t - 1]
    due += gain(problem, p, t)
    return Fraction(due * BILLION // 1, BILLION)


def _cuts(problem: Problem) -> list[Fraction]:
    """Give by how much the council's services fall in each quarter, on average, 0 where they do not."""
    cuts = [ZERO]
    for t in range(1, problem.quarters):
        fall = sum((service.level[t - 1] - service.level[t] for service in problem.services), ZERO)
        cuts.append(fall / len(problem.services) if fall > 0 else ZERO)
    return cuts


def _volunteers(problem: Problem, plan: Plan, run: Sequence[Job]) -> Iterator[Violation]:
    here: list[list[Job]] = [[] for _ in problem.neighbourhoods]
    for job in run:
        here[problem.cells[job.cell].neighbourhood].append(job)
    for n, place in enumerate(problem.neighbourhoods):
        for t in range(problem.quarters):
            asked = added(job.offer.volunteer_share * job.load[t] for job in here[n])
            can = place.volunteer_units + problem.parameters.volunteers_per_action * plan.social_action[n][t]
            yield from at_most("(8) volunteers' hours", f"{place.name}, quarter {t}", asked, can)


def _readiness(problem: Problem, plan: Plan, run: Sequence[Job]) -> Iterator[Violation]:
    ceilings = _ceilings(problem)
    already = {job.offer.provider for job in run if not job.counted}
    begins: dict[int, int] = {}
    for job in run:
        begins[job.offer.provider] = min(job.begins, begins.get(job.offer.provider, job.begins))
    for p, body in enumerate(problem.providers):
        loaded = [t for t in range(problem.quarters) if plan.load[p][t] > 0]
        ready = plan.ready[p]
        if ready is None:
            if loaded:
                yield Violation("(9) ready before load", body.id, plan.load[p][loaded[0]])
            continue
        if ready != begins.get(p):
            yield Violation("(9) ready in the quarter load begins", f"{body.id}, quarter {ready}", ZERO)
        for t in range(max(0, ready), problem.quarters):
            where, least = f"{body.id}, quarter {t}", ZERO if p in already else problem.parameters.least_capacity
            yield from at_most("(9) capacity to be ready", where, least, plan.capacity[p][t])
            yield from at_most("(9) most load", where, plan.load[p][t], ceilings[p][t])


def _ceilings(problem: Problem) -> list[list[Fraction]]:
    """Most load a provider could carry, every limit used, no overload; stocks rounded up to the ninth decimal."""
    settings, found, cuts = problem.parameters, [], _cuts(problem)
    for p, body in enumerate(problem.providers):
        stocks, spent, most = [ZERO], [ZERO], [body.capacity]
        if body.home is not None:
            place = problem.neighbourhoods[body.home]
            stocks, spent = [place.social_action], [settings.spend_share * place.social_action + place.spend_base]
        built = [settings.build_share * most[0] + settings.build_per_action * stocks[0]]
        for t in range(1, problem.quarters):
            left = 1 - settings.natural_loss - settings.cut_loss * body.grant_dependence * cuts[t - 1]
            grown = (left if left > 0 else ZERO) * most[-1] + settings.action_capacity * stocks[-1]
            if t >= settings.building_lag:
                grown += settings.building_yield * built[t - settings.building_lag]
            grown += gain(problem, p, t)
            stock = ZERO
            if body.home is not None:
                stock = (1 - settings.action_loss) * stocks[-1]
                if t >= settings.action_lag:
                    stock += settings.action_yield * spent[t - settings.action_lag]
                stock += settings.delivery_action * _need(problem, body.home, t - 1)
                stock = Fraction(-(-stock * BILLION // 1), BILLION)
                spent.append(settings.spend_share * stock + problem.neighbourhoods[body.home].spend_base)
            stocks.append(stock)
            most.append(Fraction(-(-grown * BILLION // 1), BILLION))
            built.append(settings.build_share * most[-1] + settings.build_per_action * stock)
        found.append([(1 + settings.overload_cap) * units for units in most])
    return found


def _need(problem: Problem, n: int, t: int) -> Fraction:
    """Add up the most load that bodies could carry in a neighbourhood; 0 where that does nothing.

    Where one runs a cell already, another may run it beside it, with half the load.
    """
    if not problem.parameters.delivery_action:
        return ZERO
    here = [c for c, cell in enumerate(problem.cells) if cell.neighbourhood == n]
    twice = (problem.cells[c].demand[t] / 2 for c in here if problem.running and problem.running[c] is not None)
    return added(problem.cells[c].demand[t] for c in here) + added(twice)


def _fairness(problem: Problem, met: Sequence[Sequence[Fraction]]) -> Iterator[Violation]:
    poorest, richest = _fifths(problem)
    keep, twice = measured(problem)
    at = [{c for c, cell in enumerate(problem.cells) if cell.neighbourhood in end} for end in (poorest, richest)]
    first = _unmet(problem, keep, at[0], 0) - _unmet(problem, keep, at[1], 0)
    for t in range(problem.quarters):
        now = _unmet(problem, keep, at[0], t) - _unmet(problem, keep, at[1], t)
        gap = _unmet(problem, met, at[0], t) - _unmet(problem, met, at[1], t)
        both = _unmet(problem, twice, at[0], t) - _unmet(problem, twice, at[1], t)
        limit = max(first, now, both) + problem.parameters.tolerance
        yield from at_most("(13) equity", f"quarter {t}", gap, limit)
        watched = [("the most deprived fifth", at[0])]
        for s, service in enumerate(problem.services):
            if service.protected:
                watched.append((service.id, {c for c, cell in enumerate(problem.cells) if cell.service == s}))
        for name, cells in watched:
            limit = _unmet(problem, keep, cells, t) + problem.parameters.tolerance
            yield from at_most("(13a) no detriment", f"{name}, quarter {t}", _unmet(problem, met, cells, t), limit)


def _fifths(problem: Problem) -> tuple[set[int], set[int]]:
    """Neighbourhoods of the most and the least deprived fifth of people; one that is in both counts in the first."""
    order = sorted(
        range(len(problem.neighbourhoods)),
        key=lambda n: (problem.neighbourhoods[n].deprivation_rank, problem.neighbourhoods[n].name),
    )
    everybody = sum(place.population for place in problem.neighbourhoods)
    ends = []
    for way in (order, order[::-1]):
        taken: set[int] = set()
        people = 0
        for n in way:
            if 5 * people < everybody:
                taken.add(n)
                people += problem.neighbourhoods[n].population
        ends.append(taken)
    return ends[0], ends[1] - ends[0]


def _unmet(problem: Problem, met: Sequence[Sequence[Fraction]], cells: set[int], t: int) -> Fraction:
    need = added(problem.cells[c].demand[t] for c in cells)
    lacking = added(problem.cells[c].demand[t] * (1 - met[c][t]) for c in cells)
    return lacking / need if need > 0 else ZERO


def _past(problem: Problem, plan: Plan) -> Iterator[Violation]:
    past = problem.adopted
    if past is None:
        return
    pairs = (
        *zip(plan.decisions.building, past.building, strict=True),
        *zip(plan.decisions.spending, past.spending, strict=True),
        (plan.decisions.loans, past.loans),
    )
    for k, (now, before) in enumerate(pairs):
        if now[: past.until] != before:
            yield Violation("adopted past", f"decision row {k} is not as adopted", ZERO)


def _objective(problem: Problem, plan: Plan, met: Sequence[Sequence[Fraction]]) -> Fraction:
    settings, unmet = problem.parameters, []
    for c, cell in enumerate(problem.cells):
        weight = problem.neighbourhoods[cell.neighbourhood].weight * problem.services[cell.service].criticality
        for t in range(problem.quarters):
            last = settings.terminal_weight if t == problem.quarters - 1 else 1
            unmet.append(weight * last * cell.demand[t] * (1 - met[c][t]))
    total = added(unmet)
    for rows, cost in (
        (plan.decisions.building, settings.building_cost),
        (plan.decisions.spending, settings.action_cost),
    ):
        for row in rows:
            total += settings.spend_weight * cost * sum(row, ZERO)
    return total
