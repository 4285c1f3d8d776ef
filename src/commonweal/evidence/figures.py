"""A figure that is published: its value, its unit, and where it comes from."""

from dataclasses import dataclass

from commonweal.terms.sentences import Sentence
from commonweal.terms.sources import Unknown


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure.

    Attributes:
        value: the figure, or Unknown with the reason.
        unit: what it counts or measures.
        files: files of the place folder that it was made from, such as "areas.csv".
        rows: how many rows of these files it was made from.
        method: how it was made, where it is more than a count.
        low: least likely value, where there is an interval.
        high: greatest likely value, where there is an interval.
    """

    value: float | Unknown
    unit: Sentence
    files: tuple[str, ...]
    rows: int
    method: Sentence | None = None
    low: float | Unknown | None = None
    high: float | Unknown | None = None
