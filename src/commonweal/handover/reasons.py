"""Why each hand-over is when it is, and why others are not: what stands against the way that need alone would choose.

At the prices of the certificate every way to begin has a cost, the sum of what each scarce thing asks for it. What the
way that would meet most need costs more than what the plan does is split by these things, exactly.
Source: the prices of pathways in ``docs/handover.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from commonweal.handover.blended import loan_prices, use_prices
from commonweal.handover.bound import action_worth
from commonweal.handover.condition_limits import shared
from commonweal.handover.condition_reasons import forbidden
from commonweal.handover.limits import Guard, ends, guards, protected
from commonweal.handover.pathways import (
    Choice,
    cost_above,
    extra_cost,
    fallback,
    fixed_start,
    is_back,
    load,
    met,
    openings,
    supply,
)
from commonweal.handover.plan import Plan, Prices
from commonweal.handover.problem import STATE_PLACES, Problem, total
from commonweal.handover.reasons_running import best_where_run, freed, not_back
from commonweal.handover.scaled import earned
from commonweal.handover.scarce_things import Kind, Scarce
from commonweal.handover.whole import common, whole_part, whole_row
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

ZERO = Fraction(0)
ROUNDING = Fraction(1, 10 ** (STATE_PLACES - 2))
"""What differs by no more than this, as a share, is equal but for the rounding of prices."""
Costs = Mapping[Scarce, Fraction]


@dataclass(frozen=True, slots=True)
class Reason:
    """What stands against the way to begin that would meet most need in one cell.

    Attributes:
        way: that way; of several that meet as much the earliest, then the first offer.
        gain: weighted need that it would meet beyond what the plan does here, above 0.
        shares: of each scarce thing in all that stands against it, the largest first; they add up to 1. Empty where
            nothing that stands against it has a price.
        reduced: what it costs at the prices beyond what the plan does, need included; below 0 where prices alone would
            have taken it, and only whole hand-overs or the search leave it out.
    """

    way: Choice
    gain: Fraction
    shares: tuple[tuple[Scarce, Fraction], ...]
    reduced: Fraction


def reasons(problem: Problem, plan: Plan, prices: Prices) -> tuple[Reason | None, ...]:
    """Give the reason of each cell, or None where no way to begin would meet more need than the plan does.

    Args:
        problem: the data.
        plan: the plan.
        prices: of its certificate, projected.
    """
    tolls = _Tolls(problem, prices)
    best = best_by_need(problem)
    return tuple(_reason(problem, tolls, best[c], choice) for c, choice in enumerate(plan.decisions.pathways))


def _reason(problem: Problem, tolls: "_Tolls", best: Choice | None, choice: Choice | None) -> Reason | None:
    if best is None or best == choice:
        return None
    gain = gained(problem, best) - (gained(problem, choice) if choice else ZERO)
    if gain <= 0:
        return None
    asked, spared = tolls.of(best), tolls.of(choice) if choice else {}
    more = {key: asked.get(key, ZERO) - spared.get(key, ZERO) for key in {**asked, **spared}}
    against = {key: value for key, value in more.items() if value > 0}
    whole = total(against.values())
    ordered = sorted(against.items(), key=lambda pair: (-pair[1], pair[0]))
    return Reason(best, gain, tuple((key, value / whole) for key, value in ordered), total(more.values()) - gain)


def gained(problem: Problem, choice: Choice) -> Fraction:
    """Give how much weighted unmet need a way to begin takes away, against keeping the cell."""
    c = problem.offers[choice.offer].cell
    kept = fallback(problem, c)
    return total(
        problem.unmet_weight(c, t) * (supply(problem, choice, t) - met(problem, c, kept, t))
        for t in range(choice.start, problem.quarters)
    )


def best_by_need(problem: Problem) -> list[Choice | None]:
    """Give, for each cell, the way to begin that meets most need whatever it takes, or None where none beats keeping.

    Cells whose hand-over had begun before are None.
    """
    found: list[Choice | None] = [None] * len(problem.cells)
    most = [0] * len(problem.cells)
    levels = [[problem.kept_share(s, t) for t in range(problem.quarters)] for s in range(len(problem.services))]
    scale = 2 * common([*(v for row in levels for v in row), *(offer.quality for offer in problem.offers)])
    kept = [whole_row(row, scale) for row in levels]
    last, overlap = problem.parameters.terminal_weight, problem.parameters.overlap_quarters
    for k, starts in openings(problem):
        offer = problem.offers[k]
        cell = problem.cells[offer.cell]
        if not starts or fixed_start(problem, offer.cell) is not None or problem.runs(offer.cell):
            continue
        need = whole_row([*cell.demand[:-1], cell.demand[-1] * last], common([*cell.demand, cell.demand[-1] * last]))
        quality, level = whole_part(offer.quality, scale), kept[cell.service]
        pairs = list(zip(need, level, strict=True))
        both = [0, *accumulate(n * (min(scale, v + quality // 2) - v) for n, v in pairs)]
        alone = [0, *accumulate(n * (quality - v) for n, v in pairs)]
        for start in starts:
            gain = both[start + overlap] - both[start] + alone[-1] - alone[start + overlap]
            before = found[offer.cell]
            earlier = before is not None and gain == most[offer.cell] and start < before.start
            if gain > most[offer.cell] or earlier:
                found[offer.cell], most[offer.cell] = Choice(k, start), gain
    for c, now in enumerate(problem.running):
        if now and fixed_start(problem, c) is None:
            found[c] = best_where_run(problem, c, gained)
    return found


class _Tolls:
    """What each scarce thing asks for a way to begin, at some prices."""

    def __init__(self, problem: Problem, prices: Prices) -> None:
        self.problem, self.prices = problem, prices
        self.row = shared(problem)
        self.earned = earned(problem, action_worth(problem, prices)) if problem.parameters.delivery_action else []
        most, least = ends(problem)
        watched: list[tuple[Scarce, Guard, Sequence[Fraction], int]] = [
            (("equity", 0), most, prices.equity, 1),
            (("equity", 0), least, prices.equity, -1),
        ]
        for g, (group, row) in enumerate(zip(guards(problem), prices.detriment, strict=True)):
            watched.append((("detriment", g), group, row, 1))
        self.watched: list[list[tuple[Scarce, Guard, Sequence[Fraction], int]]] = [[] for _ in problem.cells]
        for one in watched:
            if any(one[2]):
                for c in one[1].cells:
                    self.watched[c].append(one)

    def of(self, choice: Choice) -> Costs:
        """Give what a way to begin costs beyond keeping the cell, by scarce thing; below 0 where it spares something.

        Weighted need itself is not among it.
        """
        found: dict[Scarce, Fraction] = {}
        for key, cost in self._each(choice):
            found[key] = found.get(key, ZERO) + cost
        return found

    def _each(self, choice: Choice) -> Iterator[tuple[Scarce, Fraction]]:
        problem, prices = self.problem, self.prices
        offer = problem.offers[choice.offer]
        p, n = offer.provider, problem.cells[offer.cell].neighbourhood
        rows: tuple[tuple[Scarce, Sequence[Fraction], Fraction], ...] = (
            (("capacity", p), prices.capacity[p], Fraction(1)),
            (("readiness", p), prices.ready_load[p], Fraction(1)),
            (("step in", 0), prices.step_in[p], problem.parameters.step_in),
            (("volunteers", n), prices.volunteers[n], offer.volunteer_share),
        )
        kept, c = fallback(problem, offer.cell), offer.cell
        for sign, start in ((1, choice.start), (-1, kept.start if kept else None)):
            if start is not None:
                paid = use_prices(problem, prices, "legal work")[start]
                yield paying(problem, prices, "legal work", start), sign * paid * problem.legal_cost(c)
        if problem.runs(c):
            yield from freed(problem, prices, choice, (self.row, self.earned))
        yield from self._conditions(choice)
        for t in range(choice.start, problem.quarters):
            for key, row, each in rows:
                if row[t]:
                    yield key, row[t] * each * load(problem, choice, t)
            if prices.statutory[t]:
                more = extra_cost(problem, choice, t) - cost_above(problem, c, kept, t)
                yield ("statutory", 0), prices.statutory[t] * more
        yield from self._fewer(choice, c)

    def _fewer(self, choice: Choice, c: int) -> Iterator[tuple[Scarce, Fraction]]:
        """Give what a way costs by leaving more unmet in watched groups than keeping does."""
        problem, kept = self.problem, fallback(self.problem, c)
        for t in range(choice.start, problem.quarters):
            for key, group, row, sign in self.watched[c]:
                if row[t]:
                    fewer = met(problem, c, kept, t) - supply(problem, choice, t)
                    yield key, sign * row[t] * group.share(problem, c, t) * fewer

    def _conditions(self, choice: Choice) -> Iterator[tuple[Scarce, Fraction]]:
        """Give what a largest share asks, and what is earned by the social action that delivery adds."""
        offer, shares = self.problem.offers[choice.offer], self.prices.largest_share
        cell, p = self.problem.cells[offer.cell], offer.provider
        row, back = self.row.get(cell.service), is_back(self.problem, choice)
        if row is not None and shares[row][p] and not back:
            yield ("largest share", row * len(self.problem.providers) + p), shares[row][p] * cell.demand[-1]
        for t in range(choice.start, self.problem.quarters) if self.earned else ():
            yield (
                ("social action", cell.neighbourhood),
                -self.earned[cell.neighbourhood][t] * load(self.problem, choice, t),
            )


def paying(problem: Problem, prices: Prices, use: str, t: int) -> Scarce:
    """Name what a use is paid from at the least price in a quarter."""
    funds = [f for f, fund in enumerate(problem.funds.blended) if use in fund.uses]
    return ("fund", min(funds, key=lambda f: prices.blended[f][t])) if funds else ("devolved", 0)


_PLAIN: Mapping[Kind, Sentence] = {
    "step in": say("the reserve for stepping in"),
    "statutory": say("the council's money"),
    "devolved": say("the devolved money"),
    "equity": say("fairness between the most and the least deprived"),
}


def scarce_name(problem: Problem, scarce: Scarce) -> Sentence:
    """Name a scarce thing."""
    kind, which = scarce
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "fund":
        return say("the money of {fund}", fund=problem.funds.blended[which].name)
    if kind in ("volunteers", "social action"):
        place = problem.neighbourhoods[which].name
        some, added = (
            say("volunteers in {place}", place=place),
            say("social action that delivery adds in {place}", place=place),
        )
        return some if kind == "volunteers" else added
    if kind == "detriment":
        return _protected_name(problem, which)
    if kind == "largest share":
        return _share_name(problem, which)
    name = problem.providers[which].name
    return say("capacity of {name}", name=name) if kind == "capacity" else say("readiness of {name}", name=name)


def _protected_name(problem: Problem, which: int) -> Sentence:
    """Name the guarded group at a place, of which the first is the most deprived fifth."""
    if which == 0:
        return say("protection of the most deprived fifth")
    return say("protection of {service}", service=problem.services[protected(problem)[which - 1]].name)


def _share_name(problem: Problem, which: int) -> Sentence:
    """Name the most of a service that one body may run."""
    row, p = divmod(which, len(problem.providers))
    service = problem.services[problem.conditions.largest_shares[row].service].name
    return say("the most of {service} that {name} may run", service=service, name=problem.providers[p].name)


def listed(problem: Problem, shares: Sequence[tuple[Scarce, Fraction]]) -> Sentence:
    """Name scarce things with their shares, in order."""
    told: Sentence | None = None
    for scarce, share in reversed(shares):
        what = scarce_name(problem, scarce)
        small = share < Fraction(1, 100)
        one = say("{what} (under 1%)", what=what) if small else say("{what} ({share:percent})", what=what, share=share)
        told = one if told is None else say("{first}, {rest}", first=one, rest=told)
    return told or say("nothing that has a price")


def told(problem: Problem, plan: Plan, reason: Reason, choice: Choice | None) -> list[Sentence]:
    """Say why the way that would meet most need is not taken.

    Args:
        problem: the data.
        plan: the plan.
        reason: of the cell.
        choice: what the plan does with the cell, or None where it is kept.
    """
    p = problem.offers[reason.way.offer].provider
    name, day = problem.providers[p].name, problem.quarter(reason.way.start).first_day
    back = is_back(problem, reason.way)
    if back and (choice is None or choice.offer != reason.way.offer or not reason.shares):
        why = listed(problem, reason.shares) if reason.shares else None
        return not_back(problem, reason.way.start, why)
    gate = [] if back else _not_ready(problem, plan, p, reason.way.start)
    forbids = forbidden(problem, plan, reason.way)
    if not reason.shares:
        if gate:
            return [
                say("{name} could meet more need here from {day}, but is not ready then.", name=name, day=day),
                *gate,
                *forbids,
            ]
        if forbids:
            return [say("{name} could meet more need here from {day}.", name=name, day=day), *forbids]
        return [
            say(
                "{name} could meet more need here from {day}, and nothing that has a price stands against it:"
                " hand-overs come whole, and the search found none that fits better.",
                name=name,
                day=day,
            )
        ]
    why = listed(problem, reason.shares)
    if choice is not None and choice.offer == reason.way.offer and choice.start > reason.way.start:
        start = problem.quarter(choice.start).first_day
        said = [say("Not before {start}, because: {why}.", start=start, why=why)]
    else:
        said = [
            say("{name} could meet more need here from {day}; not so, because: {why}.", name=name, day=day, why=why)
        ]
    if gate or forbids:
        said.extend([*gate, *forbids])
    elif reason.reduced < -ROUNDING * reason.gain:
        said.append(
            say(
                "These weigh less than the need it would meet; hand-overs come whole, and the search found none better."
            )
        )
    return said


def _not_ready(problem: Problem, plan: Plan, p: int, start: int) -> list[Sentence]:
    """Say from when on a body has the capacity that being ready takes, where it has not at a start."""
    least = problem.parameters.least_capacity
    if all(units >= least for units in plan.capacity[p][start:]):
        return []
    name, money = problem.providers[p].name, Amount(Fraction(round(least * problem.unit_gbp)))
    short = max(t for t in range(start, problem.quarters) if plan.capacity[p][t] < least)
    if short == problem.quarters - 1:
        return [
            say(
                "In this plan {name} does not keep the capacity that it takes to be ready: services worth {money} a"
                " quarter.",
                name=name,
                money=money,
            )
        ]
    return [
        say(
            "In this plan {name} has the capacity for services worth {money} a quarter that it takes to be ready from"
            " {day} on.",
            name=name,
            money=money,
            day=problem.quarter(short + 1).first_day,
        )
    ]


def held_back_loans(problem: Problem, plan: Plan, prices: Prices) -> list[Sentence]:
    """Say in which quarters more is not borrowed because of what repaying it takes from the council's fund."""
    settings, past, dear = problem.parameters, problem.adopted, loan_prices(problem, prices)
    held = []
    for t in range(past.until if past else 0, problem.quarters - settings.loan_quarters):
        owed = total(back * prices.statutory[t + 1 + k] for k, back in enumerate(problem.repayments()))
        wanted = dear[t] > 0 and plan.decisions.loans[t] < settings.loan_limit
        if wanted and dear[t] - owed <= ROUNDING * dear[t]:
            held.append(t)
    if not held:
        return []
    return [
        say(
            "More is not borrowed, though devolved money is scarce in the quarter from {first}: repaying it would take"
            " as much from the council's fund as it brings, or more.",
            "More is not borrowed, though devolved money is scarce in {n} quarters from {first} on: repaying it would"
            " take as much from the council's fund as it brings, or more.",
            "n",
            n=len(held),
            first=problem.quarter(held[0]).first_day,
        )
    ]
