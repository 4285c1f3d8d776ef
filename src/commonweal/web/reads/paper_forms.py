"""Forms on paper: an idea, an idea in Easy Read, and a proposal with just the questions of its sum."""

from dataclasses import dataclass
from datetime import date

from commonweal.proposals.urgent import first_words
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import say
from commonweal.web.reads import proposing, stored
from commonweal.web.reads.shown import Said
from commonweal.web.reads.telling import name_of

_WHERE = say("Hand it in where you got it, or to anybody of the board.")


@dataclass(frozen=True, slots=True)
class Box:
    """Something to fill in by hand.

    Attributes:
        asks: what it asks.
        why: why, or what helps to answer, or "".
        space: how tall the space to write in is: line, few, many or picture; "" where there is only to tick.
        ticks: what there is to tick.
        half: whether two of its kind stand side by side.
    """

    asks: Said
    why: Said = ""
    space: str = "line"
    ticks: tuple[Said, ...] = ()
    half: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A form on paper.

    Attributes:
        title: what it is.
        round: the round it is for.
        lead: what it is for, in a sentence or two.
        urgent: what stands at its head, so that nobody writes in a form what cannot wait.
        boxes: what there is to fill in.
        after: what happens with it.
        easy: whether it is in Easy Read.
    """

    title: Said
    round: str
    lead: tuple[Said, ...]
    urgent: tuple[Said, ...]
    boxes: tuple[Box, ...]
    after: tuple[Said, ...]
    easy: bool = False


def idea_form(round_id: str) -> Paper | None:
    """Give the form of an idea. None where the round's ideas do not come in here."""
    rules = _rules(round_id)
    if rules is None:
        return None
    places = tuple(label for _, label in proposing.neighbourhoods())
    where = Box(say("Where is it for?"), say("Leave it empty for the whole place."), ticks=places[:12])
    return Paper(
        title=say("Put an idea forward"),
        round=str(rules.get("title") or round_id),
        lead=(say("One line is enough. You need not give your name."), _until(rules)),
        urgent=_urgent(),
        boxes=(
            Box(say("Your idea, in one line"), say("Such as: a bench by the bus stop.")),
            Box(
                say("A few words more, if you like"),
                say("Whom is it for? Why does it matter? Leave out names."),
                "many",
            ),
            where,
            Box(say("How can we reach you?"), say("Only if you wish. It is never published."), "few"),
            Box(say("Tick one"), "", "", (say("Residents thought of it"), say("Whoever holds the money asked for it"))),
        ),
        after=(
            say("Somebody types it in just as you wrote it, reads it, and publishes it with the others."),
            say("You can ask for a private link, with which you see what becomes of it."),
            _who(),
        ),
    )


def easy_read(round_id: str) -> Paper | None:
    """Give the Easy Read sheet: short sentences, large letters, room for pictures, one idea a line."""
    rules = _rules(round_id)
    if rules is None:
        return None
    return Paper(
        title=say("Your ideas"),
        round=str(rules.get("title") or round_id),
        lead=(
            say("There is some money for our area."),
            say("What should it pay for?"),
            say("Write one idea on each line."),
            say("You can draw it too."),
            say("Somebody can help you."),
            _until(rules),
        ),
        urgent=(
            say("Is somebody hurting you? Are you in danger?"),
            say("Ring 999."),
            say("Or tell a person you trust."),
            say("Do not write it on this sheet."),
        ),
        boxes=tuple(
            Box(say("Idea {n:plain}", n=number), say("You can draw here."), "picture", half=False)
            for number in (1, 2, 3)
        ),
        after=(
            say("Give this sheet back to the person who gave it to you."),
            say("We will read your ideas."),
            say("We will show them to everybody."),
            say("We will not show your name."),
        ),
        easy=True,
    )


def proposal_form(round_id: str, pence: Pence) -> Paper | None:
    """Give the form of a proposal for a sum, with exactly the questions that are asked for it.

    Raises:
        QuestionFaults: where the round's own questions cannot be asked.
    """
    rules = _rules(round_id)
    if rules is None:
        return None
    questions = proposing.asked(round_id, pence)
    told = (
        Box(say("What it is called, in one line")),
        Box(say("What would be done?"), say("Voters read this. A few sentences."), "few"),
        Box(say("Which body would do it?"), half=True),
        Box(say("How much do you ask for?"), half=True),
        Box(say("Where is it for?"), half=True),
        Box(say("Whom is it for?"), half=True),
        Box(say("Who else does a part, what, and for how much?")),
        Box(say("How can we reach you? It is never published.")),
        Box(
            say("Tick what is true"),
            "",
            "",
            (say("It works by enforcement alone"), say("It may move a problem to somewhere else")),
        ),
    )
    answers = tuple(Box(one.asks, say("Asked because: {risk}", risk=one.risk), "few") for one in questions)
    return Paper(
        title=say("A proposal for up to {sum}", sum=Amount.of_pence(pence)),
        round=str(rules.get("title") or round_id),
        lead=(
            say(
                "{n} question is asked for this sum, and no more.",
                plural="{n} questions are asked for this sum, and no more.",
                by="n",
                n=len(questions),
            ),
        ),
        urgent=_urgent()[:1],
        boxes=(*told, *answers),
        after=(say("Its title, sum and body are published. What you answer is read by reviewers only."), _who()),
    )


def _rules(round_id: str) -> dict[str, object] | None:
    rules = dict(stored.frozen(round_id) or {})
    return rules if "opens" in rules else None


def _until(rules: dict[str, object]) -> Said:
    return say("Hand it in by the end of {day}.", day=date.fromisoformat(str(rules["ideas_until"])))


def _who() -> Said:
    board = name_of(stored.place() or {}, "board")
    return say("{where} {board} decides.", where=_WHERE, board=board) if board else _WHERE


def _urgent() -> tuple[Said, ...]:
    danger, to_whom, _ = first_words()
    del to_whom
    return (
        danger,
        say("If somebody is being harmed, tell a person: do not write it on this form, which may be published."),
    )
