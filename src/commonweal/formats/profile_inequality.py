"""How unequally services are within reach, as ``profile.json`` and ``tables/inequality.csv`` hold it."""

from collections.abc import Iterator, Sequence
from typing import Any

from commonweal.evidence.inequality_profile import ServiceInequality
from commonweal.evidence.spread import CurvePoint
from commonweal.formats.figures import Written, cells, unknown_because
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sentences import Sentence

COLUMNS = ("service", "figure", "value", "low", "high", "unit", "unknown_because")
CURVE_COLUMNS = ("service", "curve", "people", "good")


def inequality(services: Sequence[ServiceInequality], figure: Written) -> list[dict[str, Any]]:
    """Give the section of ``profile.json``, one object for each service.

    Args:
        services: what is published.
        figure: writes a figure as the profile holds it.
    """
    return [
        {
            "id": one.id,
            "name": one.name,
            "sentences": [_text(sentence) for sentence in one.sentences],
            "figures": {name: figure(value) for name, value in one.figures.items()},
            "curves": None
            if one.curves is None
            else {
                "title": _text(one.curves.title),
                "sentence": _text(one.curves.sentence),
                "index": one.curves.index,
                "gini": one.curves.gini,
                "along": _points(one.curves.along),
                "lorenz": _points(one.curves.lorenz),
            },
        }
        for one in services
    ]


def inequality_rows(services: Sequence[ServiceInequality]) -> Iterator[tuple[object, ...]]:
    """Give the rows of ``tables/inequality.csv``."""
    for one in services:
        for name, found in one.figures.items():
            yield (one.id, name, *cells(found), _text(found.unit), unknown_because(found))


def curve_rows(services: Sequence[ServiceInequality]) -> Iterator[tuple[object, ...]]:
    """Give the rows of ``tables/curves.csv``."""
    for one in services:
        if one.curves is not None:
            for name, points in (("along deprivation", one.curves.along), ("least first", one.curves.lorenz)):
                yield from ((one.id, name, point.people, point.good) for point in points)


def _points(curve: Sequence[CurvePoint]) -> list[list[float]]:
    return [[point.people, point.good] for point in curve]


def _text(sentence: Sentence) -> str:
    return prose(ENGLISH).text(sentence)
