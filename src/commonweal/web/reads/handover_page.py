"""Hand-over: which services move, when and to whom, what it costs, and why the others stay."""

from commonweal.terms.sentences import say
from commonweal.web.reads import stored
from commonweal.web.reads.shown import Choice, Figure, Link, Next, Page
from commonweal.web.reads.way import NO_DAY, objection

HAND_OVER = Link(say("Hand-over"), "/hand-over/")
_NONE_YET = say("No hand-over has been planned yet: every service stays where it is.")


def plan() -> Page:
    """Show the plan that holds."""
    board = str((stored.place() or {}).get("board", ""))
    ahead = say("The board consults on a plan, and adopts it only if no service falls below its floor.")
    coming = Next(ahead, NO_DAY, board or say("The board."), objection(board))
    return Page("hand-over", (), say("Hand-over"), _NONE_YET, next=coming)


def choice() -> Choice:
    """Say what the hand-over page holds, for the page of the place."""
    return Choice(HAND_OVER, _NONE_YET)


def figures() -> tuple[Figure, ...]:
    """Give the figures of the plan that holds."""
    return ()
