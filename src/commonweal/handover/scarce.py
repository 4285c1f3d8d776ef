"""What would help most: the scarcest things by the certificate's prices, and what a little more of each does, checked.

A price tells of a plan in which hand-overs may be split, and of the first little bit, so it only indicates. Small
places are planned again with the increment, and the difference that an independent check confirms is told beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from typing import Literal

from commonweal.handover.blended import loan_prices, with_income
from commonweal.handover.bound import bound, projected
from commonweal.handover.check import violations
from commonweal.handover.nearby import Nearby
from commonweal.handover.pathways import fallback, met, start_choices
from commonweal.handover.plan import Plan, Prices, carried_out
from commonweal.handover.priced import worth
from commonweal.handover.problem import Problem, rounded_up, total
from commonweal.handover.reasons import gained
from commonweal.handover.search import MOST_DIRECT
from commonweal.handover.tariff import Tariff, Worth, lifted
from commonweal.handover.view import floats, grid, view
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

Kind = Literal["capacity", "volunteers", "social action", "statutory", "devolved", "fund", "loans", "tolerance"]
MOST = 5
"""How many scarce things are told of."""
SHARE = Fraction(1, 100)
"""Of the place's need in the first quarter: the increment of load, stock and money."""
POINTS = Fraction(1, 1000)
"""The increment of the tolerance, as a share of need."""
Told = Callable[[Sentence], None]


@dataclass(frozen=True, slots=True)
class Increment:
    """A little more of a scarce thing.

    Attributes:
        kind: what there is more of.
        which: place of the body or neighbourhood, else 0.
        units: how much: load in a quarter, stock or money in units, or tolerance as a share.
        by: the quarter by which it has to be there.
    """

    kind: Kind
    which: int
    units: Fraction
    by: int


@dataclass(frozen=True, slots=True)
class Help:
    """What a little more of a scarce thing would do.

    Attributes:
        more: the increment.
        indicated: by how much the bound on weighted unmet need falls at the certificate's prices.
        weighted: by how much weighted unmet need was lower when planned again and checked; None where it was not.
        unmet: by how many units need left unmet over the whole plan, not weighted, was then less; None likewise.
    """

    more: Increment
    indicated: Fraction
    weighted: Fraction | None
    unmet: Fraction | None


def what_would_help(problem: Problem, plan: Plan, prices: Prices, told: Told = lambda _: None) -> tuple[Help, ...]:
    """Give the scarcest things, most helpful first, each planned again with a little more where the place is small.

    Args:
        problem: the data.
        plan: the plan.
        prices: of its certificate.
        told: is told what is being done.
    """
    least = bound(problem, prices)
    helps = []
    for more in scarcest(problem, prices):
        larger = with_more(problem, more)
        helps.append((least - bound(larger, projected(larger, prices)), more, larger))
    helps.sort(key=lambda one: -one[0])
    small = sum(1 for _ in start_choices(problem)) <= MOST_DIRECT
    if not small:
        return tuple(Help(more, indicated, None, None) for indicated, more, _ in helps)
    found = []
    before = _planned_again(problem, plan, prices) if helps else plan
    for indicated, more, larger in helps:
        told(say("Planning again with more: {what}.", what=name_of(problem, more)))
        after = _planned_again(larger, before, prices)
        unmet = lacking(problem, before) - lacking(problem, after)
        found.append(Help(more, indicated, before.objective - after.objective, unmet))
    return tuple(found)


def scarcest(problem: Problem, prices: Prices, most: int = MOST) -> list[Increment]:
    """Give the increments that the prices say would help most, each above nothing."""
    ranked = sorted(_worths(problem, prices), key=lambda pair: -pair[0])
    return [more for gain, more in ranked[:most] if gain > 0]


def with_more(problem: Problem, more: Increment) -> Problem:
    """Give the problem with a little more of a scarce thing, from the first quarter on."""
    if more.kind == "capacity":
        bodies = list(problem.providers)
        bodies[more.which] = replace(bodies[more.which], capacity=bodies[more.which].capacity + more.units)
        return replace(problem, providers=tuple(bodies))
    if more.kind in ("volunteers", "social action"):
        places = list(problem.neighbourhoods)
        name = "volunteer_units" if more.kind == "volunteers" else "social_action"
        here = places[more.which]
        places[more.which] = replace(here, **{name: getattr(here, name) + more.units})
        return replace(problem, neighbourhoods=tuple(places))
    if more.kind == "fund":
        return replace(problem, funds=with_income(problem.funds, more.which, more.units))
    if more.kind in ("statutory", "devolved"):
        name = f"{more.kind}_start"
        return replace(problem, funds=replace(problem.funds, **{name: getattr(problem.funds, name) + more.units}))
    name = "loan_limit" if more.kind == "loans" else "tolerance"
    settings = problem.parameters
    return replace(problem, parameters=replace(settings, **{name: getattr(settings, name) + more.units}))


def lacking(problem: Problem, plan: Plan) -> Fraction:
    """Give the units of need left unmet over the whole plan, not weighted."""
    kept = total(
        need * (1 - met(problem, c, fallback(problem, c), t))
        for c, cell in enumerate(problem.cells)
        for t, need in enumerate(cell.demand)
    )
    flat = replace(
        problem,
        parameters=replace(problem.parameters, terminal_weight=Fraction(1)),
        services=tuple(replace(one, criticality=Fraction(1)) for one in problem.services),
        neighbourhoods=tuple(replace(one, weight=Fraction(1)) for one in problem.neighbourhoods),
    )
    return kept - total(gained(flat, choice) for choice in plan.decisions.pathways if choice)


def name_of(problem: Problem, more: Increment) -> Sentence:
    """Say what there would be more of, how much and by when."""
    money = Amount(Fraction(round(more.units * problem.unit_gbp)))
    day = problem.quarter(more.by).first_day
    match more.kind:
        case "capacity":
            name = problem.providers[more.which].name
            return say(
                "capacity of {name} for services worth {money} a quarter by {day}", name=name, money=money, day=day
            )
        case "volunteers":
            place = problem.neighbourhoods[more.which].name
            return say(
                "volunteers in {place} for services worth {money} a quarter by {day}", place=place, money=money, day=day
            )
        case "social action":
            place = problem.neighbourhoods[more.which].name
            return say("social action in {place} worth {money} from the start", place=place, money=money)
        case "statutory" | "devolved" | "fund":
            return _more_money(more, money, problem)
        case "loans":
            return say("loans of {money} in each quarter", money=money)
    return say("a tolerance of fairness that is {points:decimal1} points wider", points=100 * more.units)


def _more_money(more: Increment, money: Amount, problem: Problem) -> Sentence:
    day = problem.quarter(more.by).first_day
    if more.kind == "fund":
        name = problem.funds.blended[more.which].name
        return say("{money} for {fund} by {day}", money=money, fund=name, day=day)
    if more.kind == "statutory":
        return say("{money} in the council's fund by {day}", money=money, day=day)
    return say("{money} of devolved money by {day}", money=money, day=day)


def help_told(problem: Problem, plan: Plan, helps: tuple[Help, ...]) -> list[Sentence]:
    """Say what would help most, and what was checked of it."""
    if not helps:
        return [say("Nothing is scarce at these prices: more of any one thing would not help by itself.")]
    said = [
        say(
            "What would help most, by the prices of the plan: these figures are indicative. Those that were planned"
            " again and checked come from small searches near it, which may miss something better.",
        )
    ]
    for one in helps:
        share = one.indicated / plan.objective if plan.objective else Fraction(0)
        what = name_of(problem, one.more)
        said.append(
            say("{what}: weighted unmet need could fall by up to about {share:percent2}.", what=what, share=share)
        )
        said.append(_checked(problem, plan, one))
    return said


def _checked(problem: Problem, plan: Plan, one: Help) -> Sentence:
    if one.weighted is None or one.unmet is None:
        return say("That was not planned again: indicative only.")
    if one.weighted <= 0:
        return say("Planned again with it, no better plan was found: by itself it does not carry a whole hand-over.")
    share = one.weighted / plan.objective
    money = Amount(Fraction(round(abs(one.unmet) * problem.unit_gbp)))
    if one.unmet < 0:
        return say(
            "Planned again and checked, it is {share:percent2} lower; services worth {money} more are unmet in all.",
            share=share,
            money=money,
        )
    return say(
        "Planned again and checked, it is {share:percent2} lower, and need for services worth {money} more is met.",
        share=share,
        money=money,
    )


def _planned_again(problem: Problem, known: Plan, prices: Prices) -> Plan:
    """Plan again by a small search; a plan that is known counts where it is better.

    Args:
        problem: the data, as loose as those of the known plan or looser.
        known: a plan for them.
        prices: that say what may be worth trying.
    """
    nearby = Nearby(problem, tariff(prices))
    still = carried_out(problem, known.decisions)
    found = nearby.search(nearby.rows(nearby.favoured(nearby.free, [known])), known=still)
    if found is not None and found.objective <= still.objective:
        return found
    return (found or known) if violations(problem, still) else still


def _worths(problem: Problem, prices: Prices) -> Iterator[tuple[float, Increment]]:
    """Give what an increment of each thing is worth in floating point, to rank them by."""
    units = rounded_up(SHARE * total(cell.demand[0] for cell in problem.cells), 6)
    found = worth(view(problem), tariff(prices))
    for gain, kind, which, by in _each(problem, prices, found):
        yield gain * float(units), Increment(kind, which, units, by)
    wider = float(total(prices.equity) + total(value for row in prices.detriment for value in row))
    yield wider * float(POINTS), Increment("tolerance", 0, POINTS, 0)


def _each(problem: Problem, prices: Prices, found: Worth) -> Iterator[tuple[float, Kind, int, int]]:
    """Give what a unit of each thing but tolerance is worth, and the quarter by which it has to be there."""
    for p in range(len(problem.providers)):
        rows = zip(prices.capacity[p], prices.ready_load[p], prices.ready_capacity[p], strict=True)
        yield float(found.capacity[p, 0]), "capacity", p, _first([max(row) for row in rows])
    for n in range(len(problem.neighbourhoods)):
        yield float(total(prices.volunteers[n])), "volunteers", n, _first(prices.volunteers[n])
        yield float(found.action[n, 0]), "social action", n, 0
    yield float(prices.statutory[0]), "statutory", 0, _last_as_dear(prices.statutory)
    yield float(prices.devolved[0]), "devolved", 0, _last_as_dear(prices.devolved)
    for f, row in enumerate(prices.blended):
        yield float(row[0]), "fund", f, _last_as_dear(row)
    back, gains, lent = problem.repayments(), [], loan_prices(problem, prices)
    for t in range(problem.adopted.until if problem.adopted else 0, problem.quarters - len(back)):
        owed = total(part * prices.statutory[t + 1 + k] for k, part in enumerate(back))
        gains.append(max(Fraction(0), lent[t] - owed))
    yield float(total(gains)), "loans", 0, 0


def _first(row: tuple[Fraction, ...] | list[Fraction]) -> int:
    """Give the first quarter that has a price, or 0."""
    return next((t for t, price in enumerate(row) if price), 0)


def _last_as_dear(row: tuple[Fraction, ...]) -> int:
    """Give the last quarter in which money is worth as much as at the start."""
    return sum(1 for least in accumulate(row, min) if least >= row[0]) - 1


def tariff(prices: Prices) -> Tariff:
    """Give exact prices as arrays."""
    return lifted(
        Tariff(
            capacity=grid(prices.capacity),
            ready_load=grid(prices.ready_load),
            ready_capacity=grid(prices.ready_capacity),
            volunteers=grid(prices.volunteers),
            step_in=grid(prices.step_in),
            statutory=floats(prices.statutory),
            devolved=floats(prices.devolved),
            watched=grid([prices.equity, *prices.detriment]),
            blended=grid(prices.blended).reshape(len(prices.blended), -1 if prices.blended else 0),
            largest_share=grid(prices.largest_share),
        )
    )
