"""What the form of a proposal needs: what can be chosen, what is asked for a sum, and what stands already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.errors import CommonwealError, UnknownName
from commonweal.funding.options import read_sums
from commonweal.proposals.questions import CATALOGUE, Question, chosen, form_for, most_questions, reused
from commonweal.proposals.submission import Submission
from commonweal.terms.money import Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.shown import plain
from commonweal.web.store import proposed, read, unread

_OURS = frozenset(CATALOGUE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a form, in words.

    Attributes:
        id: as its answer bears it.
        asks: the question.
        risk: why it is asked.
    """

    id: str
    asks: Sentence
    risk: Sentence


def asked(round_id: str, pence: Pence) -> tuple[Asked, ...]:
    """Give what a proposal for a sum is asked in a round, and no more.

    Raises:
        QuestionFaults: where the round's own questions cannot be asked.
    """
    frozen = read.rules_of(round_id).get("questions")
    questions = form_for(pence, chosen(frozen) if frozen else CATALOGUE)
    return tuple(Asked(one.id, *said(one)) for one in questions)


def most(pence: Pence) -> int:
    """Give how many questions a form may ask for a sum."""
    return most_questions(pence)


def bodies() -> list[tuple[str, str]]:
    """Give the bodies that the place knows, as choices."""
    place = stored.place() or {}
    return [(str(one["id"]), str(one["name"])) for one in place.get("organisations", ())]


def neighbourhoods() -> list[tuple[str, str]]:
    """Give the neighbourhoods of the place, as choices."""
    place = stored.place() or {}
    return sorted((str(one["name"]), str(one["name"])) for one in place.get("neighbourhoods", ()))


def categories(round_id: str) -> list[tuple[str, str]]:
    """Give the categories that a round's rule caps or keeps a floor for, as choices; none where it names none."""
    spec = read.rules_of(round_id).get("spec", {})
    sums = [*read_sums(str(spec.get("caps", ""))), *read_sums(str(spec.get("floors", "")))]
    return sorted({(group.name, group.name) for group, _ in sums if group.kind == "category"})


def standing_ideas(round_id: str) -> list[tuple[str, str]]:
    """Give the published ideas of a round that were neither joined nor parted, as choices."""
    standing = set(proposed.lineage(round_id).standing())
    return [(one.id, one.idea.title) for one in proposed.published_ideas(round_id) if one.id in standing]


def answered_by(organisation: str, questions: tuple[Asked, ...]) -> Mapping[str, str]:
    """Give what a body answered before to these questions. For the eyes of that body alone."""
    return reused([Question(one.id, "", "") for one in questions], proposed.last_answers(organisation))


def answered_with(digest: str, questions: tuple[Asked, ...]) -> Mapping[str, str]:
    """Give what was answered before in the proposal that a private link leads to, by the hash of the link."""
    own = proposed.own_by(digest)
    earlier = proposed.answers_of(own.name) if own and own.is_proposal else {}
    return reused([Question(one.id, "", "") for one in questions], earlier)


def as_form(round_id: str, name: str) -> dict[str, Any]:
    """Give a proposal that stands as the fields of its form. For the eyes of its proposer, and of who helps them."""
    waits = unread.unread_of(name)
    one, known = waits.told if waits else _as_sent(round_id, name), dict(bodies())
    shares = [f"{part.organisation}; {part.name}; {part.does}; {_pounds(part.pence)}" for part in one.partners]
    return {
        "title": one.title,
        "words": one.words,
        "pence": _pounds(one.pence),
        "body": one.organisation if one.organisation in known else "",
        "other": "" if one.organisation in known else one.organisation,
        "idea": one.idea,
        "neighbourhood": one.neighbourhood,
        "group": one.group,
        "category": one.category,
        "led_by": one.led_by,
        "marks": list(one.marks),
        "shares": "\n".join(shares),
        **{f"answer-{question}": text for question, text in one.answers.items()},
    }


def _as_sent(round_id: str, name: str) -> Submission:
    """Give a proposal that is in the record as whoever put it forward sent it."""
    told = proposed.proposal(round_id, name)
    one = told.proposal
    return Submission(
        one.title,
        one.summary,
        one.organisation,
        one.cost,
        idea=told.idea,
        neighbourhood=one.neighbourhood,
        group=one.group,
        category=told.category,
        led_by=told.led_by,
        marks=told.marks,
        answers=proposed.answers_of(name),
        partners=proposed.shares_of(name),
    )


def answers(round_id: str, name: str) -> tuple[tuple[Sentence, str], ...]:
    """Give a proposal's answers with their questions, for those who review it."""
    told = proposed.answers_of(name)
    try:
        words = {one.id: one.asks for one in asked(round_id, proposed.proposal(round_id, name).proposal.cost)}
    except (CommonwealError, UnknownName):
        words = {}
    order = [*(question for question in words if question in told), *sorted(set(told) - set(words))]
    return tuple((words.get(question, plain(question)), told[question]) for question in order)


def said(one: Question) -> tuple[Sentence, Sentence]:
    """Say a question of ours in the reader's language, and one of the board's in its own words."""
    if one in _OURS:
        return say(one.asks), say(one.risk)
    return plain(one.asks), plain(one.risk)


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"
