"""A plan's trial in plain words, by the three questions of a councillor: what could go wrong, how likely, what then."""

from dataclasses import dataclass
from typing import Any

from commonweal.handover.problem import Problem
from commonweal.handover.stress.futures import KINDS, Futures, Kind
from commonweal.handover.stress.hurts import Hurt
from commonweal.handover.stress.trial import CellTrial, Chance, Danger, Regret, Trial
from commonweal.terms.sentences import Sentence, say

MOST_CELLS = 5
KEEP = "keep"
"""What keeping everything is called among the plans that a plan is compared with."""


@dataclass(frozen=True, slots=True)
class StressExplanation:
    """What a trial says.

    Attributes:
        wrong: what could go wrong, as it was tried.
        likely: how likely each danger is, and where.
        fallback: what happens then, and what else could be done.
    """

    wrong: tuple[Sentence, ...]
    likely: tuple[Sentence, ...]
    fallback: tuple[Sentence, ...]


def explain_stress(problem: Problem, futures: Futures, found: Trial, hardest: Hurt | None) -> StressExplanation:
    """Say what a trial came to.

    Args:
        problem: the data.
        futures: what scenarios were drawn from.
        found: what they came to.
        hardest: the end that would hurt most; it is said without a name.
    """
    return StressExplanation(
        tuple(_wrong(problem, futures, found)),
        (*_dangers(found), *_where(problem, found)),
        tuple(_fallback(futures, found, hardest)),
    )


def by_name(problem: Problem, hurts: tuple[Hurt, ...]) -> tuple[Sentence, ...]:
    """Say of every body what its end would mean, by name: for itself and for whoever commissions, not to publish."""
    return tuple(
        say(
            "{name} runs {cells} service. Its end would leave {extra:decimal1} weighted units more unmet, the mean "
            "over the quarters; at worst {most:decimal1}, ending in {quarter}.",
            plural="{name} runs {cells} services, counted in each neighbourhood. Its end would leave {extra:decimal1} "
            "weighted units more unmet, the mean over the quarters; at worst {most:decimal1}, ending in {quarter}.",
            by="cells",
            name=problem.providers[hurt.provider].name,
            cells=hurt.cells,
            extra=hurt.extra,
            most=hurt.most,
            quarter=str(problem.quarter(hurt.worst)),
        )
        for hurt in hurts
    )


def _wrong(problem: Problem, futures: Futures, found: Trial) -> list[Sentence]:
    told = [
        say(
            "The plan was tried in {n} future, over {quarters} quarters. None of them is a forecast.",
            plural="The plan was tried in {n} futures, over {quarters} quarters. None of them is a forecast.",
            by="n",
            n=found.scenarios,
            quarters=problem.quarters,
        )
    ]
    for kind in KINDS:
        told.append(_tried(kind, futures))
        if kind in found.kinds:
            seen = found.kinds[kind]
            told.append(
                say(
                    "If that alone comes otherwise than planned, a service falls below its floor somewhere in "
                    "{floor:percent1} of futures, and the statutory fund is overdrawn in {fund:percent1}.",
                    floor=seen["floor"].share,
                    fund=seen["statutory_fund"].share,
                )
            )
    return told


def _tried(kind: Kind, futures: Futures) -> Sentence:
    ranges = futures.ranges
    rates = [rate for pair in futures.lost_per_year.values() for rate in pair]
    sentences = {
        "ending": say(
            "A body that runs services ends: {least:percent1} to {most:percent1} a year.",
            least=min(rates),
            most=max(rates),
        ),
        "volunteers": say(
            "Volunteers: {least:percent} to {most:percent} of those that the plan reckons with come.",
            **_ends(futures, "volunteers"),
        ),
        "cuts": say(
            "Cuts: {least:percent} to {most:percent} of the planned fall, and up to {early} quarters earlier.",
            **_ends(futures, "cut_depth"),
            early=int(ranges["cut_early_quarters"].most),
        ),
        "need": say("Need for a service grows by up to {most:percent}.", most=ranges["surge"].most),
        "growth": say(
            "Capacity and social action grow and wear off at other rates than planned, and what is built serves sooner "
            "or later."
        ),
        "late": say(
            "Papers and people come late: what a body takes over slips by {first} to {last} quarters, with a chance of "
            "{least:percent} to {most:percent}.",
            **_ends(futures, "late_chance"),
            first=int(ranges["late_quarters"].least),
            last=int(ranges["late_quarters"].most),
        ),
        "funder": say(
            "A funder of the devolved grant goes, with a chance of up to {most:percent}; up to {kept:percent} of the "
            "grant stays.",
            most=ranges["funder_chance"].most,
            kept=ranges["funder_kept"].most,
        ),
    }
    return sentences[kind]


def _ends(futures: Futures, name: str) -> dict[str, Any]:
    return {"least": futures.ranges[name].least, "most": futures.ranges[name].most}


def _told(seen: Chance) -> Sentence:
    return say(
        "in {times} of {n} futures ({share:percent1}; the 95% interval of this chance is {least:percent1} to "
        "{most:percent1})",
        times=seen.times,
        n=seen.scenarios,
        share=seen.share,
        least=seen.least,
        most=seen.most,
    )


def _danger(danger: Danger, seen: Chance) -> Sentence:
    told = _told(seen)
    sentences = {
        "floor": say("A service falls below its floor somewhere, for a quarter or longer: {told}.", told=told),
        "gap": say("The gap between the most and the least deprived fifth leaves its band: {told}.", told=told),
        "worse_off": say("The most deprived fifth is worse off than if everything were kept: {told}.", told=told),
        "statutory_fund": say("The statutory fund is overdrawn: {told}.", told=told),
        "devolved_fund": say("The devolved fund cannot pay for what was planned: {told}.", told=told),
        "overload": say("A body has more load than it may carry: {told}.", told=told),
    }
    return sentences[danger]


def _dangers(found: Trial) -> list[Sentence]:
    return [_danger(danger, seen) for danger, seen in found.dangers.items()]


def _where(problem: Problem, found: Trial) -> list[Sentence]:
    names = {service.id: service.name for service in problem.services}
    ordered = sorted(enumerate(found.cells), key=lambda one: (-one[1].floor.times, one[0]))
    likeliest = [cell for _, cell in ordered[:MOST_CELLS] if cell.floor.times]
    if not likeliest:
        return [say("No service fell below its floor in any neighbourhood in any of these futures.")]
    return [_cell(names[cell.service], cell) for cell in likeliest]


def _cell(service: str, cell: CellTrial) -> Sentence:
    return say(
        "{service}, {neighbourhood}: below its floor {told}; over the whole plan {low:percent} to {high:percent} of "
        "need is not met in nine futures of ten.",
        service=service,
        neighbourhood=cell.neighbourhood,
        told=_told(cell.floor),
        low=cell.unmet.low,
        high=cell.unmet.high,
    )


def _fallback(futures: Futures, found: Trial, hardest: Hurt | None) -> list[Sentence]:
    delay = futures.ranges["step_in_delay_quarters"]
    told = [
        say(
            "When a body ends, the council steps in with the money that is held for that. Its own service runs again "
            "after {least} to {most} quarters, at the level at which it keeps what it runs.",
            least=int(delay.least),
            most=int(delay.most),
        )
    ]
    if hardest is not None:
        told.append(
            say(
                "The end of one body, body A, would hurt most: {extra:decimal1} weighted units more unmet, the mean "
                "over the quarters in which it could end. Agree now who would step in there, and with what.",
                extra=hardest.extra,
            )
        )
    told.extend(_compared(found, one) for one in found.regrets[1:])
    return told


def _compared(found: Trial, other: Regret) -> Sentence:
    plan = found.regrets[0]
    figures: dict[str, Any] = {
        "high": plan.regret.high,
        "best": plan.best,
        "other": other.best,
        "n": found.scenarios,
        "broken": other.dangers["statutory_fund"].share,
    }
    if other.name == KEEP:
        return say(
            "Keeping everything leaves least unmet in {other} of {n} futures, this plan in {best}; keeping overdraws "
            "the statutory fund in {broken:percent1} of them. In nineteen futures of twenty this plan leaves at most "
            "{high:decimal1} weighted units more unmet than the best of what was compared.",
            **figures,
        )
    return say(
        "The other plan {name} leaves least unmet in {other} of {n} futures, this plan in {best}; the other overdraws "
        "the statutory fund in {broken:percent1} of them. In nineteen futures of twenty this plan leaves at most "
        "{high:decimal1} weighted units more unmet than the best of what was compared.",
        name=other.name,
        **figures,
    )
