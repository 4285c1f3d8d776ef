"""A plan in sentences: what moves and when, what it does to unmet need, money and fairness, and how good it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.blended_told import blended_told
from commonweal.handover.condition_reasons import below_floor, below_price, closed_told
from commonweal.handover.explain_running import Fate, counted, fate, goes_from_body, runner_name, what_else_moves
from commonweal.handover.pathways import (
    Choice,
    cost_above,
    fallback,
    first_start,
    fixed_start,
    is_back,
    keeps_floor,
    keeps_price,
    last_start,
    met,
    openings,
    taking_cost,
)
from commonweal.handover.pictures import equity_curve
from commonweal.handover.plan import Certificate, Plan
from commonweal.handover.problem import Offer, Problem, total
from commonweal.handover.reasons import Reason, gained, held_back_loans, reasons, told
from commonweal.handover.stages_told import changes_told, cost_told, proof_told
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

ZERO = Fraction(0)
Ways = Sequence[tuple[int, Sequence[int]]]
"""The offers for one cell, each with the quarters it may begin in."""


@dataclass(frozen=True, slots=True)
class CellAccount:
    """What is said of one service in one neighbourhood.

    Attributes:
        service: id.
        neighbourhood: name.
        organisation: id of the body that takes over, or that goes on running it; "" where the council does in the end.
        start: quarter in which double running begins, counted from 0, or None.
        sentences: why it goes, or why it stays.
        fate: what becomes of it.
        before: name of the body that runs it already, or "".
    """

    service: str
    neighbourhood: str
    organisation: str
    start: int | None
    sentences: tuple[Sentence, ...]
    fate: Fate
    before: str = ""


@dataclass(frozen=True, slots=True)
class PlanExplanation:
    """A plan in sentences.

    Attributes:
        moves: what moves and what stays.
        unmet: what it does to unmet need.
        money: what it costs, and whether the money is new.
        fairness: how it falls on the most and the least deprived.
        quality: how far any other plan could be better.
        cells: of each service in each neighbourhood, in the problem's order.
    """

    moves: tuple[Sentence, ...]
    unmet: tuple[Sentence, ...]
    money: tuple[Sentence, ...]
    fairness: tuple[Sentence, ...]
    quality: tuple[Sentence, ...]
    cells: tuple[CellAccount, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of the plan as a whole, in order."""
        return (*self.moves, *self.unmet, *self.money, *self.fairness, *self.quality)


def explain(problem: Problem, plan: Plan, certificate: Certificate) -> PlanExplanation:
    """Say in sentences what a plan does, what it costs, whom it touches and how good it is."""
    ways: list[list[tuple[int, Sequence[int]]]] = [[] for _ in problem.cells]
    for k, starts in openings(problem):
        ways[problem.offers[k].cell].append((k, starts))
    why = reasons(problem, plan, certificate.prices)
    return PlanExplanation(
        moves=(*_what_moves(problem, plan), *changes_told(plan)),
        unmet=tuple(_unmet(problem, plan)),
        money=(
            *_money(problem, plan),
            *cost_told(problem, plan),
            *held_back_loans(problem, plan, certificate.prices),
            *blended_told(problem, plan, certificate.prices),
        ),
        fairness=tuple(_fairness(problem, plan)),
        quality=(*_quality(problem, certificate), *proof_told(plan.stages)),
        cells=tuple(_account(problem, plan, c, ways[c], why[c]) for c in range(len(problem.cells))),
    )


def pounds(problem: Problem, units: Fraction) -> Amount:
    """Give units of money in whole pounds, rounded to the nearest."""
    return Amount(Fraction(round(units * problem.unit_gbp)))


def _what_moves(problem: Problem, plan: Plan) -> list[Sentence]:
    pathways = plan.decisions.pathways
    taken = [choice for c, choice in enumerate(pathways) if choice and not problem.runs(c)]
    told, kept = [], counted(problem, pathways)["kept"]
    if taken:
        starts = [choice.start for choice in taken]
        told.append(
            say(
                "Of {cells} services, counted in each neighbourhood, {n} is handed over, beginning on {first}.",
                "Of {cells} services, counted in each neighbourhood, {n} are handed over: the first begins on {first},"
                " the last on {last}.",
                "n",
                cells=len(problem.cells),
                n=len(taken),
                first=problem.quarter(min(starts)).first_day,
                last=problem.quarter(max(starts)).first_day,
            )
        )
    told.extend(what_else_moves(problem, pathways))
    if any(pathways):
        told.append(
            say(
                "Every hand-over has {n} quarter in which both run the service and both are paid.",
                "Every hand-over has {n} quarters in which both run the service and both are paid.",
                "n",
                n=problem.parameters.overlap_quarters,
            )
        )
    told.append(
        say(
            "{n} stays with the council; keeping a service was a choice for every one, and saving money was no aim.",
            "{n} stay with the council; keeping a service was a choice for every one, and saving money was no aim.",
            "n",
            n=kept,
        )
    )
    return [*told, *closed_told(problem)]


def _unmet(problem: Problem, plan: Plan) -> list[Sentence]:
    need = total(units for cell in problem.cells for units in cell.demand)
    stay = [fallback(problem, c) for c in range(len(problem.cells))]
    now, kept = (_lacking(problem, case) / need if need else ZERO for case in (plan.decisions.pathways, stay))
    if any(problem.running):
        told = say(
            "Over the whole plan {now:percent1} of need is not met; did everything stay with who runs it now, or go"
            " back to the council where they stop, it would be {kept:percent1}.",
            now=now,
            kept=kept,
        )
    else:
        told = say(
            "Over the whole plan {now:percent1} of need is not met; were everything kept, it would be {kept:percent1}.",
            now=now,
            kept=kept,
        )
    return [
        told,
        say("No service falls below its floor in any quarter, in any neighbourhood."),
        say(
            "Need not met in the last quarter counts {weight:decimal1} times as much as in any other,"
            " so that the plan does not end on a cliff.",
            weight=problem.parameters.terminal_weight,
        ),
    ]


def _lacking(problem: Problem, pathways: Sequence[Choice | None]) -> Fraction:
    return total(
        need * (1 - met(problem, c, choice, t))
        for c, choice in enumerate(pathways)
        for t, need in enumerate(problem.cells[c].demand)
    )


def _money(problem: Problem, plan: Plan) -> list[Sentence]:
    settings, decided = problem.parameters, plan.decisions
    built = sum((sum(row, ZERO) for row in decided.building), ZERO) * settings.building_cost
    spent = sum((sum(row, ZERO) for row in decided.spending), ZERO) * settings.action_cost
    both = sum((_double_running(problem, choice) for choice in decided.pathways if choice), ZERO)
    reserves = [max((row[t] for row in plan.load), default=ZERO) for t in range(problem.quarters)]
    most = max(reserves) * settings.step_in
    told = [
        say(
            "Building up organisations costs {built} and social action {spent}; running services twice costs {both}.",
            built=pounds(problem, built),
            spent=pounds(problem, spent),
            both=pounds(problem, both),
        ),
        say(
            "In every quarter the council holds enough to step in for any one organisation, {most} at most;"
            " its fund never falls below {low}.",
            most=pounds(problem, most),
            low=pounds(problem, min(plan.statutory_balance)),
        ),
    ]
    if any(decided.loans):
        told.append(say("{loans} is borrowed and repaid.", loans=pounds(problem, sum(decided.loans, ZERO))))
    return [*told, _additionality(problem, plan)]


def _double_running(problem: Problem, choice: Choice) -> Fraction:
    running = range(choice.start, choice.start + problem.parameters.overlap_quarters)
    return sum((taking_cost(problem, choice, t) for t in running), ZERO)


def _spending(problem: Problem, plan: Plan, t: int) -> Fraction:
    ways = ((c, way) for c, way in enumerate(plan.decisions.pathways) if way or problem.runs(c))
    return problem.kept_money(t) + total(cost_above(problem, c, way, t) for c, way in ways)


def _additionality(problem: Problem, plan: Plan) -> Sentence:
    before, after = _spending(problem, plan, 0), _spending(problem, plan, problem.quarters - 1)
    if after > before:
        message = "Spending on these services goes from {before} a quarter to {after}: new money exceeds the cut."
    else:
        message = "Spending on these services goes from {before} a quarter to {after}: this replaces public money."
    return say(message, before=pounds(problem, before), after=pounds(problem, after))


def _fairness(problem: Problem, plan: Plan) -> list[Sentence]:
    curve = equity_curve(problem, plan)
    worst = max(range(problem.quarters), key=lambda t: curve.gap[t] - curve.permitted[t])
    return [
        say(
            "Unmet need in the most deprived fifth is at no time further above that of the least deprived fifth than"
            " allowed: the closest is {gap:decimal1} points of a permitted {permitted:decimal1}, in the quarter from"
            " {day}.",
            gap=100 * curve.gap[worst],
            permitted=100 * curve.permitted[worst],
            day=problem.quarter(worst).first_day,
        ),
        say(
            "In the last quarter that gap is {gap:decimal1} points; were everything kept, it would be {kept:decimal1}.",
            gap=100 * curve.gap[-1],
            kept=100 * curve.kept_gap[-1],
        ),
    ]


def _quality(problem: Problem, certificate: Certificate) -> list[Sentence]:
    if not any(starts for _, starts in openings(problem)):
        return [say("No organisation could take anything over in this plan, so there was nothing to choose.")]
    return [
        say(
            "No plan whatever can have less unmet need, weighted, than this one by more than {gap:percent1};"
            " that is {value:percent1} of all that handing over could change.",
            gap=certificate.gap_objective,
            value=certificate.gap_value,
        ),
        *(
            [say("That was shown for {n} parts, of which every plan belongs to one.", n=len(certificate.leaves))]
            if certificate.branches
            else []
        ),
        say(
            "The solver ({solver}) puts its own gap at {gap:percent1}; that figure cannot be checked without it,"
            " the one before can.",
            solver=certificate.solver,
            gap=certificate.solver_gap,
        ),
        *_without_lots(problem),
        *_with_delivery(problem),
    ]


def _with_delivery(problem: Problem) -> list[Sentence]:
    """Say what is taken to come of delivery itself, where that is reckoned with."""
    effect = problem.parameters.delivery_action
    if not effect:
        return []
    return [
        say(
            "It is reckoned that a unit of service handed over adds {effect:decimal3} units of social action in its"
            " neighbourhood each quarter. Nobody knows whether it does.",
            effect=effect,
        )
    ]


def _without_lots(problem: Problem) -> list[Sentence]:
    """Say that the bound does not know exclusive lots, where there are any."""
    if not problem.conditions.lots:
        return []
    return [
        say(
            "The first of these figures leaves out that one organisation takes only one lot of a group: it stays true,"
            " and the plan may be closer to the best than it says."
        )
    ]


def _account(problem: Problem, plan: Plan, c: int, ways: Ways, why: Reason | None) -> CellAccount:
    cell, choice = problem.cells[c], plan.decisions.pathways[c]
    now = problem.runs(c)
    if now:
        said = goes_from_body(problem, c, choice)
    else:
        said = [*_goes(problem, c, choice)] if choice else [_stays(problem, ways)]
    if choice is None:
        others = [k for k, _ in ways if now is None or k != now.offer]
        said.extend(below_floor(problem, others))
        said.extend(below_price(problem, others))
    if why is not None:
        said.extend(told(problem, plan, why, choice))
    elif choice and fixed_start(problem, c) is None:
        said.append(say("No other way to begin would meet more need here."))
    runs = choice.offer if choice and not is_back(problem, choice) else now.offer if now and not choice else None
    body = problem.providers[problem.offers[runs].provider] if runs is not None else None
    return CellAccount(
        service=problem.services[cell.service].id,
        neighbourhood=problem.neighbourhoods[cell.neighbourhood].name,
        organisation=body.id if body else "",
        start=choice.start if choice else None,
        sentences=tuple(said),
        fate=fate(problem, c, choice),
        before=runner_name(problem, c),
    )


def _goes(problem: Problem, c: int, choice: Choice) -> list[Sentence]:
    cell, offer, last = problem.cells[c], problem.offers[choice.offer], problem.quarters - 1
    service, live = problem.services[cell.service], choice.start + problem.parameters.overlap_quarters
    name = problem.providers[offer.provider].name
    in_measure = cell.demand[last] / service.measure_cost if service.measure_cost else cell.demand[last]
    before, after = problem.kept_cost(c, 0), offer.price * cell.demand[last]
    if after > before:
        spending = "Spending goes from {before} a quarter to {after}: new money exceeds the cut."
    else:
        spending = "Spending goes from {before} a quarter to {after}: this replaces public money."
    return [
        say(
            "From {start} {name} and the council run it together; from {live} {name} runs it alone.",
            name=name,
            start=problem.quarter(choice.start).first_day,
            live=problem.quarter(live).first_day,
        ),
        say(
            "In the last quarter it meets {share:percent} of need; kept, it would meet {kept:percent}, leaving"
            " {more:decimal0} more {measure} unmet.",
            share=offer.quality,
            kept=problem.kept_level(c, last),
            more=in_measure * (offer.quality - problem.kept_level(c, last)),
            measure=service.measure,
        )
        if offer.quality > problem.kept_level(c, last)
        else say("It meets {share:percent} of need.", share=offer.quality),
        say(
            "Running it twice costs {both}; the legal and data work costs {legal}.",
            both=pounds(problem, _double_running(problem, choice)),
            legal=pounds(problem, problem.legal_cost(c)),
        ),
        say(spending, before=pounds(problem, before), after=pounds(problem, after)),
    ]


def _stays(problem: Problem, ways: Ways) -> Sentence:
    choices = [Choice(k, start) for k, starts in ways for start in starts]
    if not choices:
        return _no_way(problem, [problem.offers[k] for k, _ in ways])
    if all(gained(problem, choice) <= 0 for choice in choices):
        return say("It stays: no offer would meet more need than keeping it does.")
    return say(
        "It stays: an offer would meet more need here, but capacity, volunteers' hours, money or fairness stand in the"
        " way, or do more elsewhere."
    )


def _no_way(problem: Problem, offers: Sequence[Offer]) -> Sentence:
    """Say why no offer for a cell makes a pathway at all."""
    if not offers:
        return say("It stays: nobody offers to run it.")
    held = [offer for offer in offers if keeps_floor(problem, offer)]
    if not held:
        return say("It stays: no offer would hold the floor.")
    paid = [offer for offer in held if keeps_price(problem, offer)]
    if not paid:
        return say("It stays: no offer that would hold the floor has a price from which the living wage can be paid.")
    if any(first_start(problem, offer.provider) is not None for offer in paid):
        return say("It stays: no hand-over of it begins in any quarter in which somebody who offers could begin.")
    return say(
        "It stays: nobody who offers can begin by {last}, the last day that leaves time to finish.",
        last=problem.quarter(last_start(problem)).first_day,
    )
