"""Whether a ballot can be filled in and counted at all, found out while it can still be mended."""

from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType

from commonweal.errors import BallotUncountable, Fault, FloorsNotMet, FloorsUndecided, RuleFaults
from commonweal.funding.box.choices import BallotForm, Choices
from commonweal.funding.box.opening import tallied, to_count
from commonweal.funding.poll import Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import RuleSpec
from commonweal.terms.money import Amount
from commonweal.terms.sentences import key

_TRIAL = "trial"


def require_countable(form: BallotForm, spec: RuleSpec, round_id: str) -> None:
    """Let a ballot be published only where somebody can fill it in, and the frozen rule can count it.

    A trial ballot, which names the cheapest projects, is counted by the rule: what would stop it, such as a floor for a
    group that no project is of, would stop every other count too.

    Args:
        form: what is to stand on the ballot.
        spec: the rule, its lot not drawn yet.
        round_id: the round.

    Raises:
        BallotUncountable: with everything that is in the way.
    """
    cheapest = sorted(form.projects, key=lambda project: project.cost)[: max(form.fewest, 1)]
    faults = list(_unfillable(form, cheapest))
    if not faults:
        try:
            _count(form, spec, cheapest)
        except (RuleFaults, FloorsNotMet) as bad:
            faults.extend(bad.faults)
        except FloorsUndecided:
            faults.append(Fault("whether the floors can be met cannot be found in reasonable time", field="floors"))
    if faults:
        raise BallotUncountable(*faults, round=round_id)


def _unfillable(form: BallotForm, cheapest: list[Project]) -> Iterator[Fault]:
    if len(form.projects) < form.fewest:
        numbers = {"fewest": form.fewest, "projects": len(form.projects)}
        yield Fault("a ballot names {fewest} projects or more, and {projects} can stand on it", numbers, field="fewest")
    total = sum((project.cost for project in cheapest), Fraction(0))
    if form.kind == "knapsack" and total > form.budget:
        figures = {
            "fewest": len(cheapest),
            "cost": Amount(total, form.currency),
            "budget": Amount(form.budget, form.currency),
        }
        what = key(
            "its {fewest} cheapest projects cost {cost} together, and a ballot may name no more than {budget} pays for"
        )
        yield Fault(what, figures, field="fewest")
    if form.kind == "cumulative" and form.points is not None and form.points < form.fewest:
        yield Fault("there are fewer points than projects to give them to", field="points")


def _count(form: BallotForm, spec: RuleSpec, named: list[Project]) -> None:
    ids = {project.id for project in named}
    chosen = tuple(project.id for project in form.projects if project.id in ids)
    trial = Choices(chosen, (1,) * len(chosen) if form.kind == "cumulative" else ())
    drawn = RuleSpec(spec.name, spec.version, MappingProxyType({**spec.options, "seed": _TRIAL}))
    RULES[spec.name](to_count(form, tallied([trial])).poll, drawn)
