"""Whether problems moved elsewhere, as ``profile.json`` and ``tables/displacement.csv`` hold it."""

from collections.abc import Iterator, Sequence
from typing import Any

from commonweal.evidence.displacement import Displacement
from commonweal.formats.figures import Written, cells, unknown_because
from commonweal.formats.prose import ENGLISH, prose

COLUMNS = ("measure", "figure", "value", "low", "high", "unknown_because")


def displacement(measures: Sequence[Displacement], figure: Written) -> list[dict[str, Any]]:
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
            yield (one.measure, name, *cells(found), unknown_because(found))
