"""Entries of a board in plain words: terms, seats, interests, meetings and decisions. It tells no name of a person."""

from collections.abc import Callable, Mapping
from datetime import date

from commonweal.terms.sentences import Sentence, say
from commonweal.web.codes import INTEREST_WORDS
from commonweal.web.reads.naming import Names, Payload
from commonweal.web.roles import called


def _terms_published(payload: Payload, names: Names) -> Sentence:
    del names
    return say(
        "{board} published its terms of reference, version {version}.",
        board=payload["board"],
        version=payload["version"],
    )


def _person_appointed(payload: Payload, names: Names) -> Sentence:
    del names
    return say(
        "Seat {seat}: somebody took the role of {role}.", seat=payload["seat"], role=called(payload["appointed"])
    )


def _person_left(payload: Payload, names: Names) -> Sentence:
    del names
    return say(
        "Seat {seat}: somebody gave up the role of {role}.", seat=payload["seat"], role=called(payload["appointed"])
    )


def _interest_declared(payload: Payload, names: Names) -> Sentence:
    return say(
        "Seat {seat} declared an interest in {what} ({because}) and takes no part in what touches it.",
        seat=payload["seat"],
        what=names.organisation(payload["in"]),
        because=INTEREST_WORDS[payload["because"]],
    )


def _interest_ended(payload: Payload, names: Names) -> Sentence:
    del names
    return say("The declared interest {interest} ended.", interest=payload["interest"])


def _meeting_called(payload: Payload, names: Names) -> Sentence:
    del names
    day = date.fromisoformat(payload["on"])
    if "where" not in payload:
        return say("A meeting of the board was called for {day}.", day=day)
    return say("A meeting of the board was called for {day}: {where}.", day=day, where=payload["where"])


def _minutes_published(payload: Payload, names: Names) -> Sentence:
    del names
    if "present" not in payload or "members" not in payload:
        return say("The minutes of the meeting {meeting} were published.", meeting=payload["meeting"])
    return say(
        "The minutes of the meeting {meeting} were published; {present} of {members} members were there.",
        meeting=payload["meeting"],
        present=payload["present"],
        members=payload["members"],
    )


def _decision_taken(payload: Payload, names: Names) -> Sentence:
    del names
    if "in_favour" not in payload:
        return say("The board decided: {title}.", title=payload["title"])
    return say("The board decided: {title}. {votes}", title=payload["title"], votes=votes(payload))


def votes(payload: Payload) -> Sentence:
    """Say how members voted on a decision."""
    return say(
        "{in_favour} in favour, {against} against, {abstained} abstained, {took_no_part} took no part.",
        in_favour=payload.get("in_favour", 0),
        against=payload.get("against", 0),
        abstained=payload.get("abstained", 0),
        took_no_part=payload.get("took_no_part", 0),
    )


TELLERS: Mapping[str, Callable[[Payload, Names], Sentence]] = {
    "terms_published": _terms_published,
    "person_appointed": _person_appointed,
    "person_left": _person_left,
    "interest_declared": _interest_declared,
    "interest_ended": _interest_ended,
    "meeting_called": _meeting_called,
    "minutes_published": _minutes_published,
    "decision_taken": _decision_taken,
}
"""A sentence for each kind."""
