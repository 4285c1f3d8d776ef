"""What the reviews give for a ballot, and the time after which nothing about a proposal is decided any more."""

from collections.abc import Mapping
from datetime import datetime

from commonweal.errors import Fault
from commonweal.proposals.shortlist import Shortlist, require_settled, require_unchanged, shortlist
from commonweal.web.procedures.phases import today
from commonweal.web.rights import not_now
from commonweal.web.store import proposed, read, unread


def shortlisted(round_id: str, at: datetime) -> Shortlist:
    """Give the shortlist of a round as the record has it at a moment."""
    waiting = [(one.name, one.told.title) for one in unread.unread(round_id)]
    return shortlist([(one.proposal, one.course) for one in proposed.proposals(round_id)], today(at), waiting)


def require_shortlist(round_id: str, projects: Mapping[str, tuple[str, int]], at: datetime) -> None:
    """Let a ballot be published only where nothing waits, and it holds the shortlist and nothing else.

    Args:
        round_id: the round.
        projects: what is to stand on it: each proposal's title and pence.
        at: when.

    Raises:
        ShortlistOpen: where a proposal waits for a review, an appeal or its window.
        ShortlistChanged: where the ballot differs.
    """
    found = shortlisted(round_id, at)
    require_settled(round_id, found)
    require_unchanged(round_id, projects, found)


def require_before_ballot(procedure: str, round_id: str) -> None:
    """Let an act through only before the ballot was published.

    Raises:
        NotNow: where the ballot of the round stands.
    """
    if read.standing(round_id).ballot is not None:
        raise not_now(procedure, round_id, Fault("its ballot was published"))
