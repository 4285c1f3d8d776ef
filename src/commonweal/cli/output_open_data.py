"""How the commands for open data say what they left, and what a standard does not name."""

from collections.abc import Iterable, Mapping

from commonweal.errors import Fault
from commonweal.terms.sentences import Sentence, say

MOST_TOLD = 20
"""Faults that are told one by one; the others are counted."""


def left(faults: Iterable[Fault]) -> list[Sentence | str]:
    """Say what was left out since it is at fault, a line for each fault."""
    from commonweal.formats.prose import prose

    told = [prose().placed_fault(fault) for fault in faults]
    if not told:
        return []
    lines: list[Sentence | str] = [say("Left out, since something is wrong with it:")]
    lines += [f"  {line}" for line in told[:MOST_TOLD]]
    if len(told) > MOST_TOLD:
        lines.append(say("… and {n} more faults.", n=len(told) - MOST_TOLD))
    return lines


def counted(heading: Sentence, members: Mapping[str, int]) -> list[Sentence | str]:
    """Say which members there are, with how often each stands; nothing where there is none."""
    if not members:
        return []
    return [heading, *(f"  {name} ({n})" for name, n in members.items())]
