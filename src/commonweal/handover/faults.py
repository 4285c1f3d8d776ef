"""What makes hand-over data no sound problem, all of it at once."""

from collections.abc import Iterator
from fractions import Fraction

from commonweal.errors import Fault, HandoverFaults, NoWayOn
from commonweal.handover.condition_faults import condition_faults
from commonweal.handover.pathways import cost_above, fallback
from commonweal.handover.problem import Problem, rounded_up
from commonweal.handover.running_inputs import no_way_on
from commonweal.terms.money import Amount
from commonweal.terms.sentences import key

_SHARES = (
    "natural_loss",
    "overload_loss",
    "overload_cap",
    "action_loss",
    "building_yield",
    "action_yield",
    "cut_loss",
)
_NOT_NEGATIVE = (
    "action_capacity",
    "build_share",
    "build_per_action",
    "spend_share",
    "volunteers_per_action",
    "step_in",
    "tolerance",
    "building_cost",
    "action_cost",
    "activation_cost",
    "legal_share",
    "least_capacity",
    "loan_limit",
    "loan_rate",
    "spend_weight",
    "terminal_weight",
    "top_up_price",
    "delivery_action",
)
_AT_LEAST_ONE = ("overlap_quarters", "building_lag", "action_lag", "loan_quarters")

_FUND_COLUMNS = {"statutory": "statutory_budget_gbp", "devolved": "devolved_grant_gbp"}


def refuse_faults(problem: Problem) -> None:
    """Refuse a problem that is not sound.

    Raises:
        HandoverFaults: with every fault at once.
        NoWayOn: where among them are services that a body runs already and that no way leaves above their floor.
    """
    found = tuple(problem_faults(problem))
    stuck = () if any(_length_faults(problem)) else tuple(no_way_on(problem))
    if stuck:
        raise NoWayOn(*stuck, *found)
    if found:
        raise HandoverFaults(*found)


def problem_faults(problem: Problem) -> Iterator[Fault]:
    """Find what is wrong with a problem's figures."""
    if not problem.services:
        yield Fault("no service is up for transfer", {}, "services.csv")
    yield from _time_faults(problem)
    yield from _parameter_faults(problem)
    yield from _body_faults(problem)
    yield from condition_faults(problem)
    lengths = tuple(_length_faults(problem))
    yield from lengths
    if not lengths:
        yield from _share_faults(problem)
        yield from _money_faults(problem)


def _time_faults(problem: Problem) -> Iterator[Fault]:
    least = problem.parameters.overlap_quarters + 2
    if problem.quarters < least:
        figures = {"quarters": problem.quarters, "least": least}
        yield Fault("the plan covers {quarters} quarters and needs at least {least}", figures, "funds.csv")


def _parameter_faults(problem: Problem) -> Iterator[Fault]:
    for name in (*_SHARES, *_NOT_NEGATIVE):
        value = getattr(problem.parameters, name)
        if value < 0:
            yield Fault("{text} is below 0", {"text": str(value)}, "parameters.csv", None, name)
        elif name in _SHARES and value > 1:
            yield Fault("{text} is above 1", {"text": str(value)}, "parameters.csv", None, name)
    for name in _AT_LEAST_ONE:
        value = getattr(problem.parameters, name)
        if value < 1:
            yield Fault("{text} is below 1", {"text": str(value)}, "parameters.csv", None, name)
    if problem.unit_gbp <= 0:
        yield Fault("{text} is not above 0", {"text": str(problem.unit_gbp)}, "parameters.csv", None, "unit_gbp")


def _body_faults(problem: Problem) -> Iterator[Fault]:
    for place in problem.neighbourhoods:
        if place.population < 1:
            yield Fault("{name} has no residents", {"name": place.name}, "neighbourhoods.csv", None, "population")
        for name in ("weight", "social_action", "spend_base", "volunteer_units"):
            if getattr(place, name) < 0:
                yield Fault("{name} has a figure below 0", {"name": place.name}, "neighbourhoods.csv", None, name)
    for body in problem.providers:
        if body.capacity < 0:
            yield Fault("{name} has a capacity below 0", {"name": body.id}, "providers.csv", None, "capacity_units")
        if not 0 <= body.grant_dependence <= 1:
            figures = {"name": body.id}
            yield Fault("{name} depends on grants by no share from 0 to 1", figures, "providers.csv", None)


def _length_faults(problem: Problem) -> Iterator[Fault]:
    for service in problem.services:
        if len(service.level) != problem.quarters:
            figures = {"name": service.id, "found": len(service.level), "quarters": problem.quarters}
            yield Fault("{name} has levels for {found} of {quarters} quarters", figures, "levels.csv")
    for cell in problem.cells:
        if len(cell.demand) != problem.quarters:
            figures = {"name": problem.services[cell.service].id, "found": len(cell.demand)}
            yield Fault("the need for {name} is given for {found} quarters", figures, "the need")
    rows = [("statutory", problem.funds.statutory), ("devolved", problem.funds.devolved)]
    for name, row in (*rows, *((fund.name, fund.income) for fund in problem.funds.blended)):
        if len(row) != problem.quarters:
            yield Fault("the {name} fund is given for {found} quarters", {"name": name, "found": len(row)}, "funds.csv")


def _share_faults(problem: Problem) -> Iterator[Fault]:
    for service in problem.services:
        if not all(0 <= level <= 1 for level in (*service.level, service.floor)):
            yield Fault("{name} has a level or floor outside 0 to 1", {"name": service.id}, "levels.csv")
        if service.criticality <= 0:
            yield Fault("{name} has a criticality that is not above 0", {"name": service.id}, "services.csv")
    for cell in problem.cells:
        if min(cell.demand) < 0:
            yield Fault("the need for {name} is below 0", {"name": problem.services[cell.service].id}, "the need")
    for offer in problem.offers:
        if not (0 <= offer.quality <= 1 and 0 <= offer.volunteer_share <= 1 and offer.price >= 0):
            figures = {"name": problem.providers[offer.provider].id}
            yield Fault("an offer of {name} has a share outside 0 to 1 or a price below 0", figures, "offers.csv")


def _money_faults(problem: Problem) -> Iterator[Fault]:
    statutory, devolved = problem.funds.statutory_start, problem.funds.devolved_start
    run = [c for c, now in enumerate(problem.running) if now]
    for t in range(problem.quarters):
        kept = sum((problem.kept_cost(c, t) for c in range(len(problem.cells))), Fraction(0))
        kept += sum((cost_above(problem, c, fallback(problem, c), t) for c in run), Fraction(0))
        statutory += problem.funds.statutory[t] - kept
        devolved += problem.funds.devolved[t]
        begun = (c for c in run if (way := fallback(problem, c)) and way.start == t)
        devolved -= sum((problem.legal_cost(c) for c in begun), Fraction(0))
        for name, left in (("statutory", statutory), ("devolved", devolved)):
            if left < 0:
                short = Amount(rounded_up(-left * problem.unit_gbp, 2))
                figures = {"name": name, "short": short, "quarter": str(problem.quarter(t))}
                what = key(
                    "keeping every service overdraws the {name} fund by {short} by {quarter}: give it that much more by"
                    " then, or plan for a lower level in levels.csv"
                )
                yield Fault(what, figures, "funds.csv", t + 2, _FUND_COLUMNS[name])
