"""What those who return and count need to see of a vote; nothing before the close says how many have voted."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from commonweal.errors import NoBox
from commonweal.funding.box.choices import BallotForm, Filled
from commonweal.funding.box.paper import Batch, Entered, Paper, PaperAt, missing
from commonweal.proposals.shortlist import Shortlist, shortlist
from commonweal.proposals.statements import prompts
from commonweal.terms.money import Amount
from commonweal.terms.sentences import say
from commonweal.web import timetable
from commonweal.web.reads import stored
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table, plain
from commonweal.web.store import balloting, papers, proposed, read, unread
from commonweal.web.store.balloting import Person
from commonweal.web.store.courses import statements_among


class BoxStanding:
    """What has been done to the ballot box of a round, each read when it is first asked for.

    Args:
        round_id: the round.
    """

    def __init__(self, round_id: str) -> None:
        self._round = round_id

    @cached_property
    def held(self) -> bool:
        """Whether its votes are cast here."""
        return "opens" in (read.frozen(self._round) or {})

    @cached_property
    def key(self) -> bool:
        """Whether a key is registered."""
        return bool(balloting.key_of(self._round))

    @cached_property
    def people(self) -> int:
        """How many stand on the register."""
        return len(balloting.registered(self._round))

    @cached_property
    def without_code(self) -> int:
        """How many of them have no code."""
        return len(without_code(self._round))

    @cached_property
    def ballot(self) -> bool:
        """Whether the ballot was published."""
        return _told(self._round, "ballot_published")

    @cached_property
    def issued(self) -> int:
        """How many codes were issued, by the record."""
        return sum(one.payload["codes"] for one in proposed.entries_of(self._round, ("codes_issued",)))

    @cached_property
    def closed(self) -> bool:
        """Whether voting was closed by two people."""
        return balloting.published_receipts(self._round) is not None

    @cached_property
    def papers(self) -> int | None:
        """How many things are still to be done about paper ballots; None before the close."""
        if not self.closed:
            return None
        return 0 if self.opened else len(missing(self._batches))

    @cached_property
    def clashes(self) -> int | None:
        """How many papers were read in two ways; None before the close."""
        return len(_clashing(self._batches)) if self.closed else None

    @cached_property
    def lot(self) -> bool:
        """Whether the lot was drawn."""
        return _told(self._round, "lot_drawn")

    @cached_property
    def opened(self) -> bool:
        """Whether the ballots were opened."""
        return _told(self._round, "ballots_opened")

    @cached_property
    def destroyed(self) -> bool:
        """Whether the secrets were destroyed."""
        return self.key and not _has_secret(self._round)

    @cached_property
    def _batches(self) -> tuple[Batch, ...]:
        return _batches(self._round)


def without_code(round_id: str) -> tuple[int, ...]:
    """Give the numbers of those on the register who have no code, in order."""
    people = balloting.registered(round_id)
    having = balloting.live_codes(round_id, [row for row, _ in people.values()])
    return tuple(number for number, (row, _) in people.items() if row not in having)


def people(round_id: str, numbers: Sequence[int]) -> dict[int, Person]:
    """Give people of the register by their numbers, to print their letters."""
    return balloting.people_of(round_id, numbers)


def batch_names(round_id: str) -> tuple[str, ...]:
    """Give the names of the batches of paper ballots."""
    return tuple(batch.name for batch in _batches(round_id))


def form_of(round_id: str) -> BallotForm | None:
    """Give how a ballot may be filled in; None where none was published."""
    try:
        return balloting.form_of(round_id)
    except NoBox:
        return None


def clashes(round_id: str) -> tuple[tuple[PaperAt, Entered, Entered], ...]:
    """Give the papers that were read in two ways and not decided, with both readings."""
    return tuple(
        (PaperAt(batch, paper.number), paper.first, paper.second)
        for batch, paper in _clashing(_batches(round_id))
        if paper.first is not None and paper.second is not None
    )


def as_read(entered: Entered) -> Filled | str:
    """Give a reading as it is written once more: choices, or why it is spoilt."""
    if entered.choices is None:
        return entered.spoilt
    chosen, points = entered.choices.chosen, entered.choices.points
    if points:
        return Filled(points=tuple((name, str(number)) for name, number in zip(chosen, points, strict=True)))
    return Filled(chosen)


def in_numbers(entered: Entered, form: BallotForm) -> str:
    """Write a reading as it is typed: the numbers of the projects, with their points where there are any."""
    if entered.choices is None:
        return entered.spoilt
    number = {project.id: str(place) for place, project in enumerate(form.projects, 1)}
    named = [number[name] for name in entered.choices.chosen]
    points = entered.choices.points
    return " ".join(f"{name}={n}" for name, n in zip(named, points, strict=True)) if points else " ".join(named)


def papers_part(round_id: str) -> tuple[Section, ...]:
    """Show how far the paper ballots are entered, after the close; never what anybody read."""
    batches = _batches(round_id)
    if not batches:
        return (Section("papers", say("Paper ballots"), said=(say("No paper ballot was checked in."),)),)
    rows = tuple(
        Row(
            (
                Cell(batch.name),
                Cell(say("{n}", n=batch.checked_in)),
                Cell(say("{n}", n=sum(paper.final is not None for paper in batch.papers))),
                Cell(say("{n}", n=len(missing([batch])))),
            )
        )
        for batch in batches
    )
    columns = (
        Column(say("Batch")),
        Column(say("Papers"), "number"),
        Column(say("Settled"), "number"),
        Column(say("Still to be done"), "number"),
    )
    return (Section("papers", say("Paper ballots"), tables=(Table(say("Each batch"), columns, rows),)),)


def clashes_part(round_id: str) -> tuple[Section, ...]:
    """Show the papers that were read in two ways, with both readings in the numbers of the ballot."""
    form, found = form_of(round_id), clashes(round_id)
    if form is None or not found:
        return (Section("clashes", say("Read in two ways"), said=(say("No paper waits to be decided."),)),)
    rows = tuple(
        Row((Cell(f"{at.batch} / {at.number}"), Cell(in_numbers(first, form)), Cell(in_numbers(second, form))))
        for at, first, second in found
    )
    columns = (Column(say("Paper")), Column(say("First entry")), Column(say("Second entry")))
    table = Table(say("By the numbers of the projects on the ballot"), columns, rows)
    return Section("clashes", say("Read in two ways"), tables=(table,)), *projects_part(round_id)


def projects_part(round_id: str) -> tuple[Section, ...]:
    """Show the numbers of the projects on the ballot, to type by."""
    form = form_of(round_id)
    if form is None:
        return ()
    rows = tuple(Row((Cell(say("{n}", n=n)), Cell(one.name))) for n, one in enumerate(form.projects, 1))
    table = Table(say("The projects of the ballot by their numbers"), (Column(say("No")), Column(say("Project"))), rows)
    return (Section("projects", say("Numbers of the projects"), folded=(table,)),)


def shortlist_part(round_id: str, at: datetime) -> tuple[Section, ...]:
    """Show what would stand on the ballot, what still waits, and what is left out, each with its reason."""
    found = _shortlist(round_id, at)
    listed = tuple(
        Row((Cell(plain(one.title)), Cell(say("{cost}", cost=Amount.of_pence(one.cost))))) for one in found.listed
    )
    columns = Column(say("Project")), Column(say("Cost"), "number")
    others = Column(say("Proposal")), Column(say("Why"), "why")
    key = balloting.key_of(round_id)
    said = (
        say("A key is registered: {key}…", key=key[:12])
        if key
        else say("No key is registered. The returning officer registers one first.")
    )
    tables = [Table(say("What would stand on the ballot"), columns, listed)] if listed else []
    for caption, group in ((say("What still waits"), found.waiting), (say("What is left out"), found.left_out)):
        if group:
            rows = tuple(Row((Cell(plain(one.title)), Cell(one.because))) for one in group)
            tables.append(Table(caption, others, rows))
    nothing = () if listed else (say("No proposal may stand on it."),)
    section = Section("shortlist", say("The shortlist"), said=(said, *nothing), tables=tuple(tables))
    return (section, *_still_asked(round_id, {one.id for one in found.listed}))


def _still_asked(round_id: str, listed: set[str]) -> tuple[Section, ...]:
    """Show what voters would miss beside what would stand on the ballot: it is asked for, and nobody has to give it."""
    rows = []
    for one in proposed.proposals(round_id):
        if one.proposal.id in listed:
            told = statements_among(one.entries)
            rows += [Row((Cell(plain(one.proposal.title)), Cell(ask))) for ask in prompts(one.marks, told)]
    if not rows:
        return ()
    columns = (Column(say("Proposal")), Column(say("Asked for"), "why"))
    table = Table(say("What can still be added, before the ballot is published"), columns, tuple(rows))
    said = say("Once the ballot is published, nothing can be added beside a proposal. Ask for it first.")
    return (Section("asked", say("Still asked for before the ballot"), said=(said,), tables=(table,)),)


def register_part(round_id: str) -> tuple[Section, ...]:
    """Say how many stand on the register and how many of them have no code, and whether there is a paper ballot."""
    stands = BoxStanding(round_id)
    said = [
        say(
            "{n} people stand on the register; {without} of them have no code.",
            n=stands.people,
            without=stands.without_code,
        )
    ]
    if not stands.ballot:
        said.append(say("The ballot is not published: the sheets will hold no paper ballot. Publish it first."))
    return (Section("register", say("Who has a code"), said=tuple(said)),)


def _shortlist(round_id: str, at: datetime) -> Shortlist:
    today = timetable.local_day(at, stored.place())
    waiting = [(one.name, one.told.title) for one in unread.unread(round_id)]
    return shortlist([(one.proposal, one.course) for one in proposed.proposals(round_id)], today, waiting)


def _batches(round_id: str) -> tuple[Batch, ...]:
    form = form_of(round_id)
    return papers.batches(round_id, form) if form else ()


def _clashing(batches: Sequence[Batch]) -> list[tuple[str, Paper]]:
    return [(batch.name, one) for batch in batches for one in batch.papers if one.clash and one.decided is None]


def _told(round_id: str, kind: str) -> bool:
    return balloting.payload_of(round_id, kind) is not None


def _has_secret(round_id: str) -> bool:
    try:
        balloting.secret_of(round_id)
    except NoBox:
        return False
    return True
