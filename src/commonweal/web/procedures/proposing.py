"""What submitting and changing a proposal share: its text tidied, held to the round's questions, and written down."""

from dataclasses import replace
from typing import Any

from commonweal.errors import Fault, ProposalFaults
from commonweal.proposals.questions import CATALOGUE, Question, chosen
from commonweal.proposals.submission import Submission, submission_faults
from commonweal.web.procedures.texts import id_faults, line_faults, tidy, words_faults
from commonweal.web.store import proposed, read


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
        "title": told.title,
        "organisation": told.organisation,
        "pence": told.pence,
        "led_by": told.led_by,
        **{field: value for field, value in may.items() if value},
    }
