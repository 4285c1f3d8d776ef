"""What happened and why, in a hundred words at most: of every entry of the record that decided something."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from commonweal.proposals.declining import DECLINED
from commonweal.record.entries import Entry
from commonweal.terms.sentences import Sentence, key, say
from commonweal.web.reads.naming import Names
from commonweal.web.reads.personal import Kept
from commonweal.web.reads.shown import Said
from commonweal.web.reads.site import day
from commonweal.web.reads.telling import name_of, told
from commonweal.web.reads.way import objection
from commonweal.web.roles import called

MOST_WORDS = 100
_MOST_OF_REASON = 40
"""A reason in somebody's own words is given here up to so many words, and otherwise stands beneath in full."""
IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "decision_taken": "reason",
        "fund_constituted": "purpose",
        "floor_switched_off": "reason",
        "ideas_merged": "reason",
        "idea_split": "reason",
        "proposal_reviewed": "reason",
        "appeal_decided": "reason",
        "challenge_answered": "reason",
    }
)
"""Decisions that give their reason in words that are kept apart, and published as long as they are kept."""
_BY_CODE: Mapping[str, Sentence] = MappingProxyType(
    {
        "outage": say("The pages could not be reached for a time."),
        "post delayed": say("The post was delayed."),
        "venue closed": say("A place to vote at was closed."),
        "weather": say("The weather kept people from voting."),
        "challenge upheld": say("A challenge showed that the count could not stand."),
        "error in the poll": say("There was an error in what was counted."),
        "ordered by a court": say("A court ordered it."),
        "too few proposals": say("There were too few proposals to choose from."),
        "error in the ballot": say("There was an error on the ballot."),
        "unlawful": say("To go on would have been unlawful."),
        "asked by the person": say("The person concerned asked for it."),
        "kept long enough": say("The words had been kept as long as they may be."),
        "harm": say("The words could have harmed somebody."),
        "court": say("A court ordered it."),
        **DECLINED,
    }
)
_ALWAYS: Mapping[str, Sentence] = MappingProxyType(
    {
        "terms_published": say("So everybody can hold the board to what it may decide, and how."),
        "rules_published": say("Rules that are fixed before anything is put forward favour nobody."),
        "ballot_published": say(
            "Everything on it was found to be within the rules and possible to do. What is not on it has its reason in "
            "the log of reviews."
        ),
        "result_confirmed": say("The days for a challenge were over, and every challenge had its answer."),
        "awards_decided": say("The result stood, and the rules had said before what it means for the board."),
        "plan_adopted": say("It keeps every service going at each step. A second program found nothing wrong."),
        "stream_allocated": say(
            "It was divided by need, and in the order of a specialist panel, so that no vote can leave people out. A "
            "second program found nothing wrong."
        ),
        "award_opened": say("So every bidder knows what counts, and how much, before anybody bids."),
        "scored_award_decided": say(
            "Assessors without an interest scored every bid on what was locked before anybody bid, with a reason for "
            "each score. A second program found nothing wrong."
        ),
        "additionality_stated": say("So everybody sees whether the money is new, or stands in for what was cut."),
        "step_in_begun": say(
            "What it may step in for was agreed beforehand, and stood in this record before it began."
        ),
        "floor_switched_on": say("A floor protects people whom a vote would leave out."),
    }
)
_COUNTED = key(
    "The rule that was fixed before the vote was applied to {voters} ballots. Anybody can count again and comes to the "
    "same."
)
_GIVES_A_CODE = ("idea_declined", "result_set_aside", "round_stopped", "voting_extended", "content_erased")
DECISIONS = frozenset({*IN_WORDS, *_ALWAYS, *_GIVES_A_CODE, "result_provisional"})
"""Kinds that decide something; the others tell what was done or said."""


def in_short(one: Entry, known: Names, place: Mapping[str, Any], kept: Kept) -> tuple[Said, ...]:
    """Give what happened and why, who decided, and how to object; nothing of an entry that decided nothing."""
    if one.kind not in DECISIONS:
        return ()
    objecting = say("To object: {how}", how=objection(name_of(place, "board")))
    return told(one.kind, one.payload, known), *_why(one, kept), _who(one), objecting


def in_full(one: Entry, kept: Kept) -> tuple[Said, ...]:
    """Give a reason that is too long to be given in short, in paragraphs."""
    field = IN_WORDS.get(one.kind, "")
    return kept.paragraphs(one, field) if field and _is_long(kept.said(one, field)) else ()


def _who(one: Entry) -> Sentence:
    role, when = called(one.role), day(one)
    if "second" not in one.payload:
        return say("It was decided by the {role}, on {when}.", role=role, when=when)
    second = called(one.payload["second"])
    return say(
        "It was decided by the {role} together with the {second}, on {when}.", role=role, second=second, when=when
    )


def _why(one: Entry, kept: Kept) -> tuple[Said, ...]:
    if one.kind in _ALWAYS:
        return (_ALWAYS[one.kind],)
    if one.kind == "result_provisional":
        return (say(_COUNTED, voters=one.payload["voters"]),) if "voters" in one.payload else ()
    if one.kind in IN_WORDS:
        return _in_words(kept.said(one, IN_WORDS[one.kind]))
    return (_BY_CODE[one.payload["reason"]],)


def _in_words(reason: Said) -> tuple[Said, ...]:
    if not reason:
        return ()
    if not isinstance(reason, str):
        return (reason,)
    if _is_long(reason):
        return (say("The reason stands beneath in full."),)
    return (say("The reason, in the words of whoever decided: {reason}", reason=" ".join(reason.split())),)


def _is_long(reason: Said) -> bool:
    return isinstance(reason, str) and len(reason.split()) > _MOST_OF_REASON
