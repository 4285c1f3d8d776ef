"""Ideas and proposals as pages and files show them: with labels, with their whole history, and for those who review.

Words that somebody wrote are shown once a person has read them: an idea when it is published, a proposal when it was
reviewed first. Nothing of an urgent concern is here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from commonweal.formats.prose import Prose
from commonweal.formats.tables import write_table
from commonweal.proposals.consortium import Consortium, Share, consortium, liability
from commonweal.proposals.declining import DECLINED
from commonweal.proposals.ideas import Idea
from commonweal.proposals.lookalikes import looks_like
from commonweal.proposals.proposal import Proposal
from commonweal.proposals.questions import CATALOGUE, Question, chosen, form_for, most_questions, reused
from commonweal.proposals.reasons import REASONS
from commonweal.proposals.review import ELIGIBLE, SUBMITTED
from commonweal.proposals.statements import prompts
from commonweal.record.entries import Entry
from commonweal.terms.money import Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.web.codes import CHANNEL_WORDS
from commonweal.web.roles import called
from commonweal.web.store import proposed, read, unread
from commonweal.web.store.courses import finding_of, sent_on, statements_among
from commonweal.web.store.proposed import StoredIdea, StoredProposal
from commonweal.web.store.unread import Unread
from commonweal.web.timetable import local_day

LOG_COLUMNS = ("entry", "at", "kind", "role", "second", "about", "check", "finding", "code", "meaning", "appeal_until")
_WORDS = {
    "proposal_submitted": "words",
    "proposal_reviewed": "reason",
    "appeal_made": "grounds",
    "appeal_decided": "reason",
    "statement_added": "text",
    "proposal_withdrawn": "reason",
}
"""Kinds of entry about a proposal, each with its field of somebody's own words."""
_LOGGED = ("idea_published", "idea_declined", "ideas_merged", "idea_split", *_WORDS)


@dataclass(frozen=True, slots=True)
class IdeaShown:
    """A published idea with its labels.

    Attributes:
        id: its identifier.
        idea: what was said.
        entry: number of its entry.
        label: whose it is.
        came: how it came in, and who wrote it down, by role.
        became: the ideas in which it lives on; empty where it stands by itself.
        came_from: the ideas that it came from; empty where it was put forward as it is.
        proposals: the proposals that take it up.
    """

    id: str
    idea: Idea
    entry: int
    label: Sentence
    came: Sentence
    became: tuple[str, ...]
    came_from: tuple[str, ...]
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened to a proposal, as it is told.

    Attributes:
        entry: number of its entry.
        on: the day.
        kind: the entry's kind.
        role: who acted, and with whom, by role.
        finding: what a review or a count found, what an appeal's decision says, or the kind of a statement; or "".
        code: a review's code, or "".
        meaning: what the code means, or None.
        words: words of whoever acted; "" where there are none, they were erased, or nobody has read them yet.
        until: the last day on which a review may be appealed, or None.
        organisation: the body that made a statement, or "".
        areas: the neighbouring areas that a statement names.
    """

    entry: int
    on: date
    kind: str
    role: str
    finding: str
    code: str
    meaning: Sentence | None
    words: str
    until: date | None
    organisation: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal with its whole history.

    Attributes:
        proposal: as it would stand on the ballot; its summary is "" until a person has read it.
        state: where it stands.
        idea: the idea that it takes up, or "".
        label: whose it is, or None where nobody said.
        helper: the role of whoever wrote it down for somebody else, or "".
        history: all that happened to it, in order.
        partners: each partner's share, the largest first.
        liabilities: what each partner answers for, in one sentence each, in the same order.
        asked: what is still asked for before the ballot.
        may_appeal: whether its review may be appealed on the day.
    """

    proposal: Proposal
    state: str
    idea: str
    label: Sentence | None
    helper: str
    history: tuple[Told, ...]
    partners: tuple[Share, ...]
    liabilities: tuple[Sentence, ...]
    asked: tuple[Sentence, ...]
    may_appeal: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for whoever reviews.

    Attributes:
        id: the idea or proposal.
        title: as it was typed.
        words: what was said.
        since: the moment it came in, or of its newest entry.
        due: what is to be done.
        flags: what to look at twice in its title, and what is still asked for.
    """

    id: str
    title: str
    words: str
    since: str
    due: Sentence
    flags: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class FormShown:
    """The form of a proposal for a sum.

    Attributes:
        questions: what is asked, each with its risk.
        most: how many questions a form may hold for such a sum.
        begun: answers that the body gave before, to begin with.
    """

    questions: tuple[Question, ...]
    most: int
    begun: dict[str, str]


def ideas(round_id: str) -> tuple[IdeaShown, ...]:
    """Give the published ideas of a round with their labels, in order of publication."""
    lineage = proposed.lineage(round_id)
    taken_up = [(one.idea, one.proposal.id) for one in proposed.proposals(round_id) if one.idea]
    return tuple(
        IdeaShown(
            one.id,
            one.idea,
            one.entry or 0,
            label(one.idea.led_by),
            came(one.idea),
            tuple(name for name in lineage.became(one.id) if name != one.id),
            tuple(name for name in lineage.came_from(one.id) if name != one.id),
            tuple(name for idea, name in taken_up if idea == one.id),
        )
        for one in proposed.published_ideas(round_id)
    )


def label(led_by: str) -> Sentence:
    """Say whose an idea or proposal is."""
    return say("Led by residents") if led_by == "residents" else say("Led by the funder")


def came(idea: Idea) -> Sentence:
    """Say how an idea came in, and the role of whoever wrote it down; never who."""
    how = CHANNEL_WORDS[idea.channel]
    return say("{how}, written down by: {role}", how=how, role=called(idea.helper)) if idea.helper else how


def form(round_id: str, organisation: str, pence: Pence) -> FormShown:
    """Give the form that a body is asked to fill in for a sum, with its own earlier answers. For that body's eyes only.

    Raises:
        QuestionFaults: where the round's own questions cannot be asked.
    """
    frozen = read.rules_of(round_id).get("questions")
    questions = form_for(pence, chosen(frozen) if frozen else CATALOGUE)
    return FormShown(questions, most_questions(pence), reused(questions, proposed.last_answers(organisation)))


def proposal(round_id: str, name: str, today: date) -> ProposalShown:
    """Give a proposal with its whole history.

    Raises:
        UnknownName: where the round has no such proposal.
    """
    told = proposed.proposal(round_id, name)
    history = _history(told)
    shown = told.proposal if told.course.reviews else _unread(told.proposal)
    partners = proposed.shares_of(name)
    together = consortium(shown.organisation, partners, shown.cost) if partners else None
    return ProposalShown(
        shown,
        told.course.state,
        told.idea,
        label(told.led_by) if told.led_by else None,
        told.helper,
        history,
        partners,
        _liabilities(together),
        prompts(told.marks, [one.finding for one in history if one.kind == "statement_added"]),
        told.course.may_appeal(today),
    )


def put_forward(round_id: str) -> tuple[Proposal, ...]:
    """Give every proposal that was put forward for a round, as it last was."""
    return tuple(one.proposal for one in proposed.proposals(round_id))


def queue(round_id: str) -> tuple[Waiting, ...]:
    """Give what waits for whoever reviews, the longest wait first: what is to be read, proposals, open appeals."""
    ideas_waiting, all_proposals = proposed.waiting_ideas(round_id), proposed.proposals(round_id)
    sent = unread.unread(round_id)
    titles = [one.idea.title for one in (*ideas_waiting, *proposed.published_ideas(round_id))]
    titles.extend(one.proposal.title for one in all_proposals)
    titles.extend(one.told.title for one in sent)
    found = [_idea_waits(one, titles) for one in ideas_waiting]
    found.extend(_sent_waits(one, titles) for one in sent)
    # What is to be read first is not reviewed as it stood before.
    reviewed = [one for one in all_proposals if one.proposal.id not in {waits.name for waits in sent}]
    found.extend(_proposal_waits(one, due, titles) for one in reviewed if (due := _due(one)) is not None)
    return tuple(sorted(found, key=lambda one: (one.since, one.id)))


def review_log(round_id: str) -> bytes:
    """Write what was decided about the ideas and proposals of a round as CSV: codes and roles, and nobody's own words.

    Its columns are :data:`LOG_COLUMNS`. Text that a spreadsheet would take for a formula is written so that it is none.
    """
    prose = Prose()
    told = {entry.number: entry for entry in proposed.entries_of(round_id, _LOGGED)}
    rows = [_logged(entry, prose) for entry in told.values()]
    erasures = [one for one in read.entries_of("content_erased") if one.payload["entry"] in told]
    rows.extend(_erased(one, told[one.payload["entry"]]) for one in erasures)
    return write_table(LOG_COLUMNS, sorted(rows, key=lambda row: int(str(row[0]))))


def _erased(entry: Entry, about: Entry) -> tuple[object, ...]:
    """Log that words were removed: of what, which of its fields, and why; never what stood there."""
    fields = " ".join(entry.payload["fields"])
    second = entry.payload.get("second", "")
    what = f"{_about(about)} (entry {about.number})"
    return (entry.number, entry.at, entry.kind, entry.role, second, what, "", fields, entry.payload["reason"], "", "")


def _about(entry: Entry) -> str:
    about = entry.payload.get("proposal") or entry.payload.get("idea") or entry.payload.get("from", "")
    return about if isinstance(about, str) else " ".join(about)


def _logged(entry: Entry, prose: Prose) -> tuple[object, ...]:
    payload = entry.payload
    meanings = {code: reason.says for code, reason in REASONS.items()}
    code = payload.get("code", "")
    if entry.kind == "idea_declined":
        code, meanings = payload["reason"], dict(DECLINED)
    return (
        entry.number,
        entry.at,
        entry.kind,
        entry.role,
        payload.get("second", ""),
        _about(entry),
        payload.get("check", ""),
        payload.get("finding") or payload.get("decision") or payload.get("of") or payload.get("title", ""),
        code,
        prose.text(meanings[code]) if code in meanings else "",
        payload.get("appeal_until", ""),
    )


def _history(told: StoredProposal) -> tuple[Told, ...]:
    words = proposed.words_of(told.entries)
    place, read_by_somebody = read.place(), bool(told.course.reviews)
    found = []
    for number in told.entries:
        entry = read.entry(number)
        payload, code = entry.payload, entry.payload.get("code", "")
        until = payload.get("appeal_until")
        shown = read_by_somebody or entry.kind != "proposal_submitted"
        found.append(
            Told(
                number,
                sent_on(entry) or local_day(datetime.fromisoformat(entry.at), place),
                entry.kind,
                " + ".join(filter(None, (entry.role, payload.get("second", "")))),
                finding_of(entry, told.proposal.id),
                code,
                REASONS[code].says if code in REASONS else None,
                words.get((number, _WORDS.get(entry.kind, "")), "") if shown else "",
                date.fromisoformat(until) if until else None,
                payload.get("organisation", "") if entry.kind == "statement_added" else "",
                tuple(payload.get("areas", ())),
            )
        )
    return tuple(found)


def _unread(told: Proposal) -> Proposal:
    return Proposal(told.id, told.title, "", told.organisation, told.neighbourhood, told.group, told.cost)


def _liabilities(together: Consortium | None) -> tuple[Sentence, ...]:
    if together is None:
        return ()
    return tuple(liability(together, share.organisation) for share in together.shares)


def _due(told: StoredProposal) -> Sentence | None:
    if told.course.open_appeal() is not None:
        return say("An appeal is to be decided, by two people who did not review it.")
    if told.course.state == SUBMITTED:
        return say("Its eligibility is to be checked.")
    return say("Its feasibility is to be checked.") if told.course.state == ELIGIBLE else None


def _idea_waits(one: StoredIdea, titles: Iterable[str]) -> Waiting:
    due = say("It is to be read, and published, declined or passed on.")
    return Waiting(one.id, one.idea.title, one.idea.words, one.at, due, looks_like(one.idea.title, titles))


def _sent_waits(one: Unread, titles: Iterable[str]) -> Waiting:
    due = say("It is to be read, and published or declined. Its review begins then.")
    return Waiting(one.name, one.told.title, one.told.words, one.at, due, looks_like(one.told.title, titles))


def _proposal_waits(told: StoredProposal, due: Sentence, titles: Iterable[str]) -> Waiting:
    flags = looks_like(told.proposal.title, titles)
    asked = prompts(told.marks, statements_among(told.entries))
    newest = read.entry(told.entries[-1])
    sent = sent_on(newest)
    # Whoever sent it has waited since then, and not since somebody read it.
    since = f"{sent.isoformat()}T00:00:00Z" if sent else newest.at
    return Waiting(told.proposal.id, told.proposal.title, told.proposal.summary, since, due, (*flags, *asked))
