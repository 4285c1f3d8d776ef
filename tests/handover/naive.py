"""The model written a second time, row by row as in the note, for SciPy: slow, and sharing nothing with the product."""

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
    """Every (cell, provider, offer, start) that the note allows."""
    last = problem.quarters - 1 - problem.parameters.overlap_quarters
    for k, offer in enumerate(problem.offers):
        service = problem.services[problem.cells[offer.cell].service]
        counted = offer.quality * (1 - offer.volunteer_share) if service.statutory else offer.quality
        body = problem.providers[offer.provider]
        s, asked = problem.cells[offer.cell].service, problem.conditions
        cheap = any(offer.price < floor.least for floor in asked.price_floors if floor.service == s)
        closed = [row.quarter for row in asked.blackouts if row.service in {None, s}]
        if counted >= service.floor and body.willing and not cheap:
            for start in range(max(1, body.ready_from), last + 1):
                if start not in closed:
                    yield k, start


def optimum(problem, fixed=None):
    """The least objective: of the relaxation, or with every start fixed to the set given (None where it cannot be)."""
    return Whole(problem).optimum(fixed)


class Whole:
    """All rows of one problem, written once and solved for as many sets of starts as wanted."""

    def __init__(self, problem):  # noqa: C901 - the whole model from top to bottom, as the note has it
        s, lp, time = problem.parameters, Naive(), range(problem.quarters)
        ways = list(options(problem))
        active = sorted({problem.offers[k].provider for k, _ in ways})
        self.problem, self.lp, self.ways, self.active = problem, lp, ways, active
        self.constant = 0.0
        for c, _ in enumerate(problem.cells):
            self.constant += float(sum(problem.unmet_weight(c, t) * (1 - problem.kept_level(c, t)) for t in time))

        def supply(k, start, t):
            offer = problem.offers[k]
            kept = problem.kept_level(offer.cell, t)
            if t < start:
                return kept
            return min(1, kept + offer.quality / 2) if t < start + s.overlap_quarters else offer.quality

        def load(k, start, t):
            need = problem.cells[problem.offers[k].cell].demand[t]
            return 0 if t < start else need / 2 if t < start + s.overlap_quarters else need

        for k, start in ways:
            c = problem.offers[k].cell
            gain = sum(problem.unmet_weight(c, t) * (supply(k, start, t) - problem.kept_level(c, t)) for t in time)
            lp.var("y", k, start, upper=1.0, cost=-float(gain))
        for p in active:
            for t in time:
                lp.var("G", p, t, upper=1.0)
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
            lp.at_most([(("y", k, start), 1) for k, start in ways if problem.offers[k].cell == c], 1)
        for p in active:
            _provider(problem, lp, p, [w for w in ways if problem.offers[w[0]].provider == p], load)
        _places(problem, lp, ways, load)
        _money(problem, lp, ways, active, load)
        _blended(problem, lp, ways, active)
        _fair(problem, lp, ways, supply)
        _shares(problem, lp, ways)

    def optimum(self, fixed=None):
        """The least objective: of the relaxation, or with every start fixed to the set given (None where none is)."""
        firsts = {}
        if fixed is not None and two_lots(self.problem, fixed):
            return None
        for k, start in fixed or ():
            p = self.problem.offers[k].provider
            firsts[p] = min(start, firsts.get(p, start))
        for k, start in self.ways:
            held = None if fixed is None else float((k, start) in fixed)
            self.lp.hold(held or 0.0, 1.0 if held is None else held, "y", k, start)
        for p in self.active:
            for t in range(self.problem.quarters):
                held = None if fixed is None else float(p in firsts and t >= firsts[p])
                self.lp.hold(held or 0.0, 1.0 if held is None else held, "G", p, t)
        found = self.lp.solve()
        return None if found is None else found + self.constant

    def unmet(self, fixed):
        """What a set of starts leaves unmet, before anything is spent: its objective is no less."""
        return self.constant + sum(self.lp.cost["y", k, start] for k, start in fixed)


class Cheapest(Whole):
    """The same rows for another end: least cost over the whole life, with no more of the objective than a most."""

    def __init__(self, problem, most):
        super().__init__(problem)
        self.lp.at_most(list(self.lp.cost.items()), float(most) - self.constant)
        self.lp.cost, self.constant = self._whole_life(), 0.0

    def _whole_life(self):
        """What a unit of each variable costs over the whole plan, beyond keeping everything."""
        problem, s, last = self.problem, self.problem.parameters, self.problem.quarters - 1
        each = {"b": s.building_cost, "alpha": s.action_cost, "l": s.loan_rate * (s.loan_quarters + 1) / 2}
        cost = {name: float(each.get(name[0], 0)) for name in self.lp.cost}
        cost.update({name: float(s.activation_cost) for name in cost if name[0] == "G" and name[2] == last})
        for k, start in self.ways:
            offer, alone = problem.offers[k], start + s.overlap_quarters
            need = problem.cells[offer.cell].demand
            paid = s.legal_share * need[0]
            paid += sum(offer.price * need[t] / 2 for t in range(start, alone))
            paid += sum(offer.price * need[t] - problem.kept_cost(offer.cell, t) for t in range(alone, last + 1))
            cost["y", k, start] = float(paid)
        return cost


def two_lots(problem, fixed):
    """Whether somebody takes two lots of a group."""
    for p, _ in enumerate(problem.providers):
        mine = {problem.offers[k].cell for k, _ in fixed if problem.offers[k].provider == p}
        for group in {lot.group for lot in problem.conditions.lots}:
            if sum(1 for lot in problem.conditions.lots if lot.group == group and mine & set(lot.cells)) > 1:
                return True
    return False


def _shares(problem, lp, ways):
    """Row (14): the largest share, of the need in the last quarter."""
    for row in problem.conditions.largest_shares:
        need = {c: cell.demand[-1] for c, cell in enumerate(problem.cells) if cell.service == row.service}
        for p, _ in enumerate(problem.providers):
            mine = [(k, u) for k, u in ways if problem.offers[k].provider == p and problem.offers[k].cell in need]
            terms = [(("y", k, u), need[problem.offers[k].cell]) for k, u in mine]
            lp.at_most(terms, row.most * sum(need.values()))


def _gain(problem, p, t):
    return sum((row.units for row in problem.conditions.gains if (row.provider, row.quarter) == (p, t)), 0)


def _left(problem, p, t):
    """Row (4): what is left of a body's capacity a quarter later."""
    means = [sum(service.level[u] for service in problem.services) / len(problem.services) for u in (max(0, t - 1), t)]
    cut, s = max(0, means[0] - means[1]), problem.parameters
    return max(0, 1 - s.natural_loss - s.cut_loss * problem.providers[p].grant_dependence * cut)


def _provider(problem, lp, p, ways, load):
    s, body, most, most_action = problem.parameters, problem.providers[p], [], []
    build_limit, action_limit = [], []
    for t in range(problem.quarters):
        at_home = [] if body.home is None else [(("A", body.home, t), 1)]
        loads = [(("y", k, start), load(k, start, t)) for k, start in ways]
        lp.at_most([*loads, (("C", p, t), -1), (("o", p, t), -1)], 0)
        lp.at_most([(("o", p, t), 1), (("C", p, t), -s.overload_cap)], 0)
        lp.at_most(
            [(("b", p, t), 1), (("C", p, t), -s.build_share), *((a, -s.build_per_action) for a, _ in at_home)], 0
        )
        lp.at_most([(("C", p, t), -1), (("G", p, t), s.least_capacity)], 0)
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
            need = sum((c.demand[t - 1] for c in problem.cells if c.neighbourhood == body.home), 0)
            brought = float(s.delivery_action * need)
            most_action.append(float(1 - s.action_loss) * most_action[-1] + float(s.action_yield) * spent + brought)
        action_limit.append(float(s.spend_share) * most_action[t] + float(place.spend_base) if place else 0.0)
        build_limit.append(float(s.build_share) * most[t] + float(s.build_per_action) * most_action[t])
        lp.at_most([*loads, (("G", p, t), -float(1 + s.overload_cap) * most[t])], 0)


def _places(problem, lp, ways, load):
    s = problem.parameters
    for n, place in enumerate(problem.neighbourhoods):
        here = [w for w in ways if problem.cells[problem.offers[w[0]].cell].neighbourhood == n]
        for t in range(problem.quarters):
            lp.at_most([(("alpha", n, t), 1), (("A", n, t), -s.spend_share)], place.spend_base)
            asked = [(("y", k, u), problem.offers[k].volunteer_share * load(k, u, t)) for k, u in here]
            lp.at_most([*asked, (("A", n, t), -s.volunteers_per_action)], place.volunteer_units)
            if t + 1 < problem.quarters:
                grown = [(("A", n, t + 1), 1), (("A", n, t), -(1 - s.action_loss))]
                if t + 1 - s.action_lag >= 0:
                    grown.append((("alpha", n, t + 1 - s.action_lag), -s.action_yield))
                grown += [(("y", k, u), -s.delivery_action * load(k, u, t)) for k, u in here]
                lp.equals(grown, 0)


def _money(problem, lp, ways, active, load):  # noqa: C901 - both funds side by side, as the note has them
    s, time = problem.parameters, range(problem.quarters)
    for t in time:
        kept = sum(problem.kept_cost(c, t) for c in range(len(problem.cells)))
        statutory, devolved = [(("Rs", t), 1)], [(("Rg", t), 1), (("l", t), -1)]
        for k, start in ways:
            offer = problem.offers[k]
            extra = offer.price * load(k, start, t)
            if t >= start + s.overlap_quarters:
                extra -= problem.kept_cost(offer.cell, t)
            statutory.append((("y", k, start), extra))
            if t == start:
                devolved.append((("y", k, start), s.legal_share * problem.cells[offer.cell].demand[0]))
        for k in range(1, s.loan_quarters + 1):
            if t >= k:
                owed = 1 / s.loan_quarters + float(s.loan_rate) * (s.loan_quarters - k + 1) / s.loan_quarters
                statutory.append((("l", t - k), owed))
        for p in active:
            devolved += [(("b", p, t), s.building_cost), (("G", p, t), s.activation_cost)]
            if t:
                devolved.append((("G", p, t - 1), -s.activation_cost))
            mine = [w for w in ways if problem.offers[w[0]].provider == p]
            lp.at_most([(("Rs", t), -1), *((("y", k, u), s.step_in * load(k, u, t)) for k, u in mine)], 0)
        devolved += [(("alpha", n, t), s.action_cost) for n in range(len(problem.neighbourhoods))]
        statutory_in, devolved_in = problem.funds.statutory[t] - kept, problem.funds.devolved[t]
        if t:
            statutory.append((("Rs", t - 1), -1))
            devolved.append((("Rg", t - 1), -1))
        else:
            statutory_in += problem.funds.statutory_start
            devolved_in += problem.funds.devolved_start
        lp.equals(statutory, statutory_in)
        lp.equals(devolved, devolved_in)


def _blended(problem, lp, ways, active):
    """Row (11) of each of several funds."""
    s, funds = problem.parameters, problem.funds.blended
    for t in range(problem.quarters) if funds else ():
        spent = {
            "building": [(("b", p, t), s.building_cost) for p in active],
            "social action": [(("alpha", n, t), s.action_cost) for n in range(len(problem.neighbourhoods))],
            "activation": [
                (("G", p, u), s.activation_cost * sign) for p in active for u, sign in ((t, 1), (t - 1, -1))
            ],
            "legal work": [
                (("y", k, u), s.legal_share * problem.cells[problem.offers[k].cell].demand[0])
                for k, u in ways
                if u == t
            ],
        }
        for use, terms in spent.items():
            paying = [(lp.var("x", f, use, t), -1) for f, fund in enumerate(funds) if use in fund.uses]
            lp.equals([*((name, value) for name, value in terms if name in lp.names), *paying], 0)
        for f, fund in enumerate(funds):
            terms = [(lp.var("Rf", f, t), 1), *((("x", f, use, t), 1) for use in fund.uses)]
            terms += [(("Rf", f, t - 1), -1)] if t else []
            terms += [(("l", t), -1)] if fund.borrows else []
            lp.equals(terms, fund.income[t])


def _fair(problem, lp, ways, supply):
    of, s = groups(problem.neighbourhoods), problem.parameters
    cells = range(len(problem.cells))
    poor, rich = ([c for c in cells if of[problem.cells[c].neighbourhood] == k] for k in (1, 5))
    watched = [poor]
    for k, service in enumerate(problem.services):
        if service.protected:
            watched.append([c for c in cells if problem.cells[c].service == k])

    def unmet(group, t):
        """Constant part and terms of a group's unmet share."""
        need = sum(problem.cells[c].demand[t] for c in group)
        kept = sum(problem.cells[c].demand[t] * (1 - problem.kept_level(c, t)) for c in group) / need
        terms = []
        for k, start in ways:
            c = problem.offers[k].cell
            if c in group:
                change = problem.kept_level(c, t) - supply(k, start, t)
                terms.append((("y", k, start), problem.cells[c].demand[t] / need * change))
        return kept, terms

    gap_at_first = unmet(poor, 0)[0] - unmet(rich, 0)[0]
    for t in range(problem.quarters):
        (poor_kept, poor_terms), (rich_kept, rich_terms) = unmet(poor, t), unmet(rich, t)
        gap = poor_kept - rich_kept
        limit = max(gap_at_first, gap) + s.tolerance - gap
        lp.at_most([*poor_terms, *((name, -value) for name, value in rich_terms)], limit)
        for group in watched:
            lp.at_most(unmet(group, t)[1], s.tolerance)
