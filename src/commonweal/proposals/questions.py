"""The question budget: a form asks no more than the size of the grant calls for, and every question says its risk.

A group that asks for a small sum should finish in under an hour, on two sides of paper.
Source: IVAR, Open and Trusting Grant-making, the commitment to ask relevant questions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from commonweal.errors import Fault, QuestionFaults
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key

SMALL = Pence(1_000_000)
"""Up to this sum (£10,000) a form is at most two sides."""
EVERY = Pence(0)
"""From this sum a question is asked of everybody."""
MIDDLE = Pence(5_000_000)
"""Up to this sum (£50,000) a form is at most four sides."""
LONGEST_QUESTION = 200
"""The most characters of a question, and of the risk that it is asked for: what stands on one public line."""
LONGEST_ANSWER = 700
"""The most characters of one answer: about 115 words. Eight of them, with their questions, fill two sides of A4."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form.

    Attributes:
        id: as answers bear it.
        asks: the question, as it is read out.
        risk: what could go wrong if nobody asked; a question without one is not asked.
        from_pence: the smallest sum asked for at which it may be asked; 0 for every sum.
    """

    id: str
    asks: str
    risk: str
    from_pence: Pence = EVERY


CATALOGUE: tuple[Question, ...] = (
    Question("what", key("What will you do?"), key("Money might be given for something that nobody can picture.")),
    Question(
        "who-for", key("Who is it for, and how do you know they want it?"), key("It might be of no use to anybody.")
    ),
    Question("where", key("Where will it be?"), key("It might be outside the place, or on land that nobody may use.")),
    Question(
        "cost", key("What will the money be spent on?"), key("It might cost more than the sum, and stop halfway.")
    ),
    Question("safe", key("How will you keep people safe?"), key("Somebody might come to harm.")),
    Question(
        "after",
        key("What happens when the money is spent?"),
        key("Something might be left behind that nobody looks after."),
    ),
    Question(
        "account",
        key("Which bank account, with two people to sign, would the money go to?"),
        key("Money might be lost or go to one person alone."),
    ),
    Question(
        "partners",
        key("Who does it with you, and what has each agreed to?"),
        key("A partner might be held to what it never agreed to."),
        Pence(SMALL + 1),
    ),
    Question(
        "reserves",
        key("How would you go on if a payment came three months late?"),
        key("A group might have to stop work that people rely on."),
        Pence(SMALL + 1),
    ),
    Question(
        "difference",
        key("What will be different for people, and how will you know?"),
        key("A larger sum might be spent without anybody learning whether it helped."),
        Pence(SMALL + 1),
    ),
    Question(
        "accounts",
        key("Where can your last yearly accounts be read?"),
        key("The body might not be able to carry so large a sum."),
        Pence(MIDDLE + 1),
    ),
    Question(
        "insurance",
        key("What insurance do you have?"),
        key("Somebody who is harmed might not be made good."),
        Pence(MIDDLE + 1),
    ),
    Question(
        "governance",
        key("Who decides in your organisation, and how are interests declared?"),
        key("Whoever decides might gain from it."),
        Pence(MIDDLE + 1),
    ),
)
"""The questions that a round asks unless its board chooses others. Every one can be left out."""


def most_questions(pence: Pence) -> int:
    """Give how many questions a form may ask for a sum: eight fill two sides, sixteen four, twenty-four six.

    Examples:
        >>> most_questions(Pence(500_000)), most_questions(Pence(1_000_001)), most_questions(Pence(9_000_000))
        (8, 16, 24)
    """
    if pence <= SMALL:
        return 8
    return 16 if pence <= MIDDLE else 24


def question_faults(questions: Iterable[Question]) -> list[Fault]:
    """Find what is wrong with the questions of a round, at every size of grant."""
    asked = tuple(questions)
    faults = []
    for number, question in enumerate(asked, start=1):
        if not question.risk.strip():
            faults.append(Fault("the question {id} says no risk", {"id": question.id}, field=f"questions {number}"))
        if not question.asks.strip():
            faults.append(Fault("the question {id} asks nothing", {"id": question.id}, field=f"questions {number}"))
        for text in (question.asks, question.risk):
            if len(text) > LONGEST_QUESTION:
                long = {"characters": len(text), "most": LONGEST_QUESTION}
                what = "these are {characters} characters; {most} is the most"
                faults.append(Fault(what, long, field=f"questions {number}"))
    ids = [question.id for question in asked]
    faults.extend(
        Fault("the question {id} stands twice", {"id": id_}, field="questions")
        for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1})
    )
    for sum_ in (SMALL, MIDDLE, Pence(MIDDLE + 1)):
        count, most = len(_asked(asked, sum_)), most_questions(sum_)
        if count > most:
            figures = {"count": count, "pounds": sum_ // 100, "most": most}
            faults.append(
                Fault("{count} questions are asked for {pounds} pounds; {most} is the most", figures, field="questions")
            )
    return faults


def form_for(pence: Pence, questions: Iterable[Question] = CATALOGUE) -> tuple[Question, ...]:
    """Give the questions that a proposal for a sum is asked.

    Raises:
        QuestionFaults: as :func:`question_faults` finds.

    Examples:
        >>> len(form_for(Pence(250_000))), len(form_for(Pence(2_500_000)))
        (7, 10)
    """
    asked = tuple(questions)
    faults = question_faults(asked)
    if faults:
        raise QuestionFaults(*faults)
    return _asked(asked, pence)


def own_id(asks: str) -> str:
    """Give the identifier of a question in a board's own words: the same wherever the words are.

    Answers are offered again by the identifier of their question, so a number alone would fill last year's answer into
    another question. Spaces and capitals make no difference, and words of the catalogue are the catalogue's question.

    Examples:
        >>> own_id("Who keeps  the key?") == own_id("who keeps the KEY? "), own_id("Who will do it?")[:4]
        (True, 'own-')
        >>> own_id("What will you do?")
        'what'
    """
    text = _plain(asks)
    ours = {_plain(question.asks): question.id for question in CATALOGUE}
    return ours.get(text) or f"own-{sha256(text.encode()).hexdigest()[:12]}"


def chosen(frozen: Iterable[Mapping[str, str]]) -> tuple[Question, ...]:
    """Give the questions that a round's frozen rules choose (``question``, ``asks`` and ``risk`` of each).

    A question of the catalogue is asked from the sum that the catalogue says; one of the board's own is asked of every
    sum, and so has to fit on two sides with the others.
    """
    sums = {question.id: question.from_pence for question in CATALOGUE}
    return tuple(
        Question(one["question"], one["asks"], one["risk"], sums.get(one["question"], EVERY)) for one in frozen
    )


def answer_faults(form: Iterable[Question], answers: Mapping[str, str]) -> Iterator[Fault]:
    """Find what is wrong with the answers to a form: one that is missing or too long, or that nobody asked for."""
    asked = {question.id: question for question in form}
    for id_ in asked:
        if not answers.get(id_, "").strip():
            yield Fault("this question is not answered", field=id_)
    for id_, answer in answers.items():
        if id_ not in asked:
            yield Fault("nobody asks this for such a sum", field=id_)
        elif len(answer) > LONGEST_ANSWER:
            figures = {"characters": len(answer), "most": LONGEST_ANSWER}
            yield Fault("these are {characters} characters; {most} is the most", figures, field=id_)


def reused(form: Iterable[Question], earlier: Mapping[str, str]) -> dict[str, str]:
    """Give the answers that a body gave before to questions of a form, to begin with; nobody types one twice."""
    return {question.id: earlier[question.id] for question in form if question.id in earlier}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _asked(questions: tuple[Question, ...], pence: Pence) -> tuple[Question, ...]:
    return tuple(question for question in questions if pence >= question.from_pence)
