"""Who already runs a service in a neighbourhood when a plan begins, and how long they are willing to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Running:
    """A cell that a body runs already.

    Attributes:
        offer: place of its terms in the problem's offers. A pathway that names this offer is the hand-back of the cell.
        since: first quarter in which the body runs it alone; 0 where it did before the plan began.
        last: last quarter in which it is willing to, or None where there is no end.
    """

    offer: int
    since: int = 0
    last: int | None = None
