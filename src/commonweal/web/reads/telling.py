"""Entries of the record in plain words: a sentence for each kind, with the names people know."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from commonweal.record.kinds import KINDS
from commonweal.terms.money import Amount, Pence
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import Sentence, key, say
from commonweal.web.reads.naming import Names, Payload
from commonweal.web.reads.telling_boards import TELLERS as _OF_BOARDS
from commonweal.web.reads.telling_funds import TELLERS as _OF_FUNDS
from commonweal.web.reads.telling_rounds import TELLERS as _OF_ROUNDS
from commonweal.web.reads.telling_step_ins import TELLERS as _OF_STEP_INS

__all__ = ["HARM", "UNNAMED", "Names", "name_of", "quarter_words", "told"]

UNNAMED = "(write its name here)"
"""What a folder that was begun says of a body until somebody writes its name."""
HARM = frozenset(
    {
        *("organisation_withdrew", "result_set_aside", "round_stopped", "backup_restored", "floor_switched_off"),
        *("step_in_triggered", "step_in_begun"),
    }
)
"""Kinds that tell of a setback, marked by a shape of their own."""


def name_of(place: Mapping[str, Any], body: str) -> str:
    """Give the name of a place's body, or "" while nobody has written one.

    Examples:
        >>> name_of({"board": "The board of Saltmarsh (write its name here)"}, "board")
        ''
    """
    name = str(place.get(body, ""))
    return "" if UNNAMED in name else name


def quarter_words(quarter: Quarter) -> Sentence:
    """Say a quarter by its months.

    Examples:
        >>> from commonweal.formats.prose import prose
        >>> prose().text(quarter_words(Quarter(2027, 2)))
        'April to June 2027'
    """
    months = (say("January to March"), say("April to June"), say("July to September"), say("October to December"))
    return say("{months} {year:plain}", months=months[quarter.number - 1], year=quarter.year)


def told(kind: str, payload: Payload, names: Names) -> Sentence:
    """Tell an entry in a sentence; a kind without a sentence of its own is told by what its kind means."""
    teller = _TELLERS.get(kind)
    return teller(payload, names) if teller else say(KINDS[kind].what)


def _place_opened(payload: Payload, names: Names) -> Sentence:
    del names
    board = name_of(payload, "board")
    if not board:
        return say("{place} began its public record. Its board had not been named yet.", place=payload["place"])
    return say("{place} began its public record. {board} decides.", place=payload["place"], board=board)


def _profile_published(payload: Payload, names: Names) -> Sentence:
    del names
    if "population" not in payload or "areas" not in payload:
        return say("What people need, and where it is missing, was published.")
    return say(
        "What {people} people in {areas} areas need, and where it is missing, was published.",
        people=payload["population"],
        areas=payload["areas"],
    )


def _rules_published(payload: Payload, names: Names) -> Sentence:
    return say(
        "The rules of {round} were fixed and published, before anything was counted.", round=names.round(payload)
    )


def _round_closed(payload: Payload, names: Names) -> Sentence:
    if "ballots" not in payload:
        return say("Voting in {round} closed.", round=names.round(payload))
    return say(
        "Voting in {round} closed with {n} ballot.",
        plural="Voting in {round} closed with {n} ballots.",
        by="n",
        round=names.round(payload),
        n=payload["ballots"],
    )


def _result(counted: str, bare: str) -> Callable[[Payload, Names], Sentence]:
    def tell(payload: Payload, names: Names) -> Sentence:
        if "selected" not in payload or "spent" not in payload:
            return say(bare, round=names.round(payload))
        return say(
            counted,
            round=names.round(payload),
            projects=say("{n} project", plural="{n} projects", by="n", n=len(payload["selected"])),
            spent=names.money(payload["spent"]),
        )

    return tell


def _awards_decided(payload: Payload, names: Names) -> Sentence:
    if payload.get("departures"):
        return say(
            "The board awarded money to {n} project of {round}, and did otherwise with {others}.",
            plural="The board awarded money to {n} projects of {round}, and did otherwise with {others}.",
            by="n",
            n=len(payload["awards"]),
            round=names.round(payload),
            others=len(payload["departures"]),
        )
    return say(
        "The board awarded money to {n} project of {round}.",
        plural="The board awarded money to {n} projects of {round}.",
        by="n",
        n=len(payload["awards"]),
        round=names.round(payload),
    )


def _undertaking_given(payload: Payload, names: Names) -> Sentence:
    figures = {
        "giver": names.organisation(payload["giver"]),
        "promise": payload["promise"],
        "due": date.fromisoformat(payload["due"]),
    }
    if "award_pence" not in payload:
        return say("{giver} promised: {promise}, by {due}.", **figures)
    award = Amount.of_pence(Pence(payload["award_pence"]))
    return say("{giver} promised: {promise}, for {award}, by {due}.", award=award, **figures)


def _plan_adopted(payload: Payload, names: Names) -> Sentence:
    del names
    if payload.get("overridden"):
        return say(
            "A hand-over plan was adopted that leaves some people worse off, for a reason that stands with it: by "
            "{names}.",
            names=", ".join(payload["overridden"]),
        )
    if "replaces" in payload:
        return say("A new hand-over plan was adopted in place of the earlier one.")
    return say("The hand-over plan was adopted.")


def _organisation_withdrew(payload: Payload, names: Names) -> Sentence:
    name = names.organisation(payload["organisation"])
    day = Quarter.read(payload["from_quarter"]).first_day
    if "reason" not in payload:
        return say("{name} withdrew from the hand-over; it takes on nothing more from {day}.", name=name, day=day)
    return say(
        "{name} withdrew from the hand-over; it takes on nothing more from {day}. Its reason: {reason}.",
        name=name,
        day=day,
        reason=payload["reason"],
    )


def _content_erased(payload: Payload, names: Names) -> Sentence:
    del names
    return say("Personal words of entry {entry} were removed; the proof is kept.", entry=payload["entry"])


_TELLERS: Mapping[str, Callable[[Payload, Names], Sentence]] = {
    **_OF_BOARDS,
    **_OF_FUNDS,
    **_OF_ROUNDS,
    **_OF_STEP_INS,
    "place_opened": _place_opened,
    "profile_published": _profile_published,
    "rules_published": _rules_published,
    "round_closed": _round_closed,
    "result_provisional": _result(
        key("{round} was counted: {projects} would be funded for {spent}. The count may be challenged."),
        key("{round} was counted. The count may be challenged."),
    ),
    "result_confirmed": _result(
        key("The result of {round} stands: {projects} for {spent} in all."),
        key("The result of {round} stands."),
    ),
    "awards_decided": _awards_decided,
    "undertaking_given": _undertaking_given,
    "plan_adopted": _plan_adopted,
    "organisation_withdrew": _organisation_withdrew,
    "content_erased": _content_erased,
}
