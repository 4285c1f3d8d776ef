"""A published trial read back exactly, so that it can be told and drawn in any language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.stress.codes import codes
from commonweal.handover.stress.explain import StressExplanation, explain_stress
from commonweal.handover.stress.fans import Fan
from commonweal.handover.stress.futures import KINDS, Drawn, Futures
from commonweal.handover.stress.hurts import Hurt
from commonweal.handover.stress.trial import DANGERS, CellTrial, Chance, Danger, Regret, Spread, Trial

FILE = "stress.json"


@dataclass(frozen=True, slots=True)
class ReadTrial:
    """A trial as it was published.

    Attributes:
        trial: chances, spreads and regret.
        futures: what scenarios were drawn from.
        fans: capacity against load of each body that runs something, in the problem's order.
        told: the same in words.
    """

    trial: Trial
    futures: Futures
    fans: tuple[Fan, ...]
    told: StressExplanation


def read_trial(files: Mapping[str, bytes], problem: Problem, plan: Plan) -> ReadTrial | None:
    """Read the trial that stands beside a plan, or give None where there is none.

    Args:
        files: of the plan's folder, as :func:`commonweal.formats.stress_folder.stress_files` gives those of the trial.
        problem: the data of the plan.
        plan: the plan, from which the numbers of its bodies follow.

    Raises:
        ValueError: where the file is not as it is written. What a stranger wrote is for the verifier.
    """
    if FILE not in files:
        return None
    value = json.loads(files[FILE])
    futures = Futures(
        {one["name"]: _drawn(one) for one in value["drawn"]},
        {one["fifth"]: (Fraction(one["least"]), Fraction(one["most"])) for one in value["lost_per_year"]},
    )
    trial = Trial(
        int(value["seed"]),
        value["scenarios"],
        {one["service"]: _chance(one["floor"]) for one in value["services"]},
        tuple(_cell(one) for one in value["cells"]),
        tuple(_regret(one) for one in value["plans"]),
        {kind: _dangers(value["kinds_alone"][kind]) for kind in KINDS if kind in value["kinds_alone"]},
    )
    return ReadTrial(
        trial,
        futures,
        _fans(value["bodies"], codes(problem, plan.decisions, value["plan_sha256"])),
        explain_stress(problem, futures, trial, _hardest(value["hurts_most"])),
    )


def _hardest(value: Any) -> Hurt | None:
    """Give the end that would hurt most, of whom nothing is published but what it would mean."""
    return None if value is None else Hurt(-1, 0, Fraction(value["extra_weighted_unmet"]), Fraction(0), 0)


def _drawn(one: Mapping[str, Any]) -> Drawn:
    return Drawn(one["name"], Fraction(one["least"]), Fraction(one["most"]), one["unit"], one["source"])


def _chance(one: Mapping[str, Any]) -> Chance:
    return Chance(one["times"], one["scenarios"], Fraction(one["least"]), Fraction(one["most"]))


def _spread(one: Mapping[str, Any]) -> Spread:
    return Spread(Fraction(one["low"]), Fraction(one["middle"]), Fraction(one["high"]))


def _dangers(seen: Mapping[str, Any]) -> dict[Danger, Chance]:
    # The written form has its members in the order of their letters; they are told in the order of DANGERS.
    return {danger: _chance(seen[danger]) for danger in DANGERS}


def _cell(one: Mapping[str, Any]) -> CellTrial:
    return CellTrial(
        one["service"],
        one["neighbourhood"],
        one["handed_over"],
        _chance(one["floor"]),
        _spread(one["unmet"]),
        _chance(one["overload"]),
        one.get("run_already", False),
    )


def _regret(one: Mapping[str, Any]) -> Regret:
    return Regret(
        one["plan"], _spread(one["weighted_unmet"]), _spread(one["regret"]), one["best"], _dangers(one["dangers"])
    )


def _fans(bodies: Sequence[Mapping[str, Any]], numbers: Mapping[int, int]) -> tuple[Fan, ...]:
    of = {one["body"]: one for one in bodies}
    return tuple(_fan(p, of[numbers[p]]) for p in sorted(numbers))


def _fan(provider: int, one: Mapping[str, Any]) -> Fan:
    quarters: Sequence[Mapping[str, Any]] = one["quarters"]
    return Fan(
        provider,
        tuple(quarter["goes_on"] for quarter in quarters),
        tuple(None if quarter["load"] is None else _spread(quarter["load"]) for quarter in quarters),
        tuple(None if quarter["capacity"] is None else _spread(quarter["capacity"]) for quarter in quarters),
        tuple(quarter["over"] for quarter in quarters),
    )
