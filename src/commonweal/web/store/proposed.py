"""Ideas and proposals: what the record says of them as values, and what is kept of them besides."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.errors import UnknownName, nearest
from commonweal.proposals.consortium import Share
from commonweal.proposals.ideas import Idea, Lineage, Turning
from commonweal.proposals.proposal import Proposal
from commonweal.proposals.review import Course, course
from commonweal.record.entries import Entry, read_entry
from commonweal.terms.money import Pence
from commonweal.web.store import models, read
from commonweal.web.store.courses import OF_BALLOT, STOPS, event_of

_TURNED = ("ideas_merged", "idea_split")
_OF_PROPOSALS = ("proposal_submitted", "proposal_reviewed", "appeal_made", "appeal_decided", "proposal_withdrawn")


@dataclass(frozen=True, slots=True)
class StoredIdea:
    """An idea as it is kept.

    Attributes:
        id: its identifier.
        round: the round it was put forward for.
        idea: what was said; its words are "" once they were erased.
        at: when it came in, or was published.
        entry: number of the entry that published it, or None.
    """

    id: str
    round: str
    idea: Idea
    at: str
    entry: int | None


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A proposal as the record tells of it.

    Attributes:
        proposal: as it would stand on the ballot; its summary is "" once it was erased.
        round: the round it was put forward for.
        course: all that happened to it, and where it stands.
        idea: the idea that it takes up, or "".
        category: its category, or "".
        led_by: whose it is, or "".
        helper: the role of whoever wrote it down for somebody else, or "".
        marks: the boxes that its proposer or a reviewer ticked.
        partners: identifiers of its partners.
        entries: numbers of all entries about it, statements among them, in order.
    """

    proposal: Proposal
    round: str
    course: Course
    idea: str
    category: str
    led_by: str
    helper: str
    marks: tuple[str, ...]
    partners: tuple[str, ...]
    entries: tuple[int, ...]

    @property
    def touches(self) -> tuple[str, ...]:
        """What an interest in it may be in: itself, its body and its partners."""
        return (self.proposal.id, self.proposal.organisation, *self.partners)


@dataclass(frozen=True, slots=True)
class Own:
    """What a private link leads to.

    Attributes:
        name: the idea or proposal.
        round: the round it was put forward for.
        is_proposal: whether it is a proposal, and not an idea.
    """

    name: str
    round: str
    is_proposal: bool


def entries_of(round_id: str, kinds: Sequence[str]) -> tuple[Entry, ...]:
    """Give a round's entries of some kinds, in order."""
    rows = models.EntryRow.objects.filter(kind__in=kinds).order_by("number").values()
    return tuple(read_entry(read.public_of(row)) for row in rows if json.loads(row["payload"])["round"] == round_id)


def words_of(numbers: Iterable[int]) -> dict[tuple[int, str], str]:
    """Give the personal fields that are still kept of some entries, by the entry's number and the field's name."""
    rows = models.PersonalRow.objects.filter(entry_id__in=list(numbers))
    return {(row.entry_id, row.field): json.loads(row.text) for row in rows}


def next_number() -> int:
    """Give the number that the next entry will have. The record must be held."""
    head = read.head()
    return head.number + 1 if head else 1


# Ideas


def lineage(round_id: str) -> Lineage:
    """Give what became of which published idea of a round."""
    ideas, turnings = [], []
    for entry in entries_of(round_id, ("idea_published", *_TURNED)):
        if entry.kind == "idea_published":
            ideas.append(entry.payload["idea"])
            continue
        before, after = entry.payload["from"], entry.payload["into"]
        turnings.append(Turning(_many(before), _many(after)))
    return Lineage(tuple(ideas), tuple(turnings))


def published_ideas(round_id: str) -> tuple[StoredIdea, ...]:
    """Give the published ideas of a round, in order of publication."""
    found = entries_of(round_id, ("idea_published",))
    words = words_of(entry.number for entry in found)
    return tuple(
        StoredIdea(
            entry.payload["idea"],
            round_id,
            Idea(
                entry.payload["title"],
                words.get((entry.number, "words"), ""),
                entry.payload["channel"],
                entry.payload["led_by"],
                entry.payload.get("helper", ""),
                entry.payload.get("neighbourhood", ""),
            ),
            entry.at,
            entry.number,
        )
        for entry in found
    )


def waiting_ideas(round_id: str) -> tuple[StoredIdea, ...]:
    """Give the ideas of a round that nobody has published or declined yet, the oldest first."""
    gone = declined(round_id)
    rows = models.IdeaRow.objects.filter(round=round_id, entry=None).order_by("id")
    return tuple(_idea(row) for row in rows if row.name not in gone)


def waiting_idea(round_id: str, name: str) -> StoredIdea:
    """Give an idea that nobody has published or declined yet.

    Raises:
        UnknownName: where the round has no such idea waiting.
    """
    if name in declined(round_id):
        raise UnknownName(kind="idea that waits", name=name, nearest="")
    return unpublished_idea(round_id, name)


def declined(round_id: str) -> Mapping[str, Entry]:
    """Give the entry that declined each idea of a round that was declined, whether or not it was published since."""
    return {entry.payload["idea"]: entry for entry in entries_of(round_id, ("idea_declined",))}


def unpublished_idea(round_id: str, name: str) -> StoredIdea:
    """Give an idea that nobody has published, waiting or declined.

    Raises:
        UnknownName: where the round keeps no such idea.
    """
    row = models.IdeaRow.objects.filter(round=round_id, name=name, entry=None).first()
    if row is None:
        raise UnknownName(kind="idea that waits", name=name, nearest="")
    return _idea(row)


def keep_idea(name: str, round_id: str, idea: Idea, *, contact: str, token: str, at: str) -> None:
    """Keep an idea as it came in, unpublished."""
    models.IdeaRow.objects.create(
        name=name,
        round=round_id,
        title=idea.title,
        words=idea.words,
        channel=idea.channel,
        led_by=idea.led_by,
        helper=idea.helper,
        neighbourhood=idea.neighbourhood,
        contact=contact,
        token=token,
        at=at,
    )


def idea_was_published(name: str, entry: Entry) -> None:
    """Tie an idea to its entry; from now on its words are in the record's care alone."""
    models.IdeaRow.objects.filter(name=name).update(entry_id=entry.number, words="")


def drop_idea(name: str) -> None:
    """Delete an idea that was never published, whole."""
    models.IdeaRow.objects.filter(name=name, entry=None).delete()


# Proposals


def proposals(round_id: str) -> tuple[StoredProposal, ...]:
    """Give every proposal of a round, in order of submission."""
    return _as_told(_told(round_id))


def proposal(round_id: str, name: str) -> StoredProposal:
    """Give a proposal of a round.

    Raises:
        UnknownName: where the round has no such proposal.
    """
    told = _told(round_id)
    if name not in told:
        raise UnknownName(kind="proposal", name=name, nearest=nearest(name, told))
    return _as_told({name: told[name]})[0]


def _told(round_id: str) -> dict[str, list[Entry]]:
    """Give the entries that tell of each proposal of a round, in order of submission."""
    ballot = read.standing(round_id).ballot
    on_ballot = {project["project"] for project in ballot["projects"]} if ballot else set()
    told: dict[str, list[Entry]] = {}
    for entry in entries_of(round_id, (*_OF_PROPOSALS, "statement_added", *OF_BALLOT, STOPS)):
        if "proposal" in entry.payload:
            told.setdefault(entry.payload["proposal"], []).append(entry)
            continue
        for name in sorted({*told} if entry.kind == STOPS else on_ballot & {*told}):
            told[name].append(entry)
    return told


def _as_told(told: Mapping[str, Sequence[Entry]]) -> tuple[StoredProposal, ...]:
    submissions = {name: [one for one in found if one.kind == "proposal_submitted"][-1] for name, found in told.items()}
    words = words_of(entry.number for entry in submissions.values())
    place = read.place()
    return tuple(
        _proposal(name, found, submissions[name], words.get((submissions[name].number, "words"), ""), place)
        for name, found in told.items()
    )


def keep_proposal(name: str, round_id: str, *, contact: str, token: str) -> None:
    """Keep what of a proposal is its proposer's own."""
    models.ProposalRow.objects.create(name=name, round=round_id, contact=contact, token=token)


def keep_details(name: str, organisation: str, answers: Mapping[str, str], partners: Iterable[Share]) -> None:
    """Keep a proposal's answers and its partners' shares, in place of those it had."""
    row = models.ProposalRow.objects.get(name=name)
    row.answers.all().delete()
    row.shares.all().delete()
    models.AnswerRow.objects.bulk_create(
        models.AnswerRow(proposal=row, organisation=organisation, question=question, text=text)
        for question, text in sorted(answers.items())
    )
    models.ShareRow.objects.bulk_create(
        models.ShareRow(
            proposal=row, organisation=share.organisation, title=share.name, does=share.does, pence=share.pence
        )
        for share in partners
    )


def answers_of(name: str) -> Mapping[str, str]:
    """Give a proposal's answers, by the question's identifier."""
    rows = models.AnswerRow.objects.filter(proposal__name=name).order_by("question")
    return {row.question: row.text for row in rows}


def last_answers(organisation: str) -> Mapping[str, str]:
    """Give what a body answered last to each question that it was ever asked."""
    rows = models.AnswerRow.objects.filter(organisation=organisation).order_by("proposal_id")
    return {row.question: row.text for row in rows}


def shares_of(name: str) -> tuple[Share, ...]:
    """Give the shares of a proposal's partners, the largest first."""
    rows = models.ShareRow.objects.filter(proposal__name=name).order_by("-pence", "organisation")
    return tuple(Share(row.organisation, row.title, row.does, Pence(row.pence)) for row in rows)


# Both


def token_of(name: str) -> str:
    """Give the hash of the private link of an idea or proposal.

    Raises:
        UnknownName: where there is neither of that name.
    """
    return _own_row(name).token


def contact_of(name: str) -> str:
    """Give how to reach whoever put an idea or proposal forward, "" where nobody said or it was erased.

    Raises:
        UnknownName: where there is neither of that name.
    """
    return _own_row(name).contact


def own_by(token: str) -> Own | None:
    """Give the idea or proposal to which the hash of a private link belongs, or None."""
    idea = models.IdeaRow.objects.filter(token=token).first()
    if idea is not None:
        return Own(idea.name, idea.round, is_proposal=False)
    row = models.ProposalRow.objects.filter(token=token).first()
    return Own(row.name, row.round, is_proposal=True) if row else None


def taken(name: str) -> bool:
    """Say whether an idea, a proposal or an urgent concern has this name."""
    tables = (models.IdeaRow.objects, models.UrgentRow.objects, models.ProposalRow.objects)
    return any(rows.filter(name=name).exists() for rows in tables)


def erase_private(name: str) -> None:
    """Destroy what an idea or proposal keeps of its proposer's own; what was never published goes whole.

    Raises:
        UnknownName: where there is neither of that name.
    """
    row = _own_row(name)
    if isinstance(row, models.IdeaRow) and row.entry_id is None:
        row.delete()
        return
    if isinstance(row, models.ProposalRow) and row.name not in _told(row.round):
        row.delete()
        return
    row.contact = ""
    row.save(update_fields=["contact"])
    models.WaitingProposalRow.objects.filter(proposal__name=name).delete()
    models.AnswerRow.objects.filter(proposal__name=name).delete()
    models.ShareRow.objects.filter(proposal__name=name).update(does="")


def names_of(round_id: str) -> tuple[str, ...]:
    """Give the names of the proposals of a round that the record knows."""
    return tuple(_told(round_id))


def _own_row(name: str) -> models.IdeaRow | models.ProposalRow:
    for rows in (models.IdeaRow.objects, models.ProposalRow.objects):
        row = rows.filter(name=name).first()
        if row is not None:
            return row
    raise UnknownName(kind="idea or proposal", name=name, nearest="")


def _idea(row: models.IdeaRow) -> StoredIdea:
    idea = Idea(row.title, row.words, row.channel, row.led_by, row.helper, row.neighbourhood)
    return StoredIdea(row.name, row.round, idea, row.at, row.entry_id)


def _proposal(
    name: str, told: Sequence[Entry], submitted: Entry, words: str, place: Mapping[str, Any] | None
) -> StoredProposal:
    payload = submitted.payload
    steps = [event for entry in told if (event := event_of(entry, name, place)) is not None]
    marks = [mark for entry in told if entry.number >= submitted.number for mark in entry.payload.get("marks", ())]
    return StoredProposal(
        Proposal(
            name,
            payload["title"],
            words,
            payload["organisation"],
            payload.get("neighbourhood", ""),
            payload.get("group", ""),
            Pence(payload["pence"]),
        ),
        payload["round"],
        course(steps),
        payload.get("idea", ""),
        payload.get("category", ""),
        payload.get("led_by", ""),
        payload.get("helper", ""),
        tuple(dict.fromkeys(marks)),
        tuple(payload.get("partners", ())),
        tuple(entry.number for entry in told),
    )


def _many(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
