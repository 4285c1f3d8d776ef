"""The peer: the same trial as it is usually written with Mesa, an agent for each body, neighbourhood, service and cell.

It takes the same draws and the plan in ordinary numbers, and must come to the same weighted unmet need.
"""

from typing import Any

from mesa import Agent, Model

from commonweal.handover.stress.block import NEAR
from commonweal.handover.stress.draws import Draws
from commonweal.handover.stress.plain_numbers import PlainPlan


class Council(Agent):  # type: ignore[misc]
    """A service as the council runs it."""

    def __init__(self, model: "Trial", s: int) -> None:
        super().__init__(model)
        self.levels, self.floor, self.surge = model.plan.level[s], model.plan.floor[s], model.surge[s]

    def open(self) -> None:
        model, t = self.model, self.model.t
        planned = self.levels[min(t + model.early, model.last)] if t else self.levels[0]
        self.level = max(0.0, planned - (model.drawn["cut_depth"] - 1) * max(0.0, self.levels[0] - planned))
        self.growth = 1 + (self.surge if t >= model.surge_from else 0.0)
        self.kept = max(self.level / self.growth, self.floor)
        self.cost = self.level + model.top_up * max(0.0, self.floor * self.growth - self.level)
        self.fallen = self.levels[t] - self.level


class Place(Agent):  # type: ignore[misc]
    """A neighbourhood with its volunteers and social action."""

    def __init__(self, model: "Trial", n: int) -> None:
        super().__init__(model)
        self.here, self.come, self.spending = model.plan.volunteers[n], model.come[n], model.plan.spending[n]
        self.action = float(model.plan.problem.neighbourhoods[n].social_action)
        self.asked, self.short = 0.0, 0.0

    def gather(self) -> None:
        able = self.come * (self.here + self.model.drawn["volunteers_per_action"] * self.action)
        self.short = (self.asked - able) / self.asked if self.asked > able else 0.0

    def grow(self) -> None:
        drawn = self.model.drawn
        spent = self.model.arrived(self.spending, int(drawn["action_lag_quarters"]))
        self.action = (1 - drawn["action_loss"]) * self.action + drawn["action_yield"] * spent
        self.asked = 0.0


class Body(Agent):  # type: ignore[misc]
    """An organisation that may take services over."""

    def __init__(self, model: "Trial", p: int, home: Place | None) -> None:
        super().__init__(model)
        self.home, self.building, self.dependent = home, model.plan.building[p], model.plan.dependent[p]
        self.capacity, self.load, self.before = float(model.plan.problem.providers[p].capacity), 0.0, 0.0
        self.first, self.slip, self.survives = model.last + 1, model.slip[p], model.survives[p]
        self.overloaded = False

    def settle(self) -> None:
        self.active = self.first + self.slip if self.first <= self.model.last else self.first
        self.end = self.active + self.survives

    def serve(self) -> None:
        most = (1 + self.model.cap) * self.capacity
        self.served = most / self.load if self.load > most else 1.0
        self.overloaded = self.overloaded or self.load > most

    def pay(self) -> None:
        model = self.model
        if self.end == model.t:
            model.statutory -= model.drawn["step_in"] * self.before
        if self.active == model.t < self.end:
            model.due += model.activation

    def grow(self) -> None:
        drawn, model = self.model.drawn, self.model
        left = max(0.0, 1 - drawn["natural_loss"] - drawn["cut_loss"] * self.dependent * model.cut)
        over = min(max(0.0, self.load - self.capacity), model.cap * self.capacity)
        built = model.arrived(self.building, int(drawn["building_lag_quarters"]))
        at_home = self.home_action if self.home is not None else 0.0
        grown = drawn["building_yield"] * built + drawn["action_capacity"] * at_home
        self.capacity = max(0.0, left * self.capacity + grown - drawn["overload_loss"] * over)
        self.before, self.load = self.load, 0.0

    def look_home(self) -> None:
        self.home_action = self.home.action if self.home is not None else 0.0


class CellAgent(Agent):  # type: ignore[misc]
    """A service in a neighbourhood."""

    def __init__(self, model: "Trial", c: int, council: Council, place: Place, body: Body | None) -> None:
        super().__init__(model)
        plan = model.plan
        self.c, self.council, self.place, self.body = c, council, place, body
        self.weight, self.cost, self.end = plan.weight[c], plan.costs[c], plan.ends[c]
        self.statutory, self.need = plan.statutory[c], plan.need[c]
        self.breached, self.unmet, self.share, self.by_council = False, 0.0, 0.0, True
        way = plan.handed[c]
        if body is not None and way is not None:
            _, self.start, self.quality, self.volunteers, self.price = way
            body.first = min(body.first, self.start)

    def take(self) -> None:
        model, t = self.model, self.model.t
        self.demand = model.plan.now[t][self.c]
        if self.body is None:
            return
        begin, end = self.start + self.body.slip, self.body.end
        alone = begin + model.overlap
        self.share = 0.0 if t < begin or t >= end else 0.5 if t < alone else 1.0
        self.by_council = not (alone < end and alone <= t < end + model.delay)
        load = self.demand * self.council.growth * self.share
        self.body.load += load
        self.place.asked += self.volunteers * load
        if begin == t < end:
            model.due += self.cost

    def pay(self) -> None:
        model = self.model
        model.statutory -= self.council.fallen * self.demand
        if self.by_council:
            model.statutory -= self.demand * self.council.cost
        if self.body is not None:
            model.statutory -= self.price * self.demand * self.council.growth * self.share

    def meet(self) -> None:
        kept = met = counted = self.council.kept
        if self.body is not None:
            met = counted = kept if self.by_council else 0.0
            if self.share:
                part = self.share * self.body.served * self.quality
                counted += part * (1 - self.volunteers)
                met += part * (1 - self.volunteers * self.place.short)
            if (counted if self.statutory else met) < self.council.floor - NEAR:
                self.breached = True
        demand = self.demand * self.council.growth
        lacking = demand * (1 - min(1.0, met))
        self.unmet += lacking
        self.model.count(self, demand, lacking, demand * (1 - kept))


class Trial(Model):  # type: ignore[misc]
    """One scenario."""

    def __init__(self, plan: PlainPlan, draws: Draws, k: int) -> None:
        super().__init__(seed=0)
        settings = plan.problem.parameters
        self.plan, self.last, self.overlap = plan, plan.problem.quarters - 1, settings.overlap_quarters
        self.drawn = {name: float(values[k]) for name, values in draws.settings.items()}
        self.early, self.delay = int(self.drawn["cut_early_quarters"]), int(self.drawn["step_in_delay_quarters"])
        self.surge, self.surge_from = draws.surge[:, k].tolist(), int(draws.surge_from[k])
        self.come, self.funder_from = draws.volunteers[:, k].tolist(), int(draws.funder_from[k])
        self.slip, self.survives = draws.slip[:, k].tolist(), draws.survives[:, k].tolist()
        self.cap, self.top_up = float(settings.overload_cap), float(settings.top_up_price)
        self.activation, self.tolerance = float(settings.activation_cost), float(settings.tolerance)
        self.terminal, self.mean, self.first_gap = float(settings.terminal_weight), 0.0, 0.0
        self.statutory = float(plan.problem.funds.statutory_start)
        self.devolved = float(plan.problem.funds.devolved_start)
        self.paid: list[float] = []
        self.weighted = self.keeping = 0.0
        self.unequal = self.worse = self.overdrawn = self.lacking = False
        councils = [Council(self, s) for s in range(len(plan.level))]
        places = [Place(self, n) for n in range(len(plan.volunteers))]
        bodies = [Body(self, p, None if home is None else places[home]) for p, home in enumerate(plan.homes)]
        for c, way in enumerate(plan.handed):
            body = None if way is None else bodies[way[0]]
            CellAgent(self, c, councils[plan.service[c]], places[plan.neighbourhood[c]], body)
        self.groups: dict[Any, Any] = {kind: self.agents_by_type[kind] for kind in (Council, Place, Body, CellAgent)}
        self.groups[Body].do("settle")

    def arrived(self, planned: list[float], lag: int) -> float:
        when = self.t + 1 - lag
        return planned[when] * self.paid[when] if when >= 0 else 0.0

    def count(self, cell: CellAgent, demand: float, lacking: float, kept: float) -> None:
        last = self.terminal if self.t == self.last else 1.0
        self.weighted += last * cell.weight * lacking
        self.keeping += last * cell.weight * kept
        if cell.end >= 0:
            for row, value in zip(self.ends, (lacking, kept, demand), strict=True):
                row[cell.end] += value

    def step(self) -> None:
        self.t = self.steps - 1
        self.due, self.ends = 0.0, ([0.0, 0.0], [0.0, 0.0], [0.0, 0.0])
        councils, places, bodies, cells = (self.groups[kind] for kind in (Council, Place, Body, CellAgent))
        councils.do("open")
        self.statutory += self.plan.budget[self.t] - self.plan.repaid[self.t]
        cells.do("take")
        bodies.do("serve")
        places.do("gather")
        cells.do("pay")
        bodies.do("pay")
        self.overdrawn = self.overdrawn or self.statutory < -NEAR
        self.spend()
        cells.do("meet")
        self.judge()
        level = councils.agg("level", sum) / len(councils)
        self.cut = max(0.0, self.mean - level) if self.t else 0.0
        self.mean = level
        bodies.do("look_home")
        bodies.do("grow")
        places.do("grow")

    def spend(self) -> None:
        stays = self.drawn["funder_kept"] if self.t >= self.funder_from else 1.0
        there = self.devolved + self.plan.grant[self.t] * stays + self.plan.loans[self.t] - self.due
        planned = self.plan.spent[self.t]
        self.paid.append(min(1.0, max(0.0, there / planned)) if planned > 0 else 1.0)
        self.devolved = there - self.paid[-1] * planned
        self.lacking = self.lacking or there < planned - NEAR

    def judge(self) -> None:
        lacking, kept, need = self.ends
        now, keep = (
            [part / whole if whole else 0.0 for part, whole in zip(row, need, strict=True)] for row in (lacking, kept)
        )
        if self.t == 0:
            self.first_gap = keep[0] - keep[1]
        allowed = max(self.first_gap, keep[0] - keep[1]) + self.tolerance + NEAR
        self.unequal = self.unequal or now[0] - now[1] > allowed
        self.worse = self.worse or now[0] > keep[0] + self.tolerance + NEAR


def mesa_trial(plan: PlainPlan, draws: Draws, k: int) -> Trial:
    """Try a plan in one scenario."""
    trial = Trial(plan, draws, k)
    for _ in range(plan.problem.quarters):
        trial.step()
    return trial
