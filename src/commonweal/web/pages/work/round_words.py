"""What a form says of a rule and of questions, one a line: read into values, with what is wrong said of its line."""

import re
from collections.abc import Collection, Iterator

from commonweal.funding.box.choices import BallotKind, counted_as
from commonweal.funding.electorate import UTILITIES
from commonweal.funding.options import OPTIONS
from commonweal.funding.rounds import Question
from commonweal.funding.spec import RuleSpec, read_spec
from commonweal.proposals.questions import CATALOGUE, LONGEST_QUESTION, own_id
from commonweal.terms.sentences import Sentence, say

OURS = tuple((one.id, say(one.asks)) for one in CATALOGUE)
"""Our own questions, as answers to choose from."""
_SHARED_OUT = ("completion=add1", "step=1")
"""What we advise for Equal Shares: every share rises by a pound until no more can be funded."""


def settings(rule: str, text: str) -> list[str]:
    """Part a text into one setting each: a line, or what stands before the next known option on the same line.

    Names of areas may hold spaces, so that a space alone ends nothing.

    Examples:
        >>> settings("greedy", "floors=area:Old Town=50 overflow=stop")
        ['floors=area:Old Town=50', 'overflow=stop']
    """
    known = "|".join(OPTIONS.get(rule, ()))
    lines = (re.split(rf"\s+(?=(?:{known})\s*=)", line) if known else [line] for line in text.splitlines())
    return [part.strip() for parts in lines for part in parts if part.strip()]


def spec_of(rule: str, text: str, ballot: BallotKind) -> RuleSpec:
    """Give the rule as it is frozen: what the text sets, and what fits the ballots where the text says nothing of it.

    Args:
        rule: its name.
        text: its options as they were typed; empty for what we advise.
        ballot: how people vote, which says what a project can be worth to a voter.

    Raises:
        RuleFaults: with everything that is wrong.
    """
    own = settings(rule, text)
    if rule == "equal_shares":
        own = own or list(_SHARED_OUT)
        if not any(one.partition("=")[0].strip() == "utility" for one in own):
            own.append(f"utility={UTILITIES[counted_as(ballot)][0]}")
    return read_spec(rule, own)


def options_of_rules() -> frozenset[str]:
    """Give the options that any rule has."""
    return frozenset(option for options in OPTIONS.values() for option in options)


def frozen_questions(ours: Collection[str], own: Collection[Question]) -> tuple[Question, ...]:
    """Give the questions of a round: ours that are asked, and then the board's own; nothing where all are ours.

    Rules that name no question ask the whole catalogue, whatever a later release adds to it or leaves out.
    """
    if not own and {one.id for one in CATALOGUE} <= set(ours):
        return ()
    return (*(Question(one.id, one.asks, one.risk) for one in CATALOGUE if one.id in ours), *own)


def own_questions(text: str) -> Iterator[Question]:
    """Read a board's own questions: one a line, a semicolon, and the risk that it is asked for."""
    for line in filter(None, map(str.strip, text.splitlines())):
        asks, _, risk = (part.strip() for part in line.partition(";"))
        yield Question(own_id(asks), asks, risk)


def wrong_questions(ours: Collection[str], own: Collection[Question]) -> Iterator[Sentence]:
    """Say what is wrong with each line of a board's own questions."""
    asked = set(ours)
    for number, one in enumerate(own, 1):
        if not one.risk:
            yield say("Line {number} gives no risk after a semicolon.", number=number)
        for text in (one.asks, one.risk):
            if len(text) > LONGEST_QUESTION:
                yield say(
                    "Line {number} has {characters} characters where {most} is the most.",
                    number=number,
                    characters=len(text),
                    most=LONGEST_QUESTION,
                )
        if one.id in asked:
            yield say("Line {number} asks what is asked already.", number=number)
        asked.add(one.id)
