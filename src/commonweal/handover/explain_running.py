"""What is said of services that a body runs already: handed on, handed back, or left with it."""

from fractions import Fraction
from typing import Literal

from commonweal.handover.pathways import Choice, is_back, staying_cost, stops, supply, taking_cost
from commonweal.handover.problem import Problem, total
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

Fate = Literal["over", "on", "back", "stay", "kept"]
"""Handed over, on or back; staying with the body that runs it already; kept by the council."""


def counted(problem: Problem, pathways: tuple[Choice | None, ...]) -> dict[Fate, int]:
    """Count the services, in each neighbourhood, that are handed over, on or back, that stay with a body, and others.

    Args:
        problem: the data.
        pathways: of a plan.
    """
    fates: tuple[Fate, ...] = ("over", "on", "back", "stay", "kept")
    found = dict.fromkeys(fates, 0)
    for c, choice in enumerate(pathways):
        found[fate(problem, c, choice)] += 1
    return found


def fate(problem: Problem, cell: int, choice: Choice | None) -> Fate:
    """Say in a word what becomes of a cell."""
    now = problem.runs(cell)
    if choice is None:
        return "stay" if now else "kept"
    if is_back(problem, choice):
        return "back"
    return "on" if now else "over"


def runner_name(problem: Problem, cell: int) -> str:
    """Give the name of the body that runs a cell already, or ""."""
    now = problem.runs(cell)
    return problem.providers[problem.offers[now.offer].provider].name if now else ""


def what_else_moves(problem: Problem, pathways: tuple[Choice | None, ...]) -> list[Sentence]:
    """Say how many services that a body runs already are handed on, handed back, or left with it."""
    found, told = counted(problem, pathways), []
    if found["on"]:
        told.append(
            say(
                "{n} that a body runs already is handed on to another body.",
                "{n} that a body runs already are handed on to another body.",
                "n",
                n=found["on"],
            )
        )
    if found["back"]:
        told.append(
            say(
                "{n} that a body runs already is handed back to the council.",
                "{n} that a body runs already are handed back to the council.",
                "n",
                n=found["back"],
            )
        )
    if found["stay"]:
        told.append(
            say(
                "{n} stays with the body that runs it already.",
                "{n} stay with the bodies that run them already.",
                "n",
                n=found["stay"],
            )
        )
    return told


def goes_from_body(problem: Problem, c: int, choice: Choice | None) -> list[Sentence]:
    """Say what becomes of a service that a body runs already."""
    now = problem.runs(c)
    if now is None:
        return []
    name = runner_name(problem, c)
    if choice is None:
        quality = problem.offers[now.offer].quality
        return [
            say(
                "It stays with {name}, who runs it already and meets {share:percent} of need.", name=name, share=quality
            )
        ]
    last = problem.quarters - 1
    start, live = choice.start, choice.start + problem.parameters.overlap_quarters
    first, alone = problem.quarter(start).first_day, problem.quarter(live).first_day
    if is_back(problem, choice):
        said = [
            say(
                "Handed back: from {start} {name} and the council run it together; from {live} the council runs it"
                " alone.",
                name=name,
                start=first,
                live=alone,
            )
        ]
    else:
        other = problem.providers[problem.offers[choice.offer].provider].name
        said = [
            say(
                "Handed on from {name} to {other}: from {start} both run it together; from {live} {other} runs it"
                " alone.",
                name=name,
                other=other,
                start=first,
                live=alone,
            )
        ]
    if stops(problem, c) and now.last is not None:
        said.append(say("{name} runs it until {day} at the latest.", name=name, day=problem.quarter(now.last).last_day))
    both = total(taking_cost(problem, choice, t) for t in range(start, live))
    after = taking_cost(problem, choice, last)
    before = staying_cost(problem, c, 0)
    return [
        *said,
        say("In the last quarter {share:percent} of need is met.", share=supply(problem, choice, last)),
        say(
            "Running it twice costs {both}; the legal and data work costs {legal}.",
            both=_pounds(problem, both),
            legal=_pounds(problem, problem.legal_cost(c)),
        ),
        say(
            "Spending goes from {before} a quarter to {after}.",
            before=_pounds(problem, before),
            after=_pounds(problem, after),
        ),
    ]


def _pounds(problem: Problem, units: Fraction) -> Amount:
    return Amount(Fraction(round(units * problem.unit_gbp)))
