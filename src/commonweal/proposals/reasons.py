"""Reasons of a review: a closed list of codes, each with a plain sentence. A finding against a proposal has one."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from commonweal.terms.sentences import Sentence, say

ELIGIBILITY, FEASIBILITY = "eligibility", "feasibility"
CHECKS = (ELIGIBILITY, FEASIBILITY)
"""What is reviewed: first whether a proposal is within the rules of the round, then whether it can be done."""
FINDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {ELIGIBILITY: ("eligible", "returned", "ineligible"), FEASIBILITY: ("feasible", "returned", "not feasible")}
)
"""What each check can find."""
AGAINST = ("returned", "ineligible", "not feasible")
"""Findings that keep a proposal off the ballot unless something changes: each has a code, words and a window."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that a review may give.

    Attributes:
        code: as the record bears it; a code is never given another meaning.
        findings: the findings that it can stand for.
        says: what it means, to whoever put the proposal forward.
        needs_words: whether words of the reviewer's own must stand beside it.
    """

    code: str
    findings: tuple[str, ...]
    says: Sentence
    needs_words: bool = True


_BACK, _OUT, _NOT_POSSIBLE = ("returned",), ("ineligible",), ("not feasible",)

REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        reason.code: reason
        for reason in (
            Reason("as-proposed", ("eligible", "feasible"), say("It may go on as it was proposed."), needs_words=False),
            Reason("with-condition", ("eligible", "feasible"), say("It may go on, with a condition.")),
            Reason("cost-unclear", _BACK, say("The cost is not clear yet.")),
            Reason("place-unclear", _BACK, say("It is not clear yet where it would be.")),
            Reason("who-unclear", _BACK, say("It is not clear yet who would do it.")),
            Reason("answer-missing", _BACK, say("A question is not answered yet.")),
            Reason("permission-missing", _BACK, say("A permission that it needs is not shown yet.")),
            Reason("safety-missing", _BACK, say("How people are kept safe is not said yet.")),
            Reason("running-cost-missing", _BACK, say("Who pays to keep it going is not said yet.")),
            Reason("outside-place", _OUT, say("It would be outside the place that this money is for.")),
            Reason("outside-purpose", _OUT, say("This money may not be used for it.")),
            Reason("over-budget", _OUT, say("It costs more than the whole round has.")),
            Reason(
                "wrong-money", _OUT, say("It needs money to run it, and this round has money to build, or the reverse.")
            ),
            Reason("private-gain", _OUT, say("It would mostly be for somebody's own gain.")),
            Reason("party-political", _OUT, say("It would be for a political party or a campaign for votes.")),
            Reason("against-law", _OUT, say("The law does not allow it.")),
            Reason("same-as-another", _OUT, say("Another proposal of this round asks for the same thing.")),
            Reason("already-funded", _OUT, say("It is paid for already.")),
            Reason("owner-refuses", _NOT_POSSIBLE, say("Whoever owns the land or building does not agree.")),
            Reason("permission-refused", _NOT_POSSIBLE, say("A permission that it needs was refused.")),
            Reason("too-costly", _NOT_POSSIBLE, say("It cannot be done for the sum that is asked.")),
            Reason("too-late", _NOT_POSSIBLE, say("It cannot be done by the day on which the money ends.")),
            Reason("unsafe", _NOT_POSSIBLE, say("It cannot be done safely as it is proposed.")),
            Reason("nobody-to-run", _NOT_POSSIBLE, say("Nobody can be found who would keep it going.")),
            Reason("harms-access", _NOT_POSSIBLE, say("It would shut people out who can use the place now.")),
        )
    }
)
"""Every reason, by its code."""


def reasons_for(finding: str) -> tuple[Reason, ...]:
    """Give the reasons that a finding may have, in the order of the list.

    Examples:
        >>> [reason.code for reason in reasons_for("feasible")]
        ['as-proposed', 'with-condition']
    """
    return tuple(reason for reason in REASONS.values() if finding in reason.findings)
