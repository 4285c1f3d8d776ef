"""Statements: what voters read beside a proposal, gathered between its review and the ballot."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from commonweal.errors import Fault, StatementFaults
from commonweal.terms.sentences import Sentence, say

SPECIALIST, DISPLACEMENT, SUPPORT = "specialist statement", "displacement note", "support partner"
FOR, AGAINST, OFFER = "argument for", "argument against", "offer to join"
STATEMENTS = (SPECIALIST, DISPLACEMENT, SUPPORT, FOR, AGAINST, OFFER)
"""What can be said about a proposal."""

ENFORCEMENT_ONLY, MAY_MOVE = "enforcement only", "may move a problem"
MARKS = (ENFORCEMENT_ONLY, MAY_MOVE)
"""Boxes that a proposer or reviewer ticks. People tick them; no program looks for words."""
LONGEST_STATEMENT = 1_500
"""The most characters of a statement, the same for every side: about 250 words."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said about a proposal.

    Attributes:
        of: its kind, one of :data:`STATEMENTS`.
        text: what is said.
        organisation: who says it, where it is a body; "" for a resident's argument, which names nobody.
        areas: the neighbouring areas that a note on displacement speaks of.
    """

    of: str
    text: str
    organisation: str = ""
    areas: tuple[str, ...] = ()


def require_statement(proposal: str, statement: Statement, own: str = "") -> None:
    """Let a statement through only when it says what its kind must.

    Args:
        proposal: the proposal's identifier, to say in a refusal.
        statement: what is said.
        own: the neighbourhood that the proposal is for, or "". A neighbouring area may lie beyond the place.

    Raises:
        StatementFaults: with every fault.
    """
    faults = []
    if statement.of not in STATEMENTS:
        faults.append(Fault("this is not one of {known}", {"known": ", ".join(STATEMENTS)}, field="of"))
    if not statement.text.strip():
        faults.append(Fault("a statement says something", field="text"))
    if len(statement.text) > LONGEST_STATEMENT:
        figures = {"characters": len(statement.text), "most": LONGEST_STATEMENT}
        faults.append(Fault("these are {characters} characters; {most} is the most", figures, field="text"))
    if statement.of in {SPECIALIST, SUPPORT, OFFER} and not statement.organisation:
        faults.append(Fault("a {of} names the body that makes it", {"of": statement.of}, field="organisation"))
    faults.extend(_area_faults(statement, own))
    if faults:
        raise StatementFaults(*faults, proposal=proposal)


def prompts(marks: Collection[str], said: Iterable[str]) -> tuple[Sentence, ...]:
    """Give what is still asked for before the ballot. It is asked, never made a condition.

    Args:
        marks: the boxes that were ticked.
        said: the kinds of statement that stand beside the proposal already.

    Examples:
        >>> [str(one) for one in prompts({"may move a problem"}, ["argument for", "argument against"])]
        ['It may move a problem elsewhere. Name the neighbouring areas, and tell them.']
    """
    kinds = set(said)
    asked = []
    if ENFORCEMENT_ONLY in marks and SUPPORT not in kinds:
        asked.append(
            say(
                "It works by enforcement alone. Ask a body that supports the people concerned to join, or to say what "
                "it thinks."
            )
        )
    if MAY_MOVE in marks and DISPLACEMENT not in kinds:
        asked.append(say("It may move a problem elsewhere. Name the neighbouring areas, and tell them."))
    for kind, words in (
        (FOR, say("Nobody has said what speaks for it yet.")),
        (AGAINST, say("Nobody has said what speaks against it yet.")),
    ):
        if kind not in kinds:
            asked.append(words)
    return tuple(asked)


def _area_faults(statement: Statement, own: str) -> list[Fault]:
    if statement.of != DISPLACEMENT:
        if statement.areas:
            return [Fault("only a displacement note names neighbouring areas", field="areas")]
        return []
    if not set(statement.areas) - {own}:
        return [Fault("a displacement note names the neighbouring areas", field="areas")]
    return []
