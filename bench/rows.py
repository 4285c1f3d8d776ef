"""One row of a benchmark: ours beside a peer's, from one run on one machine."""

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison.

    Attributes:
        name: what was done, with its size.
        ours: our figure, in ``unit``.
        peer: the peer's figure on the same input in the same run, or None where no peer does the same.
        ratio: ours to the peer's, whichever way ``target`` states it, or None.
        target: what the ratio (or, without a peer, our figure) should reach, or None where none is set.
        unit: of ``ours`` and ``peer``.
        better: whether a lower or a higher figure is better.
        met: whether the target is reached.
    """

    name: str
    ours: float
    peer: float | None
    ratio: float | None
    target: float | None
    unit: str
    better: Literal["lower", "higher"]
    met: bool

    @classmethod
    def against(  # a row has this many facts
        cls,
        name: str,
        *,
        ours: float,
        peer: float | None,
        target: float | None,
        unit: str,
        better: Literal["lower", "higher"],
    ) -> "Row":
        """Make a row, working out the ratio (ours / peer) and whether the target is met.

        Args:
            name: what was done, with its size.
            ours: our figure.
            peer: the peer's, or None.
            target: for the ratio, or for ``ours`` where there is no peer.
            unit: of both figures.
            better: which way is better, for ratio and figure alike.

        Examples:
            >>> Row.against("count", ours=2.0, peer=8.0, target=0.5, unit="s", better="lower").met
            True
        """
        ratio = None if not peer else ours / peer
        measured = ours if ratio is None else ratio
        met = target is None or (measured <= target if better == "lower" else measured >= target)
        return cls(name, ours, peer, ratio, target, unit, better, met)

    def plain(self) -> dict[str, Any]:
        """Give the row as JSON will hold it."""
        return asdict(self)
