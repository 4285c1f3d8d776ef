"""What the later stages of a search came to, in sentences."""

from fractions import Fraction

from commonweal.handover.last_plan import Stages
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say


def cost_told(problem: Problem, plan: Plan) -> list[Sentence]:
    """Say what a plan costs over its life, and what was saved without leaving more need unmet."""
    said = plan.stages
    if said is None:
        return []
    cost = _pounds(problem, abs(said.cost))
    if said.cost >= 0:
        told = [say("Over the whole plan it costs {cost} more than keeping every service.", cost=cost)]
    else:
        told = [say("Over the whole plan it costs {cost} less than keeping every service.", cost=cost)]
    saved = said.first_cost - said.cost
    if saved > 0:
        told.append(
            say(
                "The plan first found would have cost {saved} more; this one leaves no more need unmet.",
                saved=_pounds(problem, saved),
            )
        )
    else:
        told.append(say("Of plans that leave no more need unmet, none was found that costs less."))
    return told


def changes_told(plan: Plan) -> list[Sentence]:
    """Say how far a plan is from the one that was published before, and what was kept of that."""
    said = plan.stages
    if said is None or said.changes is None or said.first_changes is None:
        return []
    if not said.changes.cells:
        return [say("Nothing goes another way than in the plan published before.")]
    told = [
        say(
            "{n} service, counted in each neighbourhood, goes another way than in the plan published before;"
            " it moves by {quarters} quarters.",
            "{n} services, counted in each neighbourhood, go another way than in the plan published before;"
            " they move by {quarters} quarters in all.",
            "n",
            n=said.changes.cells,
            quarters=said.changes.quarters,
        )
    ]
    kept = said.first_changes.cells - said.changes.cells
    if kept > 0:
        told.append(
            say(
                "{n} more would have changed, had the plan not been held against that one.",
                "{n} more would have changed, had the plan not been held against that one.",
                "n",
                n=kept,
            )
        )
    return told


def proof_told(said: Stages | None) -> list[Sentence]:
    """Say what the certificate does not cover."""
    if said is None:
        return []
    return [
        say(
            "That is proved of unmet need alone. That no plan with as little unmet need costs less, or changes less,"
            " was searched and is not proved."
        )
    ]


def _pounds(problem: Problem, units: Fraction) -> Amount:
    return Amount(Fraction(round(units * problem.unit_gbp)))
