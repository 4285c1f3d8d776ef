"""The shortlist: which proposals may stand on a ballot, and for every other one the reason why it does not.

It is worked out from the reviews alone, so nobody can add to it or take from it; it settles when nothing waits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from commonweal.errors import Fault, ShortlistChanged, ShortlistOpen
from commonweal.proposals.proposal import Proposal
from commonweal.proposals.reasons import REASONS
from commonweal.proposals.review import FEASIBLE, ON_BALLOT, RETURNED, WITHDRAWN, Course
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class NotListed:
    """A proposal that does not stand on the shortlist.

    Attributes:
        proposal: its identifier.
        title: its title.
        because: why.
    """

    proposal: str
    title: str
    because: Sentence


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What may go on the ballot of a round.

    Attributes:
        listed: the proposals, by their identifier in order of the alphabet.
        waiting: those of which somebody still has to decide something, or which their proposer may still answer for.
        left_out: those that do not stand, each with the reason.
    """

    listed: tuple[Proposal, ...]
    waiting: tuple[NotListed, ...]
    left_out: tuple[NotListed, ...]


def shortlist(
    proposals: Iterable[tuple[Proposal, Course]], today: date, unread: Iterable[tuple[str, str]] = ()
) -> Shortlist:
    """Work out the shortlist of a round: what is eligible and feasible, not withdrawn, with no appeal open.

    Args:
        proposals: each proposal of the round with all that happened to it.
        today: the day, for windows of appeal that still run.
        unread: identifier and title of each proposal, or change of one, that somebody has yet to read.
    """
    listed, left_out = [], []
    waiting = [NotListed(name, title, say("It waits to be read.")) for name, title in sorted(unread)]
    for proposal, told in sorted(proposals, key=lambda pair: pair[0].id):
        if told.state in {FEASIBLE, ON_BALLOT}:
            listed.append(proposal)
        elif told.waits(today):
            waiting.append(NotListed(proposal.id, proposal.title, _waits_for(told)))
        else:
            left_out.append(NotListed(proposal.id, proposal.title, _left_out(told)))
    return Shortlist(tuple(listed), tuple(waiting), tuple(left_out))


def require_settled(round_id: str, found: Shortlist) -> None:
    """Let a ballot be published only when nothing waits.

    Raises:
        ShortlistOpen: with each proposal that waits, and for what.
    """
    if found.waiting:
        faults = [Fault("{because}", {"because": one.because}, field=one.proposal) for one in found.waiting]
        raise ShortlistOpen(*faults, round=round_id)


def require_unchanged(round_id: str, projects: Mapping[str, tuple[str, int]], found: Shortlist) -> None:
    """Let a ballot through only where it holds the shortlist: each proposal, its title and its cost, and no other.

    Args:
        round_id: the round.
        projects: what is to stand on the ballot: each proposal's title and pence.
        found: the shortlist.

    Raises:
        ShortlistChanged: with each proposal that was added, is missing, or has another title or cost.
    """
    listed = {proposal.id: (proposal.title, int(proposal.cost)) for proposal in found.listed}
    faults = [Fault("it is not on the shortlist", field=id_) for id_ in sorted(set(projects) - set(listed))]
    faults.extend(Fault("it is missing from the ballot", field=id_) for id_ in sorted(set(listed) - set(projects)))
    faults.extend(
        Fault("its title or cost is not that of the proposal", field=id_)
        for id_ in sorted(set(listed) & set(projects))
        if tuple(projects[id_]) != listed[id_]
    )
    if faults:
        raise ShortlistChanged(*faults, round=round_id)


def _waits_for(told: Course) -> Sentence:
    standing = told.standing_review()
    if told.open_appeal() is not None:
        return say("An appeal is open.")
    if standing is None:
        return say("It waits for a review.")
    until = standing.appeal_until or standing.on
    if standing.finding == RETURNED:
        return say("It was sent back and may be mended until {until}.", until=until)
    return say("Its review may be appealed until {until}.", until=until)


def _left_out(told: Course) -> Sentence:
    standing = told.standing_review()
    if told.state == WITHDRAWN:
        return say("It was withdrawn, which counts against nobody.")
    if standing is None:
        return say("It was not put forward to the end.")
    why = REASONS[standing.code].says if standing.code in REASONS else say("{code}", code=standing.code)
    if standing.finding == RETURNED:
        return say("It was sent back and not sent in again. {why}", why=why)
    return say("It was found to be {finding}. {why}", finding=standing.finding, why=why)
