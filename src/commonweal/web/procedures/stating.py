"""What every statement about a proposal goes through, whoever makes it."""

from datetime import datetime

from commonweal.errors import Fault, StatementFaults
from commonweal.proposals.review import AGREED, AWARDED, NOT_SELECTED, SELECTED, STOPPED, WITHDRAWN
from commonweal.proposals.statements import Statement, require_statement
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft
from commonweal.web.procedures.texts import id_faults, tidy, words_faults
from commonweal.web.rights import Actors
from commonweal.web.store import keep, proposed

_OVER = {WITHDRAWN, SELECTED, NOT_SELECTED, AWARDED, AGREED, STOPPED}


def keep_statement(round_id: str, proposal_id: str, statement: Statement, at: datetime, actors: Actors) -> Entry:
    """Record a statement about a proposal of a round. The record must be held.

    Raises:
        StatementFaults: with everything that is wrong with it.
        UnknownName: where the round has no such proposal.
    """
    told = proposed.proposal(round_id, proposal_id)
    text = tidy(statement.text)
    faults = list(words_faults(text=text))
    faults.extend(id_faults(organisation=statement.organisation) if statement.organisation else ())
    faults.extend(fault for area in statement.areas for fault in id_faults(areas=area))
    if told.course.state in _OVER:
        faults.append(Fault("it stands at: {state}", {"state": told.course.state}))
    if faults:
        raise StatementFaults(*faults, proposal=proposal_id)
    require_statement(proposal_id, statement, told.proposal.neighbourhood)
    payload = {
        "round": round_id,
        "proposal": proposal_id,
        "statement": f"s{proposed.next_number()}",
        "of": statement.of,
        **({"organisation": statement.organisation} if statement.organisation else {}),
        **({"areas": list(statement.areas)} if statement.areas else {}),
    }
    return keep.keep_entry(draft("statement_added", at, actors, payload, {"text": text}))
