"""The model written a second time, row by row as in the note, for SciPy: slow, and sharing nothing with the product."""

from fractions import Fraction

import numpy as np
from scipy.optimize import linprog

from commonweal.handover.problem import groups


class Naive:
    """A linear programme over named variables."""

    def __init__(self):
        self.names, self.cost, self.bounds = {}, {}, {}
        self.most, self.equal = [], []
        self._made = None

    def var(self, *name, lower=0.0, upper=None, cost=0.0):
        self.names.setdefault(name, len(self.names))
        self.bounds[name] = (lower, upper)
        self.cost[name] = cost
        return name

    def at_most(self, terms, limit):
        self.most.append((terms, float(limit)))

    def equals(self, terms, value):
        self.equal.append((terms, float(value)))

    def hold(self, lower, upper, *name):
        self.bounds[name] = (lower, upper)

    def _matrices(self):
        def matrix(rows):
            dense = np.zeros((len(rows), len(self.names)))
            for k, (terms, _) in enumerate(rows):
                for name, value in terms:
                    dense[k, self.names[name]] += float(value)
            return dense, [limit for _, limit in rows]

        return *matrix(self.most), *matrix(self.equal)

    def solve(self):
        """Solve it; rows are turned into matrices once, bounds may be changed between."""
        self._made = self._made or self._matrices()
        most, most_limit, equal, equal_value = self._made
        order = list(self.names)
        found = linprog(
            [self.cost[name] for name in order],
            A_ub=most,
            b_ub=most_limit,
            A_eq=equal,
            b_eq=equal_value,
            bounds=[self.bounds[name] for name in order],
            method="highs",
        )
        return found.fun if found.status == 0 else None


def options(problem):
    """Every (offer, start) that the note allows; the offer of who runs a cell already is its hand-back."""
    overlap = problem.parameters.overlap_quarters
    for k, offer in enumerate(problem.offers):
        service = problem.services[problem.cells[offer.cell].service]
        counted = offer.quality * (1 - offer.volunteer_share) if service.statutory else offer.quality
        body, now = problem.providers[offer.provider], _now(problem, offer.cell)
        last = problem.quarters - 1 - overlap
        if now is not None and now.last is not None:
            last = min(last, now.last + 1 - overlap)
        s, asked = problem.cells[offer.cell].service, problem.conditions
        cheap = any(offer.price < floor.least for floor in asked.price_floors if floor.service == s)
        closed = [row.quarter for row in asked.blackouts if row.service in {None, s}]
        if now is not None and now.offer == k:
            yield from ((k, start) for start in range(1, last + 1))
        elif counted >= service.floor and body.willing and not cheap:
            for start in range(max(1, body.ready_from), last + 1):
                if start not in closed:
                    yield k, start


def _now(problem, c):
    return problem.running[c] if problem.running else None


def may_stay(problem, c):
    """Whether a cell may stay with who runs it now for the whole plan."""
    now = _now(problem, c)
    return now is None or now.last is None or now.last >= problem.quarters - 1


def stay(problem, c):
    """The way a cell is kept: (None, 0), or handed back as late as may be."""
    now = _now(problem, c)
    return (None, 0) if may_stay(problem, c) else (now.offer, now.last + 1 - problem.parameters.overlap_quarters)


def profile(problem, c, way):
    """What a way of a cell meets, carries and costs, by quarter: met, [(body, volunteers, load)], cost, legal."""
    k, start = way
    overlap, now = problem.parameters.overlap_quarters, _now(problem, c)
    met, cost, legal = [], [], [0] * problem.quarters
    old, new = [0] * problem.quarters, [0] * problem.quarters
    back = now is not None and k == now.offer
    for t in range(problem.quarters):
        need, council, kept = problem.cells[c].demand[t], problem.kept_cost(c, t), problem.kept_level(c, t)
        before = problem.offers[now.offer].quality if now else kept
        own = kept if back or k is None else problem.offers[k].quality
        stage = 0 if k is None or t < start else 1 if t < start + overlap else 2
        met.append([before, min(1, before + own / 2), own][stage])
        old[t] = need if now and stage < 2 else 0
        new[t] = 0 if back or k is None else [0, need / 2, need][stage]
        paid = problem.offers[now.offer].price * old[t] if now else (council if stage < 2 else 0)
        paid += [0, council / 2, council][stage] if back else 0
        cost.append(paid + (problem.offers[k].price * new[t] if k is not None else 0))
        if k is not None and t == start:
            legal[t] = problem.parameters.legal_share * problem.cells[c].demand[0]
    runs = [
        (problem.offers[one].provider, problem.offers[one].volunteer_share, row)
        for one, row in ((now.offer if now else None, old), (None if back else k, new))
        if one is not None
    ]
    return met, runs, cost, legal


def optimum(problem, fixed=None):
    """The least objective: of the relaxation, or with every start fixed to the set given (None where it cannot be)."""
    return Whole(problem).optimum(fixed)


class Whole:
    """All rows of one problem, written once and solved for as many sets of starts as wanted."""

    def __init__(self, problem):  # noqa: C901 - the whole model from top to bottom, as the note has it
        s, lp, time = problem.parameters, Naive(), range(problem.quarters)
        self.problem, self.lp, self.ways = problem, lp, list(options(problem))
        every = [(c, (None, 0)) for c, _ in enumerate(problem.cells) if may_stay(problem, c)]
        every += [(problem.offers[way[0]].cell, way) for way in self.ways]
        self.told = {(c, way): profile(problem, c, way) for c, way in every}
        runs = [(("y", c, way), *run) for (c, way), one in self.told.items() for run in one[1]]
        self.active = sorted({p for _, p, _, _ in runs})
        self.before = {problem.offers[now.offer].provider for now in problem.running if now}
        for c, way in every:
            lacking = sum(problem.unmet_weight(c, t) * (1 - self.told[c, way][0][t]) for t in time)
            lp.var("y", c, way, upper=1.0, cost=float(lacking))
        for p in self.active:
            for t in time:
                lp.var("G", p, t, lower=float(p in self.before), upper=1.0)
                first = float(problem.providers[p].capacity)
                lp.var("C", p, t, **({"lower": first, "upper": first} if t == 0 else {}))
                lp.var("b", p, t, cost=float(s.spend_weight * s.building_cost))
                lp.var("o", p, t)
        for n, place in enumerate(problem.neighbourhoods):
            for t in time:
                first = float(place.social_action)
                lp.var("A", n, t, **({"lower": first, "upper": first} if t == 0 else {}))
                lp.var("alpha", n, t, cost=float(s.spend_weight * s.action_cost))
        for t in time:
            lp.var("Rs", t)
            lp.var("Rg", t)
            lp.var("l", t, upper=float(s.loan_limit) if t <= problem.quarters - 1 - s.loan_quarters else 0.0)
        for c, _ in enumerate(problem.cells):
            lp.equals([(("y", c, way), 1) for cell, way in every if cell == c], 1)
        for p in self.active:
            _provider(problem, lp, p, [run for run in runs if run[1] == p], p in self.before)
        _places(problem, lp, runs)
        _money(problem, lp, self.told, runs, self.active, self.before)
        _blended(problem, lp, self.told, self.active, self.before)
        _fair(problem, lp, self.told)
        _shares(problem, lp, every)

    def _chosen(self, fixed):
        chosen = {self.problem.offers[way[0]].cell: way for way in fixed}
        return [(c, chosen.get(c, (None, 0))) for c, _ in enumerate(self.problem.cells)]

    def optimum(self, fixed=None):
        """The least objective: of the relaxation, or with every start fixed to the set given (None where none is)."""
        chosen, firsts = self._chosen(fixed or ()), dict.fromkeys(self.before, 0)
        if fixed is not None and (two_lots(self.problem, fixed) or not all(pair in self.told for pair in chosen)):
            return None
        for k, start in fixed or ():
            c, p = self.problem.offers[k].cell, self.problem.offers[k].provider
            if not _back(self.problem, c, k):
                firsts[p] = min(start, firsts.get(p, start))
        for pair in self.told:
            held = None if fixed is None else float(pair in chosen)
            self.lp.hold(held or 0.0, 1.0 if held is None else held, "y", *pair)
        for p in self.active:
            for t in range(self.problem.quarters):
                held = None if fixed is None else float(p in firsts and t >= firsts[p])
                held = 1.0 if p in self.before else held
                self.lp.hold(held or 0.0, 1.0 if held is None else held, "G", p, t)
        return self.lp.solve()

    def unmet(self, fixed):
        """What a set of starts leaves unmet, before anything is spent: its objective is no less."""
        return sum(self.lp.cost.get(("y", *pair), float("inf")) for pair in self._chosen(fixed))


class Cheapest(Whole):
    """The same rows for another end: least cost over the whole life, with no more of the objective than a most."""

    def __init__(self, problem, most):
        super().__init__(problem)
        self.lp.at_most(list(self.lp.cost.items()), float(most))
        self.lp.cost = self._whole_life()

    def _whole_life(self):
        """What a unit of each variable costs over the whole plan, beyond keeping everything."""
        s, last = self.problem.parameters, self.problem.quarters - 1
        each = {"b": s.building_cost, "alpha": s.action_cost, "l": s.loan_rate * (s.loan_quarters + 1) / 2}
        cost = {name: float(each.get(name[0], 0)) for name in self.lp.cost}
        new = [name for name in cost if name[0] == "G" and name[2] == last and name[1] not in self.before]
        cost.update(dict.fromkeys(new, float(s.activation_cost)))
        for (c, way), (_, _, paid, legal) in self.told.items():
            kept = sum(self.problem.kept_cost(c, t) for t in range(last + 1))
            cost["y", c, way] = float(sum(paid) + sum(legal) - kept)
        return cost


def two_lots(problem, fixed):
    """Whether somebody takes two lots of a group."""
    for p, _ in enumerate(problem.providers):
        mine = {
            problem.offers[k].cell
            for k, _ in fixed
            if problem.offers[k].provider == p and not _back(problem, problem.offers[k].cell, k)
        }
        for group in {lot.group for lot in problem.conditions.lots}:
            if sum(1 for lot in problem.conditions.lots if lot.group == group and mine & set(lot.cells)) > 1:
                return True
    return False


def _shares(problem, lp, ways):
    """Row (14): the largest share, of the need in the last quarter."""
    for row in problem.conditions.largest_shares:
        need = {c: cell.demand[-1] for c, cell in enumerate(problem.cells) if cell.service == row.service}
        for p, _ in enumerate(problem.providers):
            mine = [(c, way) for c, way in ways if c in need and _in_the_end(problem, c, way) == p]
            before = sum(need[c] for c in need if _now(problem, c) and _in_the_end(problem, c, (None, 0)) == p)
            terms = [(("y", c, way), need[c]) for c, way in mine]
            lp.at_most(terms, max(before, row.most * sum(need.values())))


def _back(problem, c, k):
    now = _now(problem, c)
    return now is not None and now.offer == k


def _in_the_end(problem, c, way):
    """Who runs a cell in the end, or None for the council."""
    now = _now(problem, c)
    k = way[0] if way[0] is not None else now.offer if now else None
    return None if k is None or (way[0] is not None and _back(problem, c, k)) else problem.offers[k].provider


def _gain(problem, p, t):
    return sum((row.units for row in problem.conditions.gains if (row.provider, row.quarter) == (p, t)), 0)


def _left(problem, p, t):
    """Row (4): what is left of a body's capacity a quarter later."""
    means = [sum(service.level[u] for service in problem.services) / len(problem.services) for u in (max(0, t - 1), t)]
    cut, s = max(0, means[0] - means[1]), problem.parameters
    return max(0, 1 - s.natural_loss - s.cut_loss * problem.providers[p].grant_dependence * cut)


def _provider(problem, lp, p, runs, before):
    s, body, most, most_action = problem.parameters, problem.providers[p], [], []
    build_limit, action_limit = [], []
    for t in range(problem.quarters):
        at_home = [] if body.home is None else [(("A", body.home, t), 1)]
        loads = [(name, row[t]) for name, _, _, row in runs]
        lp.at_most([*loads, (("C", p, t), -1), (("o", p, t), -1)], 0)
        lp.at_most([(("o", p, t), 1), (("C", p, t), -s.overload_cap)], 0)
        lp.at_most(
            [(("b", p, t), 1), (("C", p, t), -s.build_share), *((a, -s.build_per_action) for a, _ in at_home)], 0
        )
        lp.at_most([(("C", p, t), -1), (("G", p, t), 0 if before else s.least_capacity)], 0)
        if t:
            lp.at_most([(("G", p, t - 1), 1), (("G", p, t), -1)], 0)
        if t + 1 < problem.quarters:
            grown = [(("C", p, t + 1), 1), (("C", p, t), -_left(problem, p, t)), (("o", p, t), s.overload_loss)]
            grown += [(a, -s.action_capacity) for a, _ in at_home]
            if t + 1 - s.building_lag >= 0:
                grown.append((("b", p, t + 1 - s.building_lag), -s.building_yield))
            lp.equals(grown, _gain(problem, p, t + 1))
        place = problem.neighbourhoods[body.home] if body.home is not None else None
        if t == 0:
            most_action.append(float(place.social_action) if place else 0.0)
            most.append(float(body.capacity))
        else:
            spent = action_limit[t - s.action_lag] if t >= s.action_lag else 0.0
            built = build_limit[t - s.building_lag] if t >= s.building_lag else 0.0
            most.append(
                float(_left(problem, p, t - 1)) * most[-1]
                + float(s.building_yield) * built
                + float(s.action_capacity) * most_action[-1]
                + float(_gain(problem, p, t))
            )
            here = [c for c, cell in enumerate(problem.cells) if cell.neighbourhood == body.home]
            # Who runs a cell already may run it beside another, who then has half of it.
            need = sum((problem.cells[c].demand[t - 1] * Fraction(3 if _now(problem, c) else 2, 2) for c in here), 0)
            brought = float(s.delivery_action * need)
            most_action.append(float(1 - s.action_loss) * most_action[-1] + float(s.action_yield) * spent + brought)
        action_limit.append(float(s.spend_share) * most_action[t] + float(place.spend_base) if place else 0.0)
        build_limit.append(float(s.build_share) * most[t] + float(s.build_per_action) * most_action[t])
        lp.at_most([*loads, (("G", p, t), -float(1 + s.overload_cap) * most[t])], 0)


def _places(problem, lp, runs):
    s = problem.parameters
    for n, place in enumerate(problem.neighbourhoods):
        here = [run for run in runs if problem.cells[run[0][1]].neighbourhood == n]
        for t in range(problem.quarters):
            lp.at_most([(("alpha", n, t), 1), (("A", n, t), -s.spend_share)], place.spend_base)
            asked = [(name, share * row[t]) for name, _, share, row in here]
            lp.at_most([*asked, (("A", n, t), -s.volunteers_per_action)], place.volunteer_units)
            if t + 1 < problem.quarters:
                grown = [(("A", n, t + 1), 1), (("A", n, t), -(1 - s.action_loss))]
                if t + 1 - s.action_lag >= 0:
                    grown.append((("alpha", n, t + 1 - s.action_lag), -s.action_yield))
                grown += [(name, -s.delivery_action * row[t]) for name, _, _, row in here]
                lp.equals(grown, 0)


def _money(problem, lp, told, runs, active, before):  # noqa: C901 - both funds side by side, as the note has them
    s, time = problem.parameters, range(problem.quarters)
    for t in time:
        statutory, devolved = [(("Rs", t), 1)], [(("Rg", t), 1), (("l", t), -1)]
        for (c, way), (_, _, cost, legal) in told.items():
            statutory.append((("y", c, way), cost[t]))
            devolved.append((("y", c, way), legal[t]))
        for k in range(1, s.loan_quarters + 1):
            if t >= k:
                owed = 1 / s.loan_quarters + float(s.loan_rate) * (s.loan_quarters - k + 1) / s.loan_quarters
                statutory.append((("l", t - k), owed))
        for p in active:
            devolved.append((("b", p, t), s.building_cost))
            if p not in before:
                devolved.append((("G", p, t), s.activation_cost))
            if t and p not in before:
                devolved.append((("G", p, t - 1), -s.activation_cost))
            lp.at_most([(("Rs", t), -1), *((name, s.step_in * row[t]) for name, q, _, row in runs if q == p)], 0)
        devolved += [(("alpha", n, t), s.action_cost) for n in range(len(problem.neighbourhoods))]
        statutory_in, devolved_in = problem.funds.statutory[t], problem.funds.devolved[t]
        if t:
            statutory.append((("Rs", t - 1), -1))
            devolved.append((("Rg", t - 1), -1))
        else:
            statutory_in += problem.funds.statutory_start
            devolved_in += problem.funds.devolved_start
        lp.equals(statutory, statutory_in)
        lp.equals(devolved, devolved_in)


def _blended(problem, lp, told, active, before):
    """Row (11) of each of several funds."""
    s, funds = problem.parameters, problem.funds.blended
    for t in range(problem.quarters) if funds else ():
        spent = {
            "building": [(("b", p, t), s.building_cost) for p in active],
            "social action": [(("alpha", n, t), s.action_cost) for n in range(len(problem.neighbourhoods))],
            "activation": [
                (("G", p, u), s.activation_cost * sign)
                for p in active
                if p not in before
                for u, sign in ((t, 1), (t - 1, -1))
            ],
            "legal work": [(("y", c, way), one[3][t]) for (c, way), one in told.items()],
        }
        for use, terms in spent.items():
            paying = [(lp.var("x", f, use, t), -1) for f, fund in enumerate(funds) if use in fund.uses]
            lp.equals([*((name, value) for name, value in terms if name in lp.names), *paying], 0)
        for f, fund in enumerate(funds):
            terms = [(lp.var("Rf", f, t), 1), *((("x", f, use, t), 1) for use in fund.uses)]
            terms += [(("Rf", f, t - 1), -1)] if t else []
            terms += [(("l", t), -1)] if fund.borrows else []
            lp.equals(terms, fund.income[t])


def _fair(problem, lp, told):  # noqa: C901 - what is measured and the rows that hold it
    of, s = groups(problem.neighbourhoods), problem.parameters
    cells = range(len(problem.cells))
    poor, rich = ([c for c in cells if of[problem.cells[c].neighbourhood] == k] for k in (1, 5))
    watched = [poor]
    for k, service in enumerate(problem.services):
        if service.protected:
            watched.append([c for c in cells if problem.cells[c].service == k])
    twice = {c: profile(problem, c, stay(problem, c))[0] for c in cells}
    kept = {c: list(row) for c, row in twice.items()}
    for c in cells:
        k, start = stay(problem, c)
        if k is not None:
            for t in range(start, start + s.overlap_quarters):
                kept[c][t] = problem.offers[k].quality

    def share(group, t, met):
        """A group's unmet share were every cell met so."""
        return sum(problem.cells[c].demand[t] * (1 - met[c][t]) for c in group) / need(group, t)

    def need(group, t):
        return sum(problem.cells[c].demand[t] for c in group)

    def terms(group, t, sign=1):
        """A group's unmet share, as terms."""
        return [
            (("y", c, way), sign * problem.cells[c].demand[t] / need(group, t) * (1 - one[0][t]))
            for (c, way), one in told.items()
            if c in group
        ]

    for t in range(problem.quarters):
        gaps = [share(poor, u, met) - share(rich, u, met) for u, met in ((0, kept), (t, kept), (t, twice))]
        lp.at_most([*terms(poor, t), *terms(rich, t, -1)], max(gaps) + s.tolerance)
        for group in watched:
            lp.at_most(terms(group, t), share(group, t, kept) + s.tolerance)
