"""What sending, changing and publishing a proposal share: its text held to the round's questions, and written down."""

from dataclasses import replace
from datetime import date, datetime
from secrets import token_bytes
from typing import Any

from commonweal.errors import Fault, ProposalFaults, UnknownName
from commonweal.proposals.questions import CATALOGUE, Question, chosen
from commonweal.proposals.submission import Submission, submission_faults
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft
from commonweal.web.procedures.texts import id_faults, line_faults, tidy, words_faults
from commonweal.web.procedures.tickets import OWN
from commonweal.web.rights import Actors
from commonweal.web.store import keep, proposed, read, unread
from commonweal.web.store.proposed import StoredProposal


def questions_of(round_id: str) -> tuple[Question, ...]:
    """Give the questions that a round's frozen rules choose, or those of the catalogue where they choose none."""
    frozen = read.rules_of(round_id).get("questions")
    return chosen(frozen) if frozen else CATALOGUE


def require_whole(round_id: str, submission: Submission) -> Submission:
    """Let a proposal through only when nothing is wrong with it; give it with its longer text tidied.

    Raises:
        ProposalFaults: with everything that is wrong.
        QuestionFaults: where the round's own questions cannot be asked.
    """
    answers = {question: tidy(text) for question, text in submission.answers.items()}
    told = replace(submission, words=tidy(submission.words), answers=answers)
    faults = submission_faults(told, questions_of(round_id))
    faults.extend(line_faults(title=told.title) if told.title.strip() else ())
    faults.extend(line_faults(group=told.group) if told.group else ())
    ids = {"organisation": told.organisation, "neighbourhood": told.neighbourhood, "category": told.category}
    faults.extend(id_faults(**{field: text for field, text in ids.items() if text}))
    faults.extend(words_faults(words=told.words, **answers))
    for share in told.partners:
        faults.extend(line_faults(**{f"partner {share.organisation}": share.name, f"part of {share.name}": share.does}))
    if told.idea and told.idea not in proposed.lineage(round_id).standing():
        faults.append(Fault("there is no published idea {idea} that stands", {"idea": told.idea}, field="idea"))
    if faults:
        raise ProposalFaults(*faults, title=told.title or "-")
    return told


def replaced(round_id: str, name: str) -> StoredProposal | None:
    """Give the proposal that the record has by a name, or None where nothing of it is there yet."""
    try:
        return proposed.proposal(round_id, name)
    except UnknownName:
        return None


def put_on_record(  # noqa: PLR0913 - what, by whom, when, and when it came
    round_id: str,
    name: str,
    told: Submission,
    *,
    by: Actors,
    at: datetime,
    salts: keep.Salts = token_bytes,
    sent: date | None = None,
) -> Entry:
    """Write a proposal that was read into the record, new or in place of what stood. The record must be held.

    Args:
        round_id: the round.
        name: its name so far; a new one gets the name that the record, and the ballot, know it by.
        told: the whole of it.
        by: whoever sent it and, as the second, whoever has read it.
        at: when.
        salts: where the salt of its words comes from.
        sent: the day on which it came in, where that was before it was read.
    """
    stood = replaced(round_id, name)
    known = name if stood else f"p{proposed.next_number()}"
    helper = stood.helper if stood else "" if by.role in (*OWN, "organisation member") else by.role
    payload = payload_of(round_id, known, told, helper)
    if stood:
        payload["entry"] = stood.course.submissions[-1]
    if sent is not None:
        payload["sent"] = sent.isoformat()
    entry = keep.keep_entry(draft("proposal_submitted", at, by, payload, {"words": told.words}), salts)
    unread.name_in_record(name, known)
    proposed.keep_details(known, told.organisation, told.answers, told.partners)
    return entry


def payload_of(round_id: str, proposal_id: str, told: Submission, helper: str) -> dict[str, Any]:
    """Write what is public of a proposal: everything but its words and answers. What is not said is left out."""
    may = {
        "idea": told.idea,
        "neighbourhood": told.neighbourhood,
        "group": told.group,
        "category": told.category,
        "partners": [share.organisation for share in told.partners],
        "helper": helper,
        "marks": list(told.marks),
    }
    return {
        "round": round_id,
        "proposal": proposal_id,
        "title": " ".join(told.title.split()),  # as every table and file reads it back
        "organisation": told.organisation,
        "pence": told.pence,
        "led_by": told.led_by,
        **{field: value for field, value in may.items() if value},
    }
