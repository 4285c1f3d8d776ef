"""The folder of one count: the poll, the result, its certificate and its explanation, as published bytes."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from commonweal.formats import pabulib
from commonweal.formats.folders import FORMAT, sha256_of, with_manifest
from commonweal.formats.measures import FILE as MEASURES
from commonweal.formats.measures import measures_value
from commonweal.formats.prose import ENGLISH, prose
from commonweal.funding.certificate import Certificate
from commonweal.funding.counterfactual import told_with
from commonweal.funding.explain import explain
from commonweal.funding.explanation import Explanation, ProjectAccount, Reach
from commonweal.funding.measures import Measures
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result
from commonweal.funding.who import who_sentences
from commonweal.terms.canon import encode
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_MEASURED = re.compile(r"\{(\w+):")
"""A figure that is said in a form of its own, so a number: JSON holds fractions as text."""


def count_files(
    poll: Poll, result: Result, explanation: Explanation | None = None, made: Measures | None = None
) -> Mapping[str, bytes]:
    """Give the folder of one count: everything that lets anyone count again.

    Args:
        poll: the poll that was counted.
        result: what the count gave.
        explanation: of the result, where it has been made already.
        made: its measures, where they were asked for; the explanation then says what would have funded each project.

    Returns:
        The bytes of ``poll.pb`` (without voters' attributes or order), ``result.json``, ``certificate.json``,
        ``explanation.json``, ``explanation.txt`` and ``manifest.json``; and of ``measures.json`` where there are any.
    """
    told = explanation or explain(poll, result)
    if made is not None:
        told = told_with(told, poll, made.levers)
    ballots = pabulib.write(poll)
    poll_hash = sha256_of(ballots)
    certificate = encode(certificate_value(poll, result.certificate, poll_hash))
    files = {
        "poll.pb": ballots,
        "certificate.json": certificate,
        "result.json": encode(result_value(poll, result, poll_hash, sha256_of(certificate))),
        "explanation.json": encode(explanation_value(told, poll_hash)),
        "explanation.txt": explanation_text(poll, told, made).encode("utf-8"),
    }
    if made is not None:
        files[MEASURES] = encode(measures_value(poll, result, made, poll_hash))
    return with_manifest("count", files)


def result_value(poll: Poll, result: Result, poll_hash: str, certificate_hash: str) -> dict[str, Any]:
    """Give a result as the value that is published: sums are whole units, or ``"n/d"`` where they are not whole."""
    return {
        "format": FORMAT,
        "kind": "count result",
        "poll": poll_hash,
        "certificate": certificate_hash,
        "rule": result.spec.value(),
        "selected": list(result.selected),
        "spent": _amount(result.spent),
        "budget": _amount(result.budget),
        "voters": result.voters,
        "projects": len(poll.projects),
        "currency": poll.currency,
        "vote_type": poll.vote_type,
        "constraints": list(result.spec.constraints),
    }


def certificate_value(poll: Poll, certificate: Certificate, poll_hash: str) -> dict[str, Any]:
    """Give a certificate as the value that is published."""
    compared = certificate.comparison
    return {
        "format": FORMAT,
        "kind": "count certificate",
        "poll": poll_hash,
        "rule": certificate.spec.value(),
        "winners": [
            {"project": poll.projects[winner.project].id, "by": winner.by, "price": winner.price}
            for winner in certificate.winners
        ],
        "share": certificate.share,
        "stop": certificate.stop,
        "steps": certificate.steps,
        "overspent": certificate.overspent,
        "comparison": compared
        and {"prefer_equal_shares": compared.prefer_equal_shares, "prefer_greedy": compared.prefer_greedy},
    }


def explanation_value(told: Explanation, poll_hash: str) -> dict[str, Any]:
    """Give an explanation as the value that is published: every sentence in English, with its message and figures."""
    return {
        "format": FORMAT,
        "kind": "count explanation",
        "poll": poll_hash,
        "voters": told.voters,
        "with_nothing": told.reach.with_nothing,
        "mean_funded": told.reach.mean_funded,
        "greedy": told.greedy and _reach_value(told.greedy),
        "summary": [sentence_value(sentence) for sentence in told.sentences],
        "projects": [_account_value(account) for account in told.projects],
    }


def explanation_text(poll: Poll, told: Explanation, made: Measures | None = None) -> str:
    """Write an explanation for people, as plain text: what happened, what is funded in order, and what is not.

    Args:
        poll: the poll.
        told: what is said of its result.
        made: the measures of the result, where it was measured: who gets what is then said, too.
    """
    voice = prose(ENGLISH)
    funded = sorted((account for account in told.projects if account.funded), key=lambda account: account.round or 0)
    others = sorted((account for account in told.projects if not account.funded), key=lambda account: -account.score)
    lines = [poll.fact("description") or "Poll", "", *(voice.text(sentence) for sentence in told.sentences)]
    for title, accounts in (("Funded", funded), ("Not funded", others)):
        lines += ["", title, "-" * len(title)]
        for account in accounts:
            cost = voice.text(Sentence("{cost}", {"cost": Amount(account.cost, poll.currency)}))
            lines += ["", f"{account.id}. {account.name} ({cost})"]
            lines += [f"  {voice.text(sentence)}" for sentence in account.sentences]
    if made is not None and any(area.area for area in made.who.areas):
        title = voice.text(say("Who gets what"))
        lines += [
            "",
            title,
            "-" * len(title),
            *map(voice.text, who_sentences(made.who, made.who_by_votes, poll.currency)),
        ]
    return "\n".join(lines) + "\n"


def sentence_value(sentence: Sentence) -> dict[str, Any]:
    """Give a sentence as a published value: its English text, its message, and its figures, exactly."""
    value = {
        "text": prose(ENGLISH).text(sentence),
        "message": sentence.message,
        "figures": {name: _figure(figure) for name, figure in sentence.figures.items()},
    }
    return value | {"plural": sentence.plural, "by": sentence.by} if sentence.plural else value


def sentence_told(value: Mapping[str, Any]) -> Sentence:
    """Give the sentence of a published value, to be said in any language.

    Args:
        value: as :func:`sentence_value` gives it, read from JSON.

    Examples:
        >>> import json
        >>> left = say("{n} is left", "{n} are left", by="n", n=2)
        >>> sentence_told(json.loads(json.dumps(sentence_value(left)))) == left
        True
    """
    asked = set(_MEASURED.findall(value["message"]))
    figures = {name: _figure_told(figure, measured=name in asked) for name, figure in value["figures"].items()}
    return Sentence(value["message"], figures, value.get("plural", ""), value.get("by", ""))


def _figure_told(figure: Any, *, measured: bool) -> Any:
    if isinstance(figure, dict):
        return sentence_told(figure) if "message" in figure else Amount(Fraction(figure["amount"]), figure["currency"])
    return Fraction(figure) if measured and isinstance(figure, str) else figure


def _figure(figure: object) -> Any:
    if isinstance(figure, Sentence):
        return sentence_value(figure)
    if isinstance(figure, Amount):
        return {"amount": _amount(figure.units), "currency": figure.currency}
    if isinstance(figure, date):
        return figure.isoformat()
    return figure


def _reach_value(reached: Reach) -> dict[str, Any]:
    return {
        "selected": list(reached.selected),
        "spent": _amount(reached.spent),
        "with_nothing": reached.with_nothing,
        "mean_funded": reached.mean_funded,
    }


def _account_value(account: ProjectAccount) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "cost": _amount(account.cost),
        "supporters": account.supporters,
        "score": account.score,
        "funded": account.funded,
        "round": account.round,
        "by": account.by,
        "each": account.each,
        "short": account.short,
        "left": account.left,
        "elsewhere": [{"project": project, "sum": sum_} for project, sum_ in account.elsewhere],
        "sentences": [sentence_value(sentence) for sentence in account.sentences],
    }


def _amount(sum_: Fraction) -> int | Fraction:
    return sum_.numerator if sum_.denominator == 1 else sum_
