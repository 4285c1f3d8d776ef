"""Entries of a fund in plain words: how it was set up, what moved, and the floors it keeps."""

from collections.abc import Callable, Mapping
from datetime import date

from commonweal.funding.fund.additionality import Additionality
from commonweal.funding.fund.floors_kept import FLOORS
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, key, say
from commonweal.web.reads.naming import Names, Payload


def _fund_constituted(payload: Payload, names: Names) -> Sentence:
    del names
    return say(
        "{fund} was constituted from {first} to {last}. {body} answers for the money.",
        fund=payload["title"],
        first=date.fromisoformat(payload["from"]),
        last=date.fromisoformat(payload["until"]),
        body=payload["accountable_body"],
    )


def _additionality_stated(payload: Payload, names: Names) -> Sentence:
    figures = (Pence(payload[name]) for name in ("before_pence", "now_pence", "new_pence"))
    return say("{fund}: {told}", fund=names.fund(payload), told=Additionality(*figures).sentence())


def sums(capital: int, revenue: int) -> Sentence:
    """Say a sum of capital and a sum of revenue, which are never added up."""
    lasting, working = Amount.of_pence(Pence(capital)), Amount.of_pence(Pence(revenue))
    if not revenue:
        return say("{capital} of capital", capital=lasting)
    if not capital:
        return say("{revenue} of revenue", revenue=working)
    return say("{capital} of capital and {revenue} of revenue", capital=lasting, revenue=working)


def _money_moved(payload: Payload, names: Names) -> Sentence:
    return say(
        "{fund}, period {period}: {moved}",
        fund=names.fund(payload),
        period=payload["period"],
        moved=moved(payload, names),
    )


def moved(payload: Payload, names: Names) -> Sentence:
    """Say what moved, and how, without the name of the fund."""
    figures = {
        "sum": sums(payload["capital_pence"], payload.get("revenue_pence", 0)),
        "round": names.round(payload) if "round" in payload else "",
        "body": names.organisation(payload["organisation"]) if "organisation" in payload else "",
        "to": payload.get("to_period", ""),
    }
    how, released = payload["how"], payload["how"] == "released" and "organisation" in payload
    message = _AWARD_RELEASED if released else _MOVED[how]
    return say(message, **figures)


_AWARD_RELEASED = key("{sum} that was awarded to {body} will not be paid.")
_MOVED = {
    "received": key("{sum} was received."),
    "set aside": key("{sum} was set aside for {round}."),
    "released": key("{sum} that was set aside for {round} was released."),
    "awarded": key("{sum} was awarded to {body}."),
    "returned": key("{body} gave back {sum}."),
    "paid": key("{sum} was paid to {body}."),
    "carried over": key("{sum} was carried over into the period {to}."),
}


def _stream_allocated(payload: Payload, names: Names) -> Sentence:
    return say(
        "{fund}: {allocated} of {sum} of protected money was allocated by need and by a panel.",
        fund=names.fund(payload),
        allocated=Amount.of_pence(Pence(payload["pence"])),
        sum=Amount.of_pence(Pence(payload["set_aside_pence"])),
    )


def _award_opened(payload: Payload, names: Names) -> Sentence:
    return say(
        "{fund}: {title} was opened for bids, with {sum}. Its criteria, weights and scales are locked.",
        fund=names.fund(payload),
        title=payload["title"],
        sum=Amount.of_pence(Pence(payload["pence"])),
    )


def _scored_award_decided(payload: Payload, names: Names) -> Sentence:
    return say(
        "{fund}: {title} was decided by scores. {n} bid is awarded, for {sum}.",
        plural="{fund}: {title} was decided by scores. {n} bids are awarded, for {sum}.",
        by="n",
        fund=names.fund(payload),
        title=names.rounds.get(payload["award"], payload["award"]),
        n=len(payload["awards"]),
        sum=Amount.of_pence(Pence(payload["pence"])),
    )


def _floor_switched_off(payload: Payload, names: Names) -> Sentence:
    del names
    return say("A floor that every place keeps was switched off here: {words}.", words=floor_words(payload["floor"]))


def _floor_switched_on(payload: Payload, names: Names) -> Sentence:
    del names
    return say("A floor holds again: {words}.", words=floor_words(payload["floor"]))


def floor_words(name: str) -> Sentence | str:
    """Say what a floor asks for, or its name where this release does not know it."""
    return FLOORS[name].words if name in FLOORS else name


TELLERS: Mapping[str, Callable[[Payload, Names], Sentence]] = {
    "fund_constituted": _fund_constituted,
    "additionality_stated": _additionality_stated,
    "money_moved": _money_moved,
    "stream_allocated": _stream_allocated,
    "award_opened": _award_opened,
    "scored_award_decided": _scored_award_decided,
    "floor_switched_off": _floor_switched_off,
    "floor_switched_on": _floor_switched_on,
}
"""A sentence for each kind."""
