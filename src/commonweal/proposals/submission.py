"""What somebody puts forward: a proposal with its answers, its marks and its partners, before anybody reviewed it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from commonweal.errors import ConsortiumFaults, Fault
from commonweal.proposals.consortium import Share, consortium
from commonweal.proposals.ideas import LED_BY, LONGEST_WORDS
from commonweal.proposals.questions import Question, answer_faults, form_for
from commonweal.proposals.statements import MARKS
from commonweal.terms.money import Pence

LARGEST_SUM = Pence(100_000_000_000)
"""No proposal asks for more than a thousand million pounds: a sum beyond it is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A proposal as it is put forward or changed.

    Attributes:
        title: one line, as it would stand on the ballot.
        words: what would be done.
        organisation: identifier of the body that would do it; with partners, of the lead partner.
        pence: the full cost asked for.
        idea: the published idea that it takes up, or "".
        neighbourhood: where it is for, or "" for the whole place.
        group: whom it is for, in the place's own words, or "" for everyone.
        category: a category of the round, or "".
        led_by: whose it is, one of :data:`commonweal.proposals.ideas.LED_BY`.
        marks: the boxes that were ticked, of :data:`commonweal.proposals.statements.MARKS`.
        answers: the answer to each question of the form, by the question's identifier.
        partners: each partner's share, the lead partner's among them; empty where one body does it alone.
    """

    title: str
    words: str
    organisation: str
    pence: Pence
    idea: str = ""
    neighbourhood: str = ""
    group: str = ""
    category: str = ""
    led_by: str = "residents"
    marks: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    partners: tuple[Share, ...] = ()


def submission_faults(told: Submission, questions: Iterable[Question]) -> list[Fault]:
    """Find what is wrong with a proposal as it is put forward.

    Args:
        told: the proposal.
        questions: the questions of the round; those are asked that the sum calls for.

    Raises:
        QuestionFaults: where the round's questions themselves cannot be asked.
    """
    faults = [
        Fault("this is missing", field=name)
        for name, text in (("title", told.title), ("words", told.words), ("organisation", told.organisation))
        if not text.strip()
    ]
    if len(told.words) > LONGEST_WORDS:
        figures = {"characters": len(told.words), "most": LONGEST_WORDS}
        faults.append(Fault("these are {characters} characters; {most} is the most", figures, field="words"))
    if told.led_by not in LED_BY:
        faults.append(Fault("this is not one of {known}", {"known": ", ".join(LED_BY)}, field="led_by"))
    faults.extend(Fault("there is no box {mark}", {"mark": mark}, field="marks") for mark in set(told.marks) - {*MARKS})
    if not 0 < told.pence <= LARGEST_SUM:
        faults.append(Fault("the sum asked for is more than nothing and at most a thousand million", field="pence"))
    else:
        faults.extend(answer_faults(form_for(told.pence, questions), told.answers))
        faults.extend(_partner_faults(told))
    return faults


def _partner_faults(told: Submission) -> Iterator[Fault]:
    if told.partners:
        try:
            consortium(told.organisation, told.partners, told.pence)
        except ConsortiumFaults as refused:
            yield from refused.faults
