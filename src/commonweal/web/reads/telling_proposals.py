"""Ideas and proposals in plain words: where one stands and why, and what happened to it."""

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.proposals import review
from commonweal.proposals.reasons import REASONS
from commonweal.proposals.review import Course, Review
from commonweal.terms.sentences import Sentence, say

STATES: Mapping[str, Sentence] = MappingProxyType(
    {
        review.DRAFT: say("not put forward yet"),
        review.SUBMITTED: say("put forward"),
        review.ELIGIBLE: say("within the rules"),
        review.RETURNED: say("sent back to be mended"),
        review.INELIGIBLE: say("not within the rules"),
        review.FEASIBLE: say("can be done"),
        review.NOT_FEASIBLE: say("cannot be done as it is"),
        review.ON_BALLOT: say("on the ballot"),
        review.SELECTED: say("funded"),
        review.NOT_SELECTED: say("not funded"),
        review.RESERVE: say("in reserve"),
        review.AGREED: say("agreed"),
        review.WITHDRAWN: say("withdrawn"),
    }
)
"""Where a proposal stands, to be read beside its title."""
AGREEABLE = frozenset({review.ELIGIBLE, review.FEASIBLE, review.ON_BALLOT, review.SELECTED, review.AGREED})
"""States in which nothing keeps a proposal from going on."""
_STATEMENTS = MappingProxyType(
    {
        "specialist statement": say("Somebody who knows the field spoke to it."),
        "displacement note": say("It was noted where it may move a problem to."),
        "support partner": say("A body that supports the people concerned spoke to it."),
        "argument for": say("Somebody said what speaks for it."),
        "argument against": say("Somebody said what speaks against it."),
        "offer to join": say("A body offered to do a part of it."),
    }
)
_KINDS = MappingProxyType(
    {
        "proposal_submitted": say("It was put forward."),
        "appeal_made": say("Whoever put it forward appealed against the review."),
        "ballot_published": say("It was put on the ballot."),
        "proposal_withdrawn": say("It was withdrawn, which counts against nobody."),
    }
)


def because(told: Course) -> Sentence:
    """Say why a proposal stands where it stands, and until when that can be appealed against."""
    if told.open_appeal() is not None:
        return say("An appeal is open. Two people decide it who did not review it.")
    standing = told.standing_review()
    if standing is not None:
        return _against(standing)
    waiting = {
        review.SUBMITTED: say("It waits to be held against the rules of the round."),
        review.ELIGIBLE: say("It is looked at whether it can be done."),
        review.FEASIBLE: say("It may stand on the ballot."),
        review.ON_BALLOT: say("People vote on it."),
        review.WITHDRAWN: say("It was withdrawn, which counts against nobody."),
    }
    return waiting.get(told.state, say("See the result of the round."))


def _against(standing: Review) -> Sentence:
    why = meaning(standing.code)
    if standing.appeal_until is None:
        return why
    return say("{why} This can be appealed against until the end of {day}.", why=why, day=standing.appeal_until)


def meaning(code: str) -> Sentence:
    """Say what the code of a review means."""
    return REASONS[code].says if code in REASONS else say("{code}", code=code)


def happened(kind: str, finding: str, again: bool) -> Sentence:  # noqa: FBT001 - one thing that happened
    """Say what happened to a proposal.

    Args:
        kind: the kind of the entry.
        finding: what a review found, an appeal's decision, or the kind of a statement; "" otherwise.
        again: whether it was put forward before.
    """
    if kind == "proposal_reviewed":
        return say("It was reviewed: {finding}.", finding=STATES.get(finding, say("{finding}", finding=finding)))
    if kind == "appeal_decided":
        return say("The appeal was upheld.") if finding == "upheld" else say("The appeal was refused.")
    if kind == "statement_added":
        return _STATEMENTS.get(finding, say("Something was said about it."))
    if kind == "proposal_submitted" and again:
        return say("It was changed, and put forward again.")
    return _KINDS.get(kind, say("Something happened to it."))
