"""Every row of the model of a hand-over plan, worked out again from a published input and plan, without tolerance."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from . import plans_conditions
from .plans_blended import blended_faults
from .plans_data import ZERO, Data, added, down

Told = Iterator[tuple[str, str]]
"""(what kind of fault: "row" or "figure", what is wrong)."""


def faults(data: Data, plan: Any) -> list[tuple[str, str]]:
    """Find every row that a plan breaks and every figure of it that is not what it works out to."""
    wrong = list(_pathways(data, plan))
    if wrong:
        return wrong
    ways = plan["decisions"]["pathways"]
    met = [[data.met(c, way, t) for t in range(data.quarters)] for c, way in enumerate(ways)]
    runs = [run for c, way in enumerate(ways) for run in data.runs(c, way)]
    loads = _loads(data, runs)
    wrong.extend(_social_action(data, plan, runs))
    wrong.extend(_capacity(data, plan, loads))
    wrong.extend(_readiness(data, plan, loads, runs))
    wrong.extend(_volunteers(data, plan, runs))
    wrong.extend(_funds(data, plan, loads, runs))
    wrong.extend(_loans(data, plan))
    wrong.extend(blended_faults(data, plan))
    wrong.extend(_fairness(data, met))
    wrong.extend(plans_conditions.faults(data, plan))
    wrong.extend(_past(data, plan))
    wrong.extend(_same("the objective", plan["objective"], objective(data, plan["decisions"], met)))
    return wrong


def objective(data: Data, decisions: Any, met: Sequence[Sequence[Fraction]]) -> Fraction:
    """Give the stage-1 objective: weighted unmet need, and the small weight of what is spent."""
    total = added(data.weight(c, t) * (1 - met[c][t]) for c in range(len(data.cells)) for t in range(data.quarters))
    built = sum((sum(row, ZERO) for row in decisions["building"]), ZERO) * data.settings["building_cost"]
    spent = sum((sum(row, ZERO) for row in decisions["spending"]), ZERO) * data.settings["action_cost"]
    return total + Fraction(data.settings["spend_weight"] * (built + spent))


def keep_objective(data: Data) -> Fraction:
    """Give the objective where everything is kept, or as already begun when planned again."""
    decisions: dict[str, Any] = {"building": [], "spending": []}
    ways = [data.keeping(c) for c in range(len(data.cells))]
    if data.past:
        decisions = {"building": data.past["building"], "spending": data.past["spending"]}
        for c, begun in enumerate(data.past["starts"]):
            if begun is not None:
                ways[c] = {"offer": begun[0], "start": begun[1]}
    met = [[data.met(c, way, t) for t in range(data.quarters)] for c, way in enumerate(ways)]
    return objective(data, decisions, met)


def _same(what: str, stated: Any, true: Fraction) -> Told:
    if stated != true:
        yield "figure", f"{what} is stated as {float(stated):.6f} and works out to {float(true):.6f}"


def _at_most(what: str, value: Fraction, limit: Fraction) -> Told:
    if value > limit:
        yield "row", f"{what}: {float(value):.6f} is above {float(limit):.6f}, by {value - limit}"


def _pathways(data: Data, plan: Any) -> Told:
    ways, decided = plan["decisions"]["pathways"], plan["decisions"]
    bodies, places = len(data.bodies), len(data.places)
    if len(ways) != len(data.cells):
        yield "row", "(1) there is not one pathway for each cell"
    shapes = [(decided["building"], bodies), (decided["spending"], places), ([decided["loans"]], 1)]
    shapes += [(plan[name], bodies) for name in ("load", "capacity", "overload")]
    shapes += [(plan["social_action"], places), ([plan["statutory_balance"], plan["devolved_balance"]], 2)]
    for rows, count in shapes:
        if len(rows) != count or any(len(row) != data.quarters for row in rows):
            yield "figure", "a row of the plan is not given for every body and quarter"
    for c, way in enumerate(ways):
        if ((way["offer"], way["start"]) if way else (None, 0)) not in data.options(c):
            yield "row", f"(1) cell {c} goes a way that it may not: floor, readiness, consent, price or time forbid it"


def _loads(data: Data, runs: Sequence[Any]) -> list[list[Fraction]]:
    loads = [[ZERO] * data.quarters for _ in data.bodies]
    for run in runs:
        for t in range(data.quarters):
            loads[run[0]["provider"]][t] += data.load(run, t)
    return loads


def _delivered(data: Data, runs: Sequence[Any]) -> list[list[Fraction]]:
    """Give the load that bodies carry in each neighbourhood, by quarter."""
    loads = [[ZERO] * data.quarters for _ in data.places]
    for run in runs:
        row = loads[data.cells[run[0]["cell"]]["neighbourhood"]]
        for t in range(data.quarters):
            row[t] += data.load(run, t)
    return loads


def _social_action(data: Data, plan: Any, runs: Sequence[Any]) -> Told:
    settings, delivered = data.settings, _delivered(data, runs if data.brings else [])
    for n, place in enumerate(data.places):
        stock, spent = plan["social_action"][n], plan["decisions"]["spending"][n]
        yield from _same(f"(6) social action of {place['name']} at the start", stock[0], place["social_action"])
        for t in range(data.quarters):
            where = f"{place['name']}, quarter {t}"
            yield from _at_most(f"(7) social-action spending below 0, {where}", -spent[t], ZERO)
            if t >= data.until:
                limit = settings["spend_share"] * stock[t] + place["spend_base"]
                yield from _at_most(f"(7) social-action spending, {where}", spent[t], limit)
            if t:
                then = t - settings["action_lag"]
                fresh = settings["action_yield"] * spent[then] if then >= 0 else ZERO
                fresh += data.brings * delivered[n][t - 1]
                due = down((1 - settings["action_loss"]) * stock[t - 1] + fresh)
                yield from _same(f"(6) social action of {where}", stock[t], due)


def _capacity(data: Data, plan: Any, loads: Sequence[Sequence[Fraction]]) -> Told:
    settings, nothing = data.settings, [ZERO] * data.quarters
    for p, body in enumerate(data.bodies):
        holds, built, over = plan["capacity"][p], plan["decisions"]["building"][p], plan["overload"][p]
        stock = plan["social_action"][body["home"]] if body["home"] is not None else nothing
        yield from _same(f"(4) capacity of {body['id']} at the start", holds[0], body["capacity"])
        for t in range(data.quarters):
            where = f"{body['id']}, quarter {t}"
            yield from _same(f"(2) load on {where}", plan["load"][p][t], loads[p][t])
            yield from _same(f"(3) overload of {where}", over[t], max(ZERO, loads[p][t] - holds[t]))
            yield from _at_most(f"(3) overload, {where}", over[t], settings["overload_cap"] * holds[t])
            yield from _at_most(f"(5) building below 0, {where}", -built[t], ZERO)
            if t >= data.until:
                limit = settings["build_share"] * holds[t] + settings["build_per_action"] * stock[t]
                yield from _at_most(f"(5) absorptive limit, {where}", built[t], limit)
            if t:
                then = t - settings["building_lag"]
                due = data.survival(p, t - 1) * holds[t - 1] - settings["overload_loss"] * over[t - 1]
                due += settings["building_yield"] * built[then] if then >= 0 else ZERO
                due += settings["action_capacity"] * stock[t - 1] + data.gain(p, t)
                yield from _same(f"(4) capacity of {where}", holds[t], down(due))


def _readiness(data: Data, plan: Any, loads: Sequence[Sequence[Fraction]], runs: Sequence[Any]) -> Told:
    firsts: dict[int, int] = {}
    for offer, start, _ in runs:
        p = offer["provider"]
        firsts[p] = min(firsts.get(p, data.quarters), max(0, start))
    for p, body in enumerate(data.bodies):
        first = firsts.get(p)
        if plan["ready"][p] != first:
            yield "row", f"(9) {body['id']} is not made ready in the quarter in which its load begins"
        if first is not None:
            most = data.ceilings(p)
            for t in range(first, data.quarters):
                where, least = f"{body['id']}, quarter {t}", data.least(p)
                yield from _at_most(f"(9) capacity to be ready, {where}", least, plan["capacity"][p][t])
                yield from _at_most(f"(9) most load, {where}", loads[p][t], most[t])


def _volunteers(data: Data, plan: Any, runs: Sequence[Any]) -> Told:
    everywhere: list[list[Any]] = [[] for _ in data.places]
    for run in runs:
        everywhere[data.cells[run[0]["cell"]]["neighbourhood"]].append(run)
    for n, place in enumerate(data.places):
        here = everywhere[n]
        for t in range(data.quarters):
            asked = added(run[0]["volunteer_share"] * data.load(run, t) for run in here)
            can = place["volunteer_units"] + data.settings["volunteers_per_action"] * plan["social_action"][n][t]
            yield from _at_most(f"(8) volunteers' hours, {place['name']}, quarter {t}", asked, can)


def _funds(data: Data, plan: Any, loads: Sequence[Sequence[Fraction]], runs: Sequence[Any]) -> Told:
    decided, settings = plan["decisions"], data.settings
    statutory, devolved = data.funds["statutory_start"], data.funds["devolved_start"]
    ways = [(c, way) for c, way in enumerate(decided["pathways"]) if way or data.running[c]]
    begun = [(offer["cell"], start) for offer, start, _ in runs]
    begun += [(c, way["start"]) for c, way in ways if way and data.back(way)]
    new = [(p, quarter) for p, quarter in enumerate(plan["ready"]) if not data.before(p)]
    for t in range(data.quarters):
        statutory += data.funds["statutory"][t] - data.kept_money(t)
        statutory -= added(data.beyond(c, way, t) for c, way in ways if data.running[c] or way["start"] <= t)
        devolved -= added(data.legal(c) for c, start in begun if start == t)
        for k, share in enumerate(data.repayments(), start=1):
            statutory -= decided["loans"][t - k] * share if t >= k else ZERO
        devolved += data.funds["devolved"][t] + decided["loans"][t]
        devolved -= settings["building_cost"] * sum((row[t] for row in decided["building"]), ZERO)
        devolved -= settings["action_cost"] * sum((row[t] for row in decided["spending"]), ZERO)
        devolved -= settings["activation_cost"] * sum(1 for _, quarter in new if quarter == t)
        yield from _same(f"(10) the statutory balance of quarter {t}", plan["statutory_balance"][t], statutory)
        yield from _same(f"(11) the devolved balance of quarter {t}", plan["devolved_balance"][t], devolved)
        yield from _at_most(f"(10) statutory fund overdrawn, quarter {t}", -statutory, ZERO)
        yield from _at_most(f"(11) devolved fund overdrawn, quarter {t}", -devolved, ZERO)
        most = max((row[t] for row in loads), default=ZERO)
        yield from _at_most(f"(12) step-in reserve, quarter {t}", settings["step_in"] * most, statutory)


def _loans(data: Data, plan: Any) -> Told:
    last = data.quarters - 1 - data.settings["loan_quarters"]
    for t, drawn in enumerate(plan["decisions"]["loans"]):
        yield from _at_most(f"(11) loan below 0, quarter {t}", -drawn, ZERO)
        yield from _at_most(f"(11) loan cap, quarter {t}", drawn, data.settings["loan_limit"] if t <= last else ZERO)


def _fairness(data: Data, met: Sequence[Sequence[Fraction]]) -> Told:
    poor, rich = data.fifths()
    kept, permitted = data.kept_shares(), data.permitted()
    for t in range(data.quarters):
        gap = data.unmet(poor, t, met) - data.unmet(rich, t, met)
        yield from _at_most(f"(13) equity, quarter {t}", gap, permitted[t])
        for k, cells in enumerate(data.watched()):
            limit = data.unmet(cells, t, kept) + data.settings["tolerance"]
            yield from _at_most(f"(13a) no detriment, group {k}, quarter {t}", data.unmet(cells, t, met), limit)
        for c, cell in enumerate(data.cells):
            floor = data.services[cell["service"]]["floor"]
            yield from _at_most(f"continuity floor, cell {c}, quarter {t}", floor, met[c][t])


def _past(data: Data, plan: Any) -> Told:
    if data.past is None:
        return
    decided = plan["decisions"]
    rows = [*decided["building"], *decided["spending"], decided["loans"]]
    before = [*data.past["building"], *data.past["spending"], data.past["loans"]]
    if any(row[: data.until] != past for row, past in zip(rows, before, strict=True)):
        yield "row", "what was decided before this plan was made again is not as adopted"
