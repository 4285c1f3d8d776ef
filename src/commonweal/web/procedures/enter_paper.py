"""Entering a paper ballot: each is read by two different people, and the second does not see what the first read."""

from datetime import datetime

from commonweal.errors import Fault, PaperRefused
from commonweal.funding.box.choices import BallotForm, Filled, read_choices
from commonweal.funding.box.paper import SPOILT, Entered, PaperAt
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.phases import phase_of, require_closed_box
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, papers


def enter_paper(round_id: str, paper: PaperAt, read: Filled | str, *, at: datetime, actors: Actors) -> bool:
    """Keep what one person read on a paper ballot, after voting was closed.

    Args:
        round_id: the round.
        paper: the paper.
        read: what stands on it, or why it is spoilt: one of :data:`commonweal.funding.box.paper.SPOILT`.
        at: when.
        actors: who: one person, who is known.

    Returns:
        Whether it is settled: two people read the same.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where voting was not closed by two people, or the ballots were opened.
        BallotRefused: with everything that does not fit the ballot: such a paper is spoilt, with the reason.
        PaperRefused: where there is no such paper, the person is not known or has read it before, or two have.
    """
    with one_act():
        check_right("enter_paper", actors, phase=phase_of(round_id, at), subject=round_id)
        require_closed_box("enter_paper", round_id)
        form = balloting.form_of(round_id)
        _require_paper(round_id, form, paper)
        text = papers.written(entered_as(form, read, paper))
        if not actors.person:
            raise PaperRefused(Fault("whoever enters it must be signed in"), batch=paper.batch, number=paper.number)
        row = papers.paper(round_id, paper)
        if row is None:
            row = papers.begin_paper(round_id, paper)
            row.first, row.first_by = text, actors.person
        elif row.first_by == actors.person:
            raise PaperRefused(Fault("this person has read it; another must"), batch=paper.batch, number=paper.number)
        elif row.second:
            raise PaperRefused(Fault("two people have read it"), batch=paper.batch, number=paper.number)
        else:
            row.second, row.second_by = text, actors.person
        row.save()
        return row.first == row.second


def entered_as(form: BallotForm, read: Filled | str, paper: PaperAt) -> Entered:
    """Give what was read on a paper as it is kept.

    Raises:
        BallotRefused: where choices do not fit the ballot.
        PaperRefused: where the reason is not in the list.
    """
    if isinstance(read, Filled):
        return Entered(read_choices(form, read))
    if read not in SPOILT:
        figures = {"reason": read, "reasons": ", ".join(SPOILT)}
        fault = Fault("{reason} is no reason why a ballot is spoilt; the reasons are {reasons}", figures)
        raise PaperRefused(fault, batch=paper.batch, number=paper.number)
    return Entered(spoilt=read)


def _require_paper(round_id: str, form: BallotForm, paper: PaperAt) -> None:
    there = {one.name: one.checked_in for one in papers.batches(round_id, form)}
    if paper.batch not in there:
        raise PaperRefused(Fault("there is no batch of this name"), batch=paper.batch, number=paper.number)
    if not 1 <= paper.number <= there[paper.batch]:
        fault = Fault("{codes} code(s) are checked in for it", {"codes": there[paper.batch]})
        raise PaperRefused(fault, batch=paper.batch, number=paper.number)
