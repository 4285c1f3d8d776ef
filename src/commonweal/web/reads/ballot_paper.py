"""What a voter sees of a ballot: its rules in two sentences, and each project with all that was said about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from commonweal.errors import NoBox
from commonweal.funding.box.choices import BallotForm
from commonweal.proposals.statements import AGAINST, DISPLACEMENT, FOR, OFFER, SPECIALIST, SUPPORT
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.site import names
from commonweal.web.store import balloting, proposed, read

_OF = {
    SPECIALIST: say("What a specialist says"),
    DISPLACEMENT: say("Where it may move a problem to"),
    SUPPORT: say("What a body that supports people says"),
    FOR: say("An argument for it"),
    AGAINST: say("An argument against it"),
    OFFER: say("Who offers to join"),
}
_ORDER = tuple(_OF)


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that was said about a project.

    Attributes:
        heading: what kind of statement it is.
        words: what was said.
        organisation: the body that said it, or "".
        areas: the neighbouring areas that it names, with commas between them, or "".
    """

    heading: Sentence
    words: str
    organisation: str
    areas: str


@dataclass(frozen=True, slots=True)
class OnBallot:
    """A project as it stands on the ballot.

    Attributes:
        number: its place on the ballot, from 1.
        id: its identifier.
        title: as it was published.
        cost: as it was published.
        summary: what its proposer says, or "" where it is not kept.
        organisation: the body that put it forward, or "".
        statements: all that was said about it.
        withdrawn: whether it was withdrawn since.
    """

    number: int
    id: str
    title: str
    cost: Amount
    summary: str
    organisation: str
    statements: tuple[Statement, ...]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """The ballot of a round.

    Attributes:
        round: the round.
        title: what residents call it.
        form: how it may be filled in.
        projects: in the order of the ballot.
        closes: the last day of voting.
        head: hash of the newest entry when it was made; while that is the newest, the ballot is this one.
    """

    round: str
    title: str
    form: BallotForm
    projects: tuple[OnBallot, ...]
    closes: date | None
    head: str

    @property
    def rules(self) -> tuple[Sentence, Sentence]:
        """The rules in two sentences: how to fill it in, and what that does."""
        return _rules(self.form)

    def find(self, name: str) -> OnBallot | None:
        """Give a project by its identifier."""
        return next((one for one in self.projects if one.id == name), None)


def ballot_paper(round_id: str) -> BallotPaper | None:
    """Give the ballot of a round; None where none was published."""
    head = read.head_hash()
    return _paper(round_id, head) if head else None


# Whatever changes a ballot, a withdrawal or an erasure too, is an entry: under one head it is the same.
@lru_cache(maxsize=8)
def _paper(round_id: str, head: str) -> BallotPaper | None:
    try:
        form = balloting.form_of(round_id)
    except NoBox:
        return None
    gone, said = set(balloting.withdrawn(round_id)), _statements(round_id)
    bodies, summaries = _submitted(round_id)
    called = names(stored.place() or {})
    projects = []
    for number, project in enumerate(form.projects, 1):
        body = bodies.get(project.id, "")
        projects.append(
            OnBallot(
                number,
                project.id,
                project.name,
                Amount(project.cost, form.currency),
                summaries.get(project.id, ""),
                called.organisation(body) if body else "",
                said.get(project.id, ()),
                project.id in gone,
            )
        )
    return BallotPaper(round_id, title_of(round_id), form, tuple(projects), stored.standing(round_id).closes, head)


def title_of(round_id: str) -> str:
    """Give what residents call a round that there is."""
    return str((stored.frozen(round_id) or {}).get("title") or round_id)


def _submitted(round_id: str) -> tuple[dict[str, str], dict[str, str]]:
    """Give the body and the summary of each proposal, as it was last put forward."""
    entries = {one.payload["proposal"]: one for one in proposed.entries_of(round_id, ("proposal_submitted",))}
    words = proposed.words_of(one.number for one in entries.values())
    bodies = {name: str(one.payload.get("organisation", "")) for name, one in entries.items()}
    return bodies, {name: words.get((one.number, "words"), "") for name, one in entries.items()}


def _statements(round_id: str) -> Mapping[str, tuple[Statement, ...]]:
    entries = proposed.entries_of(round_id, ("statement_added",))
    words, called = proposed.words_of(entry.number for entry in entries), names(stored.place() or {})
    found: dict[str, list[tuple[int, int, Statement]]] = {}
    for entry in entries:
        text, payload = words.get((entry.number, "text"), ""), entry.payload
        if text:
            body = payload.get("organisation", "")
            areas = ", ".join(payload.get("areas", ()))
            one = Statement(_OF[payload["of"]], text, called.organisation(body) if body else "", areas)
            found.setdefault(payload["proposal"], []).append((_ORDER.index(payload["of"]), entry.number, one))
    return {name: tuple(one for _, _, one in sorted(said, key=_place)) for name, said in found.items()}


def _place(said: tuple[int, int, Statement]) -> tuple[int, int]:
    return said[:2]


def _rules(form: BallotForm) -> tuple[Sentence, Sentence]:
    fewest, most = max(form.fewest, 1), form.limit
    if form.kind == "choose-1":
        return say("Choose one project."), say("Your vote goes to it whole.")
    if form.kind == "cumulative":
        points = form.points
        first = (
            say("Give whole points to {fewest} to {most} projects.", fewest=fewest, most=most)
            if points is None
            else say(
                "You have {points} points: give them to {fewest} to {most} projects.",
                points=points,
                fewest=fewest,
                most=most,
            )
        )
        return first, say("The more points you give a project, the more you support it; you need not give them all.")
    if form.kind == "ordinal":
        first = say("Put {fewest} to {most} projects in order: 1 is the one you want most.", fewest=fewest, most=most)
        return first, say("Give each place once, and leave out the projects that you do not want.")
    first = say("Choose {fewest} to {most} projects.", fewest=fewest, most=most)
    if form.kind == "knapsack":
        budget = Amount(form.budget, form.currency)
        return first, say("Together they may cost up to {budget}, which is all the money there is.", budget=budget)
    return first, say("Each one you choose gets the same support from you; their order makes no difference.")


def costs(paper: BallotPaper, chosen: tuple[str, ...]) -> Amount:
    """Give what some projects cost together, by the costs that were published."""
    total = sum((one.cost.units for one in paper.projects if one.id in chosen), Fraction())
    return Amount(total, paper.form.currency)


def receipts(round_id: str) -> bytes | None:
    """Give the list of receipts that was published at the close, one a line; None before."""
    return balloting.published_receipts(round_id)


def close_entry(round_id: str) -> Mapping[str, object] | None:
    """Give what the entry of the close says, or None before it."""
    return balloting.payload_of(round_id, "round_closed")
