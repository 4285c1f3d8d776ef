"""One proposal with its whole history: what, who, how much, its reviews with reasons, statements and offers."""

from datetime import date

from commonweal.errors import UnknownName
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import proposed as reads
from commonweal.web.reads import stored
from commonweal.web.reads.personal import GONE
from commonweal.web.reads.proposed import ProposalShown, Told
from commonweal.web.reads.proposed_round import WORDS, RoundShown, round_shown
from commonweal.web.reads.shown import Aside, Cell, Column, Next, Page, Row, Said, Section, Table
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.telling_proposals import STATES, because, happened, meaning, onward
from commonweal.web.reads.way import NO_DAY, decider, objection
from commonweal.web.roles import called, each_called
from commonweal.web.store import proposed, read
from commonweal.web.store.proposed import StoredProposal

_UNREAD = say("Nobody has read these words yet. They are shown once somebody has.")


def one(round_id: str, name: str, today: date, *, acting: bool = False) -> Page | None:
    """Show a proposal with its whole history. None where there is no such proposal.

    Args:
        round_id: the round.
        name: the proposal.
        today: the day it is shown for.
        acting: whether it leads to where people take part, and not to what is published.
    """
    found = round_shown(round_id, acting=acting)
    if found is None:
        return None
    try:
        shown, told = reads.proposal(round_id, name, today), proposed.proposal(round_id, name)
    except UnknownName:
        return None
    place = stored.place() or {}
    body = found.called.organisation(shown.proposal.organisation)
    return Page(
        here="decide",
        trail=found.trail(),
        title=shown.proposal.title,
        lead=say("{body} asks for {cost}.", body=body, cost=found.money(shown.proposal.cost)),
        answer=say("It stands at: {state}. {because}", state=STATES[shown.state], because=because(told.course)),
        sections=(
            _what(shown, told),
            *_together(found, shown, told),
            _statements(found, shown),
            history(shown, link=True),
            _objecting(told, acting),
        ),
        next=Next(*_coming(told), decider(name_of(place, "board")), objection(name_of(place, "board"))),
        proof=found.proof(),
        words=WORDS,
    )


def history(shown: ProposalShown, *, link: bool) -> Section:
    """Show all that happened to a proposal: what, on which day, by which role, and in whose words."""
    seen, rows = False, []
    for told in shown.history:
        what = happened(told.kind, told.finding, seen)
        seen = seen or told.kind == "proposal_submitted"
        day = Cell(say("{day}", day=told.on), f"/record/{told.entry}/" if link else "")
        rows.append(Row((Cell(what), day, Cell(each_called(told.role)), Cell(_reason(told))), f"entry-{told.entry}"))
    columns = (Column(say("What happened")), Column(say("Day")), Column(say("By whom")), Column(say("Why"), "why"))
    table = Table(say("Everything that happened to it, each an entry of the record"), columns, tuple(rows))
    return Section("history", say("What happened so far"), tables=(table,))


def _reason(told: Told) -> Said:
    words = words_of(told)
    if told.meaning is None:
        return words
    until = say("It can be appealed against until {day}.", day=told.until) if told.until else ""
    return say("{meaning} {words} {until}", meaning=meaning(told.code), words=words, until=until)


def words_of(told: Told) -> Said:
    """Give the words of whoever acted, or say that they were removed or that nobody has read them yet."""
    if told.words:
        return told.words
    if not read.entry(told.entry).commitments:
        return ""
    kept = proposed.words_of([told.entry])
    return _UNREAD if kept else GONE


def _what(shown: ProposalShown, told: StoredProposal) -> Section:
    one_proposal = shown.proposal
    words = one_proposal.summary or words_of(shown.history[0])
    said: list[Said] = list(paragraphs(words))
    if one_proposal.neighbourhood:
        said.append(say("Where: {place}", place=one_proposal.neighbourhood))
    if one_proposal.group:
        said.append(say("For whom: {group}", group=one_proposal.group))
    if shown.label is not None:
        said.append(say("{label}.", label=shown.label))
    if shown.helper:
        said.append(say("Written down for somebody else by: {role}.", role=called(shown.helper)))
    if told.idea:
        said.append(say("It takes up the idea {idea}.", idea=told.idea))
    return Section("what", say("What would be done"), said=tuple(said))


def paragraphs(words: Said) -> tuple[Said, ...]:
    """Part words at blank lines."""
    if not isinstance(words, str):
        return (words,)
    return tuple(part for text in words.split("\n\n") if (part := " ".join(text.split())))


def _together(found: RoundShown, shown: ProposalShown, told: StoredProposal) -> tuple[Section, ...]:
    if not told.partners:
        return ()
    if found.acting:
        return (Section("partners", say("Who does what, and answers for what"), said=shown.liabilities),)
    partners = "; ".join(found.called.organisation(name) for name in told.partners)
    return (Section("partners", say("Who does it together"), said=(say("{partners}", partners=partners),)),)


def _statements(found: RoundShown, shown: ProposalShown) -> Section:
    heading = say("What is said for and against it")
    told = [item for item in shown.history if item.kind == "statement_added"]
    asides = (Aside(say("Still asked for before the ballot"), shown.asked, tone="warn"),) if shown.asked else ()
    if not told:
        return Section("statements", heading, said=(say("Nobody has said anything about it yet."),), asides=asides)
    columns = (Column(say("What it is")), Column(say("Who says it")), Column(say("Areas")), Column(say("Words"), "why"))
    rows = tuple(
        Row(
            (
                Cell(happened(item.kind, item.finding, again=False)),
                Cell(found.called.organisation(item.organisation) if item.organisation else say("somebody")),
                Cell(", ".join(item.areas)),
                Cell(words_of(item)),
            )
        )
        for item in told
    )
    return Section("statements", heading, asides=asides, tables=(Table(say("Each statement"), columns, rows),))


def _objecting(told: StoredProposal, acting: bool) -> Section:  # noqa: FBT001 - which of the two pages
    standing = told.course.standing_review()
    said: list[Said] = []
    if standing is not None and standing.appeal_until is not None:
        said.append(
            say(
                "Whoever put it forward may appeal until the end of {day}, once. Two people decide, and neither "
                "of them is the reviewer.",
                day=standing.appeal_until,
            )
        )
    else:
        said.append(say("No finding against it stands, so there is nothing to appeal against now."))
    if acting:
        said.append(say("If it is yours, open your private link: it is the page that you were shown when you sent it."))
    return Section("object", say("How to object to a review"), said=tuple(said))


def _coming(told: StoredProposal) -> tuple[Sentence, Said]:
    standing = told.course.standing_review()
    if told.course.open_appeal() is not None:
        return say("Two people decide the appeal."), NO_DAY
    if standing is not None and standing.appeal_until is not None:
        what = (
            say("It may be mended and sent in again.") if standing.finding == "returned" else say("It may be appealed.")
        )
        return what, say("Until {day}.", day=standing.appeal_until)
    if told.course.state in {"submitted", "eligible"}:
        return say("It is reviewed, and the reason is published."), NO_DAY
    return onward(told.course) or say("See the page of the round."), NO_DAY
