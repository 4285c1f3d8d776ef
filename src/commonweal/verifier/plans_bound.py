"""The bound of a published plan, worked out again from its prices over every pathway, in exact arithmetic."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any

from .plans_blended import blended_price_faults, price_of, price_of_loans, worth
from .plans_conditions import shares_worth
from .plans_data import ZERO, Data, added
from .plans_tree import Part, ready_in, ways
from .plans_units import Units

_WORTH = 10**12


def price_faults(data: Data, prices: Any) -> list[str]:
    """Find prices that are below 0, not given for every body and quarter, or of money that is worth more later."""
    bodies, places = len(data.bodies), len(data.places)
    counts = {"capacity": bodies, "ready_load": bodies, "ready_capacity": bodies, "step_in": bodies}
    counts |= {"volunteers": places, "detriment": len(data.watched())}
    shares = len(data.asked["largest_shares"])
    if shares:
        counts["largest_share"] = shares
    names = ("statutory", "devolved", "equity", *counts)
    faults = [] if set(prices) - {"blended"} == set(names) else ["the prices are of other rows than those of the model"]
    for name in names:
        rows = prices[name] if name in counts else [prices[name]]
        wide = bodies if name == "largest_share" else data.quarters
        if len(rows) != counts.get(name, 1) or any(len(row) != wide for row in rows):
            faults.append(f"the prices called {name} are not given for every body and quarter")
        elif any(price < 0 for row in rows for price in row):
            faults.append(f"a price called {name} is below 0")
    return faults or [*_falling_faults(data, prices), *blended_price_faults(data, prices)]


def _falling_faults(data: Data, prices: Any) -> list[str]:
    faults = []
    for t in range(data.quarters):
        later = t + 1 < data.quarters
        held = sum((row[t] for row in prices["step_in"]), ZERO)
        if prices["statutory"][t] < (prices["statutory"][t + 1] if later else ZERO) + held:
            faults.append(f"the price of statutory money is too low in quarter {t} for those after it")
        if later and prices["devolved"][t] < prices["devolved"][t + 1]:
            faults.append(f"the price of devolved money is too low in quarter {t} for those after it")
    return faults


def bound(data: Data, prices: Any, part: Part | None = None) -> Fraction:
    """Give the number that no plan's objective goes below, from prices that have no fault.

    Args:
        data: the input.
        prices: of what is scarce.
        part: questions that the plans answer so, at least one of them; all plans where it is left out.
    """
    part = part or []
    stocks, action = _stocks(data, prices)
    return (
        _cells(data, prices, action, part)
        - stocks
        + _readiness(data, prices, part)
        - _loans(data, prices)
        - _funds(data, prices)
        - _fairness(data, prices)
        - shares_worth(data, prices)
    )


def _cells(data: Data, prices: Any, action: Sequence[Sequence[Fraction]], part: Part) -> Fraction:
    """Give the sum over all cells of the least that any pathway of theirs costs."""
    units, least = Units(data, prices, action), 0
    for c in range(len(data.cells)):
        need, weights = units.row(data.cells[c]["demand"], units.need), units.weights(c)
        stays = units.stays(c, need, weights)
        kept = [0, *accumulate(stays[1])]
        best = None
        runs: dict[int, tuple[list[int], list[int]]] = {}
        for k, start in ways(data, c, part):
            if k is None:
                best = kept[-1]
                continue
            if k not in runs:
                runs[k] = units.runs(k, need, weights, stays)
            both, alone = runs[k]
            live = start + data.overlap
            cost = kept[start] + both[live] - both[start] + alone[-1] - alone[live] + units.legal(start, need)
            best = cost if best is None else min(best, cost)
        least += best or 0
    return Fraction(least, units.bottom)


def _stocks(data: Data, prices: Any) -> tuple[Fraction, list[list[Fraction]]]:
    """Give what capacity, social action, volunteers and what is already decided are worth at the prices.

    Beside it what a unit of social action is worth, by neighbourhood and quarter. Where delivery adds to social action,
    that is rounded up to the twelfth decimal in each quarter: it may be worth more, and its digits must not grow.
    """
    settings, total = data.settings, ZERO
    build, act = (
        [settings["spend_weight"] + price for price in price_of(data, prices, use)]
        for use in ("building", "social action")
    )
    worth, gains, action = [], [], []
    for p, body in enumerate(data.bodies):
        value, gain = _capacity_value(data, prices, p, build)
        worth.append(value)
        gains.append(gain)
        total += value[0] * body["capacity"]
        total += added(value[row["quarter"]] * row["units"] for row in data.asked["gains"] if row["provider"] == p)
        total += sum((gain[t] * data.past["building"][p][t] for t in range(data.until)), ZERO)
    for n, place in enumerate(data.places):
        value = [ZERO] * (data.quarters + settings["action_lag"])
        for t in range(data.quarters - 1, -1, -1):
            gain_now = settings["action_yield"] * value[t + settings["action_lag"]] - settings["action_cost"] * act[t]
            free = max(ZERO, gain_now) if t >= data.until else ZERO
            value[t] = settings["volunteers_per_action"] * prices["volunteers"][n][t]
            value[t] += (1 - settings["action_loss"]) * value[t + 1] + settings["spend_share"] * free
            for p, body in enumerate(data.bodies):
                if body["home"] == n:
                    built = max(ZERO, gains[p][t]) if t >= data.until else ZERO
                    value[t] += settings["action_capacity"] * worth[p][t + 1] + settings["build_per_action"] * built
            if data.brings:
                value[t] = Fraction(-(-value[t] * _WORTH // 1), _WORTH)
            total += place["spend_base"] * free + place["volunteer_units"] * prices["volunteers"][n][t]
            total += gain_now * data.past["spending"][n][t] if t < data.until else ZERO
        total += value[0] * place["social_action"]
        action.append(value)
    return total, action


def _capacity_value(
    data: Data, prices: Any, p: int, spend: Sequence[Fraction]
) -> tuple[list[Fraction], list[Fraction]]:
    settings = data.settings
    value, gain = [ZERO] * (data.quarters + settings["building_lag"]), [ZERO] * data.quarters
    for t in range(data.quarters - 1, -1, -1):
        pi = prices["capacity"][p][t]
        gain[t] = (
            settings["building_yield"] * value[t + settings["building_lag"]] - settings["building_cost"] * spend[t]
        )
        value[t] = pi + prices["ready_capacity"][p][t] + data.survival(p, t) * value[t + 1]
        value[t] += settings["overload_cap"] * max(ZERO, pi - settings["overload_loss"] * value[t + 1])
        if t >= data.until:
            value[t] += settings["build_share"] * max(ZERO, gain[t])
    return value, gain


def _readiness(data: Data, prices: Any, part: Part) -> Fraction:
    total, opened = ZERO, price_of(data, prices, "activation")
    for p in range(len(data.bodies)):
        most, after = data.ceilings(p), ZERO
        costs = [ZERO] * data.quarters
        for t in range(data.quarters - 1, -1, -1):
            after += data.least(p) * prices["ready_capacity"][p][t]
            after -= most[t] * prices["ready_load"][p][t]
            costs[t] = data.settings["activation_cost"] * opened[t] + after
        if data.before(p):
            total += after
            continue
        begun = [start for k, start in _begun(data) if data.offers[k]["provider"] == p]
        quarters, never = ready_in(data, p, part)
        may = [costs[t] for t in quarters] + ([ZERO] if never else [])
        total += costs[min(begun)] if begun else min(may)
    return total


def _loans(data: Data, prices: Any) -> Fraction:
    back, total, lent = data.repayments(), ZERO, price_of_loans(data, prices)
    for t in range(data.quarters - len(back)):
        owed = sum((share * prices["statutory"][t + 1 + k] for k, share in enumerate(back)), ZERO)
        gain = lent[t] - owed
        drawn = data.past["loans"][t] if t < data.until else None
        total += gain * drawn if drawn is not None else data.settings["loan_limit"] * max(ZERO, gain)
    return total


def _funds(data: Data, prices: Any) -> Fraction:
    total = prices["statutory"][0] * data.funds["statutory_start"]
    total += prices["devolved"][0] * data.funds["devolved_start"]
    for t in range(data.quarters):
        total += prices["statutory"][t] * (data.funds["statutory"][t] - data.kept_money(t))
        total += prices["devolved"][t] * data.funds["devolved"][t]
    return Fraction(total) + worth(data, prices)


def _fairness(data: Data, prices: Any) -> Fraction:
    kept = data.kept_shares()
    total = sum((price * gap for price, gap in zip(prices["equity"], data.permitted(), strict=True)), ZERO)
    for cells, row in zip(data.watched(), prices["detriment"], strict=True):
        for t in range(data.quarters):
            total += row[t] * (data.unmet(cells, t, kept) + data.settings["tolerance"])
    return total


def _begun(data: Data) -> list[tuple[int, int]]:
    """Give what bodies had begun before this plan was made, as (offer, start)."""
    ways = [{"offer": begun[0], "start": begun[1]} for begun in data.past["starts"] if begun] if data.past else []
    runs = [(now["offer"], now["since"] - data.overlap) for now in data.running if now]
    return [(way["offer"], way["start"]) for way in ways if not data.back(way)] + runs
