"""Whether problems moved elsewhere, as ``profile.json`` and ``tables/displacement.csv`` hold it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from commonweal.evidence.displacement import Displacement
from commonweal.evidence.figures import Figure
from commonweal.evidence.publishing import TOO_FEW
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sources import Unknown

COLUMNS = ("measure", "figure", "value", "low", "high", "unknown_because")


def displacement(
    measures: Sequence[Displacement], figure: Callable[[Figure], Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Give the section of ``profile.json``, one object for each measure.

    Args:
        measures: what is published.
        figure: writes a figure as the profile holds it.
    """
    return [
        {
            "measure": one.measure,
            "buffers": list(one.buffers),
            "sentence": prose(ENGLISH).text(one.sentence),
            "figures": {name: figure(value) for name, value in one.figures.items()},
        }
        for one in measures
    ]


def displacement_rows(measures: Sequence[Displacement]) -> Iterator[tuple[object, ...]]:
    """Give the rows of ``tables/displacement.csv``; ``*`` stands for a count too small to show."""
    for one in measures:
        for name, found in one.figures.items():
            cells = (_cell(value) for value in (found.value, found.low, found.high))
            reason = next((v.reason for v in (found.value, found.low) if isinstance(v, Unknown)), "")
            yield (one.measure, name, *cells, reason)


def _cell(value: float | Unknown | None) -> object:
    if isinstance(value, Unknown):
        return "*" if value == TOO_FEW else None
    return value
