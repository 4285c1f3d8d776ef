"""What a scored award was made from: its scheme and its inputs, read and held to their form."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from .findings import Finding
from .manifests import FORMAT, is_canonical
from .reading import Folder

SCHEME, INPUT = "scheme.json", "input.json"
FORMULA = "lowest price / price"
NO_INTEREST = "none"
INTERESTS = (NO_INTEREST, "employee", "trustee", "member", "family", "money", "rival", "other")
MOST = 2**53 - 1
"""No sum, weight or score is larger: canonical JSON holds no larger whole number."""
_Test = Callable[[Any], bool]


def _form(value: Any, form: Mapping[str, _Test]) -> bool:
    """Say whether a value has exactly these members, each of its form."""
    return isinstance(value, dict) and set(value) == set(form) and all(form[name](value[name]) for name in form)


def _each(form: Mapping[str, _Test]) -> _Test:
    return lambda value: isinstance(value, list) and all(_form(one, form) for one in value)


def _whole(least: int) -> _Test:
    return lambda value: type(value) is int and least <= value <= MOST


def _unless_none(test: _Test) -> _Test:
    return lambda value: value is None or test(value)


def _among(*words: str) -> _Test:
    return lambda value: isinstance(value, str) and value in words


def _matching(pattern: str) -> _Test:
    form = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and bool(form.fullmatch(value))


def _told(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _ties(value: Any) -> bool:
    word = _among("quality", "price", "lot")
    if not isinstance(value, list) or not value or not all(word(one) for one in value):
        return False
    return value[-1] == "lot" and len(set(value)) == len(value)


_NAME = _matching(r"[a-z0-9][a-z0-9-]{0,63}")
_ASSESSOR = _matching(r"[a-z][a-z-]{0,40}-[1-9][0-9]{0,3}")
_SEED = _matching(r"[A-Za-z0-9._-]{1,64}")
_LEVEL = {"points": _whole(0), "means": _told}
_CRITERION = {
    "id": _NAME,
    "title": _told,
    "kind": _among("quality", "social_value", "price"),
    "weight": _whole(1),
    "levels": _each(_LEVEL),
    "minimum": _unless_none(_whole(0)),
    "formula": _among("", FORMULA),
}
_SCHEME = {
    "format": _among(FORMAT),
    "kind": _among("award scheme"),
    "id": _NAME,
    "title": _told,
    "body": _told,
    "opened": _day,
    "budget_pence": _whole(1),
    "most_awards": _whole(1),
    "overflow": _among("skip", "stop"),
    "total": _whole(1),
    "ties": _ties,
    "criteria": _each(_CRITERION),
}
_PROMISE = {"text": _told, "due": _day}
_BID = {
    "id": _NAME,
    "bidder": _told,
    "title": _told,
    "price_pence": _whole(1),
    "full_cost_pence": _unless_none(_whole(0)),
    "promises": _each(_PROMISE),
}
_INTEREST = {"assessor": _ASSESSOR, "bid": _NAME, "interest": _among(*INTERESTS)}
_SCORE = {"assessor": _ASSESSOR, "bid": _NAME, "criterion": _NAME, "points": _whole(0), "reason": _told}
_LISTS = (
    ("bids", _BID, ("id",)),
    ("interests", _INTEREST, ("assessor", "bid")),
    ("scores", _SCORE, ("assessor", "bid", "criterion")),
)
_INPUT = {
    "format": _among(FORMAT),
    "kind": _among("award input"),
    "scheme": _matching("[0-9a-f]{64}"),
    "seed": _unless_none(_SEED),
    **{name: _each(form) for name, form, _ in _LISTS},
}
"""What each member of the published values must be."""


@dataclass(frozen=True, slots=True)
class Given:
    """The inputs of an award, sound in form.

    Attributes:
        scheme: as published.
        seed: of the lot, or None.
        bids: by id, in the order of ids.
        interests: by (assessor, bid).
        scores: (points, reason) by (assessor, bid, criterion).
    """

    scheme: Mapping[str, Any]
    seed: str | None
    bids: Mapping[str, Mapping[str, Any]]
    interests: Mapping[tuple[str, str], str]
    scores: Mapping[tuple[str, str, str], tuple[int, str]]

    @property
    def assessors(self) -> list[str]:
        """Everybody who declared something; nobody else can have scored."""
        return sorted({assessor for assessor, _ in self.interests})

    def heard(self, bid: str) -> list[str]:
        """Give the assessors without an interest in a bid."""
        return [one for one in self.assessors if self.interests[one, bid] == NO_INTEREST]

    @property
    def assessed(self) -> list[Mapping[str, Any]]:
        """The criteria that are scored."""
        return [criterion for criterion in self.scheme["criteria"] if criterion["kind"] != "price"]


def check_scheme(folder: Folder) -> list[Finding]:
    """Check the scheme of an award as it was locked, before anybody bids.

    Raises:
        Unreadable: where the file is missing or is not JSON.
    """
    scheme = folder.read_json(SCHEME)
    findings = [Finding("V501", SCHEME, what) for what in _scheme_faults(scheme)]
    if not is_canonical(scheme, folder.read(SCHEME)):
        findings.append(Finding("V501", SCHEME, "it is not written in the one canonical form"))
    return findings


def read_given(folder: Folder) -> tuple[Given | None, list[Finding]]:
    """Read the scheme and the inputs of an award.

    Returns:
        The inputs, or None where they cannot be counted, and everything that is wrong with them.

    Raises:
        Unreadable: where a file is missing or is not JSON.
    """
    scheme, given = folder.read_json(SCHEME), folder.read_json(INPUT)
    findings = check_scheme(folder)
    if not is_canonical(given, folder.read(INPUT)):
        findings.append(Finding("V503", INPUT, "it is not written in the one canonical form"))
    wrong = _input_faults(given)
    if wrong or findings:
        return None, findings + [Finding("V503", INPUT, what) for what in wrong]
    held = Given(
        scheme,
        given["seed"],
        {bid["id"]: bid for bid in given["bids"]},
        {(one["assessor"], one["bid"]): one["interest"] for one in given["interests"]},
        {(one["assessor"], one["bid"], one["criterion"]): (one["points"], one["reason"]) for one in given["scores"]},
    )
    wrong = [*_undeclared(held), *_misplaced(held)]
    wrong = wrong or [*_unscored(held), *_too_few(held)]
    return None if wrong else held, [Finding("V503", INPUT, what) for what in wrong]


def _scheme_faults(scheme: Any) -> list[str]:
    if not _form(scheme, _SCHEME):
        return ["this is not a scheme of the published form"]
    criteria = scheme["criteria"]
    found = [f"the scale or formula of {one['id']} is not sound" for one in criteria if not _scale(one)]
    weights = sum(one["weight"] for one in criteria)
    if weights != scheme["total"]:
        found.append(f"the weights add up to {weights}, not to {scheme['total']}")
    kinds = [one["kind"] for one in criteria]
    if kinds.count("price") > 1 or "quality" not in kinds:
        found.append("there is more than one criterion of price, or none of quality")
    if len({one["id"] for one in criteria}) != len(criteria):
        found.append("two criteria have the same name")
    return found


def _scale(criterion: Mapping[str, Any]) -> bool:
    levels = [one["points"] for one in criterion["levels"]]
    least = criterion["minimum"]
    if criterion["kind"] == "price":
        return not levels and least is None and criterion["formula"] == FORMULA
    rising = len(levels) > 1 and levels == sorted(set(levels))
    return rising and not criterion["formula"] and (least is None or levels[0] <= least <= levels[-1])


def _input_faults(given: Any) -> list[str]:
    if not _form(given, _INPUT):
        wrong = [name for name, test in _INPUT.items() if not isinstance(given, dict) or not test(given.get(name))]
        return [f"these are not inputs of the published form: {', '.join(wrong) or 'there are other members'}"]
    return [
        f"{name} are not sorted, or one stands twice"
        for name, _, key in _LISTS
        if not all(one < other for one, other in pairwise([[row[part] for part in key] for row in given[name]]))
    ]


def _undeclared(held: Given) -> Iterator[str]:
    assessors = {key[0] for key in held.scores} | {key[0] for key in held.interests}
    for assessor in sorted(assessors):
        for bid in held.bids:
            if (assessor, bid) not in held.interests:
                yield f"{assessor} has not declared whether there is an interest in bid {bid}"


def _misplaced(held: Given) -> Iterator[str]:
    for assessor, bid in held.interests:
        if bid not in held.bids:
            yield f"{assessor} declares for bid {bid}, which is not there"
    scales = {one["id"]: one["levels"] for one in held.assessed}
    for (assessor, bid, criterion), (points, _) in held.scores.items():
        levels = scales.get(criterion)
        if bid not in held.bids or levels is None or not levels[0]["points"] <= points <= levels[-1]["points"]:
            yield f"{points} points of {assessor} for bid {bid} on {criterion} fit no scale"
    for offer in held.bids.values():
        dated = [(one["due"], one["text"]) for one in offer["promises"]]
        if dated != sorted(dated):
            yield f"the promises of bid {offer['id']} are not sorted"


def _unscored(held: Given) -> Iterator[str]:
    for bid in held.bids:
        for assessor in held.heard(bid):
            for criterion in held.assessed:
                if (assessor, bid, criterion["id"]) not in held.scores:
                    yield f"{assessor} has not scored bid {bid} on {criterion['id']}"


def _too_few(held: Given) -> Iterator[str]:
    for bid in held.bids:
        if len(held.heard(bid)) < 2:
            yield f"bid {bid} has fewer than two assessors without an interest"
