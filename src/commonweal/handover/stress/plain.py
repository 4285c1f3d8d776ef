"""The simulator in plain loops, scenario by scenario: slow, and sharing only the draws with the vectorised one."""

from dataclasses import dataclass

from commonweal.handover.stress.block import NEAR, NEAR_UNITS
from commonweal.handover.stress.draws import Draws
from commonweal.handover.stress.futures import BROUGHT
from commonweal.handover.stress.plain_held import Terms, shares
from commonweal.handover.stress.plain_numbers import PlainPlan


@dataclass(slots=True)
class PlainScenario:
    """What happened in one scenario, cell by cell; the members are those of a block of the vectorised simulator."""

    breached: list[bool]
    unmet: list[float]
    weighted: float
    keeping: float
    unequal: bool
    worse: bool
    statutory: bool
    devolved: bool
    overloaded: list[bool]


class _Scenario:
    """One scenario under way."""

    def __init__(self, plan: PlainPlan, draws: Draws, k: int) -> None:
        problem = plan.problem
        self.plan, self.problem, self.settings = plan, problem, problem.parameters
        self.drawn = {name: float(values[k]) for name, values in draws.settings.items()}
        self.surge, self.surge_from = draws.surge[:, k].tolist(), int(draws.surge_from[k])
        self.funder_from = int(draws.funder_from[k])
        self.come = draws.volunteers[:, k].tolist()
        slip, survives = draws.slip[:, k].tolist(), draws.survives[:, k].tolist()
        self.capacity = [float(body.capacity) for body in problem.providers]
        self.action = [float(place.social_action) for place in problem.neighbourhoods]
        self.paid_share: list[float] = []
        self.load = [0.0] * len(problem.providers)
        self.statutory, self.devolved = float(problem.funds.statutory_start), float(problem.funds.devolved_start)
        self.mean_level, self.first_gap = 0.0, 0.0
        self.overload_cap, self.top_up = float(self.settings.overload_cap), float(self.settings.top_up_price)
        self.activation_cost, self.tolerance = float(self.settings.activation_cost), float(self.settings.tolerance)
        self._times(slip, survives)
        cells = len(problem.cells)
        self.share, self.by_council, self.still = [0.0] * cells, [1.0] * cells, dict.fromkeys(plan.held, 0.0)
        self.keeping = [_Scenario(one, draws, k) for one in plan.keeping]
        self.measured = (0.0, 0.0)
        self.told = PlainScenario(
            breached=[False] * cells,
            unmet=[0.0] * cells,
            weighted=0.0,
            keeping=0.0,
            unequal=False,
            worse=False,
            statutory=False,
            devolved=False,
            overloaded=[False] * len(problem.providers),
        )

    def _times(self, slip: list[int], survives: list[int]) -> None:
        """When each cell begins and each body ends; what began before a plan was made again does not slip."""
        quarters, open_from = self.problem.quarters, self.problem.adopted.until if self.problem.adopted else 0
        bodies, before = len(self.problem.providers), self.plan.before
        self.first, late = [quarters if one is None else one for one in before], [0] * bodies
        for way in self.plan.handed:
            if way is not None:
                self.first[way[0]] = min(self.first[way[0]], way[1])
                if before[way[0]] is None:
                    late[way[0]] = max(late[way[0]], slip[way[0]] if way[1] >= open_from else 0)
        # Nobody ends in the plan's first quarter, which is as it is.
        self.end = [max(self.first[p], open_from, 1) + late[p] + survives[p] for p in range(bodies)]
        self.begin = [
            quarters if way is None else way[1] + (slip[way[0]] if way[1] >= open_from else 0)
            for way in self.plan.handed
        ]
        self.active = [self._active(p, first, slip[p], open_from) for p, first in enumerate(self.first)]

    def _active(self, p: int, first: int, slip: int, open_from: int) -> int:
        """When a body is made ready; what it ran before the plan began needs no more of that."""
        quarters = self.problem.quarters
        if first == self.plan.before[p]:
            return first or quarters
        return first + (slip if first >= open_from else 0) if first < quarters else quarters

    def run(self) -> PlainScenario:
        for t in range(self.problem.quarters):
            self.quarter(t)
        for c, need in enumerate(self.plan.need):
            self.told.unmet[c] /= need
        if self.keeping:
            self.told.keeping = self.keeping[-1].told.weighted
        return self.told

    def quarter(self, t: int) -> None:
        for one in self.keeping:
            one.quarter(t)
        self._council(t)
        self._loads(t)
        self._pay(t)
        self._meet(t)
        self._grow(t)

    def _council(self, t: int) -> None:
        plan, last = self.plan, self.problem.quarters - 1
        early, depth = int(self.drawn["cut_early_quarters"]), self.drawn["cut_depth"]
        self.level, self.growth, self.kept, self.cost = [], [], [], []
        for s, levels in enumerate(plan.level):
            planned = levels[min(t + early, last)] if t else levels[0]
            level = max(0.0, planned - (depth - 1) * max(0.0, levels[0] - planned))
            growth = 1 + (self.surge[s] if t >= self.surge_from else 0.0)
            self.level.append(level)
            self.growth.append(growth)
            self.kept.append(max(level / growth, plan.floor[s]))
            self.cost.append(level + self.top_up * max(0.0, plan.floor[s] * growth - level))

    def _loads(self, t: int) -> None:
        """Who runs each cell in this quarter, and what load and volunteers that takes."""
        plan, overlap = self.plan, self.settings.overlap_quarters
        delay = int(self.drawn["step_in_delay_quarters"])
        self.before, self.load = self.load, [0.0] * len(self.load)
        asked, self.delivered = [0.0] * len(self.action), [0.0] * len(self.action)
        for c in plan.taken:
            way = plan.handed[c]
            if c in plan.held:
                self._held(c, t, asked)
                continue
            assert way is not None  # noqa: S101 - for the reader of types
            begin, end = self.begin[c], self.end[way[0]]
            alone = begin + overlap
            share = 0.0 if t < begin or t >= end else 0.5 if t < alone else 1.0
            self.share[c] = share
            self.by_council[c] = 0.0 if alone < end and alone <= t < end + delay else 1.0
            if share:
                load = plan.now[t][c] * self.growth[plan.service[c]] * share
                self.load[way[0]] += load
                self.delivered[plan.neighbourhood[c]] += load
                asked[plan.neighbourhood[c]] += way[3] * load
        self.served, self.short = [], []
        for p, load in enumerate(self.load):
            most = (1 + self.overload_cap) * self.capacity[p]
            self.served.append(most / load if load > most else 1.0)
            self.told.overloaded[p] |= load > most + NEAR_UNITS
        for n, here in enumerate(plan.volunteers):
            now = here + self.drawn["volunteers_per_action"] * self.action[n]
            able = self.come[n] * now
            self.short.append((asked[n] - able) / asked[n] if asked[n] > able else 0.0)

    def _held(self, c: int, t: int, asked: list[float]) -> None:
        """The same of a cell that a body runs already."""
        held, way = self.plan.held[c], self.plan.handed[c]
        self.still[c], self.share[c], self.by_council[c] = shares(
            held,
            t,
            self.settings.overlap_quarters,
            ends=self.end[held.terms[0]],
            delay=int(self.drawn["step_in_delay_quarters"]),
            taken=None if way is None else (self.begin[c], self.end[way[0]]),
        )
        if self.still[c]:
            self._carries(held.terms, c, t, self.still[c], asked)
        if way is not None and self.share[c]:
            self._carries(way, c, t, self.share[c], asked)

    def _carries(self, terms: Terms, c: int, t: int, share: float, asked: list[float]) -> None:
        n = self.plan.neighbourhood[c]
        load = self.plan.now[t][c] * self.growth[self.plan.service[c]] * share
        self.load[terms[0]] += load
        self.delivered[n] += load
        asked[n] += terms[3] * load

    def _pay(self, t: int) -> None:
        plan = self.plan
        balance = self.statutory + plan.budget[t] - plan.repaid[t]
        due = 0.0
        fallen = [plan.level[s][t] - level for s, level in enumerate(self.level)]
        for c, demand in enumerate(plan.now[t]):
            s, way = plan.service[c], plan.handed[c]
            balance -= fallen[s] * demand
            balance -= demand * self.cost[s] * self.by_council[c]
            if c in plan.held:
                balance -= plan.held[c].terms[4] * demand * self.growth[s] * self.still[c]
                due += self._due_of_held(c, t)
            if way is not None:
                balance -= way[4] * demand * self.growth[s] * self.share[c]
                if self.begin[c] == t and t < self.end[way[0]]:
                    due += plan.costs[c]
        for p, end in enumerate(self.end):
            if end == t:
                balance -= self.drawn["step_in"] * self.before[p]
        self.statutory = balance
        self.told.statutory |= balance < -NEAR_UNITS
        self._pay_devolved(t, due)

    def _due_of_held(self, c: int, t: int) -> float:
        """What a hand-back costs, and what was due when who runs it now began, where that was within this plan."""
        held, cost = self.plan.held[c], self.plan.costs[c]
        begun = held.terms[1] and held.terms[1] - self.settings.overlap_quarters == t
        there = t < self.end[held.terms[0]] and (held.last is None or t <= held.last)
        return cost * (bool(begun) + (held.back == t and there))

    def _pay_devolved(self, t: int, due: float) -> None:
        plan = self.plan
        for p, first in enumerate(self.active):
            if first == t and t < self.end[p]:
                due += self.activation_cost
        stays = self.drawn["funder_kept"] if t >= self.funder_from else 1.0
        there = self.devolved + plan.grant[t] * stays + plan.loans[t] - due
        planned = plan.spent[t]
        self.paid_share.append(min(1.0, max(0.0, there / planned)) if planned > 0 else 1.0)
        self.devolved = there - self.paid_share[-1] * planned
        self.told.devolved |= there < planned - NEAR_UNITS

    def _meet(self, t: int) -> None:
        plan, told = self.plan, self.told
        last = float(self.settings.terminal_weight) if t == self.problem.quarters - 1 else 1.0
        unmet, keeping, need = [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]
        for c, planned in enumerate(plan.now[t]):
            s, way = plan.service[c], plan.handed[c]
            demand, kept = planned * self.growth[s], self.kept[s]
            met = kept
            if way is not None or c in plan.held:
                met = self._met(c, way, kept)
            lacking = demand * (1 - met)
            told.unmet[c] += lacking
            told.weighted += last * plan.weight[c] * lacking
            told.keeping += last * plan.weight[c] * demand * (1 - kept)
            k = plan.ends[c]
            if k >= 0:
                unmet[k] += lacking
                keeping[k] += demand * (1 - kept)
                need[k] += demand
        now_shares, kept_shares = (
            [lack / whole if whole > 0 else 0.0 for lack, whole in zip(rows, need, strict=True)]
            for rows in (unmet, keeping)
        )
        self.measured = (now_shares[0], now_shares[1])
        widest = kept_shares[0] - kept_shares[1]
        if self.keeping:
            kept_shares = list(self.keeping[0].measured)
            widest = max(one.measured[0] - one.measured[1] for one in self.keeping)
        if t == 0:
            self.first_gap = kept_shares[0] - kept_shares[1]
        tolerance = self.tolerance + NEAR
        allowed = max(self.first_gap, widest) + tolerance
        told.unequal |= now_shares[0] - now_shares[1] > allowed
        told.worse |= now_shares[0] > kept_shares[0] + tolerance

    def _met(self, c: int, way: Terms | None, kept: float) -> float:
        """Give the share of need met in a cell that a body runs at some time, and see whether its floor holds."""
        plan = self.plan
        met = counted = kept * self.by_council[c]
        if c in plan.held:
            own = plan.held[c].terms
            part = self.still[c] * self.served[own[0]]
            counted += part * own[2] * (1 - own[3])
            met += part * own[2] * (1 - own[3] * self.short[plan.neighbourhood[c]])
        if way is not None and self.share[c]:
            part = self.share[c] * self.served[way[0]]
            counted += part * way[2] * (1 - way[3])
            met += part * way[2] * (1 - way[3] * self.short[plan.neighbourhood[c]])
        if (counted if plan.statutory[c] else met) < plan.floor[plan.service[c]] - NEAR:
            self.told.breached[c] = True
        return min(1.0, met)

    def _grow(self, t: int) -> None:
        plan, drawn = self.plan, self.drawn
        level = sum(self.level) / len(self.level)
        cut = max(0.0, self.mean_level - level) if t else 0.0
        self.mean_level = level
        when = t + 1 - int(drawn["building_lag_quarters"])
        for p, capacity in enumerate(self.capacity):
            left = max(0.0, 1 - drawn["natural_loss"] - drawn["cut_loss"] * plan.dependent[p] * cut)
            over = min(max(0.0, self.load[p] - capacity), self.overload_cap * capacity)
            built = plan.building[p][when] * self.paid_share[when] if when >= 0 else 0.0
            home = plan.homes[p]
            at_home = self.action[home] if home is not None else 0.0
            grown = drawn["building_yield"] * built + drawn["action_capacity"] * at_home
            grown += plan.gained[p][t + 1] if t + 1 < self.problem.quarters else 0.0
            self.capacity[p] = max(0.0, left * capacity + grown - drawn["overload_loss"] * over)
        when = t + 1 - int(drawn["action_lag_quarters"])
        for n, stock in enumerate(self.action):
            spent = plan.spending[n][when] * self.paid_share[when] if when >= 0 else 0.0
            brought = drawn.get(BROUGHT, 0.0) * self.delivered[n]
            self.action[n] = (1 - drawn["action_loss"]) * stock + drawn["action_yield"] * spent + brought


def plain(plan: PlainPlan, draws: Draws, nth: int) -> PlainScenario:
    """Try a plan in one scenario.

    Args:
        plan: in ordinary numbers.
        draws: a block of scenarios.
        nth: place of the scenario in the block, from 0.
    """
    return _Scenario(plan, draws, nth).run()
