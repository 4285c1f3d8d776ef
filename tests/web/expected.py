"""What whoever asks for an act is answered: one table of procedure, role and phase, for every walk of it.

It is read from RIGHTS and nowhere else. What RIGHTS itself should say is written down once more, by hand, in
``tests/web/test_rights.py``.
"""

from commonweal.web.rights import PHASES, RIGHTS, VISITOR

OPEN, ELSEWHERE, NOT_YOU, NOT_THERE, NOT_NOW, ONLY_SHOWN = 200, 302, 403, 404, 409, 405
PUBLISHED = tuple(phase for phase in PHASES if phase not in {"not yet begun", "drafted"})
"""The phases of a round that has a page: its rules are published."""


def in_time(procedure: str, phase: str) -> bool:
    """Say whether a round stands where an act may be done; "" where the act is about no round."""
    return not phase or not RIGHTS[procedure].phases or phase in RIGHTS[procedure].phases


def answer(procedure: str, role: str, phase: str, *, is_there: bool = True) -> int:
    """Give the answer to whoever asks for an act at their desk.

    What is not there is told to be missing whoever asks, so long as they signed in; then the role decides, and last the
    phase.

    Args:
        procedure: name of the procedure.
        role: of whoever asks.
        phase: where the round stands; "" where the act is about no round.
        is_there: whether what it is about exists.
    """
    if role == VISITOR:
        return ELSEWHERE
    if not is_there:
        return NOT_THERE
    if role not in RIGHTS[procedure].roles:
        return NOT_YOU
    return OPEN if in_time(procedure, phase) else NOT_NOW


def public_answer(procedure: str, phase: str) -> int:
    """Give the answer to anybody, signed in or not, who asks for an act that residents do without an account."""
    if phase not in PUBLISHED:
        return NOT_THERE
    return OPEN if in_time(procedure, phase) else NOT_NOW
