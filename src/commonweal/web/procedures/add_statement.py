"""Adding what voters read beside a proposal."""

from datetime import datetime

from commonweal.proposals.statements import Statement
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.phases import phase_of
from commonweal.web.procedures.shortlisting import require_before_ballot
from commonweal.web.procedures.stating import keep_statement
from commonweal.web.procedures.tickets import require_own_voice
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import proposed


def add_statement(round_id: str, proposal_id: str, statement: Statement, *, at: datetime, actors: Actors) -> Entry:
    """Record a statement: a specialist's, a note on displacement, a support partner's, or an argument.

    Args:
        round_id: the round.
        proposal_id: the proposal.
        statement: what is said; its text can be erased.
        at: when.
        actors: who.

    Returns:
        The entry ``statement_added``.

    Raises:
        NotAllowed: where the role may not.
        NotYourBody: where it is made in the name of a body that whoever makes it may not speak for.
        InterestDeclared: where they declared an interest in the proposal, its body or a partner.
        NotNow: where the round stands elsewhere, or the ballot was published.
        StatementFaults: where it leaves out what its kind must say, or a body's member speaks in nobody's name.
        UnknownName: where the round has no such proposal.
    """
    with one_act():
        check_right("add_statement", actors, phase=phase_of(round_id, at), subject=round_id)
        require_before_ballot("add_statement", round_id)
        check_interests("add_statement", actors, proposed.proposal(round_id, proposal_id).touches)
        require_own_voice(proposal_id, statement.organisation, actors)
        return keep_statement(round_id, proposal_id, statement, at, actors)
