"""The folder of one scored award: scored again from its published inputs, and all that is said of it held to that."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from .awards_data import INPUT, NO_INTEREST, SCHEME, Given, read_given
from .findings import Finding
from .lots import lot
from .manifests import FORMAT, is_canonical, ratio, same
from .reading import Folder

CERTIFICATE, RESULT, EXPLANATION, SCORES = "certificate.json", "result.json", "explanation.json", "scores.csv"
_LINKS = {"format", "kind", "scheme", "input"}
Standing = dict[str, Any]


def check_award(folder: Folder) -> list[Finding]:
    """Score the bids of a folder again and hold certificate, result, explanation and table against that.

    Raises:
        Unreadable: where a file is missing or is not JSON.
    """
    given, findings = read_given(folder)
    said = {name: folder.read_json(name) for name in (CERTIFICATE, RESULT, EXPLANATION)}
    findings.extend(_links(folder, said))
    if given is None or not all(isinstance(value, dict) for value in said.values()):
        return findings
    standings, drawn = _standings(given)
    if drawn != (given.seed is not None):
        what = "a lot had to decide, but no seed is given" if drawn else "a seed is given, but no lot had to decide"
        return [*findings, Finding("V503", INPUT, what)]
    findings.extend(_certificate(standings, said[CERTIFICATE]))
    findings.extend(_members("V505", RESULT, _result(given, standings), said[RESULT], {"certificate"}))
    findings.extend(_explanation(given, standings, said[EXPLANATION]))
    findings.extend(_table(given, folder.read(SCORES)))
    return findings


def _links(folder: Folder, said: Mapping[str, Any]) -> Iterator[Finding]:
    """Hold the hashes that tie the files together, and each file's form."""
    scheme, given = (sha256(folder.read(name)).hexdigest() for name in (SCHEME, INPUT))
    stated = folder.read_json(INPUT)
    if not isinstance(stated, dict) or stated.get("scheme") != scheme:
        yield Finding("V502", INPUT, "it speaks of another scheme than scheme.json")
    for name, value in said.items():
        kind = f"award {name.removesuffix('.json')}"
        if not isinstance(value, dict) or value.get("format") != FORMAT or value.get("kind") != kind:
            yield Finding("V502", name, f"this is not an {kind} of the form {FORMAT}")
            continue
        if not is_canonical(value, folder.read(name)):
            yield Finding("V502", name, "it is not written in the one canonical form")
        if value.get("scheme") != scheme:
            yield Finding("V502", name, "it speaks of another scheme than scheme.json")
        if value.get("input") != given:
            yield Finding("V502", name, "it speaks of other bids and scores than those in input.json")
    result = said[RESULT]
    if isinstance(result, dict) and result.get("certificate") != sha256(folder.read(CERTIFICATE)).hexdigest():
        yield Finding("V502", RESULT, "it speaks of another certificate than certificate.json")


def _standings(given: Given) -> tuple[list[Standing], bool]:
    """Give where every bid stands, in order, and whether a lot had to decide."""
    found = [_assessed(given, bid) for bid in given.bids]
    ranked = [one for one in found if one["why"] != "minimum"]
    cheapest = min((given.bids[one["bid"]]["price_pence"] for one in ranked), default=0)
    for one in ranked:
        price = given.bids[one["bid"]]["price_pence"]
        for criterion, mark in zip(given.scheme["criteria"], one["marks"], strict=True):
            if criterion["kind"] == "price":
                mark["points"] = Fraction(criterion["weight"]) * cheapest / price
        one["total"] = sum((mark["points"] for mark in one["marks"]), Fraction(0))
    keys = {one["bid"]: _key(given, one) for one in ranked}
    drawn = len({tuple(key) for key in keys.values()}) < len(keys)
    ranked.sort(key=lambda one: (*keys[one["bid"]], lot(given.seed or "", one["bid"])))
    _pay(given, ranked)
    return ranked + [one for one in found if one["why"] == "minimum"], drawn


def _assessed(given: Given, bid: str) -> Standing:
    """Give a bid's marks for all that assessors score, and its flags."""
    marks, short, social, apart = [], False, False, False
    for criterion in given.scheme["criteria"]:
        mark: dict[str, Any] = {"criterion": criterion["id"], "points": None, "mean": None, "low": None, "high": None}
        mark["apart"] = False
        if criterion["kind"] != "price":
            points = sorted(given.scores[one, bid, criterion["id"]][0] for one in given.heard(bid))
            first, last = criterion["levels"][0]["points"], criterion["levels"][-1]["points"]
            mean = Fraction(sum(points), len(points))
            mark.update(mean=mean, low=points[0], high=points[-1])
            mark["points"] = Fraction(criterion["weight"], last - first) * (mean - first)
            mark["apart"] = points[-1] - points[0] > Fraction(last - first, 2)
            short = short or (criterion["minimum"] is not None and mean < criterion["minimum"])
            social = social or (criterion["kind"] == "social_value" and mark["points"] > 0)
            apart = apart or mark["apart"]
        marks.append(mark)
    offer = given.bids[bid]
    flags = [
        ("full cost not known", offer["full_cost_pence"] is None),
        ("below full cost", offer["full_cost_pence"] is not None and offer["full_cost_pence"] > offer["price_pence"]),
        ("social value without a promise", social and not offer["promises"]),
        ("scores far apart", apart),
    ]
    return {
        "bid": bid,
        "marks": marks,
        "total": None,
        "rank": None,
        "why": "minimum" if short else "",
        "left_pence": None,
        "flags": [flag for flag, raised in flags if raised],
    }


def _key(given: Given, one: Standing) -> list[Fraction]:
    """Give what a bid is compared by before the lot, the smaller the better."""
    criteria = given.scheme["criteria"]
    quality = [m["points"] for c, m in zip(criteria, one["marks"], strict=True) if c["kind"] == "quality"]
    words = {"quality": -sum(quality, Fraction(0)), "price": Fraction(given.bids[one["bid"]]["price_pence"])}
    return [-one["total"], *(words[word] for word in given.scheme["ties"] if word in words)]


def _pay(given: Given, ranked: Sequence[Standing]) -> None:
    """Award in order while the money and the number of awards last."""
    scheme, spent, made, stopped = given.scheme, 0, 0, False
    for rank, one in enumerate(ranked, start=1):
        price = given.bids[one["bid"]]["price_pence"]
        one["rank"], one["left_pence"] = rank, scheme["budget_pence"] - spent
        if made >= scheme["most_awards"]:
            one["why"] = "number"
        elif stopped:
            one["why"] = "ended"
        elif spent + price > scheme["budget_pence"]:
            one["why"], stopped = "money", scheme["overflow"] == "stop"
        else:
            one["why"], spent, made = "awarded", spent + price, made + 1


def _certificate(standings: Sequence[Standing], stated: Mapping[str, Any]) -> Iterator[Finding]:
    told = stated.get("standings")
    if set(stated) != {*_LINKS, "standings"} or not isinstance(told, list) or len(told) != len(standings):
        yield Finding("V504", CERTIFICATE, "it does not say of each bid once where it stands, and no more")
        return
    for said, found in zip(told, standings, strict=True):
        if not isinstance(said, dict):
            yield Finding("V504", CERTIFICATE, f"it says nothing of bid {found['bid']}")
        else:
            yield from _members("V504", CERTIFICATE, found, said, set(), found["bid"])


def _result(given: Given, standings: Sequence[Standing]) -> dict[str, Any]:
    awarded = [given.bids[one["bid"]] for one in standings if one["why"] == "awarded"]
    return {
        "state": "recommended",
        "opened": given.scheme["opened"],
        "awarded": [{"bid": bid["id"], "bidder": bid["bidder"], "price_pence": bid["price_pence"]} for bid in awarded],
        "spent_pence": sum(bid["price_pence"] for bid in awarded),
        "budget_pence": given.scheme["budget_pence"],
        "bids": len(given.bids),
        "assessors": len(given.assessors),
        "left_out": [
            {"assessor": assessor, "bid": bid, "interest": kind}
            for (assessor, bid), kind in given.interests.items()
            if kind != NO_INTEREST
        ],
        "flags": [{"bid": one["bid"], "flags": one["flags"]} for one in standings if one["flags"]],
        "undertakings": [
            {
                "id": f"{given.scheme['id']}-{bid['id']}-{number}",
                "giver": bid["bidder"],
                "receiver": given.scheme["body"],
                "promise": promise["text"],
                "award_pence": 0,
                "due": promise["due"],
                "state": "given",
            }
            for bid in awarded
            for number, promise in enumerate(bid["promises"], start=1)
        ],
    }


def _explanation(given: Given, standings: Sequence[Standing], stated: Mapping[str, Any]) -> Iterator[Finding]:
    told = stated.get("bids")
    if set(stated) != {*_LINKS, "summary", "bids"} or not isinstance(told, list) or len(told) != len(standings):
        yield Finding("V506", EXPLANATION, "it does not speak of each bid once, and of no more")
        return
    last = next((one for one in reversed(standings) if one["why"] == "awarded"), None)
    for said, one in zip(told, standings, strict=True):
        if not isinstance(said, dict):
            yield Finding("V506", EXPLANATION, f"it says nothing of bid {one['bid']}")
        else:
            yield from _members("V506", EXPLANATION, _account(given, one, last), said, {"sentences"}, one["bid"])


def _account(given: Given, one: Standing, last: Standing | None) -> dict[str, Any]:
    """Give all that an account says in figures: the standing, the comparison, and every reason."""
    bid = given.bids[one["bid"]]
    pairs = [(mine, last["marks"][k] if last else {}) for k, mine in enumerate(one["marks"])]
    return {
        **one,
        **{name: bid[name] for name in ("bidder", "title", "price_pence", "full_cost_pence")},
        "against": last["bid"] if last else "",
        "difference": _less(one["total"], last["total"]) if last else None,
        "differences": [_less(mine["points"], theirs.get("points")) for mine, theirs in pairs],
        "reasons": [
            {"assessor": assessor, "criterion": criterion, "points": points, "reason": reason}
            for (assessor, scored, criterion), (points, reason) in given.scores.items()
            if scored == bid["id"] and given.interests[assessor, scored] == NO_INTEREST
        ],
        "left_out": [
            {"assessor": assessor, "interest": kind}
            for (assessor, declared), kind in given.interests.items()
            if declared == bid["id"] and kind != NO_INTEREST
        ],
    }


def _less(mine: Fraction | None, theirs: Fraction | None) -> Fraction | None:
    return None if mine is None or theirs is None else mine - theirs


def _table(given: Given, data: bytes) -> Iterator[Finding]:
    """Hold the table of scores, where a text that a spreadsheet would run has an apostrophe before it."""
    right = [["assessor", "bid", "criterion", "points", "counts", "reason"]]
    for (assessor, bid, criterion), (points, reason) in given.scores.items():
        counts = "yes" if given.interests[assessor, bid] == NO_INTEREST else "no"
        shown = f"'{reason}" if reason[:1] in tuple("=+-@\t\r") else reason
        right.append([assessor, bid, criterion, str(points), counts, shown])
    if list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""))) != right:
        yield Finding("V507", SCORES, "it is not the table of the scores in input.json")


def _members(
    code: str, file: str, right: Mapping[str, Any], said: Mapping[str, Any], more: set[str], bid: str = ""
) -> Iterator[Finding]:
    """Hold each member of a value against what it must be; other members than those and ``more`` have no place."""
    at = f"bid {bid}: " if bid else ""
    wrong = [name for name, found in right.items() if name not in said or not same(said[name], _plain(found))]
    if wrong:
        yield Finding(code, file, f"{at}not what the scores give: {', '.join(wrong)}")
    if set(said) != {*right, *more, *(() if bid else _LINKS)}:
        yield Finding(code, file, f"{at}it has other members than it may")


def _plain(value: Any) -> Any:
    """Give a value as it is published: a fraction as ``n/d``."""
    if isinstance(value, Fraction):
        return ratio(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
