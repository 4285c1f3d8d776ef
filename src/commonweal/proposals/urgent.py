"""Urgent concerns: the few states through which a person takes one, and how long it is kept afterwards."""

from collections.abc import Mapping
from types import MappingProxyType

from commonweal.terms.sentences import Sentence, say

RAISED, TAKEN_UP, PASSED_ON, CLOSED = "raised", "taken up", "passed on", "closed"
MOVES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        RAISED: frozenset({TAKEN_UP, PASSED_ON}),
        TAKEN_UP: frozenset({PASSED_ON, CLOSED}),
        PASSED_ON: frozenset({CLOSED}),
        CLOSED: frozenset(),
    }
)
"""Where a concern may go. None is closed before a person has taken it up or passed it on."""
KEPT_DAYS = 90
"""How long a closed concern is kept here. The body it was passed on to keeps its own record, by its own rules."""
LONGEST_CONCERN = 10_000
"""The most characters of a concern: nobody is cut short."""


def first_words() -> tuple[Sentence, ...]:
    """Give what stands above the box, so that nobody waits for an answer here when they must not."""
    return (
        say("If somebody is in danger now, ring 999."),
        say("What you write here goes to a person, not to the board. It is never an idea, and it is never published."),
        say("You need not give your name."),
    )
