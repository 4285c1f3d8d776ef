"""Blended funds of a published plan, worked out again: what each may be spent on, pays and holds, and its prices."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from .plans_data import ZERO, Data

USES = ["building", "social action", "activation", "legal work"]
Told = Iterator[tuple[str, str]]


def hold_blended(value: Any, quarters: int) -> None:
    """Refuse an input whose devolved funds are not each given in full, or do not add up to all devolved money.

    Raises:
        ValueError: where one is not.
    """
    funds = value["funds"].get("blended", [])
    if not funds:
        return
    for fund in funds:
        if set(fund) != {"name", "uses", "borrows", "income"} or not set(fund["uses"]) <= set(USES):
            raise ValueError("a devolved fund of the input has other members or uses than it can have")
        if len(fund["income"]) != quarters:
            raise ValueError("a devolved fund of the input is not given for every quarter")
    if sum(fund["borrows"] for fund in funds) > 1 or not set(USES) <= {use for fund in funds for use in fund["uses"]}:
        raise ValueError("loans go to one devolved fund of the input, and each use needs one that allows it")
    sums = [sum((fund["income"][t] for fund in funds), ZERO) for t in range(quarters)]
    if sums != value["funds"]["devolved"] or value["funds"]["devolved_start"]:
        raise ValueError("the devolved funds of the input do not add up to all devolved money")


def blended_faults(data: Data, plan: Any) -> Told:
    """Find every fund that is overdrawn, pays for what it may not, or is not what is stated of it."""
    if not data.blended:
        return
    paid, stated = plan["decisions"]["paid"], plan["fund_balances"]
    if (
        len(paid) != len(data.blended)
        or len(stated) != len(data.blended)
        or any(len(rows) != len(USES) for rows in paid)
    ):
        yield "figure", "what is paid is not given for every fund and use"
        return
    if any(len(row) != data.quarters for row in [*stated, *(row for rows in paid for row in rows)]):
        yield "figure", "what is paid is not given for every quarter"
        return
    for u, due in enumerate(_due(data, plan)):
        for t in range(data.quarters):
            given = sum((rows[u][t] for rows in paid), ZERO)
            if given != due[t]:
                what = f"(11) {USES[u]} of quarter {t} costs {float(due[t]):.6f}, and funds pay {float(given):.6f}"
                yield "figure", what
    for f, fund in enumerate(data.blended):
        yield from _fund(data, plan, f, fund)


def _fund(data: Data, plan: Any, f: int, fund: Any) -> Told:
    rows, balance = plan["decisions"]["paid"][f], ZERO
    for t in range(data.quarters):
        for u, use in enumerate(USES):
            if rows[u][t] < 0 or (rows[u][t] and use not in fund["uses"]):
                yield "row", f"(11) {fund['name']} may not pay for {use} what it pays in quarter {t}"
        balance += fund["income"][t] - sum((row[t] for row in rows), ZERO)
        balance += plan["decisions"]["loans"][t] if fund["borrows"] else ZERO
        if plan["fund_balances"][f][t] != balance:
            yield "figure", f"(11) the balance of {fund['name']} in quarter {t} works out to {float(balance):.6f}"
        if balance < 0:
            yield "row", f"(11) {fund['name']} overdrawn, quarter {t}: by {-balance}"
    if data.past and any(row[: data.until] != then for row, then in zip(rows, data.past["paid"][f], strict=True)):
        yield "row", f"what {fund['name']} paid before this plan was made again is not as adopted"


def _due(data: Data, plan: Any) -> list[list[Fraction]]:
    """Give what each use costs, quarter by quarter."""
    decided, settings = plan["decisions"], data.settings
    due = [[ZERO] * data.quarters for _ in USES]
    for t in range(data.quarters):
        due[0][t] = settings["building_cost"] * sum((row[t] for row in decided["building"]), ZERO)
        due[1][t] = settings["action_cost"] * sum((row[t] for row in decided["spending"]), ZERO)
        new = (quarter for p, quarter in enumerate(plan["ready"]) if not data.before(p))
        due[2][t] = settings["activation_cost"] * sum(1 for quarter in new if quarter == t)
    for way in decided["pathways"]:
        if way is not None:
            due[3][way["start"]] += data.legal(data.offers[way["offer"]]["cell"])
    for c, now in enumerate(data.running):
        if now and now["since"]:
            due[3][now["since"] - data.overlap] += data.legal(c)
    return due


def blended_price_faults(data: Data, prices: Any) -> list[str]:
    """Find prices of funds that are not given for each quarter, are below 0, or rise with time."""
    if bool(data.blended) != ("blended" in prices) or len(prices.get("blended", [])) != len(data.blended):
        return ["the prices of devolved funds are not those of the funds that there are"]
    faults = []
    for fund, row in zip(data.blended, prices.get("blended", []), strict=True):
        if len(row) != data.quarters or min(row) < 0:
            faults.append(f"the price of money of {fund['name']} is below 0 or not given for every quarter")
        elif any(row[t] < row[t + 1] for t in range(data.quarters - 1)):
            faults.append(f"the price of money of {fund['name']} rises with time")
    return faults


def price_of(data: Data, prices: Any, use: str) -> Sequence[Fraction]:
    """Give the price of devolved money for a use: that of the cheapest fund that allows it, quarter by quarter."""
    all_: Sequence[Fraction] = prices["devolved"]
    if not data.blended:
        return all_
    rows = [row for fund, row in zip(data.blended, prices["blended"], strict=True) if use in fund["uses"]]
    return [a + min(row[t] for row in rows) for t, a in enumerate(all_)]


def price_of_loans(data: Data, prices: Any) -> Sequence[Fraction]:
    """Give the price of money of the fund that loans are paid into."""
    all_: Sequence[Fraction] = prices["devolved"]
    for fund, row in zip(data.blended, prices.get("blended", []), strict=True):
        if fund["borrows"]:
            return [a + b for a, b in zip(all_, row, strict=True)]
    return all_


def worth(data: Data, prices: Any) -> Fraction:
    """Give what the funds' own incomes are worth, less what payments of the past could have spared."""
    total = ZERO
    for f, fund in enumerate(data.blended):
        row = prices["blended"][f]
        total += sum((price * money for price, money in zip(row, fund["income"], strict=True)), ZERO)
        for u, use in enumerate(USES):
            if use in fund["uses"]:
                least = price_of(data, prices, use)
                for t in range(data.until):
                    total -= (prices["devolved"][t] + row[t] - least[t]) * data.past["paid"][f][u][t]
    return total
