"""The folder of a plan's trial: every figure exactly, a table for a spreadsheet, and plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.handover.problem import Problem
from commonweal.handover.stress.explain import StressExplanation, by_name
from commonweal.handover.stress.fans import Fan
from commonweal.handover.stress.futures import Drawn, Futures
from commonweal.handover.stress.hurts import Hurt
from commonweal.handover.stress.trial import CellTrial, Chance, Spread, Trial
from commonweal.terms.canon import encode
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class PublishedTrial:
    """All that is published of a plan's trial.

    Attributes:
        problem: the data of the plan.
        input_sha256: digest of the data's written form.
        plan_sha256: digest of the plan's written form.
        futures: what scenarios were drawn from.
        found: what they came to.
        explanation: the same in words.
        hardest: the end that would hurt most, if the plan hands anything over; it is written without a name.
        fans: capacity against load of each body that runs something.
        codes: the number by which each of these bodies is published.
    """

    problem: Problem
    input_sha256: str
    plan_sha256: str
    futures: Futures
    found: Trial
    explanation: StressExplanation
    hardest: Hurt | None
    fans: tuple[Fan, ...]
    codes: Mapping[int, int]


def stress_files(trial: PublishedTrial, picture: str) -> Mapping[str, bytes]:
    """Give the folder of a trial.

    Args:
        trial: what is published of it.
        picture: an SVG that stands alone.

    Returns:
        The bytes of ``stress.json``, ``stress.csv``, ``stress.txt``, ``stress.svg`` and ``manifest.json``.
    """
    files = {
        "stress.json": encode(_value(trial)),
        "stress.csv": _table(trial.found),
        "stress.txt": _text(trial).encode("utf-8"),
        "stress.svg": picture.encode("utf-8"),
    }
    return with_manifest("stress", files)


def hurts_text(problem: Problem, hurts: Sequence[Hurt], codes: Mapping[int, int]) -> bytes:
    """Give what every body's end would mean, by name, and the number of each in what is published: not to publish."""
    voice = prose(ENGLISH)
    private = say(
        "Not to publish: for each body itself and for whoever commissions. It says what to prepare for, and nothing "
        "about how likely a body is to end."
    )
    numbers = (
        say("{name} is body {n} in what is published.", name=problem.providers[p].name, n=n) for p, n in codes.items()
    )
    lines = [voice.text(sentence) for sentence in (private, *by_name(problem, tuple(hurts)), *numbers)]
    return ("\n\n".join(lines) + "\n").encode("utf-8")


def _value(trial: PublishedTrial) -> dict[str, Any]:
    found, hardest = trial.found, trial.hardest
    return {
        "kind": "stress",
        "input_sha256": trial.input_sha256,
        "plan_sha256": trial.plan_sha256,
        "seed": str(found.seed),
        "scenarios": found.scenarios,
        "drawn": [_drawn(one) for _, one in sorted(trial.futures.ranges.items())],
        "lost_per_year": [
            {"fifth": fifth, "least": least, "most": most}
            for fifth, (least, most) in sorted(trial.futures.lost_per_year.items())
        ],
        "services": [{"service": name, "floor": _chance(one)} for name, one in found.services.items()],
        "cells": [_cell(one) for one in found.cells],
        "plans": [
            {
                "plan": one.name,
                "weighted_unmet": _spread(one.weighted),
                "regret": _spread(one.regret),
                "best": one.best,
                "dangers": {danger: _chance(seen) for danger, seen in one.dangers.items()},
            }
            for one in found.regrets
        ],
        "kinds_alone": {
            kind: {danger: _chance(seen) for danger, seen in dangers.items()} for kind, dangers in found.kinds.items()
        },
        "bodies": sorted((_fan(trial.codes, one) for one in trial.fans), key=lambda one: int(one["body"])),
        "hurts_most": None if hardest is None else {"body": "A", "extra_weighted_unmet": hardest.extra},
        "explanation": {
            "wrong": [sentence_value(sentence) for sentence in trial.explanation.wrong],
            "likely": [sentence_value(sentence) for sentence in trial.explanation.likely],
            "fallback": [sentence_value(sentence) for sentence in trial.explanation.fallback],
        },
    }


def _drawn(one: Drawn) -> dict[str, Any]:
    return {"name": one.name, "least": one.least, "most": one.most, "unit": one.unit, "source": one.source}


def _chance(one: Chance) -> dict[str, Any]:
    return {"times": one.times, "scenarios": one.scenarios, "least": one.least, "most": one.most}


def _spread(one: Spread) -> dict[str, Any]:
    return {"low": one.low, "middle": one.middle, "high": one.high}


def _cell(one: CellTrial) -> dict[str, Any]:
    return {
        "service": one.service,
        "neighbourhood": one.neighbourhood,
        "handed_over": one.handed,
        "floor": _chance(one.floor),
        "unmet": _spread(one.unmet),
        "overload": _chance(one.overload),
        # Left out where the council runs it, so that what was published before bodies could is written as it was.
        **({"run_already": True} if one.run_already else {}),
    }


def _fan(codes: Mapping[int, int], one: Fan) -> dict[str, Any]:
    quarters = zip(one.futures, one.load, one.capacity, one.over, strict=True)
    return {
        "body": codes[one.provider],
        "quarters": [
            {
                "goes_on": goes_on,
                "load": None if load is None else _spread(load),
                "capacity": None if capacity is None else _spread(capacity),
                "over": over,
            }
            for goes_on, load, capacity, over in quarters
        ],
    }


def _table(found: Trial) -> bytes:
    columns = [
        *("service", "neighbourhood", "handed_over", "scenarios", "below_floor_times", "below_floor_least_share"),
        *("below_floor_most_share", "unmet_low_share", "unmet_middle_share", "unmet_high_share", "overload_times"),
    ]
    rows = [
        (
            *(one.service, one.neighbourhood, "yes" if one.handed else "no", one.floor.scenarios, one.floor.times),
            *(one.floor.least, one.floor.most, one.unmet.low, one.unmet.middle, one.unmet.high, one.overload.times),
        )
        for one in found.cells
    ]
    return write_table(columns, rows)


def _text(trial: PublishedTrial) -> str:
    voice, told = prose(ENGLISH), trial.explanation
    lines = [voice.text(say("Stress test of a hand-over plan"))]
    parts: tuple[tuple[Sentence, tuple[Sentence, ...]], ...] = (
        (say("What could go wrong?"), told.wrong),
        (say("How likely is it?"), told.likely),
        (say("What is the fallback?"), told.fallback),
        (say("What was drawn, between which ends, and where they come from"), _ranges(trial.futures)),
    )
    for title, sentences in parts:
        heading = voice.text(title)
        lines += ["", heading, "-" * len(heading), *(voice.text(sentence) for sentence in sentences)]
    return "\n".join(lines) + "\n"


def _ranges(futures: Futures) -> tuple[Sentence, ...]:
    return tuple(
        say(
            "{name}: {least:decimal2} to {most:decimal2} {unit}; {source}.",
            name=one.name,
            least=one.least,
            most=one.most,
            unit=one.unit,
            source=one.source,
        )
        for _, one in sorted(futures.ranges.items())
    )
