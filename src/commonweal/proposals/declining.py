"""Why an idea is not published: a short closed list of codes, each with a plain sentence.

What can only be judged once an idea has a cost is no reason here: that is for the review of a proposal.
"""

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.errors import DeclineFaults, Fault, nearest
from commonweal.proposals.reasons import REASONS
from commonweal.terms.sentences import Sentence, say

_AS_REVIEWED = ("outside-place", "outside-purpose", "party-political", "against-law")
"""Codes of a review that stand for an idea too, and mean the same."""

DECLINED: Mapping[str, Sentence] = MappingProxyType(
    {
        "names-somebody": say("It names somebody, or tells something about a person who can be recognised."),
        "attacks-people": say("It insults or threatens people."),
        "not-an-idea": say("It asks for nothing that could be done here with money or time."),
        "unreadable": say("It could not be read, or nobody could tell what it asks for."),
        **{code: REASONS[code].says for code in _AS_REVIEWED},
        "same-as-another": say("Another idea of this round asks for the same thing."),
    }
)
"""Every reason for which an idea may be declined, by its code; a code is never given another meaning."""


def require_reason(idea: str, reason: str) -> None:
    """Let an idea be declined only for a reason of the list.

    Raises:
        DeclineFaults: where there is no such reason.
    """
    if reason not in DECLINED:
        figures = {"code": reason, "nearest": nearest(reason, DECLINED)}
        raise DeclineFaults(Fault("there is no reason {code}{nearest}", figures, field="reason"), idea=idea)


def require_other_reader(idea: str, decliner: tuple[str, str], reader: tuple[str, str]) -> None:
    """Let an idea that was declined be published only by somebody else than whoever declined it.

    Args:
        idea: the idea, to say in a refusal.
        decliner: role and seat of whoever declined it.
        reader: role and seat of whoever would publish it. Where a seat is not known, a person of the same role may be
            the same person, and is taken to be.

    Raises:
        DeclineFaults: where they are the same person, or may be.
    """
    if reader[1] == decliner[1] if reader[1] and decliner[1] else reader[0] == decliner[0]:
        raise DeclineFaults(Fault("whoever declined an idea does not read it again; somebody else does"), idea=idea)
