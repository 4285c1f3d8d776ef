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
        review.SELECTED: say("selected"),
        review.NOT_SELECTED: say("not selected"),
        review.RESERVE: say("in reserve"),
        review.AWARDED: say("awarded"),
        review.AGREED: say("agreed"),
        review.WITHDRAWN: say("withdrawn"),
        review.STOPPED: say("not decided"),
    }
)
"""Where a proposal stands, to be read beside its title."""
AGREEABLE = frozenset(
    {review.ELIGIBLE, review.FEASIBLE, review.ON_BALLOT, review.SELECTED, review.AWARDED, review.AGREED}
)
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
        "round_closed": say("Voting ended."),
        "result_confirmed": say("The result was confirmed."),
        "result_set_aside": say("The result was set aside, and the ballots are counted again."),
        "awards_decided": say("The awards of the round were decided."),
        "round_stopped": say("The round ended without a result."),
    }
)
_COUNTED: Mapping[str, Sentence] = MappingProxyType(
    {
        review.SELECTED: say("The ballots were counted: it was selected."),
        review.NOT_SELECTED: say("The ballots were counted: it was not selected."),
        review.AWARDED: say("The money was awarded to it."),
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
        review.ON_BALLOT: _ON_BALLOT.get(told.vote, say("People vote on it.")),
        review.AWARDED: say("The money was awarded to it. Anybody can follow what was promised for it."),
        review.WITHDRAWN: say("It was withdrawn, which counts against nobody."),
        review.STOPPED: say("The round ended without a result, which counts against nobody."),
    }
    if told.state in _BY_COUNT:
        return _by_count(told)
    return waiting.get(told.state, say("See the result of the round."))


_ON_BALLOT = MappingProxyType(
    {
        review.CLOSED: say("Voting is over. The ballots are opened and counted."),
        review.SET_ASIDE: say("The result was set aside, and the ballots are counted again."),
    }
)


def _by_count(told: Course) -> Sentence:
    """Say that a count selected something or did not, and whether that stands."""
    selected, day = told.state == review.SELECTED, told.challenge_until
    if told.vote == review.CONFIRMED:
        if selected:
            return say("The count selected it, and the result stands. The board now decides the awards.")
        return say("The count did not select it, and the result stands. The page of the result says why.")
    if day is None:
        yes, no = say("The count selected it."), say("The count did not select it.")
        return say("{what} The result is provisional.", what=yes if selected else no)
    if selected:
        return say("The count selected it. The result can be challenged until the end of {day}.", day=day)
    return say("The count did not select it. The result can be challenged until the end of {day}.", day=day)


def onward(told: Course) -> Sentence | None:
    """Say what comes next for a proposal once its vote is over, or that nothing does; None before that."""
    if told.state == review.AWARDED:
        return say("The body does what it promised, and reports on it in public.")
    if told.state in {review.WITHDRAWN, review.STOPPED} or (told.state, told.vote) == _SETTLED:
        return say("Nothing more is decided about it in this round.")
    if told.state == review.SELECTED and told.vote == review.CONFIRMED:
        return say("The board decides the awards.")
    if told.state in _BY_COUNT:
        return say("The result is confirmed, once every challenge is answered.")
    return None


_BY_COUNT = frozenset({review.SELECTED, review.NOT_SELECTED})
_SETTLED = (review.NOT_SELECTED, review.CONFIRMED)


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
        finding: what a review or a count found, an appeal's decision, or the kind of a statement; "" otherwise.
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
    return _COUNTED.get(finding) or _KINDS.get(kind, say("Something happened to it."))
