"""A figure as published files hold it: an object for machines, and cells of a table for everybody."""

from collections.abc import Callable, Mapping
from typing import Any

from commonweal.evidence.figures import Figure
from commonweal.evidence.publishing import TOO_FEW
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sources import Source, Unknown

HIDDEN = "*"
"""Stands in a table where a count is too small to show; a blank stands where nobody knows."""
Written = Callable[[Figure], Mapping[str, Any]]
"""Writes a figure as :func:`figure_value` does, with the sources of its profile."""


def figure_value(figure: Figure, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Give a figure as ``profile.json`` holds it: value, unit, and every file it comes from.

    Args:
        figure: the figure.
        sources: the file behind each table of the place folder.
    """
    text = prose(ENGLISH).text
    told: dict[str, Any] = {"value": plain(figure.value), "unit": text(figure.unit)}
    if isinstance(figure.value, Unknown):
        told["unknown_because"] = figure.value.reason
    if figure.low is not None:
        told |= {"low": plain(figure.low), "high": plain(figure.high)}
    told["sources"] = [source_value(name, sources[name]) for name in figure.files if name in sources]
    told["rows"] = figure.rows
    if figure.method:
        told["method"] = text(figure.method)
    return told


def source_value(name: str, source: Source) -> dict[str, Any]:
    """Give the file behind a table of the place folder, as ``profile.json`` holds it."""
    return {
        "table": name,
        "file": source.file,
        "sha256": source.sha256,
        "publisher": source.publisher or None,
        "licence": source.licence or None,
        "date": source.date or None,
    }


def plain(value: float | Unknown | None) -> float | None:
    """Give a value for machines, null where it is not known."""
    return None if isinstance(value, Unknown) else value


def cell(value: float | Unknown | None) -> object:
    """Give a value for a table: :data:`HIDDEN` where it is too small to show, blank where nobody knows it."""
    if isinstance(value, Unknown):
        return HIDDEN if value == TOO_FEW else None
    return value


def cells(figure: Figure) -> tuple[object, object, object]:
    """Give the value of a figure and the ends of its interval for a table."""
    return cell(figure.value), cell(figure.low), cell(figure.high)


def unknown_because(*figures: Figure) -> str:
    """Say why cells of a row of figures are blank or hidden, each reason once.

    Examples:
        >>> from commonweal.terms.sentences import say
        >>> unknown_because(Figure(1.0, say("people"), (), 1, None, TOO_FEW, Unknown("not counted")))
        'too few people to show, here or in a figure beside it; not counted'
    """
    values = (value for figure in figures for value in (figure.value, figure.low, figure.high))
    return "; ".join(dict.fromkeys(value.reason for value in values if isinstance(value, Unknown)))
