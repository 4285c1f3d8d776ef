"""The folder of the experiment on chronology: its verdicts, table and conclusion from the figures of its plans."""

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from .cells import differing, exact, number, table
from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import FORMAT, MANIFEST, is_canonical
from .reading import Folder

FILE, TABLE = "experiment.json", "experiment.csv"
FILES = {FILE, TABLE, "experiment.svg", "experiment.txt", MANIFEST}
_ACTION, _DELIVERY, _FREE = _ORDERS = ("action first", "delivery first", "interleaved")
_FIGURES = ("objective", "bound", "certified_gap", "last_quarter", "unmet_share", "gap_at_end")
_VERDICTS = ("whole_time", "last_quarter", "gap_at_end")
_MILLION = 10**6
_ANSWERS = {
    "both": "Neither order is always the better one: it depends on the setting.",
    "all action": "In every setting tried, social action first leaves less unmet need than services first.",
    "all delivery": "In every setting tried, services first leaves less unmet need than social action first.",
    "action": "Wherever these settings decide it, social action first leaves less unmet need.",
    "delivery": "Wherever these settings decide it, services first leaves less unmet need.",
    "none": "These settings decide nothing: every difference is smaller than what the bounds leave open.",
}
_OF_ALL = (
    "Of {n} settings, by {what}: social action first is better in {action}, services first in {delivery};"
    " undecided: {undecided}."
)
_WITH = "With {level}: social action first {action}, services first {delivery}, undecided: {undecided}."
_NEVER_WORSE = (
    "Holding nothing back is never worse, by construction: its plans leave {least:percent1} to {most:percent1}"
    " less unmet need than the better of the two orders."
)
_BORROWED = (
    "In {n} setting the search with nothing held back found no better plan than one of the two orders.",
    "In {n} settings the search with nothing held back found no better plan than one of the two orders.",
)
_WHAT = {
    "whole_time": "unmet need over the whole time, proved by the bounds",
    "last_quarter": "unmet need in the last quarter",
    "gap_at_end": "how far the most deprived fifth is behind the least deprived at the end",
}
Told = tuple[str, dict[str, Any]]


def check_order_trials(folder: Folder) -> list[Finding]:
    """Check an experiment; the figures of its plans, its words beside the conclusion, and its picture are not read."""
    return [finding for part in (_layout, _trials) for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    return layout(folder, FILES)


def _trials(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or (told.get("format"), told.get("kind")) != (FORMAT, "chronology experiment"):
        return [Finding("V821", FILE, f"this is no experiment of the form {FORMAT}")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V821", FILE, "it is not written in the one canonical form"))
    trials = told["settings"]
    if not trials:
        return [*findings, Finding("V821", FILE, "it tries no setting")]
    if len({json.dumps(one["levels"]) for one in trials}) < len(trials):
        findings.append(Finding("V821", FILE, "it tries a setting twice"))
    for k, one in enumerate(trials, start=1):
        findings.extend(Finding("V821", FILE, f"of setting {k} {what}") for what in _setting(one))
    findings.extend(Finding("V822", FILE, what) for what in _conclusion(told))
    findings.extend(
        Finding("V821", TABLE, f"line {line} is not what {FILE} tells")
        for line in differing(folder.read(TABLE), _table(trials))
    )
    return findings


def _setting(one: Any) -> Iterator[str]:
    found = {order: {name: number(one["orders"][order][name]) for name in _FIGURES} for order in _ORDERS}
    yield from _sound(found)
    taken = one["borrowed"]
    if taken is not None and one["orders"][taken]["plan_sha256"] != one["orders"][_FREE]["plan_sha256"]:
        yield f"the plan with nothing held back is said to be that of {taken}, and is another"
    for name, verdict in _verdicts(found).items():
        if one[f"better_{name}"] != verdict:
            yield f"by {name} the better order is not what the figures give ({verdict})"


def _sound(found: Any) -> Iterator[str]:
    for order, figures in found.items():
        if figures["bound"] > figures["objective"]:
            yield f"the plan of {order} is better than any plan can be"
        if figures["certified_gap"] != _gap(figures["objective"] - figures["bound"], figures["objective"]):
            yield f"the gap of {order} is not what its objective and bound give"
    free = found[_FREE]
    for order in (_ACTION, _DELIVERY):
        if free["objective"] > found[order]["objective"] or free["bound"] > found[order]["bound"]:
            yield f"{order}, of which every plan is one with nothing held back, is better than that, or bound by less"


def _verdicts(found: Any) -> dict[str, str]:
    action, delivery = found[_ACTION], found[_DELIVERY]
    whole = "undecided"
    if action["objective"] < delivery["bound"]:
        whole = _ACTION
    elif delivery["objective"] < action["bound"]:
        whole = _DELIVERY
    doubt = action["certified_gap"] + delivery["certified_gap"]
    least = doubt * max(action["last_quarter"], delivery["last_quarter"])
    behind = doubt * max(action["unmet_share"], delivery["unmet_share"])
    return {
        "whole_time": whole,
        "last_quarter": _clearer(action["last_quarter"], delivery["last_quarter"], least),
        "gap_at_end": _clearer(action["gap_at_end"], delivery["gap_at_end"], behind),
    }


def _clearer(action: Fraction, delivery: Fraction, doubt: Fraction) -> str:
    if abs(action - delivery) <= doubt:
        return "undecided"
    return _ACTION if action < delivery else _DELIVERY


def _gap(short: Fraction, of: Fraction) -> Fraction:
    if of <= 0:
        return Fraction(0)
    part = short / of
    return Fraction(-(-part.numerator * _MILLION // part.denominator), _MILLION)


def _table(trials: Sequence[Any]) -> bytes:
    figures = [f"{order.replace(' ', '_')}_{name}" for order in _ORDERS for name in (*_FIGURES, "handed_over")]
    levels = ("cuts", "capacity", "growth", "social_action")
    return table((*levels, *(f"better_{name}" for name in _VERDICTS), *figures), map(_row, trials))


def _row(one: Any) -> list[Any]:
    row = [level["text"] for level in one["levels"]] + [one[f"better_{name}"] for name in _VERDICTS]
    for order in _ORDERS:
        told = one["orders"][order]
        row += [*(_down(number(told[name])) for name in _FIGURES), told["handed_over"]]
    return row


def _down(value: Fraction) -> Fraction:
    return Fraction(value.numerator * _MILLION // value.denominator, _MILLION)


def _conclusion(told: Any) -> Iterator[str]:
    trials, said = told["settings"], told["conclusion"]
    expected = [*_sentences(trials)]
    if [_said(one) for one in said] != [
        (message, json.dumps(figures, sort_keys=True)) for message, figures in expected
    ]:
        yield "its conclusion is not what its settings come to"
    widest = max(number(one["orders"][order]["certified_gap"]) for one in trials for order in _ORDERS)
    gaps = [one["figures"]["gap"] for one in told["limits"] if "gap" in one["figures"]]
    if gaps != [exact(widest)]:
        yield "its limits state another gap than the widest of its plans"


def _said(one: Any) -> tuple[str, str]:
    figures = {
        name: figure["message"] if isinstance(figure, dict) and "message" in figure else figure
        for name, figure in one["figures"].items()
    }
    return one["message"], json.dumps(figures, sort_keys=True)


def _sentences(trials: Sequence[Any]) -> Iterator[Told]:
    """Give each sentence of the conclusion: its message, and its figures."""
    yield _answer(trials), {}
    yield _counted(trials, "whole_time")
    for k in range(len(trials[0]["levels"])):
        levels = list(dict.fromkeys(one["levels"][k]["message"] for one in trials))
        for level in levels if len(levels) > 1 else ():
            some = [one for one in trials if one["levels"][k]["message"] == level]
            yield _WITH, {"level": level, **_wins(some, "whole_time")}
    yield _counted(trials, "last_quarter")
    yield _counted(trials, "gap_at_end")
    better = [*_better(trials)]
    least, most = min(better, default=Fraction(0)), max(better, default=Fraction(0))
    yield _NEVER_WORSE, {"least": exact(least), "most": exact(most)}
    borrowed = sum(1 for one in trials if one["borrowed"] is not None)
    if borrowed:
        yield _BORROWED[0], {"n": borrowed}


def _better(trials: Sequence[Any]) -> Iterator[Fraction]:
    for one in trials:
        action, delivery, free = (number(one["orders"][order]["objective"]) for order in _ORDERS)
        if min(action, delivery):
            yield 1 - free / min(action, delivery)


def _wins(trials: Sequence[Any], by: str) -> dict[str, int]:
    found = [one[f"better_{by}"] for one in trials]
    return {
        "action": found.count(_ACTION),
        "delivery": found.count(_DELIVERY),
        "undecided": found.count("undecided"),
    }


def _counted(trials: Sequence[Any], by: str) -> Told:
    return _OF_ALL, {"n": len(trials), "what": _WHAT[by], **_wins(trials, by)}


def _answer(trials: Sequence[Any]) -> str:
    wins = _wins(trials, "whole_time")
    if wins["action"] and wins["delivery"]:
        return _ANSWERS["both"]
    for name in ("action", "delivery"):
        if wins[name]:
            return _ANSWERS[f"all {name}" if wins[name] == len(trials) else name]
    return _ANSWERS["none"]
