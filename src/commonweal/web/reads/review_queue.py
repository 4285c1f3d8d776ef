"""What waits for whoever reads ideas and reviews proposals, and what they need to see to decide."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from commonweal.errors import UnknownName
from commonweal.proposals.declining import DECLINED
from commonweal.proposals.lookalikes import looks_like
from commonweal.proposals.review import REVIEWED_FROM, appeal_until
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.web import timetable
from commonweal.web.reads import proposed as reads
from commonweal.web.reads import proposing, stored
from commonweal.web.reads.proposal_page import history, paragraphs
from commonweal.web.reads.proposed import Waiting
from commonweal.web.reads.shown import Aside, Cell, Column, Row, Said, Section, Table, plain
from commonweal.web.reads.telling_proposals import STATES, because
from commonweal.web.store import proposed, unread
from commonweal.web.store.proposed import StoredIdea, StoredProposal
from commonweal.web.store.unread import Unread

Kind = Literal["idea", "proposal", "review", "appeal"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that waits: what it is, and whether it is to be read, reviewed or decided on as an appeal."""

    waiting: Waiting
    kind: Kind


def items(round_id: str) -> tuple[Item, ...]:
    """Give what waits in a round, the longest wait first."""
    ideas = {one.id for one in proposed.waiting_ideas(round_id)}
    sent = {one.name for one in unread.unread(round_id)}
    appealed = {one.proposal.id for one in proposed.proposals(round_id) if one.course.open_appeal() is not None}

    def kind(name: str) -> Kind:
        if name in ideas or name in sent:
            return "idea" if name in ideas else "proposal"
        return "appeal" if name in appealed else "review"

    return tuple(Item(one, kind(one.id)) for one in reads.queue(round_id))


def section(item: Item) -> Section:
    """Show something that waits: what was said, since when, what is to be done, and what to look at twice."""
    one = item.waiting
    since = timetable.local_day(datetime.fromisoformat(one.since), stored.place())
    return Section(
        f"item-{one.id}",
        plain(one.title),
        said=(say("{due} It waits since {day}.", due=one.due, day=since), *paragraphs(one.words)),
        asides=(Aside(say("Look at this twice"), one.flags, tone="warn"),) if one.flags else (),
    )


def waiting_idea(round_id: str, name: str) -> StoredIdea | None:
    """Give an idea that nobody has published yet, or None."""
    try:
        return proposed.waiting_idea(round_id, name)
    except UnknownName:
        return None


def unpublished_idea(round_id: str, name: str) -> StoredIdea | None:
    """Give an idea that nobody has published, waiting or declined, or None."""
    try:
        return proposed.unpublished_idea(round_id, name)
    except UnknownName:
        return None


def reach(name: str) -> tuple[Section, ...]:
    """Show how to reach whoever sent an idea or proposal, to those who read and review: to ask, and to tell them why.

    It stands on no page that a steward or a board member opens, and on nothing public.
    """
    contact = proposed.contact_of(name)
    said: tuple[Said, ...] = (say("They left no way to be reached. Their private link shows them what you decide."),)
    if contact:
        said = (
            *paragraphs(contact),
            say("Use it to ask about what they sent and to tell them what became of it, and for nothing else."),
        )
    return (Section("reach", say("How to reach whoever sent it"), said=said),)


def unpublished_proposal(round_id: str, name: str) -> Unread | None:
    """Give a proposal, or a change of one, that nobody has published, waiting or declined; or None."""
    found = unread.unread_of(name)
    return found if found and found.round == round_id else None


def sent_parts(round_id: str, name: str) -> tuple[Section, ...]:
    """Show a proposal to whoever reads it before it is published."""
    one = unread.to_read(round_id, name)
    told = one.told
    known = dict(proposing.bodies())
    said: list[Said] = [
        say("It asks for {cost}.", cost=Amount.of_pence(told.pence)),
        say("Who would do it: {body}", body=known.get(told.organisation, told.organisation)),
        *paragraphs(told.words),
    ]
    if told.neighbourhood:
        said.append(say("Where: {place}", place=told.neighbourhood))
    if told.group:
        said.append(say("For whom: {group}", group=told.group))
    said.extend(say("{body}: {does}", body=share.name, does=share.does) for share in told.partners)
    if one.declined is not None:
        why = DECLINED[one.declined.payload["reason"]]
        said.append(say("It was declined. {why} Whoever declined it does not read it again.", why=why))
    flags = looks_like(told.title, [other.proposal.title for other in proposed.proposals(round_id)])
    asides = (Aside(say("Look at this twice"), flags, tone="warn"),) if flags else ()
    return (Section("what", plain(told.title), said=tuple(said), asides=asides), *reach(name))


def declined_proposals(round_id: str) -> tuple[tuple[Unread, Sentence], ...]:
    """Give the proposals of a round that were declined and can still be published, each with the reason."""
    return tuple((one, DECLINED[one.declined.payload["reason"]]) for one in unread.declined(round_id) if one.declined)


def declined_ideas(round_id: str) -> tuple[tuple[StoredIdea, Sentence], ...]:
    """Give the ideas of a round that were declined and can still be published, each with the reason."""
    found = ((unpublished_idea(round_id, name), entry) for name, entry in proposed.declined(round_id).items())
    return tuple((idea, DECLINED[entry.payload["reason"]]) for idea, entry in found if idea is not None)


def proposal(round_id: str, name: str) -> StoredProposal | None:
    """Give a proposal of a round, or None."""
    try:
        return proposed.proposal(round_id, name)
    except UnknownName:
        return None


def proposals(round_id: str) -> tuple[StoredProposal, ...]:
    """Give every proposal of a round."""
    return proposed.proposals(round_id)


def due_check(round_id: str, name: str) -> str:
    """Give the check that a proposal waits for, or "" where it waits for none."""
    told = proposal(round_id, name)
    return next((check for check, state in REVIEWED_FROM.items() if told and told.course.state == state), "")


def touching(round_id: str, name: str) -> tuple[str, ...]:
    """Give what an interest in a proposal may be in: itself, its body and its partners."""
    told = proposal(round_id, name)
    return told.touches if told else ()


def last_day(round_id: str, today: date, days: int) -> date:
    """Give the last day on which a review that is made today can be appealed against.

    Args:
        round_id: the round.
        today: the day of the review.
        days: how many days that is where the round's rules say nothing.
    """
    return appeal_until(today, int((stored.frozen(round_id) or {}).get("appeal_days", days)))


def idea_parts(round_id: str, name: str) -> tuple[Section, ...]:
    """Show an idea to whoever reads it before it is published."""
    one = proposed.unpublished_idea(round_id, name)
    titles = [item.idea.title for item in proposed.published_ideas(round_id)]
    titles.extend(item.idea.title for item in proposed.waiting_ideas(round_id))
    flags = looks_like(one.idea.title, titles)
    said: list[Said] = [
        *paragraphs(one.idea.words),
        say("{label}. {came}.", label=reads.label(one.idea.led_by), came=reads.came(one.idea)),
    ]
    if one.idea.neighbourhood:
        said.append(say("Where: {place}", place=one.idea.neighbourhood))
    if (declined := proposed.declined(round_id).get(name)) is not None:
        why = DECLINED[declined.payload["reason"]]
        said.append(say("It was declined. {why} Whoever declined it does not read it again.", why=why))
    asides = (Aside(say("Look at this twice"), flags, tone="warn"),) if flags else ()
    return (Section("idea", plain(one.idea.title), said=tuple(said), asides=asides), *reach(name))


def public_parts(round_id: str, name: str, today: date) -> tuple[Section, ...]:
    """Show of a proposal what everybody may read, to whoever adds something to it."""
    shown = reads.proposal(round_id, name, today)
    asides = (Aside(say("Still asked for before the ballot"), shown.asked, tone="warn"),) if shown.asked else ()
    words = paragraphs(shown.proposal.summary)
    return (Section("what", plain(shown.proposal.title), said=words, asides=asides), history(shown, link=True))


def proposal_parts(round_id: str, name: str, today: date) -> tuple[Section, ...]:
    """Show a proposal to whoever decides on it: its words and answers too, which are on no public page."""
    told, shown = proposed.proposal(round_id, name), reads.proposal(round_id, name, today)
    flags = looks_like(told.proposal.title, [one.proposal.title for one in proposed.proposals(round_id)])
    asked = (*flags, *shown.asked)
    cost = say("It asks for {cost}.", cost=Amount.of_pence(told.proposal.cost))
    stands = say("It stands at: {state}. {because}", state=STATES[shown.state], because=because(told.course))
    what = Section(
        "what",
        plain(told.proposal.title),
        said=(cost, stands, *paragraphs(told.proposal.summary), *shown.liabilities),
        asides=(Aside(say("Look at this, and ask for it"), asked, tone="warn"),) if asked else (),
    )
    return (what, *_answers(round_id, name), history(shown, link=True))


def statement_kinds() -> tuple[tuple[str, Sentence], ...]:
    """Give the kinds of statement that can be added, as choices."""
    return (
        ("argument for", say("What speaks for it")),
        ("argument against", say("What speaks against it")),
        ("specialist statement", say("What somebody who knows the field says")),
        ("support partner", say("What a body that supports the people concerned says")),
        ("displacement note", say("Where it may move a problem to, naming the neighbouring areas")),
    )


def _answers(round_id: str, name: str) -> tuple[Section, ...]:
    told = proposing.answers(round_id, name)
    if not told:
        return ()
    rows = tuple(Row((Cell(question), Cell(text))) for question, text in told)
    columns = (Column(say("Question")), Column(say("Answer"), "why"))
    table = Table(say("For those who review alone; on no public page"), columns, rows)
    return (Section("answers", say("What was answered"), tables=(table,)),)
