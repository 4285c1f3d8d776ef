"""Deciding what a paper ballot says that two people read in two ways."""

from datetime import datetime

from commonweal.errors import Fault, PaperRefused
from commonweal.funding.box.choices import Filled
from commonweal.funding.box.paper import READ_AGAIN, PaperAt
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.enter_paper import entered_as
from commonweal.web.procedures.interests import check_interests, voted_on
from commonweal.web.procedures.phases import phase_of, require_closed_box
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, papers


def adjudicate_paper(
    round_id: str, paper: PaperAt, read: Filled | str, *, reason: str, at: datetime, actors: Actors
) -> None:
    """Keep what two people decided, with its reason.

    Args:
        round_id: the round.
        paper: the paper.
        read: what stands on it, or why it is spoilt.
        reason: one of :data:`commonweal.funding.box.paper.READ_AGAIN`; where it is spoilt, that reason once more.
        at: when.
        actors: who: two people.

    Raises:
        NotAllowed: where the roles may not.
        InterestDeclared: where either declared an interest in anything on the ballot, or in a body behind it.
        NotNow: where voting was not closed by two people, or the ballots were opened.
        BallotRefused: with everything that does not fit the ballot.
        PaperRefused: where two people have not read it in two ways, or the reason does not fit.
    """
    with one_act():
        check_right("adjudicate_paper", actors, phase=phase_of(round_id, at), subject=round_id)
        check_interests("adjudicate_paper", actors, voted_on(round_id))
        require_closed_box("adjudicate_paper", round_id)
        form = balloting.form_of(round_id)
        decided = entered_as(form, read, paper)
        row = papers.paper(round_id, paper)
        if row is None or not row.second or row.first == row.second:
            raise PaperRefused(Fault("two people have not read it in two ways"), batch=paper.batch, number=paper.number)
        text = papers.written(decided)
        fitting = {decided.spoilt} if decided.spoilt else _fitting(text, row.first, row.second)
        if reason not in fitting:
            figures = {"reason": reason, "reasons": ", ".join(sorted(fitting))}
            fault = Fault("{reason} does not fit what was decided; what fits is {reasons}", figures)
            raise PaperRefused(fault, batch=paper.batch, number=paper.number)
        row.decided, row.reason = text, reason
        row.save()


def _fitting(decided: str, first: str, second: str) -> set[str]:
    """Give the reasons that can be true of what was decided."""
    one, two, neither = READ_AGAIN
    return {one} if decided == first else {two} if decided == second else {neither}
