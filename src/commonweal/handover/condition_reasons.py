"""What a place's own conditions keep from a plan, in sentences."""

from collections.abc import Iterator, Sequence

from commonweal.handover.condition_limits import share_limits, shared
from commonweal.handover.pathways import Choice, keeps_floor, keeps_price, least_price
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem, total
from commonweal.terms.sentences import Sentence, say


def closed_told(problem: Problem) -> Iterator[Sentence]:
    """Say in which quarters no hand-over begins, and why."""
    for row in sorted(problem.conditions.blackouts, key=lambda row: row.quarter):
        day = problem.quarter(row.quarter).first_day
        if row.service is None:
            yield say("No hand-over begins in the quarter from {day}: {reason}.", day=day, reason=row.reason)
        else:
            service = problem.services[row.service].name
            yield say(
                "No hand-over of {service} begins in the quarter from {day}: {reason}.",
                service=service,
                day=day,
                reason=row.reason,
            )


def below_price(problem: Problem, offers: Sequence[int]) -> Iterator[Sentence]:
    """Say of each offer under the price that a living wage can be paid from what it asks, and what the price is.

    Args:
        problem: the data.
        offers: places in the problem's offers.
    """
    for k in offers:
        offer = problem.offers[k]
        if not keeps_price(problem, offer):
            s = problem.cells[offer.cell].service
            source = next(row.source for row in problem.conditions.price_floors if row.service == s)
            yield say(
                "{name} offers it at {price:decimal3} of the council's own cost; with the living wage it costs"
                " {least:decimal3} or more ({source}).",
                name=problem.providers[offer.provider].name,
                price=offer.price,
                least=least_price(problem, s),
                source=source,
            )


def forbidden(problem: Problem, plan: Plan, way: Choice) -> list[Sentence]:
    """Say which of the place's own limits a way to begin would break, the rest of the plan as it is."""
    return [*_other_lot(problem, plan, way), *_too_much(problem, plan, way)]


def _run_by(problem: Problem, plan: Plan, p: int, without: int) -> set[int]:
    """Give the cells that a body runs by a plan, one left out."""
    ways = enumerate(plan.decisions.pathways)
    return {c for c, way in ways if way and c != without and problem.offers[way.offer].provider == p}


def _other_lot(problem: Problem, plan: Plan, way: Choice) -> Iterator[Sentence]:
    offer = problem.offers[way.offer]
    mine = _run_by(problem, plan, offer.provider, offer.cell)
    for lot in problem.conditions.lots:
        if offer.cell in lot.cells and not mine & {*lot.cells}:
            others = [one for one in problem.conditions.lots if one.group == lot.group and mine & {*one.cells}]
            if others:
                yield say(
                    "In this plan {name} takes {lot}, and one organisation takes only one lot of {group}.",
                    name=problem.providers[offer.provider].name,
                    lot=others[0].name,
                    group=lot.group,
                )


def _too_much(problem: Problem, plan: Plan, way: Choice) -> Iterator[Sentence]:
    offer = problem.offers[way.offer]
    s, p = problem.cells[offer.cell].service, offer.provider
    row = shared(problem).get(s)
    if row is None:
        return
    whole = total(cell.demand[-1] for cell in problem.cells if cell.service == s)
    mine = {*_run_by(problem, plan, p, offer.cell), offer.cell}
    run = total(problem.cells[c].demand[-1] for c in mine if problem.cells[c].service == s)
    if run > share_limits(problem)[row][p]:
        yield say(
            "With it {name} would run {share:percent1} of {service}; one organisation may run {most:percent1} at most:"
            " {reason}.",
            name=problem.providers[p].name,
            share=run / whole,
            service=problem.services[s].name,
            most=problem.conditions.largest_shares[row].most,
            reason=problem.conditions.largest_shares[row].reason,
        )


def below_floor(problem: Problem, offers: Sequence[int]) -> list[Sentence]:
    """Say of each offer that would not hold the floor what it counts for, and what the floor is."""
    said = []
    for k in offers:
        offer = problem.offers[k]
        service = problem.services[problem.cells[offer.cell].service]
        if keeps_floor(problem, offer):
            continue
        counted = offer.quality * (1 - offer.volunteer_share) if service.statutory else offer.quality
        name, floor = problem.providers[offer.provider].name, service.floor
        if counted < offer.quality:
            told_of = say(
                "What {name} offers would meet {share:percent1} of need without volunteers; the floor is"
                " {floor:percent1}.",
                name=name,
                share=counted,
                floor=floor,
            )
        else:
            told_of = say(
                "What {name} offers would meet {share:percent1} of need; the floor is {floor:percent1}.",
                name=name,
                share=counted,
                floor=floor,
            )
        said.append(told_of)
    return said
