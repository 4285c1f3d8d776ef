"""Erasing what an idea or proposal keeps of its proposer's own."""

from datetime import datetime

from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.tickets import require_own
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, proposed


def erase_private(name: str, *, token: str = "", at: datetime, actors: Actors) -> None:
    """Destroy how to reach whoever put something forward, and their answers to the form, with what partners were to do.

    An idea or a proposal that was never published goes whole. What was published stays; its words
    are erased with ``erase_content``.

    Args:
        name: the idea or proposal.
        token: the secret part of its private link, where somebody acts for themselves.
        at: when; nothing is kept of it.
        actors: who.

    Raises:
        NotAllowed: where the role may not.
        NotYours: where the private link is not the one of this idea or proposal.
        UnknownName: where there is neither of that name.
    """
    del at
    check_right("erase_private", actors)
    with one_act():
        require_own(name, token, actors)
        proposed.erase_private(name)
    tables = ("store_idearow", "store_proposalrow", "store_answerrow", "store_sharerow", "store_waitingproposalrow")
    keep.scrub(*tables)
