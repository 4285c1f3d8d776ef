"""The measures beside a count: that they are of its form and speak of its ballots.

Who gets what is worked out again from the ballots; the measures that need many counts are not.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from hashlib import sha256
from typing import Any

from .findings import Finding
from .manifests import FORMAT, amount, is_canonical, same
from .poll import Poll, read_poll
from .reading import Folder
from .recount import by_votes

FILE = "measures.json"
_KIND = "count measures"
_MEMBERS = frozenset(
    ["format", "kind", "poll", "rule", "claims", "portions", "levers", "robustness", "others", "who"],
)


def check_measures(folder: Folder) -> list[Finding]:
    """Check the measures of a count, where there are any."""
    if FILE not in folder:
        return []
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or (told.get("format"), told.get("kind")) != (FORMAT, _KIND):
        return [Finding("V209", FILE, f"this is not a {_KIND} of the form {FORMAT}")]
    findings = []
    if set(told) != _MEMBERS:
        findings.append(Finding("V209", FILE, "it has other members than the measures of a count"))
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V209", FILE, "it is not written in the one canonical form"))
    if told.get("poll") != sha256(folder.read("poll.pb")).hexdigest():
        findings.append(Finding("V209", FILE, "it speaks of other ballots than those in poll.pb"))
    if told.get("rule") != folder.read_json("result.json")["rule"]:
        findings.append(Finding("V209", FILE, "it speaks of another rule than the result"))
    poll, _ = read_poll(folder)  # what is wrong with the ballots is said by the check of the count
    if poll is not None and not findings:
        findings.extend(_who(poll, folder, told["who"]))
    return findings


def _who(poll: Poll, folder: Folder, stated: Any) -> Iterable[Finding]:
    """Hold the money by area, and what most votes alone would give, against the ballots."""
    certificate = folder.read_json("certificate.json")
    votes_decided = certificate["rule"]["name"] == "greedy" or any(
        winner["by"] == "greedy" for winner in certificate["winners"]
    )
    rival = None if votes_decided else by_votes(poll, certificate["rule"]["spec"], certificate["winners"])
    right = _by_area(poll, folder.read_json("result.json")["selected"], rival)
    if not isinstance(stated, list) or [_name(one) for one in stated] != [one["area"] for one in right]:
        yield Finding("V209", FILE, "who gets what does not speak of each area once, by name")
        return
    for said, found in zip(stated, right, strict=True):
        if not same(said, found):
            where = f"area {found['area']}" if found["area"] else "the whole place"
            yield Finding("V209", FILE, f"who gets what: {where} is not what the ballots and the result give")


def _by_area(poll: Poll, selected: Collection[str], rival: Collection[str] | None) -> list[dict[str, Any]]:
    areas = [next((name for kind, name in groups if kind == "area"), "") for groups in poll.groups]
    votes, found = poll.supporters(), []
    for area in sorted(set(areas)):
        costs = {poll.ids[k]: poll.costs[k] for k, name in enumerate(areas) if name == area}
        held = _spent(costs, selected)
        row: dict[str, Any] = {
            "area": area,
            "asked": amount(sum(costs.values(), Fraction(0))),
            "spent": amount(held),
            "funded": sum(id_ in selected for id_ in costs),
            "votes": sum(votes[k] for k, name in enumerate(areas) if name == area),
            "by_votes": None,
        }
        if rival is not None:
            other = _spent(costs, rival)
            funded = sum(id_ in rival for id_ in costs)
            row["by_votes"] = {"spent": amount(other), "funded": funded, "more": amount(held - other)}
        found.append(row)
    return found


def _spent(costs: Mapping[str, Fraction], funded: Collection[str]) -> Fraction:
    return sum((cost for id_, cost in costs.items() if id_ in funded), Fraction(0))


def _name(row: Any) -> Any:
    return row.get("area") if isinstance(row, dict) else None
