"""The folder of the experiment on chronology: every figure exactly, a table, and what it shows in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.handover.order_conclusion import OrderTrial, conclusion, limits_of_trials
from commonweal.handover.orders import NAMES, ORDERS, OrderOutcome
from commonweal.handover.problem import rounded_down
from commonweal.terms.canon import encode, fraction_text
from commonweal.terms.sentences import Sentence, say

FIGURES = ("objective", "bound", "certified_gap", "last_quarter", "unmet_share", "gap_at_end")
VERDICTS = ("whole_time", "last_quarter", "gap_at_end")
_PLACES = 6


def order_trial_files(
    trials: Sequence[OrderTrial],
    about: Mapping[str, Any],
    sources: Sequence[Sentence],
    picture: str,
) -> dict[str, bytes]:
    """Give the files of an experiment on chronology.

    Args:
        trials: what was tried, and what came of it; at least one.
        about: what the experiment was made with, such as its seed: integers and texts.
        sources: of the cuts.
        picture: the phase diagram, a drawing that stands alone.

    Returns:
        The bytes of ``experiment.json`` (exact, canonical), ``experiment.csv`` (rounded down to the sixth decimal),
        ``experiment.svg``, ``experiment.txt`` and ``manifest.json``. Equal values give equal bytes.
    """
    said, limits = conclusion(trials), limits_of_trials(trials)
    return with_manifest(
        "experiment",
        {
            "experiment.json": encode(
                {
                    "format": FORMAT,
                    "kind": "chronology experiment",
                    "about": dict(about),
                    "settings": [_value(one) for one in trials],
                    "conclusion": [sentence_value(one) for one in said],
                    "limits": [sentence_value(one) for one in limits],
                    "sources": [sentence_value(one) for one in sources],
                }
            ),
            "experiment.csv": write_table(_columns(), map(_row, trials)),
            "experiment.svg": picture.encode("utf-8"),
            "experiment.txt": _text(said, limits, sources).encode("utf-8"),
        },
    )


def _value(trial: OrderTrial) -> dict[str, Any]:
    compared = trial.compared
    return {
        "levels": [sentence_value(one) for one in trial.levels],
        "keep": fraction_text(compared.keep),
        "borrowed": compared.borrowed,
        **{f"better_{name}": getattr(compared, name) for name in VERDICTS},
        "orders": {order: _outcome(compared.outcomes[order]) for order in ORDERS},
    }


def _outcome(outcome: OrderOutcome) -> dict[str, Any]:
    return {
        **{name: fraction_text(getattr(outcome, name)) for name in FIGURES},
        "handed_over": outcome.handed_over,
        "input_sha256": outcome.input_sha256,
        "plan_sha256": outcome.plan_sha256,
        "solver": outcome.solver,
    }


def _columns() -> tuple[str, ...]:
    figures = (f"{order.replace(' ', '_')}_{name}" for order in ORDERS for name in (*FIGURES, "handed_over"))
    return ("cuts", "capacity", "growth", "social_action", *(f"better_{name}" for name in VERDICTS), *figures)


def _row(trial: OrderTrial) -> Sequence[object]:
    text = prose(ENGLISH).text
    row: list[object] = [text(level) for level in trial.levels]
    row += [getattr(trial.compared, name) for name in VERDICTS]
    for order in ORDERS:
        outcome = trial.compared.outcomes[order]
        row += [*(rounded_down(getattr(outcome, name), _PLACES) for name in FIGURES), outcome.handed_over]
    return row


def _text(said: Sequence[Sentence], limits: Sequence[Sentence], sources: Sequence[Sentence]) -> str:
    text = prose(ENGLISH).text
    head = say(
        "Which comes first, {action} or {delivery}?", action=say(NAMES[ORDERS[0]]), delivery=say(NAMES[ORDERS[1]])
    )
    return "\n".join(
        [
            text(head),
            "",
            *(text(one) for one in said),
            "",
            text(say("What this does not show")),
            *(f"- {text(one)}" for one in limits),
            "",
            text(say("Where the cuts come from")),
            *(f"- {text(one)}" for one in sources),
            "",
        ]
    )
