"""The folder of one scored award: scheme, inputs, result, certificate and explanation, as published bytes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commonweal.cycle.awards import social_value_undertakings
from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import FORMAT, sha256_of, with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.funding.scored.award import Award, Standing
from commonweal.funding.scored.bids import Bid
from commonweal.funding.scored.explain import AwardExplanation, BidAccount
from commonweal.funding.scored.scheme import Criterion, Scheme
from commonweal.funding.scored.scores import Mark, Panel
from commonweal.terms.canon import encode
from commonweal.terms.money import Pence


def award_files(
    scheme: Scheme, bids: Sequence[Bid], panel: Panel, found: Award, told: AwardExplanation
) -> Mapping[str, bytes]:
    """Give the folder of one scored award: everything that lets anyone score again.

    Args:
        scheme: as it was locked.
        bids: every bid.
        panel: what the assessors declared and gave.
        found: what the scores gave.
        told: the explanation of it.

    Returns:
        The bytes of ``scheme.json`` (whose hash is the one that was locked), ``input.json``, ``scores.csv``,
        ``result.json``, ``certificate.json``, ``explanation.json``, ``explanation.txt`` and ``manifest.json``.
    """
    ordered = sorted(bids, key=lambda bid: bid.id)
    given = encode(input_value(scheme, ordered, panel, found))
    links = {"format": FORMAT, "scheme": scheme.sha256(), "input": sha256_of(given)}
    certificate = encode({**links, "kind": "award certificate", **certificate_value(found)})
    result = {**links, "certificate": sha256_of(certificate), **result_value(scheme, ordered, panel, found)}
    files = {
        "scheme.json": encode(scheme.value()),
        "input.json": given,
        "scores.csv": scores_table(panel),
        "certificate.json": certificate,
        "result.json": encode({**result, "kind": "award result"}),
        "explanation.json": encode({**links, "kind": "award explanation", **explanation_value(ordered, panel, told)}),
        "explanation.txt": explanation_text(scheme, ordered, told).encode("utf-8"),
    }
    return with_manifest("award", files)


def scheme_files(scheme: Scheme) -> Mapping[str, bytes]:
    """Give the folder of a scheme at its opening: ``scheme.json``, whose hash locks it, and ``manifest.json``."""
    return with_manifest("scheme", {"scheme.json": encode(scheme.value())})


def scheme_of(value: Mapping[str, Any]) -> Scheme:
    """Read a scheme back from the value that was published of it."""
    return Scheme(
        id=value["id"],
        title=value["title"],
        body=value["body"],
        opened=date.fromisoformat(value["opened"]),
        budget=Pence(value["budget_pence"]),
        most_awards=value["most_awards"],
        overflow=value["overflow"],
        total=value["total"],
        ties=tuple(value["ties"]),
        criteria=tuple(
            Criterion(**{**one, "levels": {level["points"]: level["means"] for level in one["levels"]}})
            for one in value["criteria"]
        ),
    )


def input_value(scheme: Scheme, bids: Sequence[Bid], panel: Panel, found: Award) -> dict[str, Any]:
    """Give bids, interests and scores as the value that is published; a seed only where a lot was drawn."""
    return {
        "format": FORMAT,
        "kind": "award input",
        "scheme": scheme.sha256(),
        "seed": found.seed,
        "bids": [bid.value() for bid in bids],
        "interests": [
            {"assessor": assessor, "bid": bid, "interest": kind}
            for (assessor, bid), kind in sorted(panel.interests.items())
        ],
        "scores": [
            {"assessor": assessor, "bid": bid, "criterion": criterion, "points": one.points, "reason": one.reason}
            for (assessor, bid, criterion), one in sorted(panel.scores.items())
        ],
    }


def certificate_value(found: Award) -> dict[str, Any]:
    """Give what must follow from the inputs: where every bid stands, and why."""
    return {"standings": [_standing_value(one) for one in found.standings]}


def result_value(scheme: Scheme, bids: Sequence[Bid], panel: Panel, found: Award) -> dict[str, Any]:
    """Give a result as the value that is published; sums are in pence."""
    by_id = {bid.id: bid for bid in bids}
    return {
        "state": "recommended",
        "opened": scheme.opened.isoformat(),
        "awarded": [
            {"bid": bid, "bidder": by_id[bid].bidder, "price_pence": by_id[bid].price} for bid in found.awarded
        ],
        "spent_pence": found.spent,
        "budget_pence": scheme.budget,
        "bids": len(bids),
        "assessors": len(panel.assessors),
        "left_out": [_left_out_value(*one) for one in found.left_out],
        "flags": [{"bid": one.bid, "flags": list(one.flags)} for one in found.standings if one.flags],
        "undertakings": [one.as_json() for one in social_value_undertakings(scheme, bids, found.awarded)],
    }


def explanation_value(bids: Sequence[Bid], panel: Panel, told: AwardExplanation) -> dict[str, Any]:
    """Give an explanation as the value that is published: an account of every bid, with its sentences."""
    by_id = {bid.id: bid for bid in bids}
    return {
        "summary": [sentence_value(sentence) for sentence in told.sentences],
        "bids": [_account_value(by_id[one.standing.bid], panel, one) for one in told.bids],
    }


def explanation_text(scheme: Scheme, bids: Sequence[Bid], told: AwardExplanation) -> str:
    """Write an explanation for people, as plain text: what the scores give, then every bid in order of rank."""
    voice = prose(ENGLISH)
    by_id = {bid.id: bid for bid in bids}
    lines = [scheme.title, "", *(voice.text(sentence) for sentence in told.sentences)]
    for account in told.bids:
        bid = by_id[account.standing.bid]
        lines += ["", f"{bid.id}. {bid.bidder}: {bid.title}"]
        lines += [f"  {voice.text(sentence)}" for sentence in account.sentences]
    return "\n".join(lines) + "\n"


def scores_table(panel: Panel) -> bytes:
    """Write every score with whether it counts; assessors stand by their role and number."""
    return write_table(
        ("assessor", "bid", "criterion", "points", "counts", "reason"),
        (
            (assessor, bid, criterion, one.points, panel.interests[assessor, bid] == "none", one.reason)
            for (assessor, bid, criterion), one in sorted(panel.scores.items())
        ),
    )


def _standing_value(one: Standing) -> dict[str, Any]:
    return {
        "bid": one.bid,
        "marks": [_mark_value(mark) for mark in one.marks],
        "total": one.total,
        "rank": one.rank,
        "why": one.why,
        "left_pence": one.left,
        "flags": list(one.flags),
    }


def _mark_value(mark: Mark) -> dict[str, Any]:
    return {
        "criterion": mark.criterion,
        "points": mark.points,
        "mean": mark.mean,
        "low": mark.low,
        "high": mark.high,
        "apart": mark.apart,
    }


def _left_out_value(assessor: str, bid: str, interest: str) -> dict[str, str]:
    return {"assessor": assessor, "bid": bid, "interest": interest}


def _account_value(bid: Bid, panel: Panel, account: BidAccount) -> dict[str, Any]:
    return {
        **_standing_value(account.standing),
        "bidder": bid.bidder,
        "title": bid.title,
        "price_pence": bid.price,
        "full_cost_pence": bid.full_cost.total,
        "against": account.against,
        "difference": account.difference,
        "differences": list(account.differences),
        "reasons": [
            {"assessor": assessor, "criterion": criterion, "points": one.points, "reason": one.reason}
            for (assessor, scored, criterion), one in sorted(panel.scores.items())
            if scored == bid.id and panel.interests[assessor, scored] == "none"
        ],
        "left_out": [
            {"assessor": assessor, "interest": kind}
            for (assessor, declared), kind in sorted(panel.interests.items())
            if declared == bid.id and kind != "none"
        ],
        "sentences": [sentence_value(sentence) for sentence in account.sentences],
    }
