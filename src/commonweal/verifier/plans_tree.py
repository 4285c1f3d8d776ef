"""A proof in parts: that its questions split all plans, and what each part leaves open.

Each question is answered with yes or no by every plan. So the parts cover all plans, however they were found, if each
branch leads to two places and every branch and leaf is come to once.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from .plans_data import Data

_BRANCH, _QUESTION = {"question", "yes", "no"}, {"kind", "of", "offer", "by"}
Part = list[tuple[Any, bool]]
"""Questions, each with its answer."""


def tree_faults(data: Data, branches: Sequence[Any], leaves: int) -> list[str]:
    """Find what keeps branches from splitting all plans into so many leaves."""
    faults = []
    for k, branch in enumerate(branches):
        if set(branch) != _BRANCH or set(branch["question"]) != _QUESTION:
            faults.append(f"question {k} of the proof has other members than it should")
        else:
            faults += [f"question {k} of the proof {what}" for what in _question(data, branch["question"])]
    if not faults:
        ends = sorted(branch[way] for branch in branches for way in ("yes", "no"))
        inner = [k for k in ends if not isinstance(k, int) or k >= 0]
        if inner != [*range(1, len(branches))] or ends[: len(ends) - len(inner)] != [*range(-leaves, 0)]:
            faults.append("the questions of the proof do not lead to each of its parts once")
        elif any(0 <= branch[way] <= k for k, branch in enumerate(branches) for way in ("yes", "no")):
            faults.append("a question of the proof leads back")
    return faults


def _question(data: Data, question: Any) -> Iterator[str]:
    kind, of, by = (question[name] for name in ("kind", "of", "by"))
    counts = {"begins": len(data.cells), "ready": len(data.bodies)}
    if kind not in counts or type(of) is not int or not 0 <= of < counts[kind]:
        yield "is about nothing that the input has"
    elif by is not None and (type(by) is not int or not 0 <= by < data.quarters):
        yield "names a quarter outside the plan"
    elif not _offered(data, question):
        yield "names an offer that it is not about"
    elif any(of == (c if kind == "begins" else body) for c, body in _begun(data)):
        yield "is about what has begun already"


def _offered(data: Data, question: Any) -> bool:
    """Say whether a question names no offer, or one of the cell that it is about."""
    offer = question["offer"]
    if offer is None or question["kind"] == "ready":
        return offer is None
    return type(offer) is int and 0 <= offer < len(data.offers) and data.offers[offer]["cell"] == question["of"]


def _begun(data: Data) -> list[tuple[int, int]]:
    """Give the cells that have begun already, each with its body; those run before the plan may go on or back."""
    starts = data.past["starts"] if data.past else []
    run = [(-1, data.offers[now["offer"]]["provider"]) for now in data.running if now]
    return [*((c, data.offers[way[0]]["provider"]) for c, way in enumerate(starts) if way), *run]


def parts(branches: Sequence[Any]) -> dict[int, Part]:
    """Give the questions and answers that lead to each leaf, from branches that have no fault."""
    to: dict[int, Part] = {0: []}
    for k, branch in enumerate(branches):
        before = to.pop(k)
        for way in ("yes", "no"):
            to[branch[way]] = [*before, (branch["question"], way == "yes")]
    return {-1 - k: part for k, part in to.items()} if branches else {}


def ways(data: Data, c: int, part: Part) -> list[tuple[int | None, int]]:
    """Give every pathway of a cell, as (offer, start), that the plans of a part may go; keeping is (None, 0)."""
    asked = [(question, yes) for question, yes in part if question["kind"] == "ready" or question["of"] == c]
    return [
        (k, start)
        for k, start in data.options(c)
        if all(_says(data, question, c, k, start) in (None, yes) for question, yes in asked)
    ]


def _says(data: Data, question: Any, c: int, k: int | None, start: int) -> bool | None:
    """Give what a question's answer must be where a cell goes a way; None where that does not settle it."""
    by = question["by"]
    soon = by is None or start <= by
    if question["kind"] == "begins":
        if question["of"] != c:
            return None
        return k is not None and question["offer"] in (None, k) and soon
    return True if k is not None and data.offers[k]["provider"] == question["of"] and soon else None


def is_empty(data: Data, part: Part) -> bool:
    """Say whether no plan answers the questions so: a cell is left no way, or a body no quarter to be ready in."""
    quarters = (ready_in(data, p, part) for p in range(len(data.bodies)))
    return not all(ways(data, c, part) for c in range(len(data.cells))) or any(
        not when and not never for when, never in quarters
    )


def ready_in(data: Data, p: int, part: Part) -> tuple[list[int], bool]:
    """Give the quarters in which a body may become ready in a part, and whether it may also never do so."""
    quarters, never = list(range(data.until, data.quarters)), True
    for question, yes in part:
        if question["kind"] == "ready" and question["of"] == p:
            by = data.quarters - 1 if question["by"] is None else question["by"]
            quarters = [t for t in quarters if (t <= by) == yes]
            never = never and not yes
    return quarters, never
