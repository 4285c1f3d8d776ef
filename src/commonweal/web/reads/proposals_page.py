"""The ideas and proposals of a round, each with its label and where it stands.

The same page is published (as a file too, made from the record alone) and shown to those who take part, whose links
lead to where they can act.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from commonweal.proposals.statements import OFFER
from commonweal.terms.sentences import Sentence, say
from commonweal.web import rights
from commonweal.web.reads import proposed as reads
from commonweal.web.reads import round_course, round_rules, stored
from commonweal.web.reads.personal import GONE
from commonweal.web.reads.proposed import IdeaShown
from commonweal.web.reads.proposed_round import WORDS, RoundShown, round_shown
from commonweal.web.reads.shown import Cell, Choice, Column, Link, Next, Page, Row, Said, Section, Table
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.telling_proposals import AGREEABLE, STATES, because
from commonweal.web.reads.way import NO_DAY, decider, objection
from commonweal.web.store import proposed, read
from commonweal.web.store.proposed import StoredProposal

_TAKING = frozenset({rights.RULES, rights.IDEAS})
_BEFORE = frozenset({rights.RULES, rights.IDEAS, rights.REVIEW, rights.VOTING, rights.COUNTING, rights.STOPPED})


def listed(round_id: str, today: date, *, acting: bool = False) -> Page | None:
    """Show the published ideas and the proposals of a round. None where its ideas do not come in here.

    Args:
        round_id: the round.
        today: the day it is shown for.
        acting: whether it leads to where people take part, and not to what is published.
    """
    found = round_shown(round_id, acting=acting)
    if found is None:
        return None
    ideas, proposals = reads.ideas(round_id), proposed.proposals(round_id)
    course = round_course.course(found.one, stored.entries(), today)
    place = stored.place() or {}
    board = name_of(place, "board")
    doing = course is not None and course.phase == rights.IDEAS and acting
    return Page(
        here="decide",
        trail=found.trail()[:-1],
        title=say("{round}: ideas and proposals", round=found.title),
        lead=_lead(len(ideas), len(proposals)),
        answer=round_course.lead(course) if course and course.phase in _BEFORE else "",
        sections=(
            _proposals(found, proposals),
            _ideas(ideas, len({*proposed.declined(round_id)} - {one.id for one in ideas})),
            *_offers(found, proposals),
            *(_on_paper(found) if acting and (course is None or course.phase in _TAKING) else ()),
            *round_rules.parts(found.one.rules),
        ),
        next=(round_course.coming(course, place) if course else None)
        or Next(say("The round goes on as its own page says."), NO_DAY, decider(board), objection(board)),
        act=Link(say("Put an idea forward"), f"{found.address}new/") if doing else None,
        beside=say("One line is enough. You need no account, and you need not give your name.") if doing else "",
        proof=found.proof(),
        words=WORDS,
    )


def leading_to(round_id: str) -> tuple[Section, ...]:
    """Lead from a round's page to its ideas and proposals; nothing where they do not come in here."""
    found = round_shown(round_id, acting=False)
    if found is None:
        return ()
    said = _lead(len(proposed.published_ideas(round_id)), len(proposed.proposals(round_id)))
    choices = (Choice(Link(say("Ideas and proposals"), found.address), said),)
    return (Section("put-forward", say("What was put forward"), choices=choices),)


def review_log(round_id: str) -> bytes | None:
    """Give what was decided about a round's ideas and proposals as CSV. None where they do not come in here."""
    return reads.review_log(round_id) if round_shown(round_id, acting=False) else None


def _lead(ideas: int, proposals: int) -> Sentence:
    said = (
        say("{n} idea", plural="{n} ideas", by="n", n=ideas),
        say("{n} costed proposal", plural="{n} costed proposals", by="n", n=proposals),
    )
    return say("{ideas} and {proposals} are published here, with a reason for each.", ideas=said[0], proposals=said[1])


def _proposals(found: RoundShown, told: Sequence[StoredProposal]) -> Section:
    heading = say("Proposals, and where each stands")
    if not told:
        return Section("proposals", heading, said=(say("Nobody has put a costed proposal forward yet."),))
    columns = (
        Column(say("Proposal")),
        Column(say("Stands at")),
        Column(say("Who would do it")),
        Column(say("Asked for"), "number"),
        Column(say("Whose it is")),
        Column(say("Why it stands there"), "why"),
    )
    rows = tuple(
        Row(
            (
                Cell(item.proposal.title, found.proposal(item.proposal.id)),
                Cell(STATES[item.course.state], tone="yes" if item.course.state in AGREEABLE else "no"),
                Cell(found.called.organisation(item.proposal.organisation)),
                Cell(say("{cost}", cost=found.money(item.proposal.cost))),
                Cell(reads.label(item.led_by) if item.led_by else ""),
                Cell(because(item.course)),
            ),
            item.proposal.id,
        )
        for item in told
    )
    return Section("proposals", heading, tables=(Table(say("Each proposal, in order of arrival"), columns, rows),))


def _ideas(told: Sequence[IdeaShown], declined: int) -> Section:
    heading = say("Ideas, and what became of each")
    gone = (
        say(
            "{n} idea was declined. The table of what was decided gives the reason, and never what it says.",
            plural="{n} ideas were declined. The table of what was decided gives the reasons, and never what they say.",
            by="n",
            n=declined,
        ),
    )
    said = gone if declined else ()
    if not told:
        first = say("No idea has been published yet. A person reads each one first.")
        return Section("ideas", heading, said=(first, *said))
    called = {one_idea.id: one_idea.idea.title for one_idea in told}
    columns = (
        Column(say("Idea")),
        Column(say("Whose it is")),
        Column(say("How it came in")),
        Column(say("What became of it")),
        Column(say("In their words"), "why"),
    )
    rows = tuple(
        Row(
            (
                Cell(item.idea.title, f"/record/{item.entry}/"),
                Cell(item.label),
                Cell(item.came),
                Cell(_became(item, called)),
                Cell(item.idea.words or (GONE if read.entry(item.entry).commitments else "")),
            ),
            f"idea-{item.id}",
        )
        for item in told
    )
    return Section(
        "ideas", heading, said=said, tables=(Table(say("Each idea, in order of publication"), columns, rows),)
    )


def _became(item: IdeaShown, called: Mapping[str, str]) -> Said:
    if item.became:
        return say("It lives on in: {titles}", titles="; ".join(called.get(name, name) for name in item.became))
    if item.proposals:
        return say("Taken up by: {proposals}", proposals=", ".join(item.proposals))
    if item.came_from:
        return say("Made from: {titles}", titles="; ".join(called.get(name, name) for name in item.came_from))
    return say("It stands as an idea.")


def _offers(found: RoundShown, told: Sequence[StoredProposal]) -> tuple[Section, ...]:
    """Show who offered to do a part of what, under the question "who could do this with us"."""
    title = {item.proposal.id: item.proposal.title for item in told}
    rows = [
        Row(
            (
                Cell(found.called.organisation(str(entry.payload["organisation"]))),
                Cell(title[entry.payload["proposal"]], found.proposal(entry.payload["proposal"])),
            )
        )
        for entry in proposed.entries_of(found.one.id, ("statement_added",))
        if entry.payload["of"] == OFFER and entry.payload["proposal"] in title
    ]
    if not told:
        return ()
    said = say(
        "A body that wants to do a part of a proposal offers it through its own account, or through a CVS worker."
    )
    columns = (Column(say("Who offers")), Column(say("For what")))
    tables = (Table(say("Offers to join"), columns, tuple(rows)),) if rows else ()
    return (Section("with-us", say("Who could do this with us?"), said=(said,), tables=tables),)


def _on_paper(found: RoundShown) -> tuple[Section, ...]:
    choices = (
        Choice(
            Link(say("A form to print"), f"{found.address}form/"), say("One idea, on paper. Post it or hand it in.")
        ),
        Choice(
            Link(say("An Easy Read sheet"), f"{found.address}easy-read/"), say("Short sentences and large letters.")
        ),
        Choice(
            Link(say("The form of a proposal"), f"{found.address}proposal-form/"),
            say("With just the questions that are asked for your sum."),
        ),
    )
    return (Section("paper", say("On paper"), choices=choices),)
