"""A ballot as its pages show it: each project with what was typed beside it and what is wrong there."""

from dataclasses import dataclass

from django import forms

from commonweal.errors import BallotRefused, CommonwealError
from commonweal.formats.prose import prose
from commonweal.funding.box.choices import Choices
from commonweal.terms.sentences import Sentence, say
from commonweal.web.pages.fields import Pick, Words
from commonweal.web.pages.voting.sent import CHOSEN, PLACE, POINTS, Sent
from commonweal.web.procedures.cast_ballot import HELPERS
from commonweal.web.reads.ballot_paper import BallotPaper, OnBallot
from commonweal.web.reads.shown import plain
from commonweal.web.roles import called

_SHORT = 100
"""How many characters of a name a fault bears."""

_STANDINGS = {
    "used": say(
        "A ballot was cast with this code, and a cast ballot is final. If that was you, there is nothing more to do. "
        "If it was not, tell the returning officer at once."
    ),
    "replaced": say("This code was replaced by another. Use the one in your newest letter."),
    "not of this round": say(
        "This code was not issued for this round. Look at the round that your letter names, and at each letter of the "
        "code. If it is still refused, ask the returning officer for another."
    ),
    "voting is not open": say("Voting is not open now. Your code was not used."),
}


class CodeForm(forms.Form):
    """What is asked before the ballot is shown."""

    code = Words(
        say("Your code"),
        say("Eleven letters and figures from your letter. Spaces, hyphens and small letters do not matter."),
        longest=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helper = Pick(
        say("Somebody helps me to vote: their role"),
        [(role, called(role)) for role in HELPERS],
        say("Only where somebody votes for you, at a desk or by telephone. Your own name is not asked."),
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A project on a page of the ballot.

    Attributes:
        project: the project.
        field: what its choice is sent as.
        value: what was typed beside it, or "".
        chosen: whether it was ticked.
        faults: what is wrong with it.
        open: whether it can be chosen.
    """

    project: OnBallot
    field: str
    value: str
    chosen: bool
    faults: tuple[Sentence, ...]
    open: bool

    @property
    def id(self) -> str:
        """Its anchor on the page."""
        return f"project-{self.project.number}"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A choice as it would be cast: the project, and its place or its points where there are any."""

    project: OnBallot
    place: int | None
    points: int | None


def answer_to(told: object) -> str:
    """Write what to answer to a code: to how it stands, to a refusal, or a sentence."""
    if isinstance(told, CommonwealError):
        said = [prose().fault(fault) for fault in told.faults]
        faults = " ".join(f"{one[:1].upper()}{one[1:]}." for one in said)
        return " ".join(filter(None, (prose().refusal(told)[0], faults, prose().refusal(told)[1])))
    return prose().text(told if isinstance(told, Sentence) else _STANDINGS[str(told)])


def ballot_lines(
    paper: BallotPaper, sent: Sent, wrong: BallotRefused | None
) -> tuple[list[Line], list[tuple[str, Sentence]]]:
    """Give each project of the ballot, and what is wrong with the ballot: an anchor and a sentence each."""
    at_field: dict[str, list[Sentence]] = {}
    known = {one.id[:_SHORT]: one for one in paper.projects}
    listed: list[tuple[str, Sentence]] = []
    for fault in wrong.faults if wrong else ():
        name = fault.field.removesuffix("…")
        said = plain(prose().fault(fault))
        if name in known:
            at_field.setdefault(known[name].id, []).append(said)
            one = known[name]
            listed.append((f"project-{one.number}", say("{title}: {fault}", title=one.title, fault=said)))
        else:
            listed.append(("choices", plain(prose().placed_fault(fault))))
    kind = paper.form.kind
    written, ticked = dict(sent.numbers), set(sent.chosen)
    start = {"cumulative": POINTS, "ordinal": PLACE}.get(kind)
    stand = sum(not one.withdrawn for one in paper.projects)
    lines = [
        Line(
            one,
            start + one.id if start else CHOSEN,
            written.get(one.id, ""),
            one.id in ticked,
            tuple(at_field.get(one.id, ())),
            # Where too few others stand for a ballot to be filled in at all, a withdrawn one stays open.
            not one.withdrawn or stand < paper.form.fewest,
        )
        for one in paper.projects
    ]
    return lines, listed


def review_lines(paper: BallotPaper, made: Choices) -> list[Reviewed]:
    """Give the choices of a ballot exactly as they would be cast."""
    ordered = paper.form.kind == "ordinal"
    return [
        Reviewed(project, place if ordered else None, made.points[place - 1] if made.points else None)
        for place, name in enumerate(made.chosen, 1)
        if (project := paper.find(name)) is not None
    ]
